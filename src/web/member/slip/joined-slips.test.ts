import { expect, test } from 'vitest';
import { BLANK_DRAFT, type CaseDraft } from '#web/calculator/single/case-draft.ts';
import { BLANK_SLIP, type FurtherSlip, joined, NO_SLIPS, readSlips } from './joined-slips.ts';

const amounts = (billedTotal: string, eligibleExpense: string): CaseDraft['settlement'] => ({
  ceilingUnknown: false,
  amounts: {
    ...BLANK_DRAFT.settlement.amounts,
    billedTotal,
    eligibleExpense,
    deductible: '500',
    poolingFundPaid: '100',
  },
});
const stay = { ...BLANK_DRAFT.stay, admittedOn: '2025-12-20', dischargedOn: '2026-01-10', settledOn: '2025-12-31' };
const figures: CaseDraft = { ...BLANK_DRAFT, stay, settlement: amounts('1000', '1000') };
const first = { ...NO_SLIPS.first, from: '2025-12-20', until: '2025-12-31' };
const second: FurtherSlip = {
  ...BLANK_SLIP,
  from: '2025-12-31',
  until: '2026-01-10',
  settledOn: '2026-01-10',
  settlement: amounts('2,500.50', '2500.5'),
};

test('slips of one stay are added up, and the stay counts as settled on the last of their days', () => {
  const whole = joined(figures, { first, further: [second] });
  expect(whole.settlement.amounts).toMatchObject({ billedTotal: '3,500.50', deductible: '1,000.00', nonCovered: '' });
  expect(whole.stay.settledOn).toBe('2026-01-10');
  expect(joined(figures, NO_SLIPS)).toBe(figures);
  expect(readSlips(figures, { first, further: [second] })).toEqual({ missing: [], wrong: [], questions: new Map() });
});

test('slips that overlap are asked about, and those outside of the stay but for seven days of observation', () => {
  const questions = (...slips: readonly Partial<FurtherSlip>[]): readonly string[] => [
    ...readSlips(figures, { first, further: slips.map((parts) => ({ ...second, ...parts })) }).questions.keys(),
  ];
  expect(questions({ from: '2025-12-30' })).toEqual(['slips[1].from']);
  expect(questions({ until: '2026-01-11' })).toEqual(['slips[1].from']);
  expect(questions({ from: '2025-12-13', until: '2025-12-20' })).toEqual([]);
  expect(questions({ from: '2025-12-12', until: '2025-12-20' })).toEqual(['slips[1].from']);
  expect(questions({}, {})).toEqual(['slips[2].from']);
});

test('a further slip lacks what every slip has, and is wrong where it ends before it begins', () => {
  const read = readSlips(figures, { first, further: [BLANK_SLIP] });
  expect(read.missing.map(({ path }) => path)).toContain('slips[1].poolingFundPaid');
  expect(readSlips(figures, { first, further: [{ ...second, until: '2025-12-30' }] }).wrong).toMatchObject([
    { path: 'slips[1].from' },
  ]);
});
