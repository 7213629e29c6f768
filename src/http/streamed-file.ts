import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { FileAnswer } from '#http/route.ts';
import { ok, type Result } from '#kernel/result.ts';

interface NamedFile {
  readonly fileName: string;
  readonly contentType: string;
}

/**
 * A file that its use case writes piece by piece, sent while it is written: `begin` names it before the first piece, a
 * refusal comes before that. A client that goes away ends the writing.
 */
export async function streamedFile<R>(
  write: (
    take: (piece: string | Uint8Array) => Promise<void>,
    begin: (file: NamedFile) => void,
  ) => Promise<Result<unknown, R>>,
): Promise<Result<FileAnswer, R>> {
  const body = new PassThrough();
  const begun = Promise.withResolvers<Result<FileAnswer, never>>();
  const take = async (piece: string | Uint8Array): Promise<void> => {
    if (body.destroyed) throw new Error('nobody reads the file any more');
    if (!body.write(piece)) await Promise.race([once(body, 'drain'), once(body, 'close')]);
  };
  const begin = ({ fileName, contentType }: NamedFile): void => begun.resolve(ok({ fileName, contentType, body }));
  const written = write(take, begin);
  written.then(
    () => body.end(),
    (error: Error) => body.destroy(error),
  );
  const first = await Promise.race([begun.promise, written]);
  return first.ok ? await begun.promise : first;
}
