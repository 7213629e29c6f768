import { expect, test } from 'vitest';
import { parseDate } from '#kernel/civil-date.ts';
import { readBatchAddress } from '#web/calculator/batch/batch-address.ts';

test('cover starts as the rule of the 25th has it for money that comes on the day of submission', () => {
  expect(readBatchAddress({ submitted: '2025-05-25' }).startOn).toBe(parseDate('2025-05-26'));
  expect(readBatchAddress({ submitted: '2025-05-26' }).startOn).toBe(parseDate('2025-06-02'));
});

test('a day in the address goes before the usual one', () => {
  const { startOn, submittedOn } = readBatchAddress({ submitted: '2025-05-10', start: '2025-05-26' });
  expect([submittedOn, startOn]).toEqual([parseDate('2025-05-10'), parseDate('2025-05-26')]);
});

test('what an address makes up is passed over', () => {
  const address = readBatchAddress({
    outcome: 'riches',
    rows: 'none',
    order: '?',
    open: '-1',
    start: 'soon',
    shares: '9',
  });
  expect(address).toMatchObject({
    outcome: undefined,
    rosterList: undefined,
    order: 'settled',
    open: undefined,
    shares: 1,
  });
});

test('two shares are the accident program only', () => {
  expect(readBatchAddress({ program: 'accident', shares: '2' }).shares).toBe(2);
  expect(readBatchAddress({ shares: '2' }).shares).toBe(1);
});
