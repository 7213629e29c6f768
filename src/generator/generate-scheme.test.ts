import { describe, expect, it } from 'vitest';
import { generateScheme } from '#generator/generate-scheme.ts';
import { type SchemeOptions, SchemeOptionsFault } from '#generator/scheme-options.ts';
import { formatDate, parseDate } from '#kernel/civil-date.ts';
import { parseCreditCode } from '#kernel/credit-code.ts';
import { parseMobilePhone } from '#kernel/mobile-phone.ts';
import { personNameFault } from '#kernel/person-name.ts';
import { participationMet } from '#scheme/joining/participation.ts';

const OPTIONS: SchemeOptions = {
  seed: 1,
  units: 60,
  members: 9_000,
  settlements: 500,
  faultShare: 0.03,
  submittedOn: parseDate('2025-05-10'),
};
const scheme = generateScheme(OPTIONS);

describe('generateScheme', () => {
  it('spreads the members over the units, and faulty rows in the share asked for', () => {
    expect(scheme.units).toHaveLength(60);
    expect(sum(scheme.units.map(({ members }) => members))).toBe(9_000);
    const faultyRows = sum(scheme.units.map((unit) => unit.faultyRows));
    expect(faultyRows / (9_000 + faultyRows)).toBeCloseTo(0.03, 3);
    expect(scheme.firstStranger).toBe(9_000 + faultyRows);
  });

  it('makes units that may join: codes of their own, enough of their staff, a contact', () => {
    for (const unit of scheme.units) {
      expect(parseCreditCode(unit.creditCode)).toMatchObject({ ok: true, value: { kind: 'enterprise' } });
      expect(parseCreditCode(unit.unionCreditCode)).toMatchObject({ ok: true, value: { kind: 'grassroots-union' } });
      expect(personNameFault(unit.contact.name)).toBeUndefined();
      expect(parseMobilePhone(unit.contact.phone).ok).toBe(true);
      expect(unit.members <= unit.eligibleStaff && unit.eligibleStaff <= unit.staff).toBe(true);
      expect(unit.womenStaff).toBeLessThanOrEqual(unit.staff);
      const { program, eligibleStaff, members: participants } = unit;
      const { submittedOn } = OPTIONS;
      expect(participationMet.evaluate({ program, submittedOn, eligibleStaff, participants }).met).toBe(true);
    }
    for (const field of ['name', 'creditCode', 'unionCreditCode'] as const) {
      expect(new Set(scheme.units.map((unit) => unit[field])).size).toBe(60);
    }
  });

  it('asks each unit for its contribution, and the payers bear all of it', () => {
    for (const { program, shares, members, orderFen, funding } of scheme.units) {
      expect(orderFen).toBe((program === 'henan-inpatient' ? 8_000 : 2_500) * shares * members);
      expect(sum(funding.map(({ amountFen }) => amountFen))).toBe(orderFen);
      expect(funding.every(({ amountFen }) => Number.isInteger(amountFen) && amountFen > 0)).toBe(true);
    }
    expect(new Set(scheme.units.map(({ program }) => program)).size).toBe(2);
    expect(new Set(scheme.units.flatMap(({ funding }) => funding.map(({ payer }) => payer))).size).toBe(4);
  });

  it('shows every kind of transfer, in the order of time', () => {
    expect(new Set(scheme.transfers.map(({ kind }) => kind))).toEqual(
      new Set([
        ...['whole', 'part', 'by-union', 'reversed', 'reversal', 'by-parent-union', 'over', 'short'],
        ...['unknown-payer', 'bank-charge'],
      ]),
    );
    const moments = scheme.transfers.map(({ onDay, time }) => `${formatDate(onDay)} ${time}`);
    expect(moments).toEqual(moments.toSorted());
  });

  it('completes an order to the fen, or leaves it to a cashier', () => {
    for (const { orderFen, payment, cover } of scheme.units) {
      const paidFen = sum(payment.transfers.map(({ amountFen }) => amountFen));
      if (payment.story === 'over') expect(paidFen).toBeGreaterThan(orderFen);
      else if (payment.story === 'short') expect(paidFen).toBeLessThan(orderFen);
      else expect(paidFen).toBe(orderFen);
      expect(cover === undefined).toBe(['over', 'short', 'by-parent-union'].includes(payment.story));
    }
  });

  it('starts cover on the 26th for money of the 25th, and on the 2nd for what came seconds later', () => {
    const [, inParts, byUnion] = scheme.units;
    expect(inParts?.payment.completing).toMatchObject({ time: '23:59:58', onDay: parseDate('2025-05-25') });
    expect(inParts?.cover?.startOn).toBe(parseDate('2025-05-26'));
    expect(byUnion?.payment.completing).toMatchObject({ time: '00:00:07', onDay: parseDate('2025-05-26') });
    expect(byUnion?.cover?.startOn).toBe(parseDate('2025-06-02'));
  });

  it('pays after the roster was submitted, also late in a month and over the year', () => {
    for (const day of ['2025-05-24', '2025-12-23', '2025-12-28', '2024-02-29']) {
      const submittedOn = parseDate(day);
      for (const { onDay } of generateScheme({ ...OPTIONS, submittedOn }).transfers) {
        expect(onDay).toBeGreaterThan(submittedOn);
      }
    }
  });

  it.each<[string, Partial<SchemeOptions>]>([
    ['单位数', { units: 0 }],
    ['人数', { members: 59 }],
    ['结算', { settlements: -1 }],
    ['至多 3 笔', { settlements: 27_001 }],
    ['比例', { faultShare: 0.51 }],
    ['比例', { faultShare: Number.NaN }],
    ['种子', { seed: 1.5 }],
    ['200000 行', { units: 1, members: 200_001 }],
  ])('refuses with a word on %s', (word, change) => {
    const attempt = (): unknown => generateScheme({ ...OPTIONS, ...change });
    expect(attempt).toThrow(SchemeOptionsFault);
    expect(attempt).toThrow(word);
  });

  it('makes a scheme of one person', () => {
    const { units, transfers } = generateScheme({ ...OPTIONS, units: 1, members: 1, settlements: 1, faultShare: 0 });
    expect(units[0]).toMatchObject({ members: 1, faultyRows: 0, staff: expect.any(Number) });
    expect(transfers).toHaveLength(3);
  });
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
