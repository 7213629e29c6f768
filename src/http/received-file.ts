import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
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

/**
 * Runs `work` with the one file of an upload. It lies in a folder that nobody else on this machine may open, streamed
 * there rather than held in memory, and is gone when the work is done, however it ends.
 */
export async function withReceivedFile<T, R>(
  files: AsyncIterable<UploadedFile>,
  work: (file: ReceivedFile) => Promise<Result<T, R>>,
): Promise<Result<T, R | { readonly code: 'bad-upload' }>> {
  const folder = await mkdtemp(join(tmpdir(), 'tongzhou-upload-'));
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
