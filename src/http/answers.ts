import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_MEDIA_TYPE } from '#contracts/problem.ts';
import { errorForLog, isOutsideFailure } from '#http/failure-log.ts';
import { BadInputError } from '#http/input-schema.ts';
import { BadJsonError } from '#http/json-body.ts';
import { problemOf } from '#http/problem.ts';
import type { RefusalCode, RefusalOf } from '#http/refusals.ts';
import { BadUploadError, UploadTooLargeError } from '#http/uploads.ts';

/** Answers with a refusal. */
export function refuse<Code extends RefusalCode>(reply: FastifyReply, refusal: RefusalOf<Code>): FastifyReply {
  const problem = problemOf(refusal, reply.request.id);
  const { retryAfterSeconds } = refusal as { readonly retryAfterSeconds?: number };
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  if (problem.status === 401) reply.header('www-authenticate', 'Session');
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type(`${PROBLEM_MEDIA_TYPE}; charset=utf-8`)
    .send(JSON.stringify(problem));
}

/** Whatever was thrown on the way, as a problem: the client's fault where it is, else logged and told without detail. */
export function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = clientFault(error, request);
  if (refusal !== undefined) return refuse(reply, refusal);
  // nobody hears the answer; that the client went away is in the log already
  if (request.raw.errored === error) return refuse(reply, { code: 'bad-request' });
  const isOutside = isOutsideFailure(error);
  request.log.error({ failure: errorForLog(error) }, isOutside ? 'outside failure' : 'unexpected failure');
  return refuse(reply, { code: isOutside ? 'unavailable' : 'unexpected' });
}

const CODES: Readonly<Record<string, 'bad-json' | 'bad-request' | 'bad-upload' | 'unsupported-media-type'>> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: 'bad-json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'bad-json',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'bad-request',
  FST_ERR_BAD_URL: 'bad-request',
  FST_ERR_MAX_PARAM_LENGTH: 'bad-request',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported-media-type',
};

function clientFault(error: unknown, request: FastifyRequest): RefusalOf<RefusalCode> | undefined {
  if (error instanceof BadInputError) return { code: 'bad-input', fields: error.fields };
  if (error instanceof BadJsonError) return { code: 'bad-json' };
  if (error instanceof BadUploadError) return { code: 'bad-upload' };
  if (error instanceof UploadTooLargeError) return { code: 'too-large', limitBytes: error.limitBytes };
  if (!(error instanceof Error && 'code' in error)) return undefined;
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return { code: 'too-large', limitBytes: request.routeOptions.bodyLimit };
  }
  const code = CODES[String(error.code)];
  return code === undefined ? undefined : { code };
}
