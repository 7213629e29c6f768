import { columnLetters } from '#intake/sheet/sheet.ts';
import type { CellToWrite, ColumnFormat, ColumnToWrite, SheetToWrite } from '#intake/sheet/sheet-to-write.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE_RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE_RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const CONTENT_TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Excel's last row: drop-downs reach down to it. */
const LAST_ROW = 1_048_576;
/** Text is handed to the compressor in pieces of about this many characters. */
const PIECE = 64 * 1024;

/** Indices into `cellXfs` of {@link STYLES}. */
const HEADER_STYLE = 1;
const STYLE_OF: Readonly<Record<ColumnFormat, number>> = { general: 0, text: 2, 'long-text': 3, yuan: 4 };

/** Number formats 49 (`@`) and 4 (`#,##0.00`) are known by number to every spreadsheet. */
export const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font><font><b/><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center"/></xf><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

export function contentTypes(sheets: number): string {
  const overrides = numbers(sheets)
    .map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${SPREADSHEET}.worksheet+xml"/>`)
    .join('');
  return `${HEAD}<Types xmlns="${CONTENT_TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET}.styles+xml"/>${overrides}</Types>`;
}

export const workbookRelationships: {
  readonly root: string;
  readonly workbook: (sheets: number) => string;
} = {
  root: relationships(relationship('rId1', 'officeDocument', 'xl/workbook.xml')),
  workbook: (sheets) =>
    relationships(
      numbers(sheets)
        .map((n) => relationship(`rId${n}`, 'worksheet', `worksheets/sheet${n}.xml`))
        .join('') + relationship(`rId${sheets + 1}`, 'styles', 'styles.xml'),
    ),
};

export function workbookPart(names: readonly string[]): string {
  const sheets = names
    .map((name, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
    .join('');
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE_RELATIONS}"><sheets>${sheets}</sheets></workbook>`;
}

/** The columns' widths and styles: what is typed into an empty cell takes the style from here. */
export function columnDefinitions(columns: readonly ColumnToWrite[]): string {
  const definitions = columns.map(
    ({ width, format = 'general' }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${STYLE_OF[format]}" customWidth="1"/>`,
  );
  return definitions.length === 0 ? '' : `<cols>${definitions.join('')}</cols>`;
}

/** The text of a worksheet, piece by piece. */
export async function* sheetParts(
  { columns, rows }: SheetToWrite,
  definitions: string,
  isSelected: boolean,
): AsyncGenerator<string, void, undefined> {
  const letters = columns.map((_, index) => columnLetters(index));
  const styles = columns.map(({ format = 'general' }) => STYLE_OF[format]);
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView${isSelected ? ' tabSelected="1"' : ''} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>${definitions}<sheetData>`;
  const headers = columns.map(({ header }, index) => cellXml(`${letters[index]}1`, HEADER_STYLE, header));
  let piece = `<row r="1" ht="22" customHeight="1">${headers.join('')}</row>`;
  let rowNumber = 1;
  for await (const row of rows) {
    rowNumber++;
    piece += `<row r="${rowNumber}">`;
    for (let index = 0; index < row.length; index++) {
      piece += cellXml(`${letters[index] ?? columnLetters(index)}${rowNumber}`, styles[index] ?? 0, row[index] ?? null);
    }
    piece += '</row>';
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}</sheetData>${validations(columns)}<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>`;
}

function cellXml(address: string, style: number, value: CellToWrite): string {
  if (value === null || value === '') return '';
  if (typeof value === 'string') {
    return `<c r="${address}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
  }
  if (!Number.isFinite(value)) throw new RangeError(`cell ${address} can't hold ${value}`);
  return `<c r="${address}" s="${style}"><v>${value}</v></c>`;
}

function validations(columns: readonly ColumnToWrite[]): string {
  const list = columns.flatMap(({ choices, allowsOther = false }, index) => {
    if (choices === undefined) return [];
    const letter = columnLetters(index);
    const error = allowsOther
      ? ''
      : ` showErrorMessage="1" errorTitle="请从下拉列表中选择" error="${escapeXml(`只能填：${choices.join('、')}`)}"`;
    return [
      `<dataValidation type="list" allowBlank="1"${error} sqref="${letter}2:${letter}${LAST_ROW}"><formula1>${escapeXml(`"${choices.join(',')}"`)}</formula1></dataValidation>`,
    ];
  });
  return list.length === 0 ? '' : `<dataValidations count="${list.length}">${list.join('')}</dataValidations>`;
}

function relationships(content: string): string {
  return `${HEAD}<Relationships xmlns="${PACKAGE_RELATIONS}">${content}</Relationships>`;
}

function relationship(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${OFFICE_RELATIONS}/${type}" Target="${target}"/>`;
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Nothing in it that needs care: nearly every text. */
const HARMLESS = /^[ !#-%'-;=?-^`-~\u00a0-\ud7ff\ue000-\ufffd]*$/;

/** The control characters that XML can carry. */
const LAYOUT: ReadonlySet<string> = new Set('\t\n\r');

/** Text for XML; what XML can't carry goes, halves of characters become U+FFFD, carriage returns and look-alikes of escapes go as `_x000D_` does. */
function escapeXml(text: string): string {
  if (HARMLESS.test(text)) return text;
  return text
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (character) => (LAYOUT.has(character) ? character : ''))
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
    .replace(/\r/g, '_x000D_')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
