import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createKeyRing, writeKeyRing } from './key-ring.ts';
import { loadKeyRing, saveKeyRing } from './key-ring-source.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'key-ring-'));
  path = join(folder, 'keys.json');
});

afterEach(() => rm(folder, { recursive: true }));

describe('a key ring in a file', () => {
  test('comes back as it was saved, readable for its owner alone, with no draft left beside it', async () => {
    const ring = createKeyRing();
    expect(await saveKeyRing(path, ring, 'new')).toEqual({ ok: true, value: undefined });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['keys.json']);
    const loaded = await loadKeyRing({ kind: 'file', path });
    expect(loaded.ok && writeKeyRing(loaded.value)).toBe(writeKeyRing(ring));
  });

  test('is never replaced by a new one, also when several programs start at once', async () => {
    const rings = Array.from({ length: 8 }, createKeyRing);
    const saved = await Promise.all(rings.map((ring) => saveKeyRing(path, ring, 'new')));
    expect(saved.filter(({ ok }) => ok)).toHaveLength(1);
    const text = await readFile(path, 'utf8');
    expect(rings.findIndex((ring) => writeKeyRing(ring) === text)).toBe(saved.findIndex(({ ok }) => ok));
    expect(saved.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'exists' } });
    expect(await readdir(folder)).toEqual(['keys.json']);
  });

  test('is replaced whole by a rotation', async () => {
    await saveKeyRing(path, createKeyRing(), 'new');
    const ring = createKeyRing();
    await saveKeyRing(path, ring, 'replace');
    expect(await readFile(path, 'utf8')).toBe(writeKeyRing(ring));
    expect(await readdir(folder)).toEqual(['keys.json']);
  });

  test.each([0o640, 0o604, 0o660, 0o602, 0o601, 0o666])(
    'is refused with the permissions %o, in words',
    async (mode) => {
      await saveKeyRing(path, createKeyRing(), 'new');
      await chmod(path, mode);
      const loaded = await loadKeyRing({ kind: 'file', path });
      expect(loaded).toMatchObject({ ok: false, error: { code: 'open-to-others' } });
      expect(!loaded.ok && loaded.error.message).toContain(`权限是 0${mode.toString(8)}`);
      expect(!loaded.ok && loaded.error.message).toContain(`chmod 600 '${path}'`);
    },
  );

  test('is refused when absent, with the advice not to make a new one over old data', async () => {
    const loaded = await loadKeyRing({ kind: 'file', path });
    expect(loaded).toMatchObject({ ok: false, error: { code: 'absent' } });
    expect(!loaded.ok && loaded.error.message).toContain('从备份取回');
  });

  test('is refused when damaged, without a word of its content', async () => {
    const text = writeKeyRing(createKeyRing());
    await writeFile(path, text.slice(0, 200), { mode: 0o600 });
    const loaded = await loadKeyRing({ kind: 'file', path });
    expect(loaded).toMatchObject({ ok: false, error: { code: 'damaged' } });
    expect(!loaded.ok && loaded.error.message).not.toContain(text.slice(60, 70));
  });

  test('is refused when it is a folder, or a pipe that nobody writes into', async () => {
    execFileSync('mkfifo', ['-m', '600', path]);
    for (const each of [folder, path])
      expect(await loadKeyRing({ kind: 'file', path: each })).toMatchObject({
        ok: false,
        error: { code: 'unreadable' },
      });
  });
});

describe('a key ring in the environment', () => {
  test('is the base64 of the file', async () => {
    const ring = createKeyRing();
    const value = Buffer.from(writeKeyRing(ring)).toString('base64');
    const loaded = await loadKeyRing({ kind: 'environment', value });
    expect(loaded.ok && writeKeyRing(loaded.value)).toBe(writeKeyRing(ring));
  });

  test('is refused when it is anything else, without a word of it', async () => {
    for (const value of ['', 'hunter2hunter2', writeKeyRing(createKeyRing())]) {
      const loaded = await loadKeyRing({ kind: 'environment', value });
      expect(loaded).toMatchObject({ ok: false, error: { code: 'damaged' } });
      expect(!loaded.ok && loaded.error.message.includes(value.slice(0, 12)) && value !== '').toBe(false);
    }
  });
});
