import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import {
  closeMonth,
  earnContributions,
  findHindrances,
  findReserveRates,
  fundStatement,
  proposeReserves,
  reckonReserves,
  setReserveRate,
} from '#modules/books/index.ts';
import { balancesOn, findEntries, type VoucherLine } from '#modules/ledger/index.ts';
import { plantOrders } from '../../../test/support/plant-orders.ts';
import { must, openTestScheme, type TestOffice } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  decideVoucher,
  findVouchers,
  proposeAllocation,
  proposeCarrying,
  proposeReversal,
  proposeVoucher,
  withdrawVoucher,
} from './index.ts';

const day = parseDate;

let base: TestDatabase;
let henan: TestOffice;

/** 36,500 yuan of contributions over 2025, so that each day earns 100. */
beforeAll(async () => {
  base = await createTestDatabase();
  ({ henan } = await openTestScheme(base.platform));
  base.clock.set(startOfDay(day('2026-01-10')));
  await plantOrders(base, henan, [{ amountFen: 3_650_000, startOn: day('2025-01-01'), endOn: day('2025-12-31') }]);
  must(await earnContributions(base.platform, henan.callers.accountant));
});
afterAll(() => base?.close());

const balance = async (code: string, on = '2026-01-10'): Promise<number> => {
  const balances = await balancesOn(base.platform, henan.callers.accountant, day(on));
  return balances.find(({ account }) => account.code === code)?.amountFen ?? 0;
};
const decide = (
  voucherId: string,
  outcome: 'post' | 'decline' = 'post',
  reason?: string,
): ReturnType<typeof decideVoucher> =>
  decideVoucher(base.platform, henan.callers.approver, { voucherId, outcome, reason });
const rent = (onDay = '2025-12-31'): ReturnType<typeof proposeVoucher> =>
  proposeVoucher(base.platform, henan.callers.accountant, {
    onDay: day(onDay),
    summary: '计提十二月房租',
    lines: [{ debit: '5201', credit: '2301', amountFen: 500_000 }],
  });

test('an accountant’s voucher is posted by a second person, and taken back by another voucher', async () => {
  const { accountant, approver } = henan.callers;
  const { voucherId, number } = must(await rent());
  expect(number).toBe('PZ000001');
  expect(await balance('5201')).toBe(0);
  const own = await decideVoucher(base.platform, accountant, { voucherId, outcome: 'post' });
  expect(own).toMatchObject({ error: { code: 'own-voucher' } });
  expect(must(await decide(voucherId))).toEqual({ state: 'posted' });
  expect(await decide(voucherId)).toMatchObject({ error: { code: 'voucher-state' } });
  expect(await balance('5201')).toBe(500_000);
  const take = (summary = '房租记错'): ReturnType<typeof proposeReversal> =>
    proposeReversal(base.platform, accountant, { voucherId, onDay: day('2026-01-10'), summary });
  const reversal = must(await take());
  expect(await take()).toMatchObject({ error: { code: 'voucher-reversed-already' } });
  must(await decide(reversal.voucherId));
  expect(await balance('5201')).toBe(0);
  expect(await balance('5201', '2025-12-31')).toBe(500_000);
  const entries = await findEntries(base.platform, approver, { objectId: voucherId, limit: 9 });
  expect(entries.map(({ kind }) => kind)).toEqual(['reversal', 'posting']);
  expect(
    await proposeReversal(base.platform, accountant, { ...reversal, onDay: day('2026-01-10'), summary: '再' }),
  ).toMatchObject({ error: { code: 'voucher-not-reversible' } });
});

test('accounts that acts keep take no voucher, and faults are told line by line', async () => {
  const propose = (summary: string, ...lines: VoucherLine[]): ReturnType<typeof proposeVoucher> =>
    proposeVoucher(base.platform, henan.callers.accountant, { onDay: day('2026-01-10'), summary, lines });
  const right = { debit: '5201', credit: '2301', amountFen: 1 };
  expect(await propose('调', right, { debit: '1002', credit: '1002', amountFen: 0 })).toMatchObject({
    error: {
      code: 'voucher-faulty',
      fields: [
        { path: 'body.lines.1.debit' },
        { path: 'body.lines.1.credit' },
        { path: 'body.lines.1.credit' },
        { path: 'body.lines.1.amountFen' },
      ],
    },
  });
  // what the bank paid and nobody has explained is found out by two people, with its entry; never by a voucher beside
  expect(await propose('调', { debit: '5201', credit: '112202', amountFen: 600 })).toMatchObject({
    error: { code: 'voucher-faulty', fields: [{ path: 'body.lines.0.credit' }] },
  });
  expect(await propose('调')).toMatchObject({ error: { fields: [{ path: 'body.lines' }] } });
  expect(await propose(' ', right)).toMatchObject({ error: { code: 'voucher-summary-missing' } });
  expect(await propose('付给 13800138000', right)).toMatchObject({ error: { code: 'personal-number-typed' } });
  expect(await rent('2026-01-11')).toMatchObject({ error: { code: 'voucher-day-ahead' } });
});

test('a voucher is declined with a reason or taken back, and posts nothing', async () => {
  const { accountant } = henan.callers;
  const declined = must(await rent());
  expect(await decide(declined.voucherId, 'decline', ' ')).toMatchObject({ error: { code: 'decline-reason-missing' } });
  must(await decide(declined.voucherId, 'decline', '没有合同'));
  const withdrawn = must(await rent());
  must(await withdrawVoucher(base.platform, accountant, { voucherId: withdrawn.voucherId }));
  expect(await decide(withdrawn.voucherId)).toMatchObject({ error: { code: 'voucher-state' } });
  expect(await balance('2301')).toBe(0);
  expect(await findVouchers(base.platform, accountant, { limit: 2 })).toMatchObject([
    { state: 'withdrawn' },
    { state: 'declined', declineReason: '没有合同' },
  ]);
});

test('reserves are reckoned by the office’s dated rates, raised, and released', async () => {
  const { accountant, approver } = henan.callers;
  const rate = (from: string, basisPoints: number): ReturnType<typeof setReserveRate> =>
    setReserveRate(base.platform, approver, { kind: 'risk-reserve', fromDay: day(from), basisPoints });
  must(await rate('2025-01-01', 1_000));
  expect(await rate('2025-01-01', 500)).toMatchObject({ error: { code: 'rate-there' } });
  const reckoned = await reckonReserves(base.platform, accountant, day('2025-11-01'));
  expect(reckoned).toMatchObject({ earnedFen: 3_340_000, riskTargetFen: 334_000, riskBalanceFen: 0, unreportedFen: 0 });
  const propose = (month: string, riskReserveFen: number): ReturnType<typeof proposeReserves> =>
    proposeReserves(base.platform, accountant, {
      month: day(month),
      liabilityReserveFen: 0,
      riskReserveFen,
      summary: '计提风险准备金',
    });
  expect(await propose('2025-11-01', 0)).toMatchObject({ error: { code: 'reserves-unchanged' } });
  const [raised, stale] = [must(await propose('2025-11-01', 334_000)), must(await propose('2025-11-01', 334_000))];
  must(await decide(raised.voucherId));
  expect(await decide(stale.voucherId)).toMatchObject({ error: { code: 'books-moved' } });
  must(await decide(stale.voucherId, 'decline', '已计提过'));
  expect(await balance('240102', '2025-11-30')).toBe(334_000);
  expect(await rate('2025-11-30', 500)).toMatchObject({ error: { code: 'rate-used', usedOn: '2025-11-30' } });
  must(await rate('2025-12-01', 500));
  expect(await findReserveRates(base.platform, accountant)).toHaveLength(2);
  const december = await reckonReserves(base.platform, accountant, day('2025-12-01'));
  expect(december.riskTargetFen).toBe(182_500);
  must(await decide(must(await propose('2025-12-01', december.riskTargetFen)).voucherId));
  expect(await balance('240102')).toBe(182_500);
  expect(await balance('510102')).toBe(182_500);
});

test('a year is carried forward as it stands, its statement still tells it, and the surplus is allocated', async () => {
  const { accountant } = henan.callers;
  const carry = (): ReturnType<typeof proposeCarrying> => proposeCarrying(base.platform, accountant, { year: 2025 });
  expect(await carry()).toMatchObject({ error: { code: 'earlier-month-open', month: '2025-01' } });
  must(await closeMonth(base.platform, accountant, { month: day('2025-01-01') }));
  for (let month = 2; month <= 11; month += 1) {
    must(await closeMonth(base.platform, accountant, { month: day(`2025-${String(month).padStart(2, '0')}-01`) }));
  }
  const stale = must(await carry());
  const late = must(await rent());
  const december = { month: day('2025-12-01') };
  expect(await closeMonth(base.platform, accountant, december)).toMatchObject({
    error: { code: 'vouchers-waiting', vouchers: 2 },
  });
  const hindrances = await findHindrances(base.platform, accountant, december.month);
  expect(hindrances.map(({ kind }) => kind)).toEqual(['vouchers-waiting', 'never-checked', 'year-not-carried']);
  must(await decide(late.voucherId));
  expect(await decide(stale.voucherId)).toMatchObject({ error: { code: 'books-moved' } });
  must(await decide(stale.voucherId, 'decline', '房租后补'));
  must(await decide(must(await carry()).voucherId));
  // the rent of December stands twice in it: what took the first one back is of January
  const surplus = 3_650_000 - 182_500 - 1_000_000;
  for (const code of ['4201', '510102', '5201']) expect(await balance(code, '2025-12-31')).toBe(0);
  expect(await balance('3101', '2025-12-31')).toBe(surplus);
  expect(await carry()).toMatchObject({ error: { code: 'nothing-to-carry' } });
  const statement = await fundStatement(base.platform, accountant, {
    fromDay: day('2025-01-01'),
    onDay: day('2025-12-31'),
  });
  expect(statement).toMatchObject({ incomeFen: 3_650_000, managementFen: 1_000_000, surplusFen: surplus });
  expect(statement.flows.at(-1)).toMatchObject({ month: december.month, incomeFen: 310_000 });
  expect(statement.assetsFen).toBe(statement.liabilitiesFen + statement.fundsFen);
  must(await closeMonth(base.platform, accountant, december));

  const allocate = (reliefFundFen: number): ReturnType<typeof proposeAllocation> =>
    proposeAllocation(base.platform, accountant, {
      onDay: day('2026-01-10'),
      reliefFundFen,
      developmentFundFen: 1_000_000,
      summary: '2025 结余分配',
    });
  expect(await allocate(surplus)).toMatchObject({ error: { code: 'fund-short', balanceFen: surplus } });
  // the later of two that together are more than there is
  const [first, second] = [must(await allocate(1_000_000)), must(await allocate(1_000_000))];
  must(await decide(first.voucherId));
  expect(await decide(second.voucherId)).toMatchObject({ error: { code: 'fund-short' } });
  expect([await balance('3101'), await balance('310201'), await balance('310202')]).toEqual([
    surplus - 2_000_000,
    1_000_000,
    1_000_000,
  ]);

  // neither a day in the past nor a reversal draws what is spent by now
  const spend = (onDay: string, amountFen: number): ReturnType<typeof proposeVoucher> =>
    proposeVoucher(base.platform, accountant, {
      onDay: day(onDay),
      summary: '慰问困难职工',
      lines: [{ debit: '310201', credit: '2301', amountFen }],
    });
  base.clock.set(startOfDay(day('2026-01-20')));
  must(await decide(must(await spend('2026-01-20', 700_000)).voucherId));
  const past = must(await spend('2026-01-10', 400_000));
  expect(await decide(past.voucherId)).toMatchObject({ error: { code: 'fund-short', balanceFen: 300_000 } });
  const { voucherId } = first;
  const taken = must(
    await proposeReversal(base.platform, accountant, { voucherId, onDay: day('2026-01-20'), summary: '冲' }),
  );
  expect(await decide(taken.voucherId)).toMatchObject({ error: { code: 'fund-short', balanceFen: 300_000 } });
  expect(await balance('310201', '2026-01-20')).toBe(300_000);
});
