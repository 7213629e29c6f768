import { compareRows } from '#intake/settlements/compare-rows.ts';
import type { DraftRow } from '#intake/settlements/draft-row.ts';
import { findHeader, HEADER_WITHIN_ROWS, type SettlementHeader } from '#intake/settlements/find-header.ts';
import { regionOfHospital } from '#intake/settlements/hospital-terms.ts';
import { readRow } from '#intake/settlements/read-row.ts';
import { formulaFound, refuseLayout } from '#intake/settlements/refuse-layout.ts';
import type { SettlementField } from '#intake/settlements/settlement-columns.ts';
import type { SettlementFile, SettlementRow, SettlementsRequest } from '#intake/settlements/settlement-row.ts';
import { type FileRefusal, FileRefused } from '#intake/sheet/file-refusal.ts';
import { openSheet } from '#intake/sheet/open-sheet.ts';
import { cellAddress, cellAt, type Sheet, type SheetRow } from '#intake/sheet/sheet.ts';
import { fail, ok, type Result } from '#kernel/result.ts';

/**
 * Reads the insurer's settlement export (reference page §1.6): every row becomes a settlement ready to be decided, one
 * with its faults, or half of a refund.
 *
 * The rows stream; what a settlement needs of each is kept, because refunds and duplicates may stand anywhere (100,000
 * rows: 3 s and 110 MB). A file that can't be taken as a whole is a refusal.
 */
export async function readSettlements(
  file: Blob,
  request: SettlementsRequest = {},
): Promise<Result<SettlementFile, FileRefusal>> {
  try {
    const sheet = await openSheet(file, request);
    const reading = new SettlementReading();
    for await (const rows of sheet.rows()) {
      reading.take(rows);
      request.onProgress?.(sheet.progress(), reading.rowCount);
    }
    return ok(reading.finish(sheet));
  } catch (error) {
    if (error instanceof FileRefused) return fail(error.refusal);
    throw error;
  }
}

/** What a row must have one of, to be more than a signature line. */
const TELLING: readonly SettlementField[] = ['personId', 'billedTotal', 'admittedOn', 'eligibleExpense'];

/** One pass over an export. */
class SettlementReading {
  private readonly drafts: DraftRow[] = [];
  private readonly skipped: number[] = [];
  private first: SheetRow[] = [];
  private header: SettlementHeader | undefined;

  get rowCount(): number {
    return this.drafts.length;
  }

  take(rows: readonly SheetRow[]): void {
    if (this.header !== undefined) {
      this.read(rows, this.header);
      return;
    }
    for (const row of rows) this.first.push(row);
    if (this.first.length >= HEADER_WITHIN_ROWS) this.readFirst();
  }

  finish(sheet: Sheet): SettlementFile {
    const header = this.header ?? this.readFirst();
    const warnings = [...refuseLayout(sheet.facts(), header)];
    if (this.drafts.length === 0) throw noRows();
    const compared = compareRows(this.drafts);
    if (this.skipped.length > 0) {
      warnings.push(`${rowList(this.skipped)}是合计或签注，不是结算记录，没有读取。`);
    }
    warnings.push(...warningsOn(compared.settlements, header));
    return { ...compared, ignoredColumns: header.ignored, warnings };
  }

  private readFirst(): SettlementHeader {
    if (this.first.length === 0) throw noRows();
    const header = findHeader(this.first);
    this.header = header;
    this.read(
      this.first.filter(({ rowNumber }) => rowNumber > header.rowNumber),
      header,
    );
    this.first = [];
    return header;
  }

  private read(rows: readonly SheetRow[], header: SettlementHeader): void {
    for (const row of rows) {
      if (isBlank(row, header)) continue;
      if (isNote(row, header)) {
        this.skipped.push(row.rowNumber);
        continue;
      }
      refuseFormulas(row, header);
      this.drafts.push(readRow(row, header));
    }
  }
}

function isBlank(row: SheetRow, header: SettlementHeader): boolean {
  for (const column of header.columns.values()) if (cellAt(row, column).text.trim() !== '') return false;
  return true;
}

const SUM = /^(?:合|总|共|小)计/;

/** A sum, or a line with a signature. */
function isNote(row: SheetRow, header: SettlementHeader): boolean {
  const has = (field: SettlementField): boolean => {
    const column = header.columns.get(field);
    return column !== undefined && cellAt(row, column).text.trim() !== '';
  };
  if (!has('personId') && row.cells.some((cell) => SUM.test(cell.text.replace(/\s/g, '')))) return true;
  return !TELLING.some(has);
}

function refuseFormulas(row: SheetRow, header: SettlementHeader): void {
  for (const column of header.columns.values()) {
    if (cellAt(row, column).isFormula) throw formulaFound(cellAddress(row.rowNumber, column));
  }
}

function noRows(): FileRefused {
  return new FileRefused('no-rows', '文件里没有结算记录。请确认导出时选对了时间范围，重新导出后再上传。');
}

/** What the desk should know of settlements that are taken all the same. */
function warningsOn(settlements: readonly SettlementRow[], header: SettlementHeader): readonly string[] {
  const warnings: string[] = [];
  if (!header.columns.has('poolingFundShare')) {
    warnings.push('文件没有“统筹基金支付比例”一列，推算不出超过最高支付限额的部分；有大额或大病支付的，将转人工。');
  }
  const withoutCode = settlements.filter(({ diagnosis }) => diagnosis.code === '');
  if (withoutCode.length > 0) {
    warnings.push(`${rowsOf(withoutCode)}没有疾病编码，涉及病种的除外情形要由审核人员核对。`);
  }
  const elsewhere = settlements.filter(
    ({ hospital: { code, region } }) => (regionOfHospital(code) ?? region) !== region,
  );
  if (elsewhere.length > 0) {
    warnings.push(`${rowsOf(elsewhere)}的地点类别与医药机构编号所在省份不一致，按地点类别核算，请核对。`);
  }
  return warnings;
}

const ROWS_SHOWN = 5;

function rowsOf(settlements: readonly SettlementRow[]): string {
  return rowList(settlements.map(({ row }) => row));
}

function rowList(rows: readonly number[]): string {
  const shown = `第 ${rows.slice(0, ROWS_SHOWN).join('、')} `;
  return rows.length > ROWS_SHOWN ? `${shown}等 ${rows.length} 行` : `${shown}行`;
}
