import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSheet, readTexts, refusalOf } from '../../../../test/support/read-sheet.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { CsvRowsParser } from './csv-rows.ts';

const GBK_HEADER = [0xd0, 0xf2, 0xba, 0xc5, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb];

describe('encodings', () => {
  test.each([
    ['UTF-8', Buffer.from('序号,姓名\n1,张三')],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeff序号,姓名\n1,张三')],
    ['UTF-16 little-endian', Buffer.from('\ufeff序号,姓名\n1,张三', 'utf16le')],
    ['UTF-16 big-endian', Buffer.from('\ufeff序号,姓名\n1,张三', 'utf16le').swap16()],
    ['GBK', Buffer.from([...GBK_HEADER, 0x0a, 0x31, 0x2c, 0xd5, 0xc5, 0xc8, 0xfd])],
  ])('%s is told from the content', async (_, bytes) => {
    expect(await readTexts(new Blob([new Uint8Array(bytes)]))).toEqual(['1: 序号 | 姓名', '2: 1 | 张三']);
  });

  test('GBK shows only behind a megabyte of ASCII', async () => {
    const ascii = 'abc,def\n'.repeat(131_072);
    const file = new Blob([ascii, new Uint8Array(GBK_HEADER)]);
    expect((await readTexts(file)).at(-1)).toBe('131073: 序号 | 姓名');
  });

  test('a rare character of GB 18030 in four bytes is read', async () => {
    expect(await readTexts(new Blob([new Uint8Array([0x95, 0x32, 0x82, 0x36, 0x2c, 0x31])]))).toEqual(['1: 𠀀 | 1']);
  });

  test('a character cut in two by the size of our reads stays whole', async () => {
    const file = new Blob(['a', '张'.repeat(300_000).replace(/(.{100})/g, '$1\n')]);
    const rows = await readTexts(file);
    expect(rows).toHaveLength(3000);
    expect(rows.join('')).not.toContain('\ufffd');
  });

  test('what is neither is refused', async () => {
    expect(await refusalOf(new Blob([new Uint8Array([0xff, 0x30, 0x41, 0x81])]))).toContain(
      'encoding: CSV 文件的文字编码无法识别',
    );
  });
});

describe('fields and rows', () => {
  test.each([
    ['quotes', 'a,"b,""c""\nd",e', ['1: a | b,"c"\nd | e']],
    ['CRLF, CR and LF', 'a\r\nb\rc\nd', ['1: a', '2: b', '3: c', '4: d']],
    ['empty lines, which are counted and not reported', 'a\n\n\nb\n', ['1: a', '4: b']],
    ['lines of commas alone', 'a,b\n,,\n,c', ['1: a | b', '3:  | c']],
    ['a quote inside a field', 'a"b,c', ['1: a"b | c']],
    ['text behind a closing quote', '"a"b,c', ['1: ab | c']],
    ['semicolons', 'a;b;c,d\n1;2;3', ['1: a | b | c,d', '2: 1 | 2 | 3']],
    ['tabs', 'a\tb\n1\t2', ['1: a | b', '2: 1 | 2']],
    ['bars', 'a|b|c\n1|2|3', ['1: a | b | c', '2: 1 | 2 | 3']],
    ['a delimiter named in front', 'sep=;\na;b\n', ['1: a | b']],
    ['="0123"', '="0123",="45"', ['1: 0123 | 45']],
    ['a quoted ="0123"', '"=""0123""",b', ['1: 0123 | b']],
  ])('%s', async (_, text, expected) => {
    expect(await readTexts(new Blob([text]))).toEqual(expected);
  });

  test('a quote that is never closed is named by its row', async () => {
    expect(await refusalOf(new Blob(['a\nb,"c\nd\ne']))).toContain('damaged: CSV 文件第 2 行的双引号没有成对');
  });

  test('a quote that is never closed in a large file stops at the longest cell', async () => {
    expect(await refusalOf(new Blob(['a,"', 'x\n'.repeat(500_000)]))).toContain('cell-too-long: 单元格 B1 ');
  });

  test('limits hold', async () => {
    expect(await refusalOf(new Blob(['a\n'.repeat(300_000)]))).toContain('too-many-rows: 文件的内容超过 200,000 行');
    expect(await refusalOf(new Blob([`${','.repeat(256)}x`]))).toContain('too-many-columns: 单元格 IW1 有内容');
  });

  test('nothing is hidden or joined in a CSV', async () => {
    const { facts, format } = await readSheet(new Blob(['a,b']));
    expect(format).toBe('csv');
    expect(facts).toEqual({ mergedRanges: [], hiddenRows: [], hiddenColumns: [], formulaCells: [], otherSheets: [] });
  });

  test('rows come out the same wherever the text is cut', () => {
    const text = fc.array(fc.constantFrom('a', ',', '"', '\r', '\n', '张', '\r\n', '""', '=', '"a,b"'), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, fc.nat(), (pieces, seed) => {
        const whole = pieces.join('');
        const at = seed % (whole.length + 1);
        expect(parse([whole.slice(0, at), whole.slice(at)])).toEqual(parse([whole]));
      }),
      { numRuns: 2000 },
    );
  });

  test('any table written by the book comes back', () => {
    const table = fc.array(fc.array(fc.string({ unit: 'binary', maxLength: 8 }), { minLength: 1, maxLength: 4 }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows.map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        // an export's ="0123" is unwrapped on purpose
        fc.pre(!rows.flat().some((field) => field.startsWith('="') && field.endsWith('"')));
        expect(parse([text])).toEqual(rows.map(withoutEmptyEnd).filter((row) => row.length > 0));
      }),
    );
  });
});

function withoutEmptyEnd(row: readonly string[]): readonly string[] {
  return row.slice(0, row.findLastIndex((field) => field !== '') + 1);
}

/** The texts of each row, or what was thrown. */
function parse(pieces: readonly string[]): string[][] | string {
  const parser = new CsvRowsParser(',', DEFAULT_LIMITS);
  try {
    const rows = [...pieces.flatMap((piece) => parser.push(piece)), ...parser.finish()];
    return rows.map(({ cells }) => cells.map(({ text }) => text));
  } catch (error) {
    return String(error);
  }
}
