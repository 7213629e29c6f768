import { describe, expect, it } from 'vitest';
import { fenOf, inFen, mergeGiven, withoutKey } from './merge-given.ts';

describe('what a case gives upon what its file shares', () => {
  it('is merged key by key, and takes the place of lists and values', () => {
    const base = { claim: { exclusions: ['a', 'b'], stay: { days: 1, cause: 'illness' } }, paid: [1] };
    const over = { claim: { exclusions: [], stay: { days: 2 } } };
    expect(mergeGiven(base, over)).toEqual({
      claim: { exclusions: [], stay: { days: 2, cause: 'illness' } },
      paid: [1],
    });
    expect(base.claim.stay.days).toBe(1);
  });

  it('takes null for a value, on either side', () => {
    expect(mergeGiven({ on: '2025-08-01' }, { on: null })).toEqual({ on: null });
    expect(mergeGiven({ stay: null }, { stay: { days: 1 } })).toEqual({ stay: { days: 1 } });
  });

  it('stands alone where the other is not there', () => {
    expect(mergeGiven(undefined, { a: 1 })).toEqual({ a: 1 });
    expect(mergeGiven({ a: 1 }, undefined)).toEqual({ a: 1 });
    expect(mergeGiven({ a: 1 }, { b: { c: 2 } })).toEqual({ a: 1, b: { c: 2 } });
  });

  it.each([
    [{ stay: { days: 1 } }, { stay: 'none' }],
    [{ stay: 'none' }, { stay: { days: 1 } }],
    [{ stay: { days: 1 } }, { stay: [] }],
  ])('refuses an object against something else', (base, over) => {
    expect(() => mergeGiven(base, over)).toThrow('given.stay: an object stands against something else');
  });
});

describe('a key taken out', () => {
  const given = { claim: { bills: [{ on: 'a', kind: 'b' }, { on: 'c' }] } };

  it('is gone, all else stays', () => {
    expect(withoutKey(given, 'claim.bills[0].on')).toEqual({ claim: { bills: [{ kind: 'b' }, { on: 'c' }] } });
    expect(withoutKey(given, 'claim')).toEqual({});
  });

  it.each(['claim.stay', 'claim.bills[2].on', 'claim.bills[0].on.day', 'claim.bills[0]', 'bills'])(
    'must have been there: %s',
    (path) => {
      expect(() => withoutKey(given, path)).toThrow('without: no ');
    },
  );
});

describe('an amount', () => {
  it.each([
    ['9,000.00元', 900_000],
    ['9000.00元', 900_000],
    ['80元', 8_000],
    ['-0.01元', -1],
    ['1,234,567.89元', 123_456_789],
  ])('%s is %i fen', (text, fen) => {
    expect(fenOf(text)).toBe(fen);
  });

  it.each(['9,00.00元', '0.001元', '0.1元', '元', '1e3元', '9,000.00', ' 1元'])('is not %s', (text) => {
    expect(() => fenOf(text)).toThrow('is no amount');
  });

  it('is found wherever it stands, and nothing else is touched', () => {
    expect(inFen({ a: ['1.00元', { b: '-2.00元' }], c: '2025-08-01', d: 7, e: null, f: true })).toEqual({
      a: [100, { b: -200 }],
      c: '2025-08-01',
      d: 7,
      e: null,
      f: true,
    });
  });
});
