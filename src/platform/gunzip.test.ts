import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { gunzip } from './gunzip.ts';

const CONTENT = Buffer.from('名单'.repeat(500_000));

async function inflated(gzip: Blob): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of gunzip(gzip)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('gunzip', () => {
  test('gives back the bytes', async () => {
    expect((await inflated(new Blob([new Uint8Array(gzipSync(CONTENT))]))).equals(CONTENT)).toBe(true);
  });

  test('throws where the data end early, are no gzip or have another check sum', async () => {
    const gzip = new Uint8Array(gzipSync(CONTENT));
    await expect(inflated(new Blob([gzip.subarray(0, gzip.length - 20)]))).rejects.toThrow();
    await expect(inflated(new Blob(['no gzip']))).rejects.toThrow();
    const forged = gzip.slice();
    forged[forged.length - 8] = (forged.at(-8) ?? 0) ^ 1;
    await expect(inflated(new Blob([forged]))).rejects.toThrow();
  });

  test('can be left before the end', async () => {
    for await (const chunk of gunzip(new Blob([new Uint8Array(gzipSync(CONTENT))]))) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
  });
});
