import { expect, test } from 'vitest';
import { chainLadder } from './chain-ladder.ts';

test('brings each month to its ultimate by the growth of the months before it', () => {
  // by hand: 100→150→165, 200→300, 100. Growth 450/300 = 1.5, then 165/150 = 1.1.
  const { factors, rows, unreportedFen } = chainLadder([
    { byDelayFen: [100, 50, 15] },
    { byDelayFen: [200, 100] },
    { byDelayFen: [100] },
  ]);
  expect(factors).toEqual([1.5, 1.1]);
  expect(rows).toEqual([
    { reportedFen: 165, ultimateFen: 165 },
    { reportedFen: 300, ultimateFen: 330 },
    { reportedFen: 100, ultimateFen: 165 },
  ]);
  expect(unreportedFen).toBe(95);
});

test('gives no growth where nothing was reported before, and nothing of nothing', () => {
  expect(chainLadder([{ byDelayFen: [0, 70] }, { byDelayFen: [40] }])).toMatchObject({
    factors: [1],
    unreportedFen: 0,
  });
  expect(chainLadder([])).toEqual({ factors: [], rows: [], unreportedFen: 0 });
});
