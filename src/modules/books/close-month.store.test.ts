import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addYears, type DayNumber, parseDate, startOfDay } from '#kernel/civil-date.ts';
import { allowReopening, askReopening, balancesOn, findMonths } from '#modules/ledger/index.ts';
import { type PlantedOrder, plantOrders } from '../../../test/support/plant-orders.ts';
import { must, openTestScheme, type TestOffice } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { closeMonth, earnContributions } from './index.ts';

const day = parseDate;

let base: TestDatabase;
let henan: TestOffice;
let gansu: TestOffice;
beforeAll(async () => {
  base = await createTestDatabase();
  ({ henan, gansu } = await openTestScheme(base.platform));
});
afterAll(() => base?.close());

const at = (date: string): void => base.clock.set(startOfDay(day(date)));
const balance = async (office: TestOffice, code: string, onDay: DayNumber): Promise<number> => {
  const balances = await balancesOn(base.platform, office.callers.accountant, onDay);
  return balances.find(({ account }) => account.code === code)?.amountFen ?? 0;
};
const year = (amountFen: number, start: string): PlantedOrder => ({
  amountFen,
  startOn: day(start),
  endOn: addYears(day(start), 1) - 1,
});

describe('contributions earned by the day', () => {
  test('are the contribution to the fen over the period, whatever the amount and the year', async () => {
    for (const past of [2023, 2024]) await base.asSuperuser('SELECT access.ensure_partitions($1)', [past]);
    const amounts = [1, 3, 8_000, 365, 364, 366, 99_999_999, 123_457];
    await plantOrders(base, henan, [
      ...amounts.map((amount) => year(amount, '2023-12-02')),
      ...amounts.map((amount) => year(amount, '2024-03-01')),
    ]);
    const total = 2 * amounts.reduce((sum, amount) => sum + amount, 0);
    const { accountant } = henan.callers;
    const earn = async (untilDay: string): ReturnType<typeof earnContributions> =>
      await earnContributions(base.platform, accountant, day(untilDay));
    // 30 of the 366 days from 2023-12-02 to 2024-12-01, each rounded down
    const december = amounts.reduce((sum, amount) => sum + Math.floor((amount * 30) / 366), 0);
    expect(must(await earn('2023-12-31')).amountFen).toBe(december);
    expect(must(await earn('2023-12-31'))).toEqual({ postings: 0, amountFen: 0 });
    // months that nobody earned are made up for, each at its own end
    must(await earn('2025-03-31'));
    expect(await balance(henan, '4201', day('2023-12-31'))).toBe(december);
    const january = amounts.reduce((sum, amount) => sum + Math.floor((amount * 61) / 366), 0);
    expect(await balance(henan, '4201', day('2024-01-31'))).toBe(january);
    expect(await balance(henan, '4201', day('2025-03-31'))).toBe(total);
    expect(await balance(henan, '220302', day('2025-03-31'))).toBe(0);
  });

  test('are earned once when two processes do it at the same moment', async () => {
    at('2026-01-05');
    await plantOrders(
      base,
      henan,
      Array.from({ length: 40 }, () => year(8_000, '2025-12-02')),
    );
    const before = await balance(henan, '4201', day('2025-12-31'));
    const { accountant, approver } = henan.callers;
    await Promise.all([earnContributions(base.platform, accountant), earnContributions(base.platform, approver)]);
    const earned = (await balance(henan, '4201', day('2025-12-31'))) - before;
    expect(earned).toBe(40 * Math.floor((8_000 * 30) / 365));
  });

  test('of a cover that started late go into the month of its start in the books', async () => {
    at('2026-04-03');
    await plantOrders(base, gansu, [{ ...year(36_500, '2026-01-02'), beganOn: day('2026-03-10') }]);
    must(await earnContributions(base.platform, gansu.callers.accountant));
    expect(await balance(gansu, '4201', day('2026-02-28'))).toBe(0);
    expect(await balance(gansu, '4201', day('2026-03-31'))).toBe(8_900);
  });
});

describe('a month', () => {
  const close = (month: string): ReturnType<typeof closeMonth> =>
    closeMonth(base.platform, gansu.callers.accountant, { month: day(month) });

  test('closes when it is over, earned, and nothing before it is open; then nothing is posted into it', async () => {
    at('2026-05-01');
    await plantOrders(base, gansu, [year(8_000, '2026-04-02')]);
    expect(await close('2026-05-01')).toEqual({ ok: false, error: { code: 'month-not-over' } });
    expect(await close('2026-04-01')).toEqual({ ok: false, error: { code: 'earlier-month-open', month: '2026-03' } });
    must(await close('2026-03-01'));
    expect(await close('2026-03-01')).toEqual({ ok: false, error: { code: 'month-closed-already' } });
    expect(await close('2026-04-01')).toEqual({ ok: false, error: { code: 'contributions-not-earned', orders: 2 } });
    must(await earnContributions(base.platform, gansu.callers.accountant));
    must(await close('2026-04-01'));
    const months = await findMonths(base.platform, gansu.callers.accountant);
    expect(months.filter(({ state }) => state === 'closed').map(({ month }) => month)).toEqual(
      ['2026-04-01', '2026-03-01', '2026-02-01', '2026-01-01'].map(day),
    );
    await expect(plantOrders(base, gansu, [year(8_000, '2026-04-02')])).resolves.toBeDefined();
    expect(await balance(gansu, '220302', day('2026-04-30'))).toBe(
      36_500 - 11_900 + 8_000 - Math.floor((8_000 * 29) / 365),
    );
  });

  test('is opened again by two people, the last closed one first', async () => {
    const { accountant, approver } = gansu.callers;
    const ask = (month: string): ReturnType<typeof askReopening> =>
      askReopening(base.platform, accountant, { month: day(month), reason: '补记一笔' });
    const allow = (caller: typeof accountant): ReturnType<typeof allowReopening> =>
      allowReopening(base.platform, caller, { month: day('2026-04-01') });
    expect(await ask('2026-03-01')).toMatchObject({ error: { code: 'later-month-closed' } });
    expect(await ask('2026-05-01')).toMatchObject({ error: { code: 'month-not-closed' } });
    expect(await allow(approver)).toMatchObject({ error: { code: 'reopening-not-asked' } });
    must(await ask('2026-04-01'));
    expect(await ask('2026-04-01')).toMatchObject({ error: { code: 'reopening-asked-already' } });
    expect(await allow(accountant)).toMatchObject({ error: { code: 'own-reopening' } });
    must(await allow(approver));
    expect((await findMonths(base.platform, accountant)).find(({ month }) => month === day('2026-04-01'))?.state).toBe(
      'open',
    );
    must(await earnContributions(base.platform, accountant));
    must(await close('2026-04-01'));
  });

  test('closing waits for whoever is posting into it', async () => {
    at('2026-06-01');
    must(await earnContributions(base.platform, gansu.callers.accountant));
    const planting = plantOrders(base, gansu, [{ ...year(8_000, '2026-05-20'), beganOn: day('2026-05-21') }]);
    const [, closed] = await Promise.all([planting, close('2026-05-01')]);
    const before = await balance(gansu, '220302', day('2026-05-31'));
    if (closed.ok) {
      await plantOrders(base, gansu, [{ ...year(8_000, '2026-05-20'), beganOn: day('2026-05-21') }]);
      expect(await balance(gansu, '220302', day('2026-05-31'))).toBe(before);
    } else expect(closed.error.code).toBe('contributions-not-earned');
  });
});
