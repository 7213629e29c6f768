import { expect, test } from 'vitest';
import { BLANK_DRAFT } from '#web/calculator/single/case-draft.ts';
import { BLANK_TOTALS, type SlipTotals, slipFaults } from './slip-totals.ts';

/** The real reply of the reference page §1.3, and its figures below. */
const AMOUNTS = {
  ...BLANK_DRAFT.settlement.amounts,
  billedTotal: '5792.53',
  nonCovered: '296.20',
  upfrontCostSharing: '522.61',
  eligibleExpense: '4973.72',
  deductible: '800',
  poolingFundPaid: '3106.54',
};
const TOTALS: SlipTotals = { fundTotal: '3106.54', personalTotal: '2685.99', accountPaid: '685.99', cashPaid: '2000' };

const faults = (amounts: Partial<typeof AMOUNTS>, totals: Partial<SlipTotals> = {}): ReturnType<typeof slipFaults> =>
  slipFaults({ amounts: { ...AMOUNTS, ...amounts }, ceilingUnknown: false }, { ...TOTALS, ...totals });
const at = (...given: Parameters<typeof faults>): readonly string[] => faults(...given).map(({ figure }) => figure);

test('a slip whose four identities hold is not asked about, nor one without its totals', () => {
  expect(faults({})).toEqual([]);
  expect(slipFaults({ amounts: AMOUNTS, ceilingUnknown: false }, BLANK_TOTALS)).toEqual([]);
});

test('names the figure that two broken identities share', () => {
  expect(at({ billedTotal: '5972.53' })).toEqual(['billedTotal']);
  expect(at({}, { fundTotal: '3016.54' })).toEqual(['fundTotal']);
  expect(at({}, { personalTotal: '2658.99' })).toEqual(['personalTotal']);
  expect(faults({}, { fundTotal: '3016.54' })[0]?.message).toContain('应是 3,106.54 元');
});

test('names the part that alone could be mistyped, with what it should be', () => {
  expect(at({ eligibleExpense: '4937.72' })).toEqual(['eligibleExpense']);
  expect(at({ upfrontCostSharing: '52.61' })).toEqual(['upfrontCostSharing']);
  expect(at({ poolingFundPaid: '3160.54' })).toEqual(['poolingFundPaid']);
  expect(at({}, { cashPaid: '200' })).toEqual(['cashPaid']);
});

test('a figure that cannot be told falls to its total; only the first identity is refused', () => {
  const [billed] = faults({ nonCovered: '', upfrontCostSharing: '' });
  expect(billed).toMatchObject({ isRefused: true });
  expect(faults({}, { accountPaid: '85', cashPaid: '11' })[0]).toMatchObject({
    figure: 'personalTotal',
    isRefused: false,
  });
});

test('a region that counts the personal account among the funds, or leaves it out of the person’s part, is let pass', () => {
  expect(at({}, { fundTotal: '3792.53' })).toEqual([]);
  expect(at({}, { personalTotal: '2000' })).toEqual([]);
});
