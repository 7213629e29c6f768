import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openFolderStore } from './folder-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-documents-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('bytes come back by their hash; a changed file is an error, an unknown address nothing', async () => {
  const store = openFolderStore(folder);
  const address = await store.put(Buffer.from('sealed'));
  expect(await store.put(Buffer.from('sealed'))).toEqual(address);
  expect(await store.find(address)).toEqual(Buffer.from('sealed'));
  expect(await store.find(Buffer.alloc(32))).toBeUndefined();
  const files = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
  const [file, ...others] = files.filter((path) => statSync(path).isFile());
  expect(others).toEqual([]);
  if (file === undefined) throw new Error('no file');
  expect(statSync(file).mode & 0o077).toBe(0);
  writeFileSync(file, 'changed');
  await expect(store.find(address)).rejects.toThrow('changed');
});
