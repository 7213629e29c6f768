import { chmodSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { followRingFile } from './follow-ring-file.ts';
import { addVersion, createKeyRing, type KeyRing, promoteVersion } from './key-ring.ts';
import { saveKeyRing } from './key-ring-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-ring-'));
afterAll(() => rmSync(folder, { recursive: true }));

function rotated(ring: KeyRing): KeyRing {
  const added = addVersion(ring, 'lookup');
  const promoted = added.ok ? promoteVersion(added.value, 'lookup') : added;
  if (!promoted.ok) throw new Error(promoted.error);
  return promoted.value;
}

async function saved(name: string, ring: KeyRing): Promise<string> {
  const path = join(folder, name);
  await saveKeyRing(path, ring, 'replace');
  return path;
}

test('the ring of a rotation is there at the next look, and the same object stays until the file changes', async () => {
  const first = createKeyRing();
  const path = await saved('rotated.json', first);
  const ring = followRingFile(path, first, { everyMs: 0 });
  expect(ring()).toBe(ring());
  await saved('rotated.json', rotated(first));
  expect(ring().keys.lookup.current).toBe(2);
});

test('looks no more often than it was told', async () => {
  const first = createKeyRing();
  const path = await saved('seldom.json', first);
  const ring = followRingFile(path, first, { everyMs: 60_000 });
  ring();
  await saved('seldom.json', rotated(first));
  expect(ring().keys.lookup.current).toBe(1);
});

test.each<[string, (path: string) => unknown]>([
  ['gone', unlinkSync],
  ['damaged', (path) => writeFileSync(path, '{')],
  ['open to others', (path) => chmodSync(path, 0o644)],
  ['of another installation', (path) => saveKeyRing(path, createKeyRing(), 'replace')],
])('a file that is %s leaves the ring as it was, and is told once', async (name, spoil) => {
  const first = createKeyRing();
  const path = await saved(`${name}.json`, first);
  const said: string[] = [];
  const ring = followRingFile(path, first, { everyMs: 0, say: (line) => said.push(line) });
  const before = ring();
  await spoil(path);
  expect(ring()).toBe(before);
  expect(ring()).toBe(before);
  expect(said).toEqual([expect.stringContaining('程序继续用原来的')]);
});
