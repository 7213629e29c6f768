import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { findPayouts, importPayoutResults, type ListedPayout, makePayoutBatch } from '#modules/payouts/index.ts';
import { BENEFIT_FEN, PayoutFixture, pain002, returnFile } from '../../../test/support/payout-fixture.ts';
import { must, openTestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  decideFinding,
  type ExplainedEntries,
  explainEntries,
  findFindings,
  findUnexplainedDebits,
  proposeFinding,
} from './index.ts';

let base: TestDatabase;
let fixture: PayoutFixture;
beforeAll(async () => {
  base = await createTestDatabase();
  const { henan } = await openTestScheme(base.platform);
  base.clock.set(startOfDay(parseDate('2026-03-05')));
  fixture = new PayoutFixture(base, henan);
});
afterAll(() => base?.close());

const explain = async (): Promise<ExplainedEntries> =>
  must(await explainEntries(base.platform, fixture.office.callers.cashier));

const only = (payouts: readonly ListedPayout[]): ListedPayout => {
  const [payout] = payouts;
  if (payout === undefined) throw new Error('no payout');
  return payout;
};

/** What must hold whenever all that the bank did is on the statements. */
async function expectBooksToBalance(): Promise<void> {
  expect(await fixture.balance('1002')).toBe(await fixture.onStatements());
  expect(await fixture.balance('112202')).toBe(0);
  expect(await fixture.balance('220904')).toBe(0);
}

describe('the bank\u2019s answer', () => {
  test('pays what it says is paid, frees what it refused, and both are posted once however often it comes', async () => {
    const { payouts, claimIds, persons } = await fixture.sent(3);
    const [first, second, third] = payouts.map(({ endToEndId }) => endToEndId);
    if (first === undefined || second === undefined || third === undefined) throw new Error('three payouts');
    const half = returnFile(
      { endToEndId: first, on: '20260302' },
      { endToEndId: second, said: '失败', reason: '收款人户名不符', on: '2026-03-02' },
    );
    expect((await fixture.results(half)).outcomes).toEqual({ paid: 1, refused: 1 });
    expect(await Promise.all(claimIds.map((id) => fixture.stateOf(id)))).toEqual(['paid', 'returned', 'in-payout']);
    const listed = await findPayouts(base.platform, fixture.office.callers.cashier, { state: 'returned', limit: 9 });
    expect(listed).toMatchObject([{ returnKind: 'refused', fault: 'name-differs', hasNewCard: false }]);

    const again = await importPayoutResults(base.platform, fixture.office.callers.cashier, half, {
      fileName: '改名.txt',
    });
    expect(again).toEqual({ ok: false, error: { code: 'payout-results-known' } });
    const whole = pain002(
      { endToEndId: third, amountFen: BENEFIT_FEN },
      { endToEndId: second, said: 'RJCT', reason: 'BE01' },
      { endToEndId: first },
      { endToEndId: first },
    );
    expect((await fixture.results(whole)).outcomes).toEqual({ paid: 1, known: 3 });
    expect(await fixture.balance('1002')).toBe(-2 * BENEFIT_FEN);

    // a new card, the next batch
    const { cashier } = fixture.office.callers;
    expect(await makePayoutBatch(base.platform, cashier)).toMatchObject({ error: { code: 'nothing-to-pay-out' } });
    const second_ = persons[1];
    if (second_ === undefined) throw new Error('three persons');
    await fixture.registerCard(second_);
    const next = await fixture.sendAll();
    expect(next.payouts).toHaveLength(1);
    await fixture.results(returnFile({ endToEndId: only(next.payouts).endToEndId }));
    expect(await fixture.stateOf(claimIds[1] ?? '')).toBe('paid');
    expect(await fixture.balance('220903')).toBe(0);
    expect(await fixture.balance('220904')).toBe(0);
    await fixture.statement(
      ...[first, third, only(next.payouts).endToEndId].map((remark) => ({
        amountFen: -BENEFIT_FEN,
        on: '2026-03-02',
        remark,
      })),
    );
    expect(await explain()).toEqual({ explained: 3, paid: 0, returned: 0, doubtful: 0 });
    await expectBooksToBalance();
  });

  test('that is unknown, of another amount, too early or against the books changes nothing and is told', async () => {
    const { payouts, claimIds } = await fixture.sent(2);
    const [paid, open] = payouts.map(({ endToEndId }) => endToEndId);
    if (paid === undefined || open === undefined) throw new Error('two payouts');
    await fixture.results(returnFile({ endToEndId: paid }));
    const before = await fixture.balance('1002');
    const said = await fixture.results(
      returnFile(
        { endToEndId: 'TZ20990101000001000001' },
        { endToEndId: open, amountFen: BENEFIT_FEN + 1 },
        { endToEndId: paid, said: '失败', reason: '账户已销户' },
        { endToEndId: open, said: '处理中' },
      ),
    );
    expect(said.outcomes).toEqual({ unknown: 1, 'amount-differs': 1, contradicts: 1, pending: 1 });
    expect(await fixture.balance('1002')).toBe(before);
    expect(await Promise.all(claimIds.map((id) => fixture.stateOf(id)))).toEqual(['paid', 'in-payout']);
    await fixture.results(returnFile({ endToEndId: open, on: '20260303' }));
    for (const endToEndId of [paid, open]) {
      await fixture.statement({ amountFen: -BENEFIT_FEN, on: '2026-03-03', remark: endToEndId });
    }
    await explain();
    await expectBooksToBalance();
  });

  test('with one row that can\u2019t be read is refused whole', async () => {
    const file = returnFile({ endToEndId: 'TZ20260305000001000001', said: '大概成功' });
    const refused = await importPayoutResults(base.platform, fixture.office.callers.cashier, file, { fileName: 'x' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'payout-results-refused' } });
  });

  test('of two people at the same moment is taken once', async () => {
    const { payouts } = await fixture.sent(1);
    const { endToEndId } = only(payouts);
    const { cashier, accountant } = fixture.office.callers;
    const before = await fixture.balance('1002');
    const files = [returnFile({ endToEndId }), returnFile({ endToEndId }), pain002({ endToEndId })];
    const taken = await Promise.all(
      files.map((file, at) =>
        importPayoutResults(base.platform, at === 0 ? cashier : accountant, file, { fileName: `${at}` }),
      ),
    );
    const outcomes = taken.flatMap((each) => (each.ok ? [each.value.outcomes] : []));
    expect(outcomes.filter(({ paid }) => paid === 1)).toHaveLength(1);
    expect(await fixture.balance('1002')).toBe(before - BENEFIT_FEN);
    await fixture.statement({ amountFen: -BENEFIT_FEN, on: '2026-03-03', remark: endToEndId });
    await explain();
    await expectBooksToBalance();
  });
});

describe('the statement and the results, in any order', () => {
  const paidBy = (endToEndId: string): Promise<unknown> => fixture.results(returnFile({ endToEndId, on: '20260303' }));
  const debited = (endToEndId: string): Promise<unknown> =>
    fixture.statement({ amountFen: -BENEFIT_FEN, on: '2026-03-03', remark: `代发 ${endToEndId}` });
  const credited = (endToEndId: string): Promise<unknown> =>
    fixture.statement({ amountFen: BENEFIT_FEN, on: '2026-03-05', remark: `退汇 ${endToEndId}` });

  test.each([
    ['result, debit', [paidBy, debited], 'paid'],
    ['debit, result', [debited, paidBy], 'paid'],
    ['debit alone', [debited], 'paid'],
    ['result, debit, credit', [paidBy, debited, credited], 'returned'],
    ['result, credit, debit', [paidBy, credited, debited], 'returned'],
    ['debit, credit, result', [debited, credited, paidBy], 'returned'],
    ['credit, debit, result', [credited, debited, paidBy], 'returned'],
    ['credit, result, debit', [credited, paidBy, debited], 'returned'],
  ])('%s: the bank\u2019s account in the books is the one at the bank', async (_, steps, state) => {
    for (const explainsEach of [true, false]) {
      const { payouts, claimIds, persons } = await fixture.sent(1);
      const { endToEndId } = only(payouts);
      for (const step of steps) {
        await step(endToEndId);
        if (explainsEach) await explain();
      }
      await explain();
      await expectBooksToBalance();
      expect(await fixture.stateOf(claimIds[0] ?? '')).toBe(state);
      expect(await fixture.balance('220901')).toBe(0);
      expect(await fixture.balance('220903')).toBe(state === 'returned' ? BENEFIT_FEN : 0);
      if (state === 'returned' && persons[0] !== undefined) {
        // the next test begins with nothing to pay
        await fixture.registerCard(persons[0]);
        const next = await fixture.sendAll();
        await debited(only(next.payouts).endToEndId);
        await explain();
        expect(await fixture.stateOf(claimIds[0] ?? '')).toBe('paid');
      }
    }
  });

  test('a batch debited in one sum waits until the bank has answered all of it', async () => {
    const { number, payouts } = await fixture.sent(3);
    await fixture.statement({ amountFen: -3 * BENEFIT_FEN, on: '2026-03-03', remark: `批量代发 ${number}` });
    expect(await explain()).toEqual({ explained: 0, paid: 0, returned: 0, doubtful: 1 });
    const ids = payouts.map(({ endToEndId }) => endToEndId);
    await fixture.results(returnFile(...ids.map((endToEndId) => ({ endToEndId }))));
    expect(await explain()).toMatchObject({ explained: 1, doubtful: 0 });
    await expectBooksToBalance();
  });

  test('a batch debited whole of which the bank gives back what it refused', async () => {
    const { number, payouts, persons } = await fixture.sent(3);
    const ids = payouts.map(({ endToEndId }) => endToEndId);
    await fixture.results(
      returnFile(...ids.map((endToEndId, at) => (at < 2 ? { endToEndId } : { endToEndId, said: '失败' }))),
    );
    await fixture.statement({ amountFen: -3 * BENEFIT_FEN, on: '2026-03-03', remark: number });
    expect(await explain()).toMatchObject({ explained: 0, doubtful: 1 });
    await fixture.statement({ amountFen: BENEFIT_FEN, on: '2026-03-04', remark: `退回 ${ids[2]}` });
    expect(await explain()).toMatchObject({ explained: 2, doubtful: 0 });
    await expectBooksToBalance();
    const third = persons[2];
    if (third === undefined) throw new Error('three persons');
    await fixture.registerCard(third);
    const next = await fixture.sendAll();
    await debited(only(next.payouts).endToEndId);
    await explain();
    await expectBooksToBalance();
  });

  test('a second debit of the same payout stays unexplained', async () => {
    const { payouts } = await fixture.sent(1);
    const { endToEndId } = only(payouts);
    await debited(endToEndId);
    await debited(endToEndId);
    expect(await explain()).toMatchObject({ explained: 1, doubtful: 1 });
    expect(await fixture.balance('112202')).toBe(BENEFIT_FEN);
    expect(await fixture.balance('1002')).toBe(await fixture.onStatements());
  });
});

describe('what no movement of ours explains', () => {
  const idOf = async (recordId: string): Promise<string> => {
    const [row] = await base.asSuperuser<{ id: string }>(
      'SELECT id FROM tenant.bank_entry WHERE amount_fen = $1 ORDER BY id DESC LIMIT 1',
      [recordId],
    );
    return row?.id ?? '';
  };

  test('a credit that the bank takes back after it was explained: the debit waits, the books stay the bank\u2019s', async () => {
    const { payouts, claimIds, persons } = await fixture.sent(1);
    const { endToEndId } = only(payouts);
    const [paid, unmatched] = [await fixture.balance('112202'), await fixture.balance('220901')];
    await fixture.statement({ amountFen: -BENEFIT_FEN, on: '2026-03-03', remark: endToEndId });
    await fixture.statement({ amountFen: BENEFIT_FEN, on: '2026-03-04', remark: `退汇 ${endToEndId}` });
    await explain();
    expect(await fixture.stateOf(claimIds[0] ?? '')).toBe('returned');
    // the bank takes its return back: the same payer, the same amount, with a minus
    await fixture.statement({ amountFen: -BENEFIT_FEN, on: '2026-03-05', remark: '冲正', kind: '来账' });
    expect(await fixture.balance('112202')).toBe(paid + BENEFIT_FEN);
    expect(await fixture.balance('220901')).toBe(unmatched);
    expect(await fixture.balance('1002')).toBe(await fixture.onStatements());
    const debits = await findUnexplainedDebits(base.platform, fixture.office.callers.cashier, 50);
    expect(debits.map(({ texts }) => texts.includes('冲正'))).toContain(true);
    // it comes again, and two people say that the one undoes the other
    await fixture.statement({ amountFen: BENEFIT_FEN, on: '2026-03-05', remark: '重汇' });
    const [debit] = debits.filter(({ texts }) => texts.includes('冲正'));
    const { cashier, accountant } = fixture.office.callers;
    const input = { entryId: debit?.entryId ?? '', kind: 'offset', reason: '银行错账' } as const;
    expect(await proposeFinding(base.platform, cashier, input)).toMatchObject({ error: { code: 'entry-unknown' } });
    const otherEntryId = await idOf(String(BENEFIT_FEN));
    const { findingId } = must(await proposeFinding(base.platform, cashier, { ...input, otherEntryId }));
    expect(await proposeFinding(base.platform, cashier, { ...input, otherEntryId })).toMatchObject({
      error: { code: 'finding-waits' },
    });
    expect(await decideFinding(base.platform, cashier, { findingId, agree: true })).toMatchObject({
      error: { code: 'second-person-needed' },
    });
    must(await decideFinding(base.platform, accountant, { findingId, agree: true }));
    expect(await fixture.balance('112202')).toBe(paid);
    expect(await fixture.balance('220901')).toBe(unmatched);
    expect(await fixture.balance('1002')).toBe(await fixture.onStatements());
    const person = persons[0];
    if (person === undefined) throw new Error('one person');
    await fixture.registerCard(person);
  });

  test('an expense, a charge and interest stand in the books once two people have said so', async () => {
    const { cashier, accountant } = fixture.office.callers;
    const [suspense, unmatched] = [await fixture.balance('112202'), await fixture.balance('220901')];
    const [expense, income] = [await fixture.balance('5201'), await fixture.balance('4901')];
    await fixture.statement(
      { amountFen: -4_321, on: '2026-03-05', remark: '办公用品' },
      { amountFen: -1_234, on: '2026-03-05', remark: '其他' },
      { amountFen: 5_678, on: '2026-03-05', remark: '结息' },
    );
    const say = async (amount: string, kind: 'management-expense' | 'bank-charge' | 'bank-interest'): Promise<string> =>
      must(await proposeFinding(base.platform, cashier, { entryId: await idOf(amount), kind, reason: '回单' }))
        .findingId;
    expect(
      await proposeFinding(base.platform, cashier, {
        entryId: await idOf('5678'),
        kind: 'bank-charge',
        reason: '反了',
      }),
    ).toMatchObject({ error: { code: 'finding-direction' } });
    const declined = await say('1234', 'management-expense');
    must(await decideFinding(base.platform, accountant, { findingId: declined, agree: false }));
    const said = [
      await say('4321', 'management-expense'),
      await say('1234', 'bank-charge'),
      await say('5678', 'bank-interest'),
    ];
    for (const findingId of said) must(await decideFinding(base.platform, accountant, { findingId, agree: true }));
    expect(await fixture.balance('112202')).toBe(suspense);
    expect(await fixture.balance('220901')).toBe(unmatched);
    expect((await fixture.balance('5201')) - expense).toBe(5_555);
    expect((await fixture.balance('4901')) - income).toBe(5_678);
    expect(await fixture.balance('1002')).toBe(await fixture.onStatements());
    expect(await findFindings(base.platform, cashier, { waiting: true, limit: 9 })).toEqual([]);
  });
});
