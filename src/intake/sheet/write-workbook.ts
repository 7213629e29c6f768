import type { SheetToWrite } from '#intake/sheet/sheet-to-write.ts';
import { writeZip, type ZipPart } from '#intake/sheet/write-zip.ts';
import {
  columnDefinitions,
  contentTypes,
  STYLES,
  sheetParts,
  workbookPart,
  workbookRelationships,
} from '#intake/sheet/xlsx/written-parts.ts';

export const XLSX_MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * Writes sheets as an .xlsx: header bold and frozen, columns as wide as asked, whole columns as text where asked.
 *
 * Rows are taken one by one and compressed as they come, so memory holds the file and no more. The same sheets give the
 * same bytes: no clock goes in. A cell that begins with `=` is text and never a formula.
 */
export async function writeWorkbook(sheets: readonly SheetToWrite[]): Promise<Blob> {
  const names = sheets.map(({ name }) => name);
  const parts: ZipPart[] = [
    { name: '[Content_Types].xml', text: [contentTypes(sheets.length)] },
    { name: '_rels/.rels', text: [workbookRelationships.root] },
    { name: 'xl/workbook.xml', text: [workbookPart(names)] },
    { name: 'xl/_rels/workbook.xml.rels', text: [workbookRelationships.workbook(sheets.length)] },
    { name: 'xl/styles.xml', text: [STYLES] },
    ...sheets.map((sheet, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      text: sheetParts(sheet, columnDefinitions(sheet.columns), index === 0),
    })),
  ];
  return await writeZip(parts, XLSX_MEDIA_TYPE);
}
