import { formatDate } from '#kernel/civil-date.ts';
import { DESK } from '#web/desk/texts.ts';
import { deskClient } from '#web/desk/worker/desk-client.ts';
import type { ExportKind } from '#web/desk/worker/protocol.ts';
import { saveFile } from '#web/ui/save-file.ts';
import { today } from '#web/ui/typed-day.ts';

/** Has the worker make a workbook and hands it to the browser to save. */
export async function saveExport(what: ExportKind, rosterName: string): Promise<void> {
  const content = await deskClient().ask({ type: 'export', what });
  const name =
    what === 'results'
      ? DESK.batch.resultsFile(formatDate(today()))
      : DESK.batch.faultyFile(rosterName.replace(/\.[^.]*$/, ''));
  saveFile(content, name);
}
