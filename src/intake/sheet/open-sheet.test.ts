import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { readSheet, refusalOf } from '../../../test/support/read-sheet.ts';
import { openSheet } from './open-sheet.ts';
import { cellAddress, cellAt, columnLetters, EMPTY_CELL } from './sheet.ts';
import { writeWorkbook } from './write-workbook.ts';

const SMALL = '../shared/data/small';

describe.skipIf(!existsSync(SMALL))('the small scheme, written by LibreOffice', () => {
  test.each([
    ['roster-1.xlsx', 238, 6],
    ['roster-2.xlsx', 98, 6],
    ['settlements.xlsx', 81, 35],
  ])('%s reads as another library reads it', async (name, rows, columns) => {
    const bytes = new Uint8Array(await readFile(`${SMALL}/${name}`));
    const theirs = (await readXlsx(bytes)).sheets[0];
    const ours = await readSheet(new Blob([bytes]));
    expect(ours.rows).toHaveLength(rows);
    expect(ours.name).toBe(theirs?.name);
    for (const row of ours.rows) {
      const expected = theirs?.rows[row.rowNumber - 1] ?? [];
      for (let column = 0; column < columns; column++) {
        const cell = cellAt(row, column);
        const value = cell.kind === 'number' ? cell.number : cell.text;
        expect(value, cellAddress(row.rowNumber, column)).toEqual(expected[column] ?? '');
      }
    }
  });
});

describe('reading', () => {
  test('hands rows on in batches and tells how far it is', async () => {
    const rows = Array.from({ length: 5000 }, (_, at) => [`行${at}`, at]);
    const sheet = await openSheet(await writeWorkbook([{ name: 'a', columns: [{ header: 'x', width: 9 }], rows }]));
    const shares: number[] = [];
    let count = 0;
    for await (const batch of sheet.rows()) {
      count += batch.length;
      shares.push(sheet.progress());
    }
    expect(count).toBe(5001);
    expect(shares.length).toBeGreaterThan(3);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  test('stops when it is told to', async () => {
    const file = new Blob(['a\n'.repeat(400_000)]);
    const controller = new AbortController();
    const sheet = await openSheet(file, { signal: controller.signal, limits: { rows: 1_000_000 } });
    let batches = 0;
    await expect(async () => {
      for await (const _ of sheet.rows()) if (++batches === 1) controller.abort();
    }).rejects.toThrow('已取消读取');
    expect(batches).toBe(1);
  });

  test('takes limits one by one', async () => {
    const file = new Blob(['a,b\nc,d']);
    expect(await refusalOf(file, { limits: { rows: 1 } })).toContain('too-many-rows: 文件的内容超过 0 行');
    expect((await readSheet(file, { limits: { columns: 2 } })).rows).toHaveLength(2);
  });
});

test('columns are named as a spreadsheet names them', () => {
  expect([0, 25, 26, 51, 52, 701, 702, 16_383].map(columnLetters)).toEqual([
    'A',
    'Z',
    'AA',
    'AZ',
    'BA',
    'ZZ',
    'AAA',
    'XFD',
  ]);
  expect(cellAddress(62, 3)).toBe('D62');
  expect(cellAt({ rowNumber: 1, isHidden: false, cells: [] }, 4)).toBe(EMPTY_CELL);
});
