import { DEFAULT_LIMITS } from '#intake/sheet/limits.ts';
import { readZipDirectory } from '#intake/sheet/zip-directory.ts';
import { InflationBudget, readWholeZipEntry } from '#intake/sheet/zip-entry.ts';

/** The parts of a workbook as text, by name. */
export async function unzip(file: Blob): Promise<ReadonlyMap<string, string>> {
  const directory = await readZipDirectory(file, DEFAULT_LIMITS);
  const budget = new InflationBudget(DEFAULT_LIMITS.inflatedBytes, file.size);
  const parts = new Map<string, string>();
  for (const entry of directory.values()) {
    parts.set(entry.name, new TextDecoder().decode(await readWholeZipEntry(file, entry, budget)));
  }
  return parts;
}
