import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeAbandonedUploads } from './received-file.ts';

/** Above what Linux hands out. */
const NO_PROCESS = 4_194_305;

it('uploads of a process that was killed are removed, those of one that runs are not', async () => {
  const abandoned = await mkdtemp(join(tmpdir(), `tongzhou-upload-${NO_PROCESS}-`));
  const running = await mkdtemp(join(tmpdir(), `tongzhou-upload-${process.ppid}-`));
  try {
    await removeAbandonedUploads();
    expect([existsSync(abandoned), existsSync(running)]).toEqual([false, true]);
  } finally {
    await rm(running, { recursive: true });
  }
});
