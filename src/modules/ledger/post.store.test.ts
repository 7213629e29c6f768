import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDate } from '#kernel/civil-date.ts';
import { ok, type Result } from '#kernel/result.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import { sqlState } from '#platform/database/database.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { ACCOUNTS, type AccountName } from './chart-of-accounts.ts';
import { type Posting, post, postMany } from './index.ts';
import { POSTING_TABLE } from './posting-table.ts';

let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
});
afterAll(() => base?.close());

const TODAY = parseDate('2025-05-10');
const officeCaller = (): Caller => ({
  access: { scope: 'office', officeId: base.platform.newId(), actorId: SYSTEM_ACTOR_ID },
});

/** Work as an act of its own. */
function acting<T>(caller: Caller, work: (act: Act) => Promise<T>): Promise<Result<T, { code: string }>> {
  return perform(base.platform, caller, { name: 'test', input: {} }, async (act) => {
    await act.audit({ act: 'test', objectKind: 'test', objectId: act.newId() });
    return ok(await work(act));
  });
}

/** The one value of an act that must succeed. */
async function done<T>(caller: Caller, work: (act: Act) => Promise<T>): Promise<T> {
  const result = await acting(caller, work);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

interface EntryRow {
  readonly debit: string;
  readonly credit: string;
  readonly fen: number;
}

const entriesOf = (caller: Caller): Promise<EntryRow[]> =>
  base.platform.database.transaction(caller.access, (t) =>
    t.rows<EntryRow>(sql`
      SELECT debit, credit, amount_fen AS fen FROM tenant.ledger_entry
      WHERE office_id = ${caller.access.officeId} ORDER BY on_day, id`),
  );

/** platform.md §5, row by row: what is posted, which account is debited, which credited. */
const AMOUNT = { amountFen: 8_000 };
const TABLE: [Partial<Posting> & { event: Posting['event'] }, ...[AccountName, AccountName, number][]][] = [
  [{ event: 'credit-received', ...AMOUNT }, ['bank', 'unmatchedReceipts', 8_000]],
  [{ event: 'credit-matched', ...AMOUNT }, ['unmatchedReceipts', 'contributionsInAdvance', 8_000]],
  [{ event: 'credit-reversed', ...AMOUNT }, ['unmatchedReceipts', 'bank', 8_000]],
  [{ event: 'match-undone', ...AMOUNT }, ['contributionsInAdvance', 'unmatchedReceipts', 8_000]],
  [{ event: 'cover-started', ...AMOUNT }, ['contributionsInAdvance', 'unearnedContributions', 8_000]],
  [{ event: 'contribution-earned', ...AMOUNT }, ['unearnedContributions', 'contributionIncome', 8_000]],
  [{ event: 'contribution-overpaid', ...AMOUNT }, ['contributionsInAdvance', 'refundsPayable', 8_000]],
  [{ event: 'overpayment-undone', ...AMOUNT }, ['refundsPayable', 'contributionsInAdvance', 8_000]],
  [{ event: 'contribution-refunded', ...AMOUNT }, ['refundsPayable', 'bank', 8_000]],
  [{ event: 'benefit-approved', ...AMOUNT }, ['benefitExpense', 'benefitsPayable', 8_000]],
  [{ event: 'payout-sent', ...AMOUNT }, ['benefitsPayable', 'benefitsInTransit', 8_000]],
  [{ event: 'payout-paid', ...AMOUNT }, ['benefitsInTransit', 'bank', 8_000]],
  [{ event: 'payout-returned', ...AMOUNT }, ['bank', 'benefitsPayable', 8_000]],
  [{ event: 'payout-refused', ...AMOUNT }, ['benefitsInTransit', 'benefitsPayable', 8_000]],
  [{ event: 'recovery-decided', ...AMOUNT }, ['recoveriesReceivable', 'benefitExpense', 8_000]],
  [{ event: 'recovery-received', ...AMOUNT }, ['bank', 'recoveriesReceivable', 8_000]],
  [{ event: 'recovery-set-off', ...AMOUNT }, ['benefitsPayable', 'recoveriesReceivable', 8_000]],
  [{ event: 'debit-unexplained', ...AMOUNT }, ['unexplainedPayments', 'bank', 8_000]],
  [{ event: 'debit-explained', ...AMOUNT }, ['bank', 'unexplainedPayments', 8_000]],
  [{ event: 'credit-explained', ...AMOUNT }, ['unmatchedReceipts', 'bank', 8_000]],
  [{ event: 'credit-refundable', ...AMOUNT }, ['unmatchedReceipts', 'refundsPayable', 8_000]],
  [{ event: 'bank-charged', ...AMOUNT }, ['managementExpense', 'bank', 8_000]],
  [{ event: 'expense-paid', ...AMOUNT }, ['managementExpense', 'bank', 8_000]],
  [{ event: 'interest-received', ...AMOUNT }, ['bank', 'otherIncome', 8_000]],
  [
    { event: 'reserve-raised', amounts: { liabilityReserve: 700, riskReserve: 30 } },
    ['reserveExpense', 'liabilityReserve', 700],
    ['reserveExpense', 'riskReserve', 30],
  ],
  [
    { event: 'reserve-released', amounts: { liabilityReserve: 700, riskReserve: 30 } },
    ['liabilityReserve', 'reserveExpense', 700],
    ['riskReserve', 'reserveExpense', 30],
  ],
  [
    { event: 'surplus-allocated', amounts: { reliefFund: 5, developmentFund: 6 } },
    ['netAssets', 'reliefFund', 5],
    ['netAssets', 'developmentFund', 6],
  ],
  [{ event: 'grant-paid', ...AMOUNT }, ['reliefFund', 'contributionsInAdvance', 8_000]],
];

test.each(TABLE)('posts $event', async (event, ...expected) => {
  const caller = officeCaller();
  const posting = { ...event, objectKind: 'test', objectId: base.platform.newId(), onDay: TODAY } as Posting;
  expect(await done(caller, (act) => post(act, posting))).toEqual(ok(expected.length));
  expect(await entriesOf(caller)).toEqual(
    expected.map(([debit, credit, fen]) => ({ debit: ACCOUNTS[debit].code, credit: ACCOUNTS[credit].code, fen })),
  );
});

const order = (caller: Caller, more: { occurrence?: number; amountFen?: number; objectId?: string } = {}): Posting => ({
  event: 'credit-matched',
  objectKind: 'contribution-order',
  objectId: caller.access.officeId,
  onDay: TODAY,
  amountFen: 8_000,
  ...more,
});

test('posts an event of an object once, and its next occurrence again', async () => {
  const caller = officeCaller();
  expect(await done(caller, (act) => post(act, order(caller)))).toEqual(ok(1));
  expect(await done(caller, (act) => post(act, order(caller)))).toEqual(ok(0));
  expect(await done(caller, (act) => postMany(act, [order(caller), order(caller, { occurrence: 1 })]))).toEqual(ok(1));
  expect(await entriesOf(caller)).toHaveLength(2);
});

test('throws where an event is posted again with another amount, or twice at once', async () => {
  const caller = officeCaller();
  await done(caller, (act) => post(act, order(caller)));
  await expect(done(caller, (act) => post(act, order(caller, { amountFen: 8_001 })))).rejects.toThrow('another amount');
  const twin = order(caller, { occurrence: 1 });
  await expect(done(caller, (act) => postMany(act, [twin, twin]))).rejects.toThrow('twice');
  expect(await entriesOf(caller)).toHaveLength(1);
});

test('writes nothing for zero, and takes no amount that is none', async () => {
  const caller = officeCaller();
  expect(await done(caller, (act) => post(act, order(caller, { amountFen: 0 })))).toEqual(ok(0));
  for (const amountFen of [-1, 0.5, Number.NaN]) {
    await expect(done(caller, (act) => post(act, order(caller, { amountFen })))).rejects.toThrow(RangeError);
  }
  expect(await entriesOf(caller)).toEqual([]);
});

test('posts thousands at once', async () => {
  const caller = officeCaller();
  const postings = Array.from({ length: 12_000 }, () => order(caller, { objectId: base.platform.newId() }));
  expect(await done(caller, (act) => postMany(act, postings))).toEqual(ok(12_000));
});

test('a closed month takes nothing, and nothing of what was posted with it', async () => {
  const caller = officeCaller();
  const { officeId } = caller.access;
  await done(caller, (act) => post(act, order(caller)));
  await base.asSuperuser(
    `UPDATE tenant.ledger_month SET state = 'closed', closed_at = now(), closed_by = office_id
     WHERE office_id = $1 AND month = '2025-04-01'`,
    [officeId],
  );
  const late = { ...order(caller, { occurrence: 1 }), onDay: parseDate('2025-04-30') };
  const both = [order(caller, { occurrence: 2 }), late];
  const closed = { ok: false, error: { code: 'ledger-month-closed', month: '2025-04' } };
  expect(await done(caller, (act) => postMany(act, both))).toEqual(closed);
  expect(await entriesOf(caller)).toHaveLength(1);
  const first = { ...late, onDay: parseDate('2025-05-01') };
  expect(await done(caller, (act) => post(act, first))).toEqual(ok(1));
});

test('who closes a month waits for those who write into it, and they do not wait for each other', async () => {
  const caller = officeCaller();
  await done(caller, (act) => post(act, order(caller)));
  const turns: string[] = [];
  let closing: Promise<unknown> = Promise.resolve();
  await done(caller, async (act) => {
    await post(act, order(caller, { occurrence: 1 }));
    await done(caller, (other) => post(other, order(caller, { occurrence: 2 })));
    turns.push('another posted');
    closing = base
      .asSuperuser(
        `UPDATE tenant.ledger_month SET state = 'closed', closed_at = now(), closed_by = office_id WHERE office_id = $1`,
        [caller.access.officeId],
      )
      .then(() => turns.push('closed'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    turns.push('posted');
  });
  await closing;
  expect(turns).toEqual(['another posted', 'posted', 'closed']);
});

test('the application can neither change nor remove what is posted', async () => {
  const caller = officeCaller();
  await done(caller, (act) => post(act, order(caller)));
  for (const statement of [
    sql`UPDATE tenant.ledger_entry SET amount_fen = 1`,
    sql`DELETE FROM tenant.ledger_entry`,
    sql`TRUNCATE tenant.ledger_entry`,
    sql`DELETE FROM tenant.ledger_entry_2025`,
    sql`UPDATE tenant.ledger_posting_key SET amount_fen = 1`,
    sql`DELETE FROM tenant.ledger_posting_key`,
    sql`DELETE FROM tenant.ledger_reversal_key`,
    sql`UPDATE tenant.ledger_month SET month = '2020-01-01'`,
    sql`DELETE FROM tenant.ledger_month`,
  ]) {
    const state = await base.platform.database
      .transaction(caller.access, (t) => t.run(statement))
      .then(() => 'done', sqlState);
    expect([statement.text, state]).toEqual([statement.text, '42501']);
  }
});

test('an entry with equal sides, without an amount or in the name of another is refused by the database', async () => {
  const caller = officeCaller();
  const write = (debit: string, credit: string, fen: number, actor: string): Promise<string> =>
    base.platform.database
      .transaction(caller.access, (t) =>
        t.run(sql`INSERT INTO tenant.ledger_entry (office_id, on_day, debit, credit, amount_fen, kind, event, object_kind,
            object_id, line, at, actor_id)
          VALUES (${caller.access.officeId}, '2025-05-10', ${debit}, ${credit}, ${fen}, 'posting', 'x', 'x', ${actor}, 0,
            now(), ${actor})`),
      )
      .then(() => 'done', sqlState);
  expect(await write('1002', '1002', 1, SYSTEM_ACTOR_ID)).toBe('23514');
  expect(await write('1002', '4201', 0, SYSTEM_ACTOR_ID)).toBe('23514');
  expect(await write('1002', '4201', 1, base.platform.newId())).toBe('42501');
  expect(await write('1002', '4201', 1, SYSTEM_ACTOR_ID)).toBe('done');
});

test('every event of the posting table is among these', () => {
  expect(Object.keys(POSTING_TABLE)).toEqual(TABLE.map(([{ event }]) => event));
});
