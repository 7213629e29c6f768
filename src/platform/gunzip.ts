import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Larger pieces than Node's 64 KB in and 16 KB out: fewer turns of the event loop. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Inflates a gzip file with Node's own stream, which works on another thread and in larger pieces: several times as fast
 * as the platform's `DecompressionStream` (docs/adr/0004-workbooks.md). For the `gunzip` of the readers in intake.
 */
export async function* gunzip(gzip: Blob): AsyncGenerator<Uint8Array, void, undefined> {
  const inflater = createGunzip({ chunkSize: CHUNK_BYTES });
  // an error of either end surfaces in the iteration below
  pipeline(Readable.from(pieces(gzip)), inflater, () => undefined);
  yield* inflater;
}

async function* pieces(file: Blob): AsyncGenerator<Uint8Array, void, undefined> {
  for (let start = 0; start < file.size; start += CHUNK_BYTES) {
    yield new Uint8Array(await file.slice(start, start + CHUNK_BYTES).arrayBuffer());
  }
}
