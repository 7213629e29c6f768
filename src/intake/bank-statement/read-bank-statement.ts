import type { BankStatement, BankStatementRequest, StatementDraft } from '#intake/bank-statement/bank-statement.ts';
import { looksLikeCamt, readCamtStatement } from '#intake/bank-statement/camt-statement.ts';
import { completeStatement } from '#intake/bank-statement/complete-statement.ts';
import { looksPiped, pipedRows } from '#intake/bank-statement/piped-rows.ts';
import { TableReading } from '#intake/bank-statement/table-statement.ts';
import { type FileRefusal, FileRefused } from '#intake/sheet/file-refusal.ts';
import { DEFAULT_LIMITS, type SheetLimits } from '#intake/sheet/limits.ts';
import { openSheet } from '#intake/sheet/open-sheet.ts';
import { fail, ok, type Result } from '#kernel/result.ts';

/**
 * Reads a bank statement: the bank's export (reference page §8.4) as .xls, .xlsx or text between `|`, or camt.053.
 *
 * Money is taken whole or not at all: a single faulty row, a stated total or a balance that doesn't follow refuses the
 * file, and the refusal names up to twenty places.
 */
export async function readBankStatement(
  file: Blob,
  request: BankStatementRequest = {},
): Promise<Result<BankStatement, FileRefusal>> {
  try {
    return ok(completeStatement(await readDraft(file, request), request.accountNumber));
  } catch (error) {
    if (error instanceof FileRefused) return fail(error.refusal);
    throw error;
  }
}

const SNIFFED = 4096;

/** Texts and XML beyond this are no statement: 200,000 entries of camt.053 take about 300 MB, of text 80 MB. */
const MOST_TEXT_BYTES = 512 * 1024 * 1024;

async function readDraft(file: Blob, request: BankStatementRequest): Promise<StatementDraft> {
  const limits: SheetLimits = { ...DEFAULT_LIMITS, ...request.limits };
  const head = new Uint8Array(await file.slice(0, SNIFFED).arrayBuffer());
  if (file.size <= MOST_TEXT_BYTES) {
    if (looksLikeCamt(head)) return await readCamtStatement(file, limits, request.signal);
    if (looksPiped(head)) {
      const reading = new TableReading('text');
      for await (const rows of pipedRows(file, limits, request.signal)) reading.take(rows);
      return reading.finish(undefined);
    }
  }
  const sheet = await openSheet(file, request);
  const reading = new TableReading('sheet');
  for await (const rows of sheet.rows()) reading.take(rows);
  return reading.finish(sheet.facts());
}
