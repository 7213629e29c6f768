import { writeFaultyRows } from '#intake/roster/write-faulty-rows.ts';
import { writeDecidedWorkbook } from '#intake/write-decided-workbook.ts';
import type { BatchRunner } from '#web/calculator/worker/batch-runner.ts';
import type { ExportKind } from '#web/calculator/worker/protocol.ts';

/** A workbook of the last run: everything that came out, or the faulty rows of the roster to be mended. */
export async function makeExport(
  what: ExportKind,
  { roster, settlements, decided }: BatchRunner['results'],
): Promise<Blob> {
  const faultyRows = roster?.faultyRows ?? [];
  switch (what) {
    case 'results':
      return await writeDecidedWorkbook({
        decided: decided?.settlements ?? [],
        faultyRows,
        faultySettlements: settlements?.faulty ?? [],
      });
    case 'faulty-rows':
      return await writeFaultyRows(faultyRows);
  }
}
