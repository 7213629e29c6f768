import { expect, test } from 'vitest';
import { formatAddress, parseAddress } from '#web/ui/hash-address.ts';

test('a path and a query survive the address', () => {
  const address = formatAddress(['clauses', '附件1-5(一).7'], { q: '观察期 30', outcome: undefined, rows: '' });
  expect(address).not.toMatch(/[一-龥 ]/);
  expect(parseAddress(address)).toEqual({ path: ['clauses', '附件1-5(一).7'], query: { q: '观察期 30' } });
});

test('nothing is the empty path', () => {
  expect(parseAddress('')).toEqual({ path: [], query: {} });
  expect(parseAddress('#/')).toEqual({ path: [], query: {} });
});

test('an address cut off inside a character opens as far as it goes', () => {
  expect(parseAddress('#/clauses/%E9%99').path).toEqual(['clauses', '%E9%99']);
});
