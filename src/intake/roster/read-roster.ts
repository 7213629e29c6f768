import { checkHeader, noRows } from '#intake/roster/check-header.ts';
import { RowChecker } from '#intake/roster/check-row.ts';
import { refuseUnreadableLayout } from '#intake/roster/refuse-unreadable-layout.ts';
import type {
  FaultyRow,
  Roster,
  RosterBatch,
  RosterEntry,
  RosterRequest,
  RosterSummary,
} from '#intake/roster/roster.ts';
import { COLUMN, TEMPLATE_COLUMNS } from '#intake/roster/template.ts';
import { type FileRefusal, FileRefused } from '#intake/sheet/file-refusal.ts';
import { openSheet } from '#intake/sheet/open-sheet.ts';
import { cellAddress, cellAt, columnLetters, type Sheet, type SheetRow } from '#intake/sheet/sheet.ts';
import { fail, ok, type Result } from '#kernel/result.ts';

/**
 * Reads a roster row by row: accepted rows and faulty ones go to `onBatch` as they come, the sum of it all is returned.
 *
 * Awaits `onBatch`, so a slow receiver slows the reading and nothing piles up. Where the file as a whole is refused, what
 * was handed over before counts for nothing: merged cells, say, are told only behind the last row.
 */
export async function readRoster(
  file: Blob,
  request: RosterRequest,
  onBatch: (batch: RosterBatch) => void | Promise<void>,
): Promise<Result<RosterSummary, FileRefusal>> {
  try {
    const sheet = await openSheet(file, request);
    const reading = new RosterReading(request);
    for await (const rows of sheet.rows()) await onBatch(reading.take(rows, sheet));
    return ok(reading.finish(sheet));
  } catch (error) {
    if (error instanceof FileRefused) return fail(error.refusal);
    throw error;
  }
}

/** Reads a roster and keeps all its rows. */
export async function readWholeRoster(file: Blob, request: RosterRequest): Promise<Result<Roster, FileRefusal>> {
  const entries: RosterEntry[] = [];
  const faultyRows: FaultyRow[] = [];
  const summary = await readRoster(file, request, ({ accepted, faulty }) => {
    for (const entry of accepted) entries.push(entry);
    for (const row of faulty) faultyRows.push(row);
  });
  return summary.ok ? ok({ ...summary.value, entries, faultyRows }) : summary;
}

/** A row that adds up: `合计`, `小计`, in the first or second column. */
const SUM = /^(?:合|总|共|小)计/;

/** One pass over a roster. */
class RosterReading {
  private readonly checker: RowChecker;
  private hasHeader = false;
  private accepted = 0;
  private rejected = 0;
  private repaired = 0;
  private sumRow: number | undefined;
  /** How many columns the header has: the template's, and perhaps our own error column. */
  private headers = TEMPLATE_COLUMNS.length;
  /** The first cell with content behind them. */
  private stray: string | undefined;

  constructor({ program, submittedOn }: RosterRequest) {
    this.checker = new RowChecker(program, submittedOn);
  }

  take(rows: readonly SheetRow[], sheet: Sheet): RosterBatch {
    const accepted: RosterEntry[] = [];
    const faulty: FaultyRow[] = [];
    for (const row of rows) {
      if (!this.hasHeader) {
        checkHeader(row);
        this.hasHeader = true;
        this.headers = row.cells.length;
        continue;
      }
      if (this.isNobody(row)) continue;
      refuseFormulas(row);
      const checked = this.checker.check(row);
      if (checked.ok) accepted.push(checked.entry);
      else faulty.push({ row: row.rowNumber, texts: textsOf(row), faults: checked.faults });
    }
    this.accepted += accepted.length;
    this.rejected += faulty.length;
    for (const { repairs } of accepted) if (repairs.length > 0) this.repaired++;
    return { accepted, faulty, progress: sheet.progress() };
  }

  finish(sheet: Sheet): RosterSummary {
    const { accepted, rejected, repaired, sumRow, stray } = this;
    if (!this.hasHeader) throw noRows();
    const warnings = [...refuseUnreadableLayout(sheet.facts())];
    if (stray !== undefined) warnings.push(`单元格 ${stray} 没有表头，内容没有读取。`);
    if (sumRow !== undefined) warnings.push(`第 ${sumRow} 行是合计行，没有读取。`);
    if (accepted + rejected === 0) throw noRows();
    return { rows: accepted + rejected, accepted, rejected, repaired, sumRow, warnings };
  }

  /** An empty row, one that has only its serial number, or a sum. */
  private isNobody(row: SheetRow): boolean {
    const isBlank = (column: number): boolean => cellAt(row, column).text.trim() === '';
    if (isBlank(COLUMN.residentId)) {
      const label = [COLUMN.serial, COLUMN.name].map((column) => cellAt(row, column).text.replace(/\s/g, ''));
      if (label.some((text) => SUM.test(text))) {
        this.sumRow ??= row.rowNumber;
        return true;
      }
    }
    let isEmpty = true;
    for (let column = 0; column < row.cells.length; column++) {
      if (column === COLUMN.serial || isBlank(column)) continue;
      if (column < TEMPLATE_COLUMNS.length) isEmpty = false;
      else if (column >= this.headers) this.stray ??= cellAddress(row.rowNumber, column);
    }
    return isEmpty;
  }
}

/** A serial number may be computed; what identifies a person must be typed, or nobody knows what was submitted. */
function refuseFormulas(row: SheetRow): void {
  for (let column = COLUMN.name; column < TEMPLATE_COLUMNS.length; column++) {
    if (!cellAt(row, column).isFormula) continue;
    throw new FileRefused(
      'formulas',
      `单元格 ${cellAddress(row.rowNumber, column)} 是公式。请选中 ${columnLetters(column)} 列复制，用“选择性粘贴—数值”粘回原处，另存后再上传。`,
    );
  }
}

function textsOf(row: SheetRow): string[] {
  return TEMPLATE_COLUMNS.map((_, column) => cellAt(row, column).text);
}
