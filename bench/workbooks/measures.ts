import { openAsBlob } from 'node:fs';
import { streamXlsxRows } from 'hucre/xlsx';
import { readRoster } from '#intake/roster/read-roster.ts';
import { DEFAULT_LIMITS } from '#intake/sheet/limits.ts';
import { openSheet } from '#intake/sheet/open-sheet.ts';
import type { CellToWrite } from '#intake/sheet/sheet-to-write.ts';
import { writeWorkbook } from '#intake/sheet/write-workbook.ts';
import { readZipDirectory } from '#intake/sheet/zip-directory.ts';
import { type Gunzip, InflationBudget, readZipEntry } from '#intake/sheet/zip-entry.ts';
import { parseDate } from '#kernel/civil-date.ts';
import { gunzip } from '../../src/platform/gunzip.ts';

/** Does the work on a file of that many rows; what comes back is a count that the caller compares. */
export type Measure = (path: string, rows: number) => Promise<number>;

const COLUMNS = 12;

/** What is measured, by name; each runs in a process of its own. */
export const MEASURES: Readonly<Record<string, Measure>> = {
  'inflate alone': (path) => inflate(path, gunzip),
  'inflate alone, DecompressionStream': (path) => inflate(path, undefined),
  'our reader': (path) => countRows(path, gunzip),
  'our reader, DecompressionStream': (path) => countRows(path, undefined),
  'hucre streamXlsxRows': async (path) => {
    let rows = 0;
    for await (const _ of streamXlsxRows(new Uint8Array(await (await openAsBlob(path)).arrayBuffer()))) rows++;
    return rows;
  },
  'our roster check': async (path) => {
    const request = { program: 'henan-inpatient', submittedOn: parseDate('2025-05-10'), gunzip } as const;
    const summary = await readRoster(await openAsBlob(path), request, () => undefined);
    if (!summary.ok) throw new Error(summary.error.message);
    return summary.value.rows + 1;
  },
  'our writer': async (_, rows) => {
    const columns = Array.from({ length: COLUMNS }, (__, at) => ({ header: `列${at}`, width: 12 }));
    const file = await writeWorkbook([{ name: '一', columns, rows: generatedRows(rows) }]);
    return file.size > 0 ? rows + 1 : 0;
  },
};

async function inflate(path: string, inflater: Gunzip | undefined): Promise<number> {
  const file = await openAsBlob(path);
  const budget = new InflationBudget(DEFAULT_LIMITS.inflatedBytes, file.size);
  let bytes = 0;
  for (const entry of (await readZipDirectory(file, DEFAULT_LIMITS)).values()) {
    for await (const chunk of readZipEntry(file, entry, budget, inflater)) bytes += chunk.length;
  }
  return bytes;
}

async function countRows(path: string, inflater: Gunzip | undefined): Promise<number> {
  const sheet = await openSheet(await openAsBlob(path), { gunzip: inflater });
  let rows = 0;
  let length = 0;
  for await (const batch of sheet.rows()) {
    rows += batch.length;
    for (const { cells } of batch) length += cells[3]?.text.length ?? 0;
  }
  if (length < rows) throw new Error('the reader lost its IDs');
  return rows;
}

function* generatedRows(rows: number): Generator<CellToWrite[], void, undefined> {
  for (let at = 0; at < rows; at++) {
    yield [
      at,
      '张三',
      '男',
      `41160219900101${1000 + (at % 9000)}`,
      '13812345678',
      null,
      '周口市颍河食品有限公司',
      '生产一部',
      '操作工',
      '2023-03-14',
      at / 100,
      80,
    ];
  }
}
