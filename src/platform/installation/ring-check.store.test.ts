import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Result } from '#kernel/result.ts';
import { systemClock } from '../clock.ts';
import { createKeyRing, writeKeyRing } from '../cryptography/key-ring.ts';
import { type Installation, type InstallationRefusal, openInstallation } from './open-installation.ts';

// a server's roles are all tests' roles: the password that each opening sets must not be another's, so it has a server alone
const folder = mkdtempSync(join(tmpdir(), 'tongzhou-ring-check-'));
const migrations = join(import.meta.dirname, '../../../migrations');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(keyRing?: string): Promise<Result<Installation, InstallationRefusal>> {
  return openInstallation({ folder, migrations, clock: systemClock, isDurable: false, keyRing });
}

async function opens(keyRing?: string): Promise<Installation> {
  const opened = await open(keyRing);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

beforeAll(async () => await (await opens()).close());

test('opens again with its ring, also when that comes from the environment', async () => {
  const installation = await opens();
  const keyRing = Buffer.from(writeKeyRing(installation.platform.ring())).toString('base64');
  await installation.close();
  await (await opens(keyRing)).close();
});

test('is not opened with another ring, and nothing of it changes', async () => {
  const opened = await open(Buffer.from(writeKeyRing(createKeyRing())).toString('base64'));
  expect(opened).toEqual({
    ok: false,
    error: { code: 'key-ring', message: expect.stringContaining('不是这个数据库的密钥环，没有打开') },
  });
  const installation = await opens();
  // the password of the role, which is derived from the ring, is still that of the right one
  const client = new pg.Client({ connectionString: installation.applicationUrl });
  await client.connect();
  await client.end();
  await installation.close();
});

test('no new ring is made over a database that has data', async () => {
  const away = join(folder, 'keys.json.away');
  renameSync(join(folder, 'keys.json'), away);
  expect(await open()).toEqual({
    ok: false,
    error: { code: 'key-ring', message: expect.stringContaining('数据库里已有数据，却找不到它的密钥环') },
  });
  renameSync(away, join(folder, 'keys.json'));
  await (await opens()).close();
});
