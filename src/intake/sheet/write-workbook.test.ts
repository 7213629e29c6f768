import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { readSheet, readTexts } from '../../../test/support/read-sheet.ts';
import { unzip } from '../../../test/support/unzip.ts';
import { writeWorkbook, XLSX_MEDIA_TYPE } from './write-workbook.ts';

const COLUMNS = [
  { header: '姓名', width: 12, format: 'text' },
  { header: '身份证号', width: 24, format: 'text', choices: ['甲', '乙"'] },
  { header: '金额', width: 14, format: 'yuan' },
] as const;

/** What another reader makes of it. */
async function otherReading(file: Blob): Promise<Awaited<ReturnType<typeof readXlsx>>> {
  return await readXlsx(new Uint8Array(await file.arrayBuffer()));
}

describe('a workbook written', () => {
  test('reads the same here and in another library', async () => {
    const rows = [
      ['张三', '411602199001011234', 8590.94],
      ['=HYPERLINK("x")', '00123', -0.01],
      ['<&>"\'', null, 1e21],
      [' 前后 ', 'a\nb\tc', null],
    ];
    const file = await writeWorkbook([{ name: '明细 & <1>', columns: COLUMNS, rows }]);
    expect(file.type).toBe(XLSX_MEDIA_TYPE);
    const ours = await readSheet(file);
    expect(ours.name).toBe('明细 & <1>');
    expect(ours.rows.map(({ cells }) => cells.map(({ kind, text }) => `${kind} ${text}`))).toEqual([
      ['text 姓名', 'text 身份证号', 'text 金额'],
      ['text 张三', 'text 411602199001011234', 'number 8590.94'],
      ['text =HYPERLINK("x")', 'text 00123', 'number -0.01'],
      ['text <&>"\'', 'empty ', 'number 1E+21'],
      ['text  前后 ', 'text a\nb\tc'],
    ]);
    const theirs = (await otherReading(file)).sheets[0];
    expect(theirs?.rows.slice(1, 3)).toEqual(rows.slice(0, 2));
    expect(theirs?.freezePane).toEqual({ rows: 1 });
    expect(theirs?.dataValidations?.map(({ range, values }) => ({ range, values }))).toEqual([
      { range: 'B2:B1048576', values: ['甲', '乙"'] },
    ]);
  });

  test('keeps whole columns as text, below the rows written too', async () => {
    const file = await writeWorkbook([{ name: 'a', columns: COLUMNS, rows: [] }]);
    const parts = await unzip(file);
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain(
      '<col min="2" max="2" width="24" style="2" customWidth="1"/>',
    );
    const formats = [...(parts.get('xl/styles.xml') ?? '').matchAll(/<xf numFmtId="(\d+)"[^>]*xfId="0"/g)].map(
      ([, id]) => id,
    );
    expect(formats[2]).toBe('49');
  });

  test('is the same bytes every time', async () => {
    const write = async (): Promise<Uint8Array> =>
      new Uint8Array(
        await (await writeWorkbook([{ name: 'a', columns: COLUMNS, rows: [['x', 'y', 1]] }])).arrayBuffer(),
      );
    expect(await write()).toEqual(await write());
  });

  test('has several sheets, the first of them opened', async () => {
    const sheet = (name: string): { name: string; columns: typeof COLUMNS; rows: string[][] } => ({
      name,
      columns: COLUMNS,
      rows: [[name]],
    });
    const file = await writeWorkbook([sheet('一'), sheet('二')]);
    expect((await otherReading(file)).sheets.map(({ name }) => name)).toEqual(['一', '二']);
    expect((await readSheet(file)).facts.otherSheets.map(({ name }) => name)).toEqual(['二']);
  });

  test('carries any text that XML can carry', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 8 }), async (texts) => {
        const carried = texts.map((text) =>
          text.replace(/[\p{Cc}\ufffe\uffff]/gu, (c) => ('\t\n\r'.includes(c) ? c : '')),
        );
        const file = await writeWorkbook([
          { name: 'a', columns: [{ header: 'h', width: 5 }], rows: texts.map((text) => [text]) },
        ]);
        const expected = carried.flatMap((text, at) => (text === '' ? [] : [`${at + 2}: ${text}`]));
        expect(await readTexts(file)).toEqual(['1: h', ...expected]);
      }),
      { numRuns: 100 },
    );
  });

  test('keeps what looks like an escape, and halves of characters do no harm', async () => {
    const rows = [['a_x000D_b'], ['x\ud800y']];
    const file = await writeWorkbook([{ name: 'a', columns: [{ header: 'h', width: 5 }], rows }]);
    expect(await readTexts(file)).toEqual(['1: h', '2: a_x000D_b', '3: x\ufffdy']);
  });

  test('no cell can hold what is no number', async () => {
    const rows = [[Number.NaN]];
    await expect(writeWorkbook([{ name: 'a', columns: COLUMNS, rows }])).rejects.toThrow(RangeError);
  });
});
