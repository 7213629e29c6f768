import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { errorForLog } from '#http/failure-log.ts';
import type { FileAnswer } from '#http/route.ts';

/** Sends a file: under its own name also in Chinese (RFC 6266, 5987), never sniffed, never kept by caches in between. */
export function sendFile(reply: FastifyReply, { contentType, fileName, body, isInline }: FileAnswer): FastifyReply {
  reply
    .type(contentType)
    .header('content-disposition', contentDisposition(fileName, isInline === true))
    .header('cache-control', 'private, no-store')
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
  if (body instanceof Readable) {
    // the status is out already: the connection breaks off, and the log is the only one to tell
    body.once('error', (error) => reply.log.error({ failure: errorForLog(error) }, 'a file broke off'));
    return reply.send(body);
  }
  return reply.send(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
}

/** Old clients read the ASCII name, all others the one in UTF-8. */
export function contentDisposition(fileName: string, isInline: boolean): string {
  const clean = fileName.replace(/[\p{Cc}/\\]/gu, '_');
  const ascii = clean.replace(/[^\x20-\x7e]|["%]/g, '_');
  const encoded = encodeURIComponent(clean.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${isInline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
