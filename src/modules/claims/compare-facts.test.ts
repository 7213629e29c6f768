import { expect, test } from 'vitest';
import { inpatientFacts } from '../../../test/support/claim-draft.ts';
import { differingFacts } from './compare-facts.ts';
import { withFact } from './fact-path.ts';

const typed = inpatientFacts('2025-08-01', '2025-08-16');

test('tells each figure and day that differs, with both', () => {
  const record = withFact(withFact(typed, 'settlement.poolingFundPaid', 1_900_000), 'stay.dischargedOn', '2025-08-15');
  expect(differingFacts(typed, record)).toEqual([
    { path: 'stay.dischargedOn', typed: '2025-08-16', record: '2025-08-15' },
    { path: 'settlement.poolingFundPaid', typed: 1_800_000, record: 1_900_000 },
  ]);
});

test('what one does not know, and what no record has, differs from nothing', () => {
  const record = ['settlement.aboveCeiling', 'stay.mainDiagnosis'].reduce(
    (before, path) => withFact(before, path, path.startsWith('stay') ? '' : null),
    withFact(typed, 'stay.cause', 'accident'),
  );
  expect(differingFacts(typed, record)).toEqual([]);
});
