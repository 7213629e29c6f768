import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { reconcile } from '#modules/books/index.ts';
import { getClaim, ruleOnClaim } from '#modules/claims/index.ts';
import { explainByHand, explainEntries } from '#modules/explanations/index.ts';
import { findPayouts, makePayoutBatch } from '#modules/payouts/index.ts';
import { perform } from '#platform/acts/act.ts';
import { FILLS_CEILING, stayOf } from '../../../test/support/claim-fixture.ts';
import { BENEFIT_FEN, PayoutFixture, returnFile } from '../../../test/support/payout-fixture.ts';
import { must, openTestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { decideRecovery, findRecoveries, proposeExcess, proposeRecovery } from './index.ts';

let base: TestDatabase;
let fixture: PayoutFixture;
beforeAll(async () => {
  base = await createTestDatabase();
  const { henan } = await openTestScheme(base.platform);
  base.clock.set(startOfDay(parseDate('2026-03-05')));
  fixture = new PayoutFixture(base, henan);
});
afterAll(() => base?.close());

/** A benefit that was paid, with its debit on the statement. */
async function paid(): Promise<string> {
  const { payouts, claimIds } = await fixture.sent(1);
  const endToEndId = payouts[0]?.endToEndId ?? '';
  await fixture.results(returnFile({ endToEndId }));
  await fixture.statement({ amountFen: -BENEFIT_FEN, on: '2026-03-03', remark: endToEndId });
  must(await explainEntries(base.platform, fixture.office.callers.cashier));
  return claimIds[0] ?? '';
}

const propose = (claimId: string, amountFen: number, reason = '重复给付'): ReturnType<typeof proposeRecovery> =>
  proposeRecovery(base.platform, fixture.office.callers.officeReviewer, { claimId, amountFen, cause: 'error', reason });

test('a benefit paid wrongly is decided by a second person and comes back in parts', async () => {
  const { officeReviewer, approver, cashier } = fixture.office.callers;
  const claimId = await paid();
  const expense = await fixture.balance('510101');
  const { recoveryId, number } = must(await propose(claimId, 30_000));
  expect(await propose(claimId, 10_000)).toEqual({ ok: false, error: { code: 'recovery-amount', openFen: 9_952 } });
  const decide = { recoveryId, outcome: 'decide' } as const;
  expect(await decideRecovery(base.platform, officeReviewer, decide)).toMatchObject({
    error: { code: 'own-recovery' },
  });
  expect(await fixture.balance('112201')).toBe(0);
  must(await decideRecovery(base.platform, approver, decide));
  expect(await decideRecovery(base.platform, approver, decide)).toMatchObject({ error: { code: 'recovery-state' } });
  expect(await fixture.balance('112201')).toBe(30_000);
  expect(await fixture.balance('510101')).toBe(expense - 30_000);

  // one transfer names it, the other is told by the cashier and is larger than what is due
  await fixture.statement({ amountFen: 20_000, on: '2026-03-05', remark: `退还互助金 ${number}` });
  expect(must(await explainEntries(base.platform, cashier))).toMatchObject({ explained: 1 });
  await fixture.statement({ amountFen: 12_000, on: '2026-03-05', remark: '还款', recordId: 'R-12000' });
  const [entry] = await base.asSuperuser<{ id: string }>(`SELECT id FROM tenant.bank_entry WHERE amount_fen = 12000`);
  const byHand = (amountFen: number): ReturnType<typeof explainByHand> =>
    explainByHand(base.platform, cashier, { entryId: entry?.id ?? '', recoveryId, amountFen });
  expect(await byHand(12_000)).toEqual({ ok: false, error: { code: 'recovery-amount', openFen: 10_000 } });
  must(await byHand(10_000));
  expect(await byHand(1)).toMatchObject({ error: { code: 'recovery-state' } });
  expect(await findRecoveries(base.platform, cashier, { limit: 5 })).toMatchObject([
    { state: 'received', received_fen: 30_000 },
  ]);
  expect(await fixture.balance('112201')).toBe(0);
  expect(await fixture.balance('220901')).toBe(2_000);
  expect(await fixture.balance('1002')).toBe(await fixture.onStatements());
});

test('what comes back in a month that is closed is posted today', async () => {
  const { approver, cashier } = fixture.office.callers;
  const { recoveryId, number } = must(await propose(await paid(), 20_000));
  must(await decideRecovery(base.platform, approver, { recoveryId, outcome: 'decide' }));
  await fixture.statement({ amountFen: 15_000, on: '2026-02-26', remark: number });
  await fixture.statement({ amountFen: 5_000, on: '2026-02-27', remark: '还款', recordId: 'R-5000' });
  await fixture.closeMonth('2026-02-01');
  expect(must(await explainEntries(base.platform, cashier))).toMatchObject({ explained: 1 });
  const [entry] = await base.asSuperuser<{ id: string }>(`SELECT id FROM tenant.bank_entry WHERE amount_fen = 5000`);
  must(await explainByHand(base.platform, cashier, { entryId: entry?.id ?? '', recoveryId, amountFen: 5_000 }));
  expect(await fixture.balance('112201')).toBe(0);
  expect(await fixture.balance('1002')).toBe(await fixture.onStatements());
});

test('only what was paid can be recovered, and never without a reason', async () => {
  const { claimIds } = await fixture.sent(1);
  expect(await propose(claimIds[0] ?? '', 1)).toMatchObject({ error: { code: 'recovery-claim-not-paid' } });
  const claimId = await paid();
  expect(await propose(claimId, BENEFIT_FEN, ' ')).toMatchObject({ error: { code: 'recovery-reason-missing' } });
  const { recoveryId } = must(await propose(claimId, BENEFIT_FEN));
  must(await decideRecovery(base.platform, fixture.office.callers.approver, { recoveryId, outcome: 'decline' }));
  expect(must(await propose(claimId, BENEFIT_FEN)).number).toBe('ZH00000004');
});

test('a benefit that has come back wholly gives its stay back, and what the limit had declined is decided again', async () => {
  const { officeReviewer, approver, accountant } = fixture.office.callers;
  const person = await fixture.claims.person();
  const claimIds: string[] = [];
  for (const month of ['08', '09', '10']) {
    const stay = { 开始日期: `2025-${month}-01`, 结束日期: `2025-${month}-08`, 结算日期: `2025-${month}-10 10:00:00` };
    claimIds.push(await fixture.claims.claim(stayOf(person, `R${month}`, stay)));
  }
  const [first = '', second = '', third = ''] = claimIds;
  expect(await fixture.stateOf(third)).toBe('declined');
  await fixture.registerCard(person);
  await fixture.claims.approve([first, second]);
  const { payouts } = await fixture.sendAll();
  await fixture.results(returnFile(...payouts.map(({ endToEndId }) => ({ endToEndId }))));
  const { recoveryId, number } = must(await propose(first, BENEFIT_FEN));
  must(await decideRecovery(base.platform, approver, { recoveryId, outcome: 'decide' }));
  const counted = async (): Promise<unknown> => {
    const [row] = await base.asSuperuser<{ stays: number; fen: number }>(
      'SELECT stays, amount_fen::int AS fen FROM tenant.benefit_counter WHERE person_id = $1',
      [person.personId],
    );
    return row;
  };
  const come = async (amountFen: number): Promise<void> => {
    await fixture.statement({ amountFen, on: '2026-03-05', remark: number });
    must(await explainEntries(base.platform, fixture.office.callers.cashier));
  };
  await come(30_000);
  expect(await counted()).toEqual({ stays: 2, fen: 2 * BENEFIT_FEN - 30_000 });
  expect(await fixture.stateOf(third)).toBe('declined');
  await come(BENEFIT_FEN - 30_000);
  expect(await counted()).toEqual({ stays: 1, fen: BENEFIT_FEN });
  const reopened = must(await getClaim(base.platform, officeReviewer, third));
  expect(reopened).toMatchObject({ state: 'in-review', outcome: 'pay', amountFen: BENEFIT_FEN });
  expect(reopened.decisions).toHaveLength(2);
  await fixture.claims.approve([third]);
  expect(await counted()).toEqual({ stays: 2, fen: 2 * BENEFIT_FEN });
  const { differences } = must(await reconcile(base.platform, accountant));
  expect(differences.filter(({ objectId }) => claimIds.includes(String(objectId)))).toEqual([]);
  const [listed] = await findRecoveries(base.platform, officeReviewer, { claimId: first, limit: 5 });
  expect(listed).toMatchObject({ state: 'received', freed_fen: BENEFIT_FEN, reason: '重复给付', memberName: '许萍磊' });
});

test('what has come back of the first stay goes to the second, which the limit had cut short', async () => {
  const { officeReviewer, approver } = fixture.office.callers;
  const person = await fixture.claims.person();
  const half = { ...FILLS_CEILING, 总费用: '100000.00', 范围内费用: '100000.00', 个人现金支付: '100000.00' };
  const claimIds: string[] = [];
  for (const month of ['08', '09']) {
    const stay = { 开始日期: `2025-${month}-01`, 结束日期: `2025-${month}-08`, 结算日期: `2025-${month}-10 10:00:00` };
    claimIds.push(await fixture.claims.claim(stayOf(person, `H${month}`, { ...half, ...stay })));
  }
  const [first = '', second = ''] = claimIds;
  await fixture.registerCard(person);
  await fixture.claims.approve(claimIds);
  const { payouts } = await fixture.sendAll();
  await fixture.results(returnFile(...payouts.map(({ endToEndId, amountFen }) => ({ endToEndId, amountFen }))));
  const { recoveryId, number } = must(await propose(first, 500_000));
  must(await decideRecovery(base.platform, approver, { recoveryId, outcome: 'decide' }));
  await fixture.statement({ amountFen: 500_000, on: '2026-03-05', remark: number });
  must(await explainEntries(base.platform, fixture.office.callers.cashier));
  const raised = must(await getClaim(base.platform, officeReviewer, second));
  expect(raised).toMatchObject({ state: 'approved', amountFen: 4_500_000 });
  expect(raised.decisions.at(-1)).toMatchObject({
    because: { by: 'recovery', claimId: first, beforeFen: 6_000_000, afterFen: 5_500_000 },
  });
  const again = await fixture.sendAll();
  expect(again.payouts.map(({ claimId, amountFen }) => [claimId, amountFen])).toEqual([[second, 500_000]]);
});

describe('a benefit under recovery that the bank gives back', () => {
  type Step = 'decide' | 'decline' | 'return' | { readonly transferFen: number };

  /** Paid, to be taken back in part or whole, and what becomes of it, on a statement or by the second person. */
  async function under(
    steps: readonly Step[],
    taking: (claimId: string) => Promise<{ readonly recoveryId: string; readonly number: string }>,
  ): Promise<Recovering> {
    const { payouts, claimIds, persons } = await fixture.sent(1);
    const [claimId = '', person, endToEndId = ''] = [claimIds[0], persons[0], payouts[0]?.endToEndId];
    if (person === undefined) throw new Error('nothing was sent');
    await fixture.results(returnFile({ endToEndId }));
    await fixture.statement({ amountFen: -BENEFIT_FEN, on: '2026-03-03', remark: endToEndId });
    must(await explainEntries(base.platform, fixture.office.callers.cashier));
    const { recoveryId, number } = await taking(claimId);
    for (const step of steps) {
      if (step === 'decide' || step === 'decline') await decide(recoveryId, step);
      else {
        const isReturn = step === 'return';
        const amountFen = isReturn ? BENEFIT_FEN : step.transferFen;
        await fixture.statement({ amountFen, on: '2026-03-05', remark: isReturn ? `退汇 ${endToEndId}` : number });
      }
      must(await explainEntries(base.platform, fixture.office.callers.cashier));
    }
    await fixture.registerCard(person);
    return { claimId, recoveryId };
  }

  const taking =
    (amountFen: number) =>
    async (claimId: string): Promise<{ readonly recoveryId: string; readonly number: string }> =>
      must(await propose(claimId, amountFen));

  /** A ruling leaves so much of what was paid; the rest is proposed to be taken back. */
  const ruling =
    (amountFen: number) =>
    async (claimId: string): Promise<{ readonly recoveryId: string; readonly number: string }> => {
      const change = { by: 'amount', amountFen, clauses: ['附件1-4.1'] } as const;
      const rule = { name: 'vote-on-ruling', input: { claimId } };
      const ruled = perform(base.platform, fixture.office.callers.officeReviewer, rule, async (act) => {
        const applied = await ruleOnClaim(act, claimId, change);
        if (!applied.ok) return applied;
        await proposeExcess(act, [{ claimId, excessFen: applied.value.excessFen }], '裁定');
        await act.audit({ act: rule.name, objectKind: 'claim', objectId: claimId });
        return applied;
      });
      must(await ruled);
      const [recovery] = await findRecoveries(base.platform, fixture.office.callers.approver, { claimId, limit: 1 });
      if (recovery === undefined) throw new Error('nothing was proposed');
      return { recoveryId: recovery.id, number: recovery.number };
    };

  interface Recovering {
    readonly claimId: string;
    readonly recoveryId: string;
  }

  const decide = async (recoveryId: string, outcome: 'decide' | 'decline'): Promise<unknown> =>
    must(await decideRecovery(base.platform, fixture.office.callers.approver, { recoveryId, outcome }));
  const isPayable = async (): Promise<boolean> =>
    (await makePayoutBatch(base.platform, fixture.office.callers.cashier)).ok;
  const listed = async (claimId: string): Promise<unknown> => {
    const [recovery] = await findRecoveries(base.platform, fixture.office.callers.approver, { claimId, limit: 2 });
    return recovery;
  };
  const differing = async (claimId: string): Promise<readonly string[]> => {
    const { differences } = must(await reconcile(base.platform, fixture.office.callers.accountant));
    const ofBooks = differences.filter(({ cause }) => /^account-(?:220903|112201)/.test(cause));
    return [...differences.filter(({ objectId }) => objectId === claimId), ...ofBooks].map(({ cause }) => cause);
  };

  test('is paid to nobody while it waits for the second person, whose decision ends it: nothing is owed by anybody', async () => {
    const [payable, receivable] = [await fixture.balance('220903'), await fixture.balance('112201')];
    const { claimId, recoveryId } = await under(['return'], taking(BENEFIT_FEN));
    expect(await fixture.stateOf(claimId)).toBe('returned');
    expect(await isPayable()).toBe(false);
    expect(await decide(recoveryId, 'decide')).toEqual({ state: 'received' });
    expect(await listed(claimId)).toMatchObject({
      state: 'received',
      received_fen: BENEFIT_FEN,
      set_off_fen: BENEFIT_FEN,
      freed_fen: BENEFIT_FEN,
    });
    expect([await fixture.balance('220903'), await fixture.balance('112201')]).toEqual([payable, receivable]);
    expect(await fixture.stateOf(claimId)).toBe('paid');
    expect(await isPayable()).toBe(false);
    expect(await differing(claimId)).toEqual([]);
    const told = await base.asSuperuser('SELECT kind FROM tenant.outbox_event WHERE object_id = $1', [claimId]);
    expect(told).toContainEqual({ kind: 'recovery-set-off' });
  });

  test('decided before it came ends what it covers, and the rest is paid again to the fen', async () => {
    const receivable = await fixture.balance('112201');
    const { claimId } = await under(['decide', 'return'], taking(10_000));
    expect(await listed(claimId)).toMatchObject({ state: 'received', set_off_fen: 10_000 });
    expect(await fixture.balance('112201')).toBe(receivable);
    expect(await fixture.stateOf(claimId)).toBe('returned');
    const { payouts } = await fixture.sendAll();
    expect(payouts.map(({ amountFen }) => amountFen)).toEqual([BENEFIT_FEN - 10_000]);
    const { endToEndId = '', amountFen = 0 } = payouts[0] ?? {};
    await fixture.results(returnFile({ endToEndId, amountFen }));
    expect(await fixture.stateOf(claimId)).toBe('paid');
    expect(await differing(claimId)).toEqual([]);
  });

  test('is paid again where the second person declines to take it back', async () => {
    const { claimId, recoveryId } = await under(['return'], taking(BENEFIT_FEN));
    await decide(recoveryId, 'decline');
    const { payouts } = await fixture.sendAll();
    expect(payouts.map((each) => [each.claimId, each.amountFen])).toEqual([[claimId, BENEFIT_FEN]]);
    expect(await differing(claimId)).toEqual([]);
  });

  const isTold = async (claimId: string): Promise<boolean> => {
    const told = await base.asSuperuser(
      `SELECT kind FROM tenant.outbox_event WHERE object_id = $1 AND kind = 'payout-returned'`,
      [claimId],
    );
    return told.length > 0;
  };

  test.each<readonly [string, readonly Step[], number]>([
    ['decided, then back: the ruling\u2019s amount', ['decide', 'return'], 30_000],
    ['back, then decided: the same', ['return', 'decide'], 30_000],
    ['back, then declined: the same', ['return', 'decline'], 30_000],
    ['repaid by the member, then back: all of it', ['decide', { transferFen: 9_952 }, 'return'], BENEFIT_FEN],
    ['repaid in part, then back: his part too', ['decide', { transferFen: 4_000 }, 'return'], 34_000],
  ])('of which a ruling took a part is paid again once, %s', async (_, steps, againFen) => {
    const receivable = await fixture.balance('112201');
    const { claimId } = await under(steps, ruling(30_000));
    expect(await listed(claimId)).toMatchObject({
      state: steps.includes('decline') ? 'declined' : 'received',
      freed_fen: 0,
    });
    expect(await fixture.balance('112201')).toBe(receivable);
    expect(await fixture.stateOf(claimId)).toBe('returned');
    expect(await isTold(claimId)).toBe(true);
    expect(await differing(claimId)).toEqual([]);
    const { payouts } = await fixture.sendAll();
    expect(payouts.map((each) => [each.claimId, each.amountFen])).toEqual([[claimId, againFen]]);
    await fixture.results(returnFile({ endToEndId: payouts[0]?.endToEndId ?? '', amountFen: againFen }));
    expect(await fixture.stateOf(claimId)).toBe('paid');
    expect(await isPayable()).toBe(false);
    expect(await differing(claimId)).toEqual([]);
  });

  test.each<readonly [string, readonly Step[]]>([
    ['decided, then back', ['decide', 'return']],
    ['back, then decided', ['return', 'decide']],
    ['back, then declined', ['return', 'decline']],
  ])('of which a ruling took all is owed to nobody and its card asked of nobody: %s', async (_, steps) => {
    const [payable, receivable] = [await fixture.balance('220903'), await fixture.balance('112201')];
    const { claimId } = await under(steps, ruling(0));
    expect(await fixture.stateOf(claimId)).toBe('denied');
    expect([await fixture.balance('220903'), await fixture.balance('112201')]).toEqual([payable, receivable]);
    expect(await isPayable()).toBe(false);
    expect(await isTold(claimId)).toBe(false);
    expect(await differing(claimId)).toEqual([]);
  });

  test('of which a ruling took all gives the member what he has transferred back of it', async () => {
    const payable = await fixture.balance('220903');
    const { claimId } = await under(['decide', { transferFen: 3_000 }, 'return'], ruling(0));
    expect(await isTold(claimId)).toBe(true);
    expect(await fixture.balance('220903')).toBe(payable + 3_000);
    const filter = { state: 'returned', isOpen: true, limit: 50 } as const;
    const open = await findPayouts(base.platform, fixture.office.callers.cashier, filter);
    expect(open).toMatchObject([{ claimId, state: 'returned', hasNewCard: true }]);
    const { payouts } = await fixture.sendAll();
    expect(payouts.map((each) => [each.claimId, each.amountFen])).toEqual([[claimId, 3_000]]);
    await fixture.results(returnFile({ endToEndId: payouts[0]?.endToEndId ?? '', amountFen: 3_000 }));
    expect(await fixture.stateOf(claimId)).toBe('denied');
    expect(await fixture.balance('220903')).toBe(payable);
    expect(await isPayable()).toBe(false);
    expect(await differing(claimId)).toEqual([]);
  });
});

test('of two proposals at the same moment that come to more than was paid one is refused', async () => {
  const claimId = await paid();
  const both = await Promise.all([propose(claimId, 30_000), propose(claimId, 30_000)]);
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
});
