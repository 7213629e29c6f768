import { describe, expect, test } from 'vitest';
import { type ChainedBatch, isSealOfLink, nextLink, START_OF_CHAIN, sealLink } from './chain.ts';
import { createKeyRing } from './key-ring.ts';
import { leafHash, merkleRoot } from './merkle.ts';

const batch: ChainedBatch = {
  chain: 'office 7',
  number: 1,
  root: merkleRoot(['a', 'b'].map(leafHash)),
  count: 2,
  first: '1001',
  last: '1002',
  at: '2026-11-25T13:00:00.000Z',
};

describe('a link of the chain', () => {
  test('is the same for the same batch after the same link', () => {
    expect(nextLink(START_OF_CHAIN, { ...batch })).toEqual(nextLink(START_OF_CHAIN, batch));
  });

  test('changes with everything that the batch says, and with the link before', () => {
    const links = [
      nextLink(START_OF_CHAIN, batch),
      nextLink(leafHash('x'), batch),
      ...[
        { chain: 'office 8' },
        { number: 2 },
        { root: leafHash('x') },
        { count: 3 },
        { first: '1000' },
        { last: '1003' },
        { at: '2026-11-25T13:00:00.001Z' },
      ].map((change) => nextLink(START_OF_CHAIN, { ...batch, ...change })),
    ];
    expect(new Set(links.map((link) => link.toString('hex'))).size).toBe(9);
  });

  test('follows 32 bytes and nothing else', () => {
    expect(() => nextLink(Buffer.alloc(0), batch)).toThrow(RangeError);
    expect(() => nextLink(START_OF_CHAIN, { ...batch, root: Buffer.alloc(31) })).toThrow(RangeError);
  });
});

test('the seal of a link holds under its own ring and for its own link alone', () => {
  const ring = createKeyRing();
  const link = nextLink(START_OF_CHAIN, batch);
  const seal = sealLink(ring, link);
  expect(isSealOfLink(ring, link, seal)).toBe(true);
  expect(isSealOfLink(ring, nextLink(link, batch), seal)).toBe(false);
  expect(isSealOfLink(createKeyRing(), link, seal)).toBe(false);
  expect(isSealOfLink(ring, link, seal.subarray(1))).toBe(false);
});
