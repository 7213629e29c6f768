import { expect, test } from 'vitest';
import { factAt, withFact } from './fact-path.ts';

const CLAIM = {
  benefit: 'medical',
  submittedOn: '2025-09-20',
  exclusions: [],
  event: { id: 'on-2025-08-01', on: '2025-08-01', treatedAbroad: false },
  bills: [
    { on: '2025-08-01', costSharing: 80_000, hospital: { grade: 2 } },
    { on: '2025-08-02', costSharing: 1, hospital: { grade: 3 } },
  ],
  disability: { grades: [7, 9] },
};

test('finds a fact by its path, and nothing that is not one', () => {
  expect(factAt(CLAIM, 'bills[1].hospital.grade')).toBe(3);
  expect(factAt(CLAIM, 'disability.grades')).toEqual([7, 9]);
  for (const path of ['bills[2].on', 'bills', 'event', 'nothing', 'bills[0].__proto__', 'event.constructor', '']) {
    expect(factAt(CLAIM, path), path).toBeUndefined();
  }
});

test('what is not a reviewer\u2019s to write is no fact', () => {
  for (const path of ['benefit', 'submittedOn', 'exclusions', 'event.id']) expect(factAt(CLAIM, path)).toBeUndefined();
});

test('changes one fact and leaves the others, the claim before too', () => {
  const changed = withFact(CLAIM, 'bills[1].costSharing', 2);
  expect(changed).toEqual({ ...CLAIM, bills: [CLAIM.bills[0], { ...CLAIM.bills[1], costSharing: 2 }] });
  expect(CLAIM.bills[1]?.costSharing).toBe(1);
});

test('an accident\u2019s key follows its day', () => {
  expect(withFact(CLAIM, 'event.on', '2025-07-31')['event']).toMatchObject({ id: 'on-2025-07-31', on: '2025-07-31' });
});
