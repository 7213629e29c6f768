import type { Socket } from 'node:net';
import { PROBLEM_MEDIA_TYPE } from '#contracts/problem.ts';
import { problemOf } from '#http/problem.ts';

/** Stands where no request could be read, and so none was counted. */
const NO_TRACE = '-';

/** Answers what is no HTTP, is too large in its headers or too slow, before any route is known; then hangs up. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problemOf({ code: codeOf(error.code) }, NO_TRACE);
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${REASONS[problem.status] ?? 'Bad Request'}`,
      `content-type: ${PROBLEM_MEDIA_TYPE}; charset=utf-8`,
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

function codeOf(code: string | undefined): 'bad-request' | 'headers-too-large' | 'request-too-slow' {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers-too-large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request-too-slow' : 'bad-request';
}
