import { type HandMadeEntry, handMadeZip } from './hand-made-zip.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

export interface HandMadeSheet {
  readonly name?: string;
  readonly state?: 'visible' | 'hidden' | 'veryHidden';
  /** The whole part; else it is made of `rows`, with `before` and `after` around the data. */
  readonly xml?: string;
  readonly rows?: string;
  readonly before?: string;
  readonly after?: string;
}

export interface HandMadeWorkbook {
  readonly sheets?: readonly HandMadeSheet[];
  /** Content of `<sst>`. */
  readonly strings?: string;
  /** Content of `<styleSheet>`. */
  readonly styles?: string;
  readonly workbookProperties?: string;
  readonly extra?: readonly HandMadeEntry[];
  /** Changes the entries on their way into the zip. */
  readonly adjust?: (entry: HandMadeEntry) => HandMadeEntry;
}

/** An .xlsx from raw pieces of XML: its first sheet's rows are all that a test needs to say. */
export function handMadeWorkbook(workbook: HandMadeWorkbook): Blob {
  return handMadeZip(workbookEntries(workbook));
}

export function workbookEntries(workbook: HandMadeWorkbook): HandMadeEntry[] {
  const sheets = workbook.sheets ?? [];
  const entries: HandMadeEntry[] = [
    {
      name: '[Content_Types].xml',
      data: `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      data: `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${workbook.workbookProperties ?? ''}<sheets>${sheets
        .map(
          ({ name, state }, index) =>
            `<sheet name="${name ?? `Sheet${index + 1}`}" sheetId="${index + 1}" state="${state ?? 'visible'}" r:id="rId${index + 1}"/>`,
        )
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships xmlns="${PACKAGE}/relationships">${sheets
        .map(
          (_, index) =>
            `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
        )
        .join(
          '',
        )}<Relationship Id="s" Type="${RELATIONS}/styles" Target="/xl/styles.xml"/><Relationship Id="t" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    },
    { name: 'xl/styles.xml', data: `<styleSheet xmlns="${MAIN}">${workbook.styles ?? ''}</styleSheet>` },
    { name: 'xl/sharedStrings.xml', data: `<sst xmlns="${MAIN}">${workbook.strings ?? ''}</sst>` },
    ...sheets.map(({ xml, rows, before, after }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      data:
        xml ??
        `<worksheet xmlns="${MAIN}">${before ?? ''}<sheetData>${rows ?? ''}</sheetData>${after ?? ''}</worksheet>`,
    })),
    ...(workbook.extra ?? []),
  ];
  return entries.map(workbook.adjust ?? ((entry) => entry));
}

/** Rows of inline strings, from row `first` on; `undefined` leaves a cell out. */
export function textRows(rows: readonly (readonly (string | undefined)[])[], first = 1): string {
  return rows
    .map((cells, at) => {
      const number = first + at;
      const xml = cells.map((text, column) =>
        text === undefined
          ? ''
          : `<c r="${String.fromCharCode(65 + column)}${number}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`,
      );
      return `<row r="${number}">${xml.join('')}</row>`;
    })
    .join('');
}
