import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { UploadedFile, UploadLimits } from '#http/route.ts';

/** A file of an upload is larger than its route takes. */
export class UploadTooLargeError extends Error {
  override readonly name = 'UploadTooLargeError';
  readonly limitBytes: number;

  constructor(limitBytes: number) {
    super('file too large');
    this.limitBytes = limitBytes;
  }
}

/** An upload that is cut off, malformed, or holds what its route does not take. */
export class BadUploadError extends Error {
  override readonly name = 'BadUploadError';
}

const LONGEST_FILE_NAME = 255;

/** The files of an upload, one after the other, none held in memory. */
export async function* uploadedFiles(
  request: FastifyRequest,
  { maxFiles, maxBytesPerFile }: UploadLimits,
): AsyncGenerator<UploadedFile> {
  const parts = request.parts({
    // one more than is taken, so that one too many is seen rather than passed over
    limits: { files: maxFiles + 1, fileSize: maxBytesPerFile, fields: 1, parts: maxFiles + 2, headerPairs: 32 },
    throwFileSizeLimit: false,
  } as Parameters<FastifyRequest['parts']>[0]);
  let count = 0;
  try {
    for await (const part of untilGone(parts, request.raw)) {
      if (part.type === 'field' || ++count > maxFiles) throw new BadUploadError('more than the route takes');
      const { file } = part;
      yield {
        fieldName: part.fieldname,
        // a client may name none, whatever the parser's types say
        fileName: bareName(part.filename ?? ''),
        contentType: part.mimetype,
        body: Readable.from(wholeFile(file, maxBytesPerFile), { objectMode: false }),
      };
      if (!file.readableEnded && !file.destroyed) file.resume();
    }
  } catch (error) {
    throw isParserError(error) ? new BadUploadError('malformed upload', { cause: error }) : error;
  }
}

/**
 * The same, ended by a client that goes away: the parser, asked when the client was gone already, would wait for ever, and
 * whoever waits for it would keep what he holds.
 */
async function* untilGone<T>(parts: AsyncIterableIterator<T>, client: IncomingMessage): AsyncGenerator<T> {
  const gone = Promise.withResolvers<never>();
  gone.promise.catch(() => undefined);
  const leave = (): void => {
    if (!client.complete) gone.reject(new BadUploadError('the client went away'));
  };
  client.once('close', leave);
  if (client.destroyed) leave();
  try {
    for (;;) {
      const part = await Promise.race([parts.next(), gone.promise]);
      if (part.done === true) return;
      yield part.value;
    }
  } finally {
    client.off('close', leave);
  }
}

/** The bytes of a file; the parser cuts a file off at the limit without a word, so that its end is where it is told. */
async function* wholeFile(file: MultipartFile['file'], limitBytes: number): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of file) yield chunk;
  } catch (error) {
    throw new BadUploadError('file broken off', { cause: error });
  }
  if (file.truncated) throw new UploadTooLargeError(limitBytes);
}

/** The parser's own errors carry a status; ours and the consumer's do not. */
function isParserError(error: unknown): boolean {
  return error instanceof Error && ('statusCode' in error || /multipart|terminated early/i.test(error.message));
}

/** The last step of a path that some clients send whole, without control characters. */
function bareName(name: string): string {
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  return last.replace(/\p{Cc}/gu, '').slice(0, LONGEST_FILE_NAME);
}
