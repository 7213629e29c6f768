import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { followRingFile } from '#platform/cryptography/follow-ring-file.ts';
import { saveKeyRing } from '#platform/cryptography/key-ring-source.ts';
import type { Platform } from '#platform/platform.ts';
import { openTestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { Misuse } from '../misuse.ts';
import { type KeysRequest, readKeysRequest, runKeys } from './keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-keys-'));
const keyRingFile = join(folder, 'keys.json');
let base: TestDatabase;
let platform: Platform;
beforeAll(async () => {
  base = await createTestDatabase();
  const first = base.platform.ring();
  await saveKeyRing(keyRingFile, first, 'new');
  platform = { ...base.platform, ring: followRingFile(keyRingFile, first, { everyMs: 0 }) };
  await openTestScheme(platform);
});
afterAll(async () => {
  await base?.close();
  rmSync(folder, { recursive: true });
});

async function run(request: KeysRequest): Promise<[number, string]> {
  const stream = new PassThrough({ encoding: 'utf8' });
  const code = await runKeys({ platform, keyRingFile }, request, { stdout: stream, stderr: stream });
  return [code, stream.read() ?? ''];
}

const rotate = (purpose: 'sealing' | 'lookup' | 'token'): KeysRequest => ({ action: 'rotate', purpose, settleMs: 0 });

test('rotates, tells each step, and shows the version afterwards', async () => {
  const [code, told] = await run(rotate('lookup'));
  expect([code, told.split('\n')]).toEqual([
    0,
    [
      '把新密钥加进密钥环…',
      '给每一行补上新密钥的查找值…',
      '改用新密钥…',
      '从密钥环去掉旧密钥…',
      '清除旧密钥的查找值…',
      `号码查找密钥已换成第 2 版。请现在把密钥环文件 ${keyRingFile} 另外备份一份。`,
      '',
    ],
  ]);
  const [, status] = await run({ action: 'status' });
  expect(status.split('\n')).toEqual([
    'sealing 加密密钥：第 1 版；没有进行中的轮换。',
    'lookup  号码查找密钥：第 2 版；没有进行中的轮换。',
    'token   姓名查找密钥：第 1 版；没有进行中的轮换。',
    '',
  ]);
});

test('shows no key, and says what to do where the ring is a variable', async () => {
  const [, status] = await run({ action: 'status' });
  for (const key of readFileSync(keyRingFile, 'utf8').match(/[\w+/]{22,}={0,2}/g) ?? [])
    expect(status).not.toContain(key);
  const stream = new PassThrough({ encoding: 'utf8' });
  const code = await runKeys({ platform, keyRingFile: undefined }, rotate('token'), { stdout: stream, stderr: stream });
  expect([code, stream.read()]).toEqual([1, expect.stringContaining('请先改用密钥环文件')]);
});

describe('the command line', () => {
  test('is read', () => {
    expect(readKeysRequest(['status'])).toEqual({ action: 'status' });
    expect(readKeysRequest(['rotate', 'token', '--settle', '60'])).toEqual({
      action: 'rotate',
      purpose: 'token',
      settleMs: 60_000,
    });
  });

  test.each([
    [[]],
    [['rotate']],
    [['rotate', 'all']],
    [['status', 'token']],
    [['rotate', 'token', '--settle', 'soon']],
    [['rotate', 'token', '--settle', '1']],
  ])('of %j is refused', (args) => {
    expect(() => readKeysRequest(args)).toThrow(Misuse);
  });
});
