import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { UploadedFile } from '#http/route.ts';
import { fail, type Result } from '#kernel/result.ts';

/** A file of an upload, whole, as the readers of `src/intake` take it. */
export interface ReceivedFile {
  readonly blob: Blob;
  readonly fileName: string;
}

/** Begins the name of each such folder; the number of the process follows. */
const FOLDER = 'tongzhou-upload-';

/**
 * Removes what a process left that was killed in the middle of an upload: files of persons, in clear. To be called before
 * the first upload.
 */
export async function removeAbandonedUploads(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const id = name.startsWith(FOLDER) ? /^(\d+)-/.exec(name.slice(FOLDER.length))?.[1] : undefined;
    if (id === undefined || isOtherProcess(Number(id))) continue;
    await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** Whether another process of this number runs, whoever's it is. */
function isOtherProcess(id: number): boolean {
  if (id === process.pid) return false;
  try {
    return process.kill(id, 0);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/**
 * Runs `work` with the one file of an upload. It lies in a folder that nobody else on this machine may open, streamed
 * there rather than held in memory, and is gone when the work is done, however it ends.
 */
export async function withReceivedFile<T, R>(
  files: AsyncIterable<UploadedFile>,
  work: (file: ReceivedFile) => Promise<Result<T, R>>,
): Promise<Result<T, R | { readonly code: 'bad-upload' }>> {
  const folder = await mkdtemp(join(tmpdir(), `${FOLDER}${process.pid}-`));
  try {
    let received: ReceivedFile | undefined;
    for await (const { body, fileName } of files) {
      const path = join(folder, 'file');
      await pipeline(body, createWriteStream(path, { mode: 0o600 }));
      received = { blob: await openAsBlob(path), fileName };
    }
    return received === undefined ? fail({ code: 'bad-upload' }) : await work(received);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
