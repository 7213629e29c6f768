import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '#intake/sheet/limits.ts';
import { numberText } from '#intake/sheet/number-format.ts';
import { readSharedStrings } from './shared-strings.ts';
import { SheetRowsParser, type WorkbookContext } from './sheet-rows.ts';

const encoder = new TextEncoder();

async function* strings(): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(encoder.encode('<sst><si><t>甲</t></si><si><t/></si><si><t>乙</t></si></sst>'));
}

const CONTEXT: WorkbookContext = {
  strings: await readSharedStrings(strings(), DEFAULT_LIMITS),
  dateStyles: [false, true, true],
  is1904: false,
  limits: DEFAULT_LIMITS,
};

/** The rows, or what was thrown. */
function parse(xml: string, chunkSize = xml.length): unknown {
  const parser = new SheetRowsParser(CONTEXT);
  const bytes = encoder.encode(`<worksheet><sheetData>${xml}</sheetData></worksheet>`);
  try {
    const rows: unknown[] = [];
    for (let at = 0; at < bytes.length; at += chunkSize) rows.push(...parser.push(bytes.subarray(at, at + chunkSize)));
    parser.finish();
    return rows;
  } catch (error) {
    return String(error);
  }
}

const cell = fc.record({
  column: fc.option(fc.constantFrom('A', 'C', 'Z', 'AB', 'IV', 'XFE', '')),
  style: fc.option(fc.constantFrom('0', '1', '2', '9', '', 'x', '99999999')),
  type: fc.option(fc.constantFrom('s', 'n', 'b', 'str', 'e', '')),
  value: fc.oneof(
    fc.nat(3).map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.integer().map(String),
    fc.constantFrom(
      '45803',
      '1E5',
      '-0',
      '007',
      '1.50',
      '.5',
      '5.',
      '1e-7',
      '123456789012345678',
      '-',
      '1.2.3',
      '0.1000001',
      '',
      ' 7 ',
      '1/2',
      '&#49;',
    ),
  ),
});

test('the short way for common cells reads as the long way reads, however the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 12 }), fc.integer({ min: 1, max: 50 }), (cells, chunkSize) => {
      const row = (space: string): string => {
        const inside = cells.map(({ column, style, type, value }) => {
          const attributes = [
            column === null ? '' : ` r="${column}1"`,
            style === null ? '' : ` s="${style}"`,
            type === null ? '' : ` t="${type}"`,
          ];
          return `<c${space}${attributes.join('')}><v>${value}</v></c>`;
        });
        return `<row r="1">${inside.join('')}</row>`;
      };
      // two blanks are none of the short way's business
      const long = parse(row(' '));
      expect(parse(row(''))).toEqual(long);
      expect(parse(row(''), chunkSize)).toEqual(long);
    }),
    { numRuns: 3000 },
  );
});

test('what a number shows is its shortest exact text, taken from the file or not', () => {
  const texts = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.tuple(fc.integer(), fc.nat({ max: 9_999_999 })).map(([whole, part]) => `${whole}.${part}`),
    fc.integer().map(String),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const [row] = parse(`<row><c><v>${text}</v></c></row>`) as { cells: { text: string; number: number }[] }[];
      const read = row?.cells[0];
      expect(read?.number).toBe(Number(text));
      expect(Number(read?.text)).toBe(Number(text) + 0);
      expect(read?.text).toBe(numberText(Number(text)));
    }),
    { numRuns: 3000 },
  );
});
