import { existsSync, openAsBlob } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { generateScheme } from '#generator/generate-scheme.ts';
import { writeScheme } from '#generator/write-scheme.ts';
import { openSheet } from '#intake/sheet/open-sheet.ts';
import { parseDate } from '#kernel/civil-date.ts';

const SMALL = join(import.meta.dirname, '../../../shared/data/small');

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

const OPTIONS = {
  seed: 1,
  units: 3,
  members: 300,
  settlements: 50,
  faultShare: 0.05,
  submittedOn: parseDate('2025-05-10'),
};

async function written(seed: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tongzhou-generate-'));
  folders.push(folder);
  const files = await writeScheme(generateScheme({ ...OPTIONS, seed }), folder);
  expect((await readdir(folder)).toSorted()).toEqual(files.toSorted());
  return folder;
}

async function rowsOf(path: string): Promise<string[][]> {
  const rows: string[][] = [];
  const sheet = await openSheet(await openAsBlob(path));
  for await (const batch of sheet.rows()) for (const { cells } of batch) rows.push(cells.map(({ text }) => text));
  return rows;
}

describe('writeScheme', () => {
  it('writes the same bytes for the same seed, and others for another', async () => {
    const [first, second, other] = [await written(1), await written(1), await written(2)];
    for (const file of await readdir(first)) {
      const bytes = await readFile(join(first, file));
      expect(bytes.equals(await readFile(join(second, file)))).toBe(true);
      expect(bytes.equals(await readFile(join(other, file)))).toBe(false);
    }
  });

  it.skipIf(!existsSync(SMALL))('has the headers, keys and account data of the small folder', async () => {
    const folder = await written(1);
    for (const [ours, theirs] of [
      ['roster-1.xlsx', 'roster-1.xlsx'],
      ['settlements.xlsx', 'settlements.xlsx'],
    ] as const) {
      expect((await rowsOf(join(folder, ours)))[0]).toEqual((await rowsOf(join(SMALL, theirs)))[0]);
    }
    const statement = await rowsOf(join(folder, 'bank-statement.txt'));
    const small = await rowsOf(join(SMALL, 'bank-statement.xls'));
    expect(statement[3]).toEqual(small[3]);
    expect(statement.slice(0, 3).map(([label]) => label)).toEqual(small.slice(0, 3).map(([label]) => label));
    expect(statement[0]?.[1]).toBe(small[0]?.[1]);
    const [ourScheme, theirScheme] = [await json(folder, 'scheme.json'), await json(SMALL, 'scheme.json')];
    expect(Object.keys(ourScheme)).toEqual(Object.keys(theirScheme));
    expect(Object.keys(ourScheme.units[0] ?? {})).toEqual(Object.keys(theirScheme.units[0] ?? {}));
    const [ourTruth, theirTruth] = [await json(folder, 'expected.json'), await json(SMALL, 'expected.json')];
    expect(Object.keys(ourTruth.units[0] ?? {})).toEqual(
      expect.arrayContaining(Object.keys(theirTruth.units[0] ?? {})),
    );
  });
});

async function json(folder: string, file: string): Promise<{ units: object[]; settlements: object[] }> {
  return JSON.parse(await readFile(join(folder, file), 'utf8'));
}
