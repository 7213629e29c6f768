import { describe, expect, test } from 'vitest';
import { openSheet } from '#intake/sheet/open-sheet.ts';
import { handMadeWorkbook, textRows, workbookEntries } from '../../../../test/support/hand-made-workbook.ts';
import { type HandMadeEntry, handMadeZip } from '../../../../test/support/hand-made-zip.ts';
import { gunzipInChunksOf, readSheet, readTexts } from '../../../../test/support/read-sheet.ts';

/** Reads a workbook of one sheet with these rows. */
function textsOf(rows: string, strings = ''): Promise<string[]> {
  return readTexts(handMadeWorkbook({ sheets: [{ rows }], strings }));
}

describe('cells of an .xlsx', () => {
  test('shared strings join their runs and leave phonetic guides out', async () => {
    const strings =
      '<si><r><rPr><b/></rPr><t>张</t></r><r><t xml:space="preserve"> 三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></si><si><t/></si><si><t>李四</t></si>';
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c></row><row r="3"><c r="A3" t="s"><v>2</v></c></row>';
    expect(await textsOf(rows, strings)).toEqual(['1: 张 三 |  | 李四', '2: 李四', '3: 李四']);
  });

  test('inline strings, results of formulas, booleans and errors keep their kinds', async () => {
    const rows =
      '<row r="1"><c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c><c r="B1" t="str"><f>A1</f><v>甲乙</v></c><c r="C1" t="b"><v>1</v></c><c r="D1" t="e"><v>#N/A</v></c><c r="E1"><f>1+1</f><v>2</v></c><c r="F1"><f>G1</f></c></row>';
    const { rows: read, facts } = await readSheet(handMadeWorkbook({ sheets: [{ rows }] }));
    expect(read[0]?.cells.map(({ kind, text, isFormula }) => `${kind} ${text} ${isFormula}`)).toEqual([
      'text 甲乙 false',
      'text 甲乙 true',
      'boolean TRUE false',
      'error #N/A false',
      'number 2 true',
      'empty  true',
    ]);
    expect(facts.formulaCells).toEqual(['B1', 'E1', 'F1']);
  });

  test('numbers show their shortest exact text, and from 10^15 on that digits are lost', async () => {
    const cell = (value: string): string => `<c><v>${value}</v></c>`;
    const rows = `<row r="1">${['8590.9400000000005', '1E3', '-0.5', '999999999999999', '4.11628197612281E+017', '0.1', '1e-7'].map(cell).join('')}</row>`;
    expect(await textsOf(rows)).toEqual([
      '1: 8590.94 | 1000 | -0.5 | 999999999999999 | 4.11628197612281E+17 | 0.1 | 1E-7',
    ]);
  });

  test('a number is a date where its style says so, in built-in and own formats', async () => {
    const styles =
      '<numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="&quot;yes&quot;0.00"/><numFmt numFmtId="166" formatCode="[Red]General"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/><xf numFmtId="166"/><xf numFmtId="20"/></cellXfs>';
    const cells = [0, 1, 2, 3, 5].map((style) => `<c s="${style}"><v>45803</v></c>`).join('');
    const rows = `<row r="1">${cells}<c s="4"><v>45803.4166666667</v></c><c s="6"><v>0.75</v></c></row>`;
    const file = handMadeWorkbook({ sheets: [{ rows }], styles });
    expect(await readTexts(file)).toEqual([
      '1: 45803 | 2025-05-26 | 2025-05-26 | 45803 | 45803 | 2025-05-26 10:00:00 | 18:00:00',
    ]);
  });

  test('serials count from 1904 where the workbook says so', async () => {
    const styles = '<cellXfs><xf numFmtId="14"/></cellXfs>';
    const rows = '<row r="1"><c s="0"><v>44341</v></c></row>';
    const file = handMadeWorkbook({ sheets: [{ rows }], styles, workbookProperties: '<workbookPr date1904="1"/>' });
    expect(await readTexts(file)).toEqual(['1: 2025-05-26']);
  });

  test('an ISO date cell is a date', async () => {
    const rows = '<row r="1"><c t="d"><v>2025-05-26T00:00:00.000Z</v></c><c t="d"><v>2025-05-26T10:30:00</v></c></row>';
    expect(await textsOf(rows)).toEqual(['1: 2025-05-26 | 2025-05-26 10:30:00']);
  });

  test('references, CDATA, comments and escapes are resolved, blanks kept', async () => {
    const rows =
      '<row r="1"><!-- <c/> --><c t="inlineStr"><is><t xml:space="preserve"> a&amp;b&#x5F20;&#19977;&lt;<!-- x --><![CDATA[<&amp;>]]> </t></is></c><c t="str"><v>a_x000A_b_x005F_x000A_</v></c></row>';
    expect(await textsOf(rows)).toEqual(['1:  a&b张三<<&amp;>  | a\nb_x000A_']);
  });

  test('cells without a reference follow the one before; a missing cell leaves its column empty', async () => {
    const rows =
      '<row><c><v>1</v></c><c r="D1"><v>4</v></c><c><v>5</v></c></row><row/><row><c r="B3"/><c r="C3"><v>3</v></c></row>';
    expect(await textsOf(rows)).toEqual(['1: 1 |  |  | 4 | 5', '3:  |  | 3']);
  });

  test('a namespace prefix changes nothing', async () => {
    const xml =
      '<?xml version="1.0"?>\n<x:worksheet xmlns:x="u"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>张三</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    expect(await readTexts(handMadeWorkbook({ sheets: [{ xml }] }))).toEqual(['1: 张三']);
  });

  test('single quotes and blanks around attributes are as good', async () => {
    const rows = "<row  r = '1' ><c\n r='B1' t = 'inlineStr' ><is><t >x</t></is></c ></row >";
    expect(await textsOf(rows)).toEqual(['1:  | x']);
  });

  test('the file reads the same however its bytes are cut into chunks', async () => {
    const strings = '<si><t>张三丰 &amp; 𠮷野</t></si>';
    const rows = `${textRows([['𠮷', '备注 &lt;'], ['b']])}<row r="3"><c t="s"><v>0</v></c><c><v>12.5</v></c></row>`;
    const file = handMadeWorkbook({ sheets: [{ rows: `<!-- c -->${rows}` }], strings });
    const whole = await readTexts(file);
    expect(whole).toEqual(['1: 𠮷 | 备注 <', '2: b', '3: 张三丰 & 𠮷野 | 12.5']);
    for (const size of [1, 2, 3, 7, 64])
      expect(await readTexts(file, { gunzip: gunzipInChunksOf(size) })).toEqual(whole);
  });
});

describe('the package of an .xlsx', () => {
  const rows = textRows([['姓名'], ['张三']]);
  const expected = ['1: 姓名', '2: 张三'];

  test.each([
    ['stored', { isStored: true }],
    ['with data descriptors', { hasDescriptor: true }],
    ['zip64', { isZip64: true }],
  ])('entries that are %s are read', async (_, peculiarity) => {
    const file = handMadeWorkbook({ sheets: [{ rows }], adjust: (entry) => ({ ...entry, ...peculiarity }) });
    expect(await readTexts(file)).toEqual(expected);
  });

  test('names may differ in case and use backslashes', async () => {
    const adjust = (entry: HandMadeEntry): HandMadeEntry => ({
      ...entry,
      name: entry.name.replace('xl/worksheets', 'XL\\Worksheets'),
    });
    expect(await readTexts(handMadeWorkbook({ sheets: [{ rows }], adjust }))).toEqual(expected);
  });

  test('a comment at the end of the zip does no harm', async () => {
    const entries = workbookEntries({ sheets: [{ rows }] });
    const zip = new Uint8Array(await handMadeZip(entries).arrayBuffer());
    zip[zip.length - 2] = 3;
    expect(await readTexts(new Blob([zip, new Uint8Array([65, 66, 67])]))).toEqual(expected);
  });

  test('the first visible sheet is read, whatever hides before it', async () => {
    const sheets = [
      { name: '字典', state: 'hidden' as const, rows: textRows([['x']]) },
      { name: '参保人员', rows },
    ];
    const sheet = await readSheet(handMadeWorkbook({ sheets }));
    expect(sheet.name).toBe('参保人员');
    expect(sheet.rows).toHaveLength(2);
  });
});

describe('what a sheet hides or joins', () => {
  test('hidden rows, hidden columns with content, merged cells and further sheets are told', async () => {
    const before =
      '<cols><col min="2" max="2" width="9" hidden="1"/><col min="3" max="3" width="0"/><col min="7" max="9" hidden="1"/></cols>';
    const rows =
      '<row r="1"><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row><row r="2" hidden="1"><c><v>1</v></c></row><row r="3" hidden="true"/><row r="4" ht="0"><c><v>1</v></c></row>';
    const after = '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>';
    const sheets = [
      { rows, before, after },
      { name: '二', rows: textRows([[undefined, '姓名']]) },
      { name: '空' },
      { name: '藏', state: 'hidden' as const, rows: textRows([['x']]) },
    ];
    const { facts, rows: read } = await readSheet(handMadeWorkbook({ sheets }));
    expect(facts).toEqual({
      mergedRanges: ['A1:B1'],
      hiddenRows: [2, 4],
      hiddenColumns: [1, 2],
      formulaCells: [],
      otherSheets: [{ name: '二', firstRow: ['', '姓名'] }],
    });
    expect(read.map(({ isHidden }) => isHidden)).toEqual([false, true, true]);
  });

  test('the facts are not given before the last row', async () => {
    const sheet = await openSheet(handMadeWorkbook({ sheets: [{ rows: textRows([['a']]) }] }));
    expect(() => sheet.facts()).toThrow('after its last row');
  });
});
