import { expect, test } from 'vitest';
import { BLANK_RECIPIENT } from '#web/member/relative/recipient.ts';
import { basisPointsOf, equalShares, recipientFaults } from './recipient-faults.ts';

const spouse = { ...BLANK_RECIPIENT, name: '王小明', residentId: '11010519491231002X', percent: '100' };
const card = { cardNumber: '6222021234567890128', bankName: '中国银行' };

test('a share is a number of percent with at most two decimals, above 0 and not above 100', () => {
  expect(['33.33', ' 50 ', '１００', '0', '100.01', '1e1', '-5', '33.333', ''].map(basisPointsOf)).toEqual([
    3_333,
    5_000,
    10_000,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('equal shares of any number of relatives are the whole', () => {
  for (let count = 1; count <= 20; count++) {
    const shares = equalShares(Array.from({ length: count }, () => spouse)).map(({ percent }) =>
      basisPointsOf(percent),
    );
    expect(shares.reduce<number>((sum, share) => sum + (share ?? 0), 0)).toBe(10_000);
  }
});

test('names the field that is wrong, the relative who is named twice, and shares that are not the whole', () => {
  expect(recipientFaults([spouse], false)).toEqual([]);
  expect(recipientFaults([spouse], true).map(({ path }) => path)).toEqual([
    'recipients[0].cardNumber',
    'recipients[0].bankName',
  ]);
  expect(recipientFaults([{ ...spouse, ...card }], true)).toEqual([]);
  expect(recipientFaults([spouse, spouse], false).map(({ path }) => path)).toEqual(['recipients[1].residentId']);
  expect(recipientFaults([{ ...spouse, percent: '60' }], false)[0]?.message).toBe(
    '各人的份额加起来是 60%，要正好 100%',
  );
});
