import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOfDay } from '#kernel/civil-date.ts';
import { findCovers } from '#modules/covers/index.ts';
import {
  extendRoster,
  findRenewalMembers,
  findRosterDiff,
  prepareRenewal,
  setLeavers,
  submitRoster,
} from '#modules/rosters/index.ts';
import {
  DECLARED,
  day,
  imported,
  morning,
  ordered,
  passed,
  persons,
  program,
  rosterFile,
  submitted,
} from '../../../test/support/joining-fixture.ts';
import { must, openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  decideOrderChange,
  expireOrders,
  findDueRenewals,
  findOrder,
  findOrderChanges,
  findWaitingCredits,
  matchByHand,
  proposeOrderChange,
  remindRenewals,
  unmatchCredit,
} from './index.ts';

let base: TestDatabase;
let scheme: TestScheme;
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
});
afterAll(() => base?.close());

const at = (date: string): void => base.clock.set(startOfDay(day(date)) + 3_600_000);
const eventsOf = async (kind: string): Promise<number[]> => {
  const rows = await base.asSuperuser<{ payload: { daysLeft: number } }>(
    'SELECT payload FROM tenant.outbox_event WHERE kind = $1 ORDER BY id',
    [kind],
  );
  return rows.map(({ payload }) => payload.daysLeft);
};

test('an order is voided or issued anew by two people, before anything is paid', async () => {
  const { cashier, accountant, unitAgent } = scheme.henan.callers;
  const order = await ordered(base.platform, scheme.henan, { agent: unitAgent, rows: persons(1, 2) });
  const reissue = {
    orderId: order.id,
    kind: 'reissue',
    reason: '缴费方写错',
    payers: [{ source: 'unit-subsidy', payerName: '甲县机械厂', amountFen: 15_999 }],
  } as const;
  expect(await proposeOrderChange(base.platform, cashier, reissue)).toMatchObject({
    error: { code: 'payers-do-not-add-up', contributionFen: 16_000, payersFen: 15_999 },
  });
  const payers = [{ source: 'unit-subsidy', payerName: '甲县机械厂', amountFen: 16_000 }] as const;
  const { changeId } = must(await proposeOrderChange(base.platform, cashier, { ...reissue, payers }));
  expect(await proposeOrderChange(base.platform, accountant, { ...reissue, payers })).toMatchObject({
    error: { code: 'change-waits' },
  });
  expect(await decideOrderChange(base.platform, cashier, { changeId, agree: true })).toMatchObject({
    error: { code: 'second-person-needed' },
  });
  const { replacementId } = must(await decideOrderChange(base.platform, accountant, { changeId, agree: true }));
  const replacement = await findOrder(base.platform, cashier, replacementId ?? '', day('2025-05-10'));
  expect(replacement).toMatchObject({ state: 'open', amount_fen: 16_000 });
  expect(replacement?.reference).not.toBe(order.reference);
  expect(await findOrder(base.platform, cashier, order.id, day('2025-05-10'))).toMatchObject({ state: 'void' });
  // the void one takes no money any more, the new one does, and may then not be voided
  const transfer = { on: '2025-05-10', time: '08:00:00', payerName: '某财政局' };
  const first = await imported(base.platform, cashier, [
    { ...transfer, amountFen: 8_000, remark: order.reference, recordId: 'V1' },
    { ...transfer, amountFen: 8_000, remark: replacement?.reference ?? '', recordId: 'V2' },
  ]);
  expect(first).toMatchObject({ matched: 1, waiting: 1 });
  const voiding = { orderId: replacementId ?? '', kind: 'void', reason: '不缴了' } as const;
  expect(await proposeOrderChange(base.platform, cashier, voiding)).toMatchObject({
    error: { code: 'order-paid-in-part' },
  });
  expect(await findOrderChanges(base.platform, cashier, { waiting: false, limit: 5 })).toMatchObject([
    { state: 'done' },
  ]);
});

test('a match by hand remembers who pays for whom, and is taken back before the start alone', async () => {
  const { cashier, unitAgent } = scheme.henan.callers;
  const { credits, orders } = await findWaitingCredits(base.platform, cashier);
  const [credit] = credits;
  const [order] = orders;
  if (credit === undefined || order === undefined) throw new Error('nothing waits');
  const match = { entryId: credit.id, orderId: order.id };
  const done = must(await matchByHand(base.platform, cashier, { parts: [{ ...match, amountFen: 8_000 }] }));
  expect(done.completed).toHaveLength(1);
  must(await unmatchCredit(base.platform, cashier, { ...match, reason: '匹配错了' }));
  expect(await unmatchCredit(base.platform, cashier, { ...match, reason: '再一次' })).toMatchObject({
    error: { code: 'match-unknown' },
  });
  expect(await findOrder(base.platform, cashier, order.id, day('2025-05-10'))).toMatchObject({
    state: 'open',
    received_fen: 8_000,
  });
  must(await matchByHand(base.platform, cashier, { parts: [{ ...match, amountFen: 8_000 }] }));
  at('2025-05-11');
  expect(await morning(base.platform, scheme.henan.officeId)).toEqual([order.id]);
  expect(await unmatchCredit(base.platform, cashier, { ...match, reason: '晚了' })).toMatchObject({
    error: { code: 'cover-began' },
  });
  // the next order of this unit is suggested for this payer
  const next = await ordered(base.platform, scheme.henan, { agent: unitAgent, rows: persons(10, 1) });
  await imported(base.platform, cashier, [
    { on: '2025-05-11', time: '00:10:00', payerName: '某财政局', amountFen: 8_000, remark: '会费', recordId: 'V3' },
  ]);
  const waiting = await findWaitingCredits(base.platform, cashier);
  expect(waiting.credits.map(({ candidates }) => candidates.map(({ orderId }) => orderId))).toEqual([[next.id]]);
});

test('a hold on payouts ends when two people say so', async () => {
  const { cashier, accountant } = scheme.henan.callers;
  const [held] = await base.asSuperuser<{ id: string }>(
    `UPDATE tenant.contribution_order SET payouts_held = true WHERE state = 'in-force' RETURNING id`,
  );
  const orderId = held?.id ?? '';
  const input = { orderId, kind: 'release-payouts', reason: '款已补到' } as const;
  const { changeId } = must(await proposeOrderChange(base.platform, cashier, input));
  must(await decideOrderChange(base.platform, accountant, { changeId, agree: true }));
  expect(await findOrder(base.platform, cashier, orderId, day('2025-05-11'))).toMatchObject({ payouts_held: false });
  expect(await proposeOrderChange(base.platform, cashier, input)).toMatchObject({
    error: { code: 'payouts-not-held' },
  });
});

test('an order of which nothing was paid expires after two months and frees its persons', async () => {
  const { unitAgent, otherUnitAgent } = scheme.henan.callers;
  const rows = persons(20, 2);
  const order = await ordered(base.platform, scheme.henan, { agent: unitAgent, rows });
  at('2025-07-10');
  expect(await expireOrders(base.platform, program(scheme.henan.officeId))).not.toContain(order.id);
  at('2025-07-11');
  expect(await expireOrders(base.platform, program(scheme.henan.officeId))).toContain(order.id);
  expect(await expireOrders(base.platform, program(scheme.henan.officeId))).toEqual([]);
  await submitted(base.platform, { agent: otherUnitAgent, rows });
});

test('a renewal begins with those who are covered; leavers out, joiners in, the difference shown, the waiver kept', async () => {
  const { callers, unitId, officeId } = scheme.henan;
  const { unitAgent, cashier } = callers;
  at('2026-03-11');
  expect(await remindRenewals(base.platform, program(officeId))).toBe(1);
  expect(await remindRenewals(base.platform, program(officeId))).toBe(0);
  at('2026-05-04');
  expect(await remindRenewals(base.platform, program(officeId))).toBe(1);
  expect(await eventsOf('renewal-due')).toEqual([60, 6]);
  expect(await findDueRenewals(base.platform, unitAgent, { limit: 10 })).toMatchObject([
    { end_on: day('2026-05-10'), lastWaiverOn: day('2026-05-25'), member_count: 2, roster_state: null },
  ]);

  const draft = must(
    await prepareRenewal(base.platform, unitAgent, { unitId, program: 'henan-inpatient', eligibleCount: 2 }),
  );
  expect(draft.rows).toBe(2);
  const { rosterId } = draft;
  must(await setLeavers(base.platform, unitAgent, { rosterId, rows: [2, 3] }));
  must(await setLeavers(base.platform, unitAgent, { rosterId, rows: [2] }));
  must(
    await extendRoster(
      base.platform,
      unitAgent,
      { rosterId, fileName: '新参加.xlsx' },
      await rosterFile([
        ...persons(30, 1),
        ...persons(2, 1).map((row) => ({ ...row, phone: '13700000002', remark: '快递员' })),
      ]),
    ),
  );
  const page = { rosterId, limit: 10 } as const;
  const diff = await findRosterDiff(base.platform, unitAgent, { ...page, kind: 'left' });
  expect(diff).toMatchObject({ joined: 1, left: 1, changed: 1, before: { lastWaiverOn: day('2026-05-25') } });
  expect(diff?.persons).toHaveLength(1);
  const changed = await findRosterDiff(base.platform, unitAgent, { ...page, kind: 'changed' });
  expect(changed?.persons).toMatchObject([{ fields: ['phone', 'remark'] }]);
  // who is left out stands first, with the day from which he would wait anew
  const members = { orderId: diff?.before.orderId ?? '', limit: 10 };
  const renewing = await findRenewalMembers(base.platform, unitAgent, members);
  expect(renewing).toMatchObject({ endOn: day('2026-05-10'), losesWaiverOn: day('2026-05-26') });
  expect(renewing?.persons.map(({ rosterState }) => rosterState)).toEqual([null, 'draft']);
  expect(renewing?.persons[0]?.memberId).toBe(diff?.persons[0]?.memberId);
  expect(await findRenewalMembers(base.platform, callers.otherUnitAgent, members)).toBeUndefined();
  expect(must(await submitRoster(base.platform, unitAgent, { rosterId, declaration: DECLARED }))).toMatchObject({
    participants: 2,
  });
  const order = await passed(base.platform, scheme.henan, rosterId);
  await imported(base.platform, cashier, [
    { on: '2026-05-03', time: '10:00:00', amountFen: order.amountFen, remark: order.reference, recordId: 'N1' },
  ]);
  const covers = await findCovers(base.platform, cashier, { orderId: order.id, limit: 10 });
  expect(covers.map(({ startOn, waitingUntil }) => [startOn, waitingUntil])).toEqual(
    expect.arrayContaining([
      [day('2026-05-11'), null],
      [day('2026-05-11'), day('2026-06-09')],
    ]),
  );
  // renewed: nobody is reminded of the old cover any more
  at('2026-05-12');
  expect(await remindRenewals(base.platform, program(officeId))).toBe(0);
});
