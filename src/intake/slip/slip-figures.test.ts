import { expect, test } from 'vitest';
import { figuresRead } from '#intake/slip/slip-figures.ts';

test('large expenses and serious illness make one figure, and what was not read is none', () => {
  const amounts = [
    { field: 'largeExpenseFundPaid', fen: 100 },
    { field: 'seriousIllnessPaid', fen: 20 },
    { field: 'fundTotal', fen: 999 },
    { field: 'otherFundPaid', fen: 0 },
  ];
  expect(figuresRead(amounts)).toEqual({ catastrophicFundPaid: 120, otherPaid: 0 });
});
