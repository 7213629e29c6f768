import { openAsBlob } from 'node:fs';
import { open } from 'node:fs/promises';

/**
 * A file that the user named, as a Blob that is read piece by piece and any number of times; a pipe is read at once.
 *
 * `openAsBlob` alone takes a folder for a file, a pipe for an empty one, and fails only later where it may not read:
 * this throws at once the file system's own error with its code and path (`ENOENT`, `EACCES`, `EISDIR`).
 */
export async function openFile(path: string): Promise<Blob> {
  const file = await open(path);
  try {
    if ((await file.stat()).isFile()) return await openAsBlob(path);
    return new Blob([await file.readFile()]);
  } catch (error) {
    throw error instanceof Error ? Object.assign(error, { path }) : error;
  } finally {
    await file.close();
  }
}
