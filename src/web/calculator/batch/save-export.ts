import { formatDate } from '#kernel/civil-date.ts';
import { CALCULATOR } from '#web/calculator/texts.ts';
import { calculatorClient } from '#web/calculator/worker/calculator-client.ts';
import type { ExportKind } from '#web/calculator/worker/protocol.ts';
import { saveFile } from '#web/ui/save-file.ts';
import { today } from '#web/ui/typed-day.ts';

/** Has the worker make a workbook and hands it to the browser to save. */
export async function saveExport(what: ExportKind, rosterName: string): Promise<void> {
  const content = await calculatorClient().ask({ type: 'export', what });
  const name =
    what === 'results'
      ? CALCULATOR.batch.resultsFile(formatDate(today()))
      : CALCULATOR.batch.faultyFile(rosterName.replace(/\.[^.]*$/, ''));
  saveFile(content, name);
}
