import fc from 'fast-check';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parseDate } from '#kernel/civil-date.ts';
import { ok } from '#kernel/result.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  ACCOUNTS,
  balancesOn,
  correct,
  findEntries,
  foldMovements,
  type LedgerEvent,
  POSTING_TABLE,
  type Posting,
  post,
  postMany,
  reverse,
  trialBalance,
} from './index.ts';

let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
});
afterAll(() => base?.close());

const FIRST = parseDate('2025-01-01');
const LAST = parseDate('2025-12-31');
const officeCaller = (): Caller => ({
  access: { scope: 'office', officeId: base.platform.newId(), actorId: SYSTEM_ACTOR_ID },
});

/** The answer of work as an act of its own. */
async function done<T>(caller: Caller, work: (act: Act) => Promise<T>): Promise<T> {
  const result = await perform(base.platform, caller, { name: 'test', input: {} }, async (act) => {
    await act.audit({ act: 'test', objectKind: 'test', objectId: act.newId() });
    return ok(await work(act));
  });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const posting = (event: LedgerEvent, amountFen: number, more: Partial<Posting> = {}): Posting => {
  const parts = POSTING_TABLE[event].map(({ part }) => [part, amountFen]);
  const amounts = parts.length === 1 ? { amountFen } : { amounts: Object.fromEntries(parts) };
  return { event, objectKind: 'test', objectId: base.platform.newId(), onDay: FIRST, ...amounts, ...more } as Posting;
};

const balanceOf = async (caller: Caller, code: string, day: number): Promise<number | undefined> =>
  (await balancesOn(base.platform, caller, day)).find(({ account }) => account.code === code)?.amountFen;

type Step =
  | { readonly kind: 'post'; readonly event: LedgerEvent; readonly amountFen: number; readonly onDay: number }
  | { readonly kind: 'reverse' | 'correct'; readonly of: number; readonly amountFen: number; readonly onDay: number }
  | { readonly kind: 'fold' };

const aDay = fc.integer({ min: FIRST, max: LAST });
const anAmount = fc.integer({ min: 1, max: 500_000_000_000 });
const aStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('post' as const),
      event: fc.constantFrom(...(Object.keys(POSTING_TABLE) as LedgerEvent[])),
      amountFen: anAmount,
      onDay: aDay,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('reverse' as const, 'correct' as const),
      of: fc.nat(100),
      amountFen: anAmount,
      onDay: aDay,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'fold' as const }) },
);

test('whatever happens in whatever order, debits are credits, and balances are the sums of the entries', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 1, maxLength: 15 }), aDay, aDay, async (steps, oneDay, otherDay) => {
      const [fromDay, onDay] = [Math.min(oneDay, otherDay), Math.max(oneDay, otherDay)];
      const caller = officeCaller();
      const posted: Posting[] = [];
      for (const step of steps) {
        if (step.kind === 'fold') await foldMovements(base.platform, caller);
        else if (step.kind === 'post') {
          const next = posting(step.event, step.amountFen, { onDay: step.onDay });
          expect(await done(caller, (act) => post(act, next))).toMatchObject({ ok: true });
          posted.push(next);
        } else if (posted.length > 0) {
          const [wrong] = posted.splice(step.of % posted.length, 1);
          if (wrong === undefined) throw new RangeError('nothing to reverse');
          const { objectId, onDay: day } = { ...wrong, onDay: step.onDay };
          const right = posting(wrong.event, step.amountFen, { objectId, onDay: day });
          const result = await done<{ ok: boolean }>(caller, (act) =>
            step.kind === 'reverse' ? reverse(act, wrong, day) : correct(act, wrong, right),
          );
          expect(result.ok).toBe(true);
        }
      }
      const found = await trialBalance(base.platform, caller, { fromDay, onDay });
      expect(found.debitFen).toBe(found.creditFen);
      expect(found.debitBalanceFen).toBe(found.creditBalanceFen);
      const entries = await findEntries(base.platform, caller, { limit: 200 });
      for (const { account, ...row } of found.rows) {
        const sum = (side: 'debit' | 'credit', from: number): number =>
          entries.reduce(
            (all, entry) =>
              entry[side] === account.code && entry.onDay >= from && entry.onDay <= onDay ? all + entry.amountFen : all,
            0,
          );
        expect([row.debitFen, row.creditFen]).toEqual([sum('debit', fromDay), sum('credit', fromDay)]);
        expect(row.closingFen).toBe(
          account.normalSide === 'debit' ? sum('debit', 0) - sum('credit', 0) : sum('credit', 0) - sum('debit', 0),
        );
        expect(row.openingFen).toBe(
          row.closingFen - (row.debitFen - row.creditFen) * (account.normalSide === 'debit' ? 1 : -1),
        );
      }
    }),
    { numRuns: 40 },
  );
});

test('a balance counts the day itself, and the same before and after folding', async () => {
  const caller = officeCaller();
  await done(caller, (act) =>
    postMany(act, [
      posting('credit-received', 100, { onDay: FIRST }),
      posting('credit-received', 20, { onDay: FIRST + 1 }),
      posting('bank-charged', 3, { onDay: FIRST + 2 }),
    ]),
  );
  const bank = (): Promise<(number | undefined)[]> =>
    Promise.all([-1, 0, 1, 2].map((days) => balanceOf(caller, ACCOUNTS.bank.code, FIRST + days)));
  expect(await bank()).toEqual([0, 100, 120, 117]);
  expect(await foldMovements(base.platform, caller)).toBe(3);
  expect(await bank()).toEqual([0, 100, 120, 117]);
  await done(caller, (act) => post(act, posting('bank-charged', 1, { onDay: FIRST + 1 })));
  expect(await bank()).toEqual([0, 100, 119, 116]);
  expect(await foldMovements(base.platform, caller)).toBe(1);
  expect(await foldMovements(base.platform, caller)).toBe(0);
  expect(await bank()).toEqual([0, 100, 119, 116]);
});

test('folders and posters at the same moment lose nothing', async () => {
  const caller = officeCaller();
  const rounds = Array.from({ length: 30 }, (_, round) => round);
  const [, ...folded] = await Promise.all([
    Promise.all(rounds.map((amount) => done(caller, (act) => post(act, posting('credit-received', 1 + amount))))),
    ...rounds.slice(0, 10).map(() => foldMovements(base.platform, caller)),
  ]);
  const rest = await foldMovements(base.platform, caller);
  expect(folded.reduce((sum, count) => sum + count, rest)).toBe(30);
  expect(await balanceOf(caller, ACCOUNTS.bank.code, FIRST)).toBe(465);
});

test('who posts into a month while it is being closed waits, and is told that it is', async () => {
  const caller = officeCaller();
  await done(caller, (act) => post(act, posting('credit-received', 5)));
  const [isClosing, mayCommit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const closing = done(caller, async ({ transaction, officeId, actorId }) => {
    await transaction.run(sql`
      UPDATE tenant.ledger_month SET state = 'closed', closed_at = now(), closed_by = ${actorId}
      WHERE office_id = ${officeId} AND month = '2025-01-01'`);
    isClosing.resolve();
    await mayCommit.promise;
  });
  await isClosing.promise;
  const posted = done(caller, (act) => post(act, posting('credit-received', 7)));
  await vi.waitFor(async () => {
    const waiting = await base.asSuperuser(`SELECT FROM pg_locks WHERE NOT granted
      AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`);
    expect(waiting).toHaveLength(1);
  });
  mayCommit.resolve();
  await closing;
  expect(await posted).toEqual({ ok: false, error: { code: 'ledger-month-closed', month: '2025-01' } });
  expect(await balanceOf(caller, ACCOUNTS.bank.code, FIRST)).toBe(5);
});

test('an agency sees its own part of the books, and that is balanced too', async () => {
  const caller = officeCaller();
  const [ours, theirs] = [base.platform.newId(), base.platform.newId()];
  const agency: Caller = {
    access: { scope: 'agencies', officeId: caller.access.officeId, agencyIds: [ours], actorId: SYSTEM_ACTOR_ID },
  };
  await done(caller, (act) =>
    postMany(act, [
      posting('credit-received', 1_000),
      posting('benefit-approved', 5, { agencyId: ours }),
      posting('benefit-approved', 70, { agencyId: theirs }),
    ]),
  );
  for (const fold of [0, 1]) {
    if (fold === 1) await foldMovements(base.platform, caller);
    await expect(trialBalance(base.platform, agency, { onDay: LAST })).resolves.toMatchObject({
      debitFen: 5,
      creditFen: 5,
      creditBalanceFen: 5,
    });
    expect(await findEntries(base.platform, agency, { limit: 9 })).toMatchObject([{ amountFen: 5, agencyId: ours }]);
  }
  await expect(foldMovements(base.platform, agency)).rejects.toThrow('by an office');
  await expect(done(agency, (act) => post(act, posting('benefit-approved', 5, { agencyId: theirs })))).rejects.toThrow(
    'row-level security',
  );
});

test('nothing is reversed twice, nor what was never posted, nor into a closed month', async () => {
  const caller = officeCaller();
  const wrong = posting('reserve-raised', 10);
  await done(caller, (act) => post(act, wrong));
  await base.asSuperuser(
    `UPDATE tenant.ledger_month SET state = 'closed', closed_at = now(), closed_by = office_id
     WHERE office_id = $1 AND month = '2025-01-01'`,
    [caller.access.officeId],
  );
  const reversing = (ref: Posting, day: number): Promise<unknown> => done(caller, (act) => reverse(act, ref, day));
  expect(await reversing({ ...wrong, occurrence: 1 }, LAST)).toMatchObject({ error: { code: 'posting-not-found' } });
  expect(await reversing(wrong, FIRST)).toMatchObject({ error: { code: 'ledger-month-closed', month: '2025-01' } });
  const twice = await Promise.all([reversing(wrong, LAST), reversing(wrong, LAST)]);
  expect(twice).toEqual(expect.arrayContaining([ok(20), { ok: false, error: { code: 'posting-already-reversed' } }]));
  expect(await balanceOf(caller, ACCOUNTS.liabilityReserve.code, LAST)).toBe(0);
});

test('a correction reverses, posts anew, refers to what it corrects, and can be corrected', async () => {
  const caller = officeCaller();
  const wrong = posting('benefit-approved', 500);
  await done(caller, (act) => post(act, wrong));
  const right = (amountFen: number): Posting => posting('benefit-approved', amountFen, { objectId: wrong.objectId });
  expect(await done(caller, (act) => correct(act, wrong, right(300)))).toEqual(ok(1));
  expect(await done(caller, (act) => correct(act, { ...wrong, occurrence: 1 }, right(400)))).toEqual(ok(2));
  expect(await balanceOf(caller, ACCOUNTS.benefitsPayable.code, LAST)).toBe(400);
  const [third, undone, second, taken, first] = await findEntries(base.platform, caller, { limit: 9 });
  expect([third, undone, second, taken, first]).toMatchObject([
    { kind: 'correction', amountFen: 400, refersToId: second?.id },
    { kind: 'reversal', amountFen: 300, refersToId: second?.id, debit: second?.credit },
    { kind: 'correction', amountFen: 300, refersToId: first?.id },
    { kind: 'reversal', amountFen: 500, refersToId: first?.id, refersToDay: FIRST },
    { kind: 'posting', amountFen: 500, refersToId: null },
  ]);
});

test('entries come in pages, by account on either side, by object and by days', async () => {
  const caller = officeCaller();
  const rows = Array.from({ length: 25 }, (_, index) =>
    posting(index % 2 === 0 ? 'credit-received' : 'bank-charged', 1 + index, { onDay: FIRST + Math.floor(index / 5) }),
  );
  await done(caller, (act) => postMany(act, [...rows, posting('cover-started', 99)]));
  const seen: number[] = [];
  for (let after: { onDay: number; id: number } | undefined; ; ) {
    const page = await findEntries(base.platform, caller, {
      account: ACCOUNTS.bank.code,
      limit: 7,
      ...(after && { after }),
    });
    seen.push(...page.map(({ amountFen }) => amountFen));
    after = page.at(-1);
    if (page.length < 7) break;
  }
  const byDay = [...rows.keys()].sort((a, b) => Math.floor(b / 5) - Math.floor(a / 5) || b - a);
  expect(seen.toSorted((a, b) => a - b)).toEqual(rows.map((_, index) => index + 1));
  expect(seen.map((fen) => Math.floor((fen - 1) / 5))).toEqual(byDay.map((index) => Math.floor(index / 5)));
  const [some] = rows;
  const byObject = await findEntries(base.platform, caller, { objectId: some?.objectId ?? '', limit: 9 });
  expect(byObject).toMatchObject([{ amountFen: 1 }]);
  const days = await findEntries(base.platform, caller, { fromDay: FIRST + 1, untilDay: FIRST + 2, limit: 99 });
  expect(days).toHaveLength(10);
});
