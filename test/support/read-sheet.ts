import { FileRefused } from '#intake/sheet/file-refusal.ts';
import { type OpenOptions, openSheet } from '#intake/sheet/open-sheet.ts';
import type { FileFormat, SheetFacts, SheetRow } from '#intake/sheet/sheet.ts';

export interface ReadSheet {
  readonly format: FileFormat;
  readonly name: string;
  readonly rows: readonly SheetRow[];
  readonly facts: SheetFacts;
}

export async function readSheet(file: Blob, options?: OpenOptions): Promise<ReadSheet> {
  const sheet = await openSheet(file, options);
  const rows: SheetRow[] = [];
  for await (const batch of sheet.rows()) rows.push(...batch);
  return { format: sheet.format, name: sheet.name, rows, facts: sheet.facts() };
}

/** `row number: text | text` for every row. */
export async function readTexts(file: Blob, options?: OpenOptions): Promise<string[]> {
  const { rows } = await readSheet(file, options);
  return rows.map(({ rowNumber, cells }) => `${rowNumber}: ${cells.map(({ text }) => text).join(' | ')}`);
}

/** `code: message` of the refusal; fails where the file is read, or something else is thrown. */
export async function refusalOf(file: Blob, options?: OpenOptions): Promise<string> {
  try {
    await readSheet(file, options);
  } catch (error) {
    if (error instanceof FileRefused) return `${error.refusal.code}: ${error.refusal.message}`;
    throw error;
  }
  throw new Error('the file was read and not refused');
}

/** An inflater that hands out its bytes in chunks of a given size. */
export function gunzipInChunksOf(size: number): NonNullable<OpenOptions['gunzip']> {
  return async function* gunzip(gzip) {
    const bytes = new Uint8Array(
      await new Response(gzip.stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer(),
    );
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
}
