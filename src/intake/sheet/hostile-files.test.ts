import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { handMadeCompoundFile } from '../../../test/support/hand-made-compound-file.ts';
import { handMadeWorkbook, textRows, workbookEntries } from '../../../test/support/hand-made-workbook.ts';
import { deflatedBomb, type HandMadeEntry, handMadeZip } from '../../../test/support/hand-made-zip.ts';
import { gunzipInChunksOf, readSheet, readTexts, refusalOf } from '../../../test/support/read-sheet.ts';
import { FileRefused } from './file-refusal.ts';

const ROWS = textRows([['姓名'], ['张三']]);
const SHEET_HEAD = '<worksheet><sheetData>';

/** A workbook in which one part is replaced or changed. */
function withPart(name: string, change: (entry: HandMadeEntry) => HandMadeEntry): Blob {
  return handMadeWorkbook({
    sheets: [{ rows: ROWS }],
    adjust: (entry) => (entry.name === name ? change(entry) : entry),
  });
}

function withSheet(xml: string): Blob {
  return withPart('xl/worksheets/sheet1.xml', (entry) => ({ ...entry, data: xml }));
}

describe('files of another kind end in a sentence that names them', () => {
  test.each([
    ['nothing at all', '', 'empty: 文件是空的'],
    ['a PNG renamed', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'unsupported-format: 这是图片（PNG）'],
    ['a JPEG', '\xff\xd8\xff\xe0\0\x10JFIF', 'unsupported-format: 这是图片（JPEG）'],
    ['a PDF', '%PDF-1.7\n%\xe2\xe3', 'unsupported-format: 这是PDF 文件'],
    ['a RAR', 'Rar!\x1a\x07\x01\0', 'unsupported-format: 这是压缩包（RAR）'],
    ['a web page named .xls', '\n <html xmlns:x="urn"><table><tr><td>1', 'unsupported-format: 这是网页'],
    ['a table of 2003 in XML', '<?xml version="1.0"?>\n<Workbook xmlns="urn', 'unsupported-format: 这是XML 文件'],
    ['a program', 'MZ\x90\0\x03\0\0\0', 'unsupported-format: 这是另一种文件'],
    ['text with a zero byte far inside', `${'a,b\n'.repeat(2000)}\0`, 'unsupported-format: 这个文件不是文本表格'],
  ])('%s', async (_, bytes, sentence) => {
    expect(await refusalOf(new Blob([Buffer.from(bytes, 'latin1')]))).toContain(sentence);
  });

  test.each([
    [
      'an encrypted .xlsx',
      { EncryptionInfo: new Uint8Array(8), EncryptedPackage: new Uint8Array(8) },
      'encrypted: 文件有打开密码',
    ],
    ['a Word document of old', { WordDocument: new Uint8Array(8) }, 'unsupported-format: 这是Word 文档'],
    ['a workbook of Excel 95', { Book: new Uint8Array(8) }, 'unsupported-format: 这是很早的 Excel 格式'],
    [
      'an .xls with macros',
      { Workbook: new Uint8Array(8), '_VBA_PROJECT_CUR/': new Uint8Array() },
      'macros: 文件带有宏',
    ],
    ['an installer', { '\u0005SummaryInformation': new Uint8Array(8) }, 'unsupported-format: 这是另一种文件'],
  ])('%s', async (_, streams, sentence) => {
    expect(await refusalOf(handMadeCompoundFile(streams as Record<string, Uint8Array>))).toContain(sentence);
  });

  test.each([
    ['a zip that is no workbook', [{ name: 'a.txt', data: 'a' }], 'unsupported-format: 这是压缩包'],
    [
      'an .ods',
      [
        { name: 'mimetype', data: 'x' },
        { name: 'content.xml', data: '<a/>' },
      ],
      'unsupported-format: 这是开放文档格式',
    ],
    ['a zip with a password', [{ name: 'a.xlsx', data: 'a', isEncrypted: true }], 'encrypted: 压缩包带有密码'],
    [
      'a Word document',
      [
        {
          name: '[Content_Types].xml',
          data: '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        },
      ],
      'unsupported-format: 这是Word 文档',
    ],
    [
      'an .xlsb',
      [
        {
          name: '[Content_Types].xml',
          data: '<Types><Default ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        },
      ],
      'unsupported-format: 这是Excel 二进制格式',
    ],
    [
      'a workbook with macros',
      [
        {
          name: '[Content_Types].xml',
          data: '<Types><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
        },
      ],
      'macros: 文件带有宏',
    ],
    [
      'macros that the content types keep silent about',
      [...workbookEntries({ sheets: [{ rows: ROWS }] }), { name: 'xl/vbaProject.bin', data: 'x' }],
      'macros: 文件带有宏',
    ],
  ])('%s', async (_, entries, sentence) => {
    expect(await refusalOf(handMadeZip(entries))).toContain(sentence);
  });
});

describe('damaged and forged zips are refused', () => {
  test('a file cut off anywhere', async () => {
    const bytes = new Uint8Array(await handMadeWorkbook({ sheets: [{ rows: ROWS }] }).arrayBuffer());
    for (const share of [0.1, 0.5, 0.9, 0.999]) {
      const cut = new Blob([bytes.subarray(0, Math.floor(bytes.length * share))]);
      expect(await refusalOf(cut)).toContain('damaged: ');
    }
  });

  test('a sheet whose data are cut off inside an intact zip', async () => {
    const xml = `${SHEET_HEAD}${ROWS}</sheetData></worksheet>`;
    for (const end of [xml.indexOf('</row>'), xml.indexOf('</sheetData>'), xml.length - 30]) {
      expect(await refusalOf(withSheet(xml.slice(0, end)))).toContain('damaged: ');
    }
  });

  test('a check sum that is not that of the data', async () => {
    const file = withPart('xl/worksheets/sheet1.xml', (entry) => ({ ...entry, claimedCrc32: 1 }));
    expect(await refusalOf(file)).toContain('damaged: ');
  });

  test('an entry that inflates to more than it declares', async () => {
    const file = withPart('xl/worksheets/sheet1.xml', (entry) => ({ ...entry, claimedSize: 10 }));
    expect(await refusalOf(file)).toContain('damaged: ');
  });

  test('two entries of one name', async () => {
    const entries = workbookEntries({ sheets: [{ rows: ROWS }] });
    expect(await refusalOf(handMadeZip([...entries, { name: 'XL/workbook.xml', data: '<workbook/>' }]))).toContain(
      'damaged: ',
    );
  });

  test('more entries than a workbook has', async () => {
    const many = Array.from({ length: 1001 }, (_, at) => ({ name: `a${at}`, data: '' }));
    expect(await refusalOf(handMadeZip(many))).toContain('1001 个部件');
  });

  test('a relationship that points outside the package leads nowhere', async () => {
    const file = withPart('xl/_rels/workbook.xml.rels', (entry) => ({
      ...entry,
      data: String(entry.data).replace('worksheets/sheet1.xml', '../../../../etc/passwd'),
    }));
    expect(await refusalOf(file)).toContain('damaged: ');
  });

  test('a reference to a shared string that is not there', async () => {
    expect(
      await refusalOf(withSheet(`${SHEET_HEAD}<row><c t="s"><v>7</v></c></row></sheetData></worksheet>`)),
    ).toContain('damaged: ');
  });

  test.each([
    ['row 0', '<row r="0"><c><v>1</v></c></row>'],
    ['a row beyond the last', '<row r="1048577"><c><v>1</v></c></row>'],
    ['a column beyond the last', '<row r="1"><c r="XFE1"><v>1</v></c></row>'],
    ['a reference without a column', '<row r="1"><c r="1"><v>1</v></c></row>'],
    ['a negative row', '<row r="-1"><c><v>1</v></c></row>'],
    ['an unquoted attribute', '<row r=1><c><v>1</v></c></row>'],
    ['bytes that are no UTF-8', '<row r="1"><c t="str"><v>\xff</v></c></row>'],
  ])('%s', async (_, rows) => {
    const xml = Buffer.from(`${SHEET_HEAD}${rows}</sheetData></worksheet>`, 'latin1');
    expect(await refusalOf(withPart('xl/worksheets/sheet1.xml', (entry) => ({ ...entry, data: xml })))).toContain(
      'damaged: ',
    );
  });

  test('rows in disorder are refused with both their numbers', async () => {
    const rows = '<row r="9"><c><v>1</v></c></row><row r="5"><c><v>1</v></c></row>';
    expect(await refusalOf(withSheet(`${SHEET_HEAD}${rows}</sheetData></worksheet>`))).toContain(
      '第 5 行写在第 9 行之后',
    );
  });
});

describe('attacks on memory and time end quickly', { timeout: 20_000 }, () => {
  const sheet = 'xl/worksheets/sheet1.xml';

  /** A sheet of 16 MB pieces, declared as large as it is. */
  function bomb(before: string, character: string, times: number, after: string): Blob {
    const claimedSize = before.length + times * 16 * 2 ** 20 + after.length;
    const deflated = deflatedBomb(before, character, times, after);
    return withPart(sheet, (entry) => ({ ...entry, deflated, claimedSize }));
  }

  test('2 GB of spaces are refused before they are inflated', async () => {
    const started = performance.now();
    expect(await refusalOf(bomb(SHEET_HEAD, ' ', 128, '</sheetData></worksheet>'))).toContain('too-far-inflated: ');
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test('a bomb that declares a harmless size is stopped when it exceeds it', async () => {
    const deflated = deflatedBomb(SHEET_HEAD, ' ', 128, '');
    const file = withPart(sheet, (entry) => ({ ...entry, deflated, claimedSize: 5000 }));
    expect(await refusalOf(file)).toContain('damaged: ');
  });

  test('what inflates to more than two hundred times the file is refused on the way', async () => {
    expect(await refusalOf(bomb(SHEET_HEAD, ' ', 8, '</sheetData></worksheet>'))).toContain('too-far-inflated: ');
  });

  test('blanks between tags are passed over in constant memory', async () => {
    const xml = `${SHEET_HEAD}${ROWS}${'\n'.repeat(48 * 2 ** 20)}</sheetData></worksheet>`;
    expect(await readTexts(withSheet(xml))).toEqual(['1: 姓名', '2: 张三']);
  });

  test.each([
    ['a cell of 16 MB', `${SHEET_HEAD}<row><c t="str"><v>`, 'a', '文件内容已损坏'],
    ['a tag of 16 MB', `${SHEET_HEAD}<row r="1" x="`, 'a', '文件内容已损坏'],
    ['a comment of 16 MB that never ends', `${SHEET_HEAD}<!--`, '-', '文件内容已损坏'],
    ['16 million opening brackets', SHEET_HEAD, '<', '文件内容已损坏'],
  ])('%s', async (_, before, character, sentence) => {
    expect(await refusalOf(bomb(before, character, 1, ''))).toContain(sentence);
  });

  test('a cell longer than Excel allows is named', async () => {
    const rows = `<row r="7"><c r="B7" t="str"><v>${'长'.repeat(33_000)}</v></c></row>`;
    expect(await refusalOf(withSheet(`${SHEET_HEAD}${rows}</sheetData></worksheet>`))).toContain(
      '单元格 B7 的文字超过 32,767 个字',
    );
  });

  test('entity bombs and document types are refused', async () => {
    const entities = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
    const xml = `<!DOCTYPE x [<!ENTITY l0 "lol">${entities}]>${SHEET_HEAD}<row><c t="str"><v>&l9;</v></c></row></sheetData></worksheet>`;
    expect(await refusalOf(withSheet(xml))).toContain('damaged: ');
    const external = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><sst/>';
    expect(await refusalOf(withPart('xl/sharedStrings.xml', (entry) => ({ ...entry, data: external })))).toContain(
      'damaged: ',
    );
  });

  test('an entity that nobody declared stays as it is written', async () => {
    const xml = `${SHEET_HEAD}<row><c t="str"><v>&lol;&#0;</v></c></row></sheetData></worksheet>`;
    expect(await readTexts(withSheet(xml))).toEqual(['1: &lol;\ufffd']);
  });

  test('300,000 rows are refused by their number', async () => {
    const row = (number: number): string => `<row r="${number}"><c r="A${number}"><v>1</v></c></row>`;
    const rows = Array.from({ length: 300_000 }, (_, at) => row(at + 1)).join('');
    expect(await refusalOf(withSheet(`${SHEET_HEAD}${rows}</sheetData></worksheet>`))).toContain('超过 200,000 行');
  });

  test('two hundred thousand rows that hold formats only are no rows', async () => {
    const rows = Array.from({ length: 200_000 }, (_, at) => `<row r="${at + 3}" s="1"><c r="A${at + 3}" s="1"/></row>`);
    expect(await readTexts(withSheet(`${SHEET_HEAD}${ROWS}${rows.join('')}</sheetData></worksheet>`))).toHaveLength(2);
  });

  test('a cell far to the right is refused, an empty one is not', async () => {
    const at = (cell: string): string =>
      `${SHEET_HEAD}<row r="1"><c r="A1"><v>1</v></c>${cell}</row></sheetData></worksheet>`;
    expect(await refusalOf(withSheet(at('<c r="XFD1"><v>1</v></c>')))).toContain('单元格 XFD1 有内容，已超过 256 列');
    expect(await readTexts(withSheet(at('<c r="XFD1" s="1"/>')))).toEqual(['1: 1']);
  });

  test('a compound file whose chain runs in a circle, or whose directory lies, is refused', async () => {
    const bytes = new Uint8Array(await handMadeCompoundFile({ Workbook: new Uint8Array(9000) }).arrayBuffer());
    const view = new DataView(bytes.buffer);
    view.setUint32(512 + 2 * 4, 2, true);
    expect(await refusalOf(new Blob([bytes]))).toContain('damaged: ');
  });

  test('an .xls beyond what is held in memory is refused by its size', async () => {
    const file = handMadeCompoundFile({ Workbook: new Uint8Array(9000) });
    expect(await refusalOf(file, { limits: { xlsBytes: 4096 } })).toContain('too-large: .xls 文件超过');
    expect(await refusalOf(file, { limits: { fileBytes: 4096 } })).toContain('too-large: 文件超过');
  });
});

describe('whatever bytes come', { timeout: 60_000 }, () => {
  const mutations = fc.array(
    fc.record({ at: fc.double({ min: 0, max: 0.9999, noNaN: true }), byte: fc.nat(255), cut: fc.nat(400) }),
    { minLength: 1, maxLength: 6 },
  );

  /** Reads it; a refusal is fine, anything else thrown is not. */
  async function survives(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const started = performance.now();
    try {
      await readSheet(new Blob([bytes]));
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      expect(error.refusal.message).toMatch(/。$/);
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  }

  function mutated(
    source: Uint8Array,
    changes: readonly { at: number; byte: number; cut: number }[],
  ): Uint8Array<ArrayBuffer> {
    const bytes = source.slice();
    let length = bytes.length;
    for (const { at, byte, cut } of changes) {
      bytes[Math.floor(at * bytes.length)] = byte;
      if (cut === 0) length = Math.floor(at * length);
    }
    return bytes.slice(0, length) as Uint8Array<ArrayBuffer>;
  }

  test('a workbook with bytes changed is read or refused, in bounded time', async () => {
    // stored, so that the changes reach the XML instead of ending at the check sum of deflate
    const bare = handMadeWorkbook({
      sheets: [
        {
          rows: ROWS,
          before: '<cols><col min="1" max="2" hidden="1"/></cols>',
          after: '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
        },
      ],
      strings: '<si><t>a&amp;b</t></si><si><r><t>x</t></r></si>',
      styles: '<numFmts><numFmt numFmtId="164" formatCode="yyyy"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs>',
      adjust: (entry) => ({ ...entry, isStored: true }),
    });
    const source = new Uint8Array(await bare.arrayBuffer());
    await fc.assert(
      fc.asyncProperty(mutations, (changes) => survives(mutated(source, changes))),
      { numRuns: 400 },
    );
  });

  test('the parts of a workbook with bytes changed are read or refused, their check sums set right', async () => {
    const entries = workbookEntries({
      sheets: [{ rows: `${ROWS}<row><c t="s" s="0"><v>1</v></c><c s="0"><v>45000.5</v></c></row>` }],
      strings: '<si><t>a&amp;b</t></si><si><r><t>x</t></r></si>',
      styles: '<numFmts><numFmt numFmtId="164" formatCode="yyyy"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs>',
    });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(entries.length - 1),
        mutations,
        fc.integer({ min: 1, max: 200 }),
        async (which, changes, chunk) => {
          const changed = entries.map((entry, at) =>
            at === which ? { ...entry, data: mutated(Buffer.from(String(entry.data)), changes) } : entry,
          );
          const file = handMadeZip(changed);
          await survives(new Uint8Array(await file.arrayBuffer()));
          try {
            await readSheet(file, { gunzip: gunzipInChunksOf(chunk) });
          } catch (error) {
            if (!(error instanceof FileRefused)) throw error;
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('random bytes are read as text or refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), (bytes) => survives(bytes as Uint8Array<ArrayBuffer>)),
      { numRuns: 300 },
    );
  });
});
