import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { readXls } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import {
  biffRecord,
  doubleBytes,
  handMadeCompoundFile,
  joined,
  longBytes,
  longText,
  shortBytes,
} from '../../../../test/support/hand-made-compound-file.ts';
import { readSheet, readTexts, refusalOf } from '../../../../test/support/read-sheet.ts';
import { FileRefused } from '../file-refusal.ts';

const BANK_STATEMENT = '../shared/data/small/bank-statement.xls';

const BOF_GLOBALS = biffRecord(0x0809, 0x0600, 0x0005);
const BOF_SHEET = biffRecord(0x0809, 0x0600, 0x0010);
const END = biffRecord(0x000a);

interface SheetRecords {
  readonly name: string;
  readonly visibility?: number;
  readonly records: readonly Uint8Array[];
}

/** An .xls of these sheets, `globals` in front of their names. */
function xls(sheets: readonly SheetRecords[], globals: readonly Uint8Array[] = []): Blob {
  const bound = (start: number, { name, visibility = 0 }: SheetRecords): Uint8Array =>
    biffRecord(
      0x0085,
      longBytes(start),
      new Uint8Array([visibility, 0, name.length, 1]),
      new Uint8Array(Buffer.from(name, 'utf16le')),
    );
  const head = (starts: readonly number[]): Uint8Array =>
    joined([BOF_GLOBALS, ...globals, ...sheets.map((sheet, at) => bound(starts[at] ?? 0, sheet)), END]);
  const bodies = sheets.map(({ records }) => joined([BOF_SHEET, ...records, END]));
  let next = head(sheets.map(() => 0)).length;
  const starts = bodies.map((body) => {
    const start = next;
    next += body.length;
    return start;
  });
  return handMadeCompoundFile({ Workbook: joined([head(starts), ...bodies]) });
}

const label = (row: number, column: number, text: string): Uint8Array =>
  biffRecord(0x0204, row, column, 0, longText(text));

describe('cells of an .xls', () => {
  test('numbers in all their forms', async () => {
    const records = [
      biffRecord(0x0203, 0, 0, 0, doubleBytes(8590.94)),
      biffRecord(0x027e, 0, 1, 0, longBytes((12_345 << 2) | 2)),
      biffRecord(0x027e, 0, 2, 0, longBytes((12_345 << 2) | 3)),
      biffRecord(0x027e, 0, 3, 0, longBytes((-5 << 2) | 2)),
      biffRecord(
        0x00bd,
        1,
        0,
        joined([shortBytes(0), longBytes((1 << 2) | 2), shortBytes(0), longBytes((2 << 2) | 2)]),
        1,
      ),
      biffRecord(0x0203, 2, 0, 0, doubleBytes(4.116_281_976_122_81e17)),
    ];
    expect(await readTexts(xls([{ name: 'a', records }]))).toEqual([
      '1: 8590.94 | 12345 | 123.45 | -5',
      '2: 1 | 2',
      '3: 4.11628197612281E+17',
    ]);
  });

  test('dates by their format, built in or of the file', async () => {
    const globals = [
      biffRecord(0x041e, 164, longText('yyyy"年"m"月"d"日"')),
      biffRecord(0x00e0, 0, 0),
      biffRecord(0x00e0, 0, 14),
      biffRecord(0x00e0, 0, 164),
    ];
    const records = [0, 1, 2].map((style) => biffRecord(0x0203, 0, style, style, doubleBytes(45_803)));
    expect(await readTexts(xls([{ name: 'a', records }], globals))).toEqual(['1: 45803 | 2025-05-26 | 2025-05-26']);
    const since1904 = [...globals, biffRecord(0x0022, 1)];
    expect(await readTexts(xls([{ name: 'a', records }], since1904))).toEqual(['1: 45803 | 2029-05-27 | 2029-05-27']);
  });

  test('shared strings go on in further records, wide or narrow, with runs and phonetic guides', async () => {
    const rich = joined([
      shortBytes(2),
      new Uint8Array([0x0d]),
      shortBytes(1),
      longBytes(4),
      Buffer.from('张三', 'utf16le'),
      longBytes(0),
      longBytes(0),
    ]);
    const table = joined([
      longBytes(3),
      longBytes(3),
      rich,
      shortBytes(4),
      new Uint8Array([1]),
      Buffer.from('ab', 'utf16le'),
    ]);
    const globals = [
      biffRecord(0x00fc, table),
      // the flag in front says that the rest is narrow
      biffRecord(0x003c, new Uint8Array([0, 0x63, 0x64]), joined([shortBytes(1), new Uint8Array([0, 0x7a])])),
    ];
    const records = [0, 1, 2].map((index) => biffRecord(0x00fd, 0, index, 0, longBytes(index)));
    // type bits of the rich string: wide, rich, phonetic
    expect(await readTexts(xls([{ name: 'a', records }], globals))).toEqual(['1: 张三 | abcd | z']);
  });

  test('formulas keep the kind of their result and are told', async () => {
    const special = (kind: number, value: number): Uint8Array => new Uint8Array([kind, 0, value, 0, 0, 0, 0xff, 0xff]);
    const records = [
      biffRecord(0x0006, 0, 0, 0, doubleBytes(2.5)),
      biffRecord(0x0006, 0, 1, 0, special(0, 0)),
      biffRecord(0x0207, longText('甲乙')),
      biffRecord(0x0006, 0, 2, 0, special(1, 1)),
      biffRecord(0x0006, 0, 3, 0, special(2, 0x2a)),
      biffRecord(0x0205, 0, 4, 0, new Uint8Array([7, 1])),
    ];
    const { rows, facts } = await readSheet(xls([{ name: 'a', records }]));
    expect(rows[0]?.cells.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'number 2.5',
      'text 甲乙',
      'boolean TRUE',
      'error #N/A',
      'error #DIV/0!',
    ]);
    expect(facts.formulaCells).toEqual(['A1', 'B1', 'C1', 'D1']);
  });

  test('rows come in their order, whatever the order of the cells', async () => {
    const records = [label(4, 0, 'e'), label(0, 1, 'b'), label(0, 0, 'a')];
    expect(await readTexts(xls([{ name: 'a', records }]))).toEqual(['1: a | b', '5: e']);
  });
});

test('an .xls whose table of sectors outgrows its header is read as another library reads it', async () => {
  const rows = Array.from({ length: 60_000 }, (_, row) =>
    [0, 1, 2, 3, 4, 5, 6].map((column) => row * 10 + column + 0.5),
  );
  const cells = rows.flatMap((values, row) => values.map((value, column) => numberRecord(row, column, value)));
  const file = xls([{ name: 'a', records: [Buffer.concat(cells)] }]);
  expect(file.size).toBeGreaterThan(7.2 * 2 ** 20);
  const ours = (await readSheet(file)).rows.map((row) => row.cells.map(({ number }) => number));
  expect(ours).toEqual(rows);
  const theirs = await readXls(new Uint8Array(await file.arrayBuffer()));
  expect(theirs.sheets[0]?.rows).toEqual(rows);
});

/** As `biffRecord`, quick enough for a great many. */
function numberRecord(row: number, column: number, value: number): Uint8Array {
  const record = Buffer.alloc(18);
  record.writeUInt16LE(0x0203, 0);
  record.writeUInt16LE(14, 2);
  record.writeUInt16LE(row, 4);
  record.writeUInt16LE(column, 6);
  record.writeDoubleLE(value, 10);
  return record;
}

describe('what an .xls hides or joins', () => {
  test('hidden rows and columns, merged cells, further sheets; hidden sheets are passed over', async () => {
    const records = [
      biffRecord(0x007d, 1, 2, 0x100, 0, 1),
      biffRecord(0x0208, 1, 0, 3, 0, 0, 0, 0x20, 0x100),
      label(0, 0, 'a'),
      label(1, 1, 'b'),
      biffRecord(0x00e5, 1, 0, 0, 0, 2),
    ];
    const sheets = [
      { name: '藏', visibility: 1, records: [label(0, 0, 'x')] },
      { name: '名单', records },
      { name: '二', records: [label(3, 0, '姓名')] },
      { name: '空', records: [] },
    ];
    const { name, facts } = await readSheet(xls(sheets));
    expect(name).toBe('名单');
    expect(facts).toEqual({
      mergedRanges: ['A1:C1'],
      hiddenRows: [2],
      hiddenColumns: [1],
      formulaCells: [],
      otherSheets: [{ name: '二', firstRow: ['姓名'] }],
    });
  });

  test('a password is told', async () => {
    const file = xls([{ name: 'a', records: [label(0, 0, 'a')] }], [biffRecord(0x002f, 1)]);
    expect(await refusalOf(file)).toContain('encrypted: 文件有打开密码');
  });

  test('an older BIFF inside is told', async () => {
    const file = handMadeCompoundFile({ Workbook: joined([biffRecord(0x0809, 0x0500, 5), END]) });
    expect(await refusalOf(file)).toContain('很早的 Excel 格式');
  });

  test('limits hold', async () => {
    const file = xls([{ name: 'a', records: [label(0, 0, 'a'), label(1, 0, 'b'), label(2, 5, 'c')] }]);
    expect(await refusalOf(file, { limits: { rows: 2 } })).toContain('too-many-rows: ');
    expect(await refusalOf(file, { limits: { columns: 5 } })).toContain('too-many-columns: 单元格 F3 ');
    expect(
      await refusalOf(xls([{ name: 'a', records: [label(0, 0, 'abcd')] }]), { limits: { cellLength: 3 } }),
    ).toContain('cell-too-long: 单元格 A1 ');
  });
});

describe.skipIf(!existsSync(BANK_STATEMENT))('the bank statement', () => {
  test('reads as another library reads it', async () => {
    const bytes = await readFile(BANK_STATEMENT);
    const theirs = await readXls(new Uint8Array(bytes));
    const ours = await readSheet(new Blob([new Uint8Array(bytes)]));
    const width = Math.max(...ours.rows.map(({ cells }) => cells.length));
    const texts = ours.rows.map(({ cells }) => Array.from({ length: width }, (_, at) => cells[at]?.text ?? ''));
    const expected = theirs.sheets[0]?.rows.map((row) =>
      Array.from({ length: width }, (_, at) => String(row[at] ?? '')),
    );
    expect(texts).toEqual(expected);
    expect(texts).toHaveLength(9);
  });

  test('with bytes changed is read or refused, in bounded time', { timeout: 60_000 }, async () => {
    const source = await readFile(BANK_STATEMENT);
    const changes = fc.array(fc.record({ at: fc.nat(source.length - 1), byte: fc.nat(255) }), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const bytes = new Uint8Array(source);
        for (const { at, byte } of list) bytes[at] = byte;
        const started = performance.now();
        try {
          await readSheet(new Blob([bytes]));
        } catch (error) {
          if (!(error instanceof FileRefused)) throw error;
        }
        expect(performance.now() - started).toBeLessThan(20_000);
      }),
      { numRuns: 1500 },
    );
  });
});
