import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor, ResolveActor } from '#http/actor.ts';
import { refuse } from '#http/answers.ts';
import { sendFile } from '#http/file-answer.ts';
import { closed } from '#http/input-schema.ts';
import type { OwnOrigins } from '#http/origins.ts';
import { type Limiters, routeLimiter } from '#http/rate-limits.ts';
import type { RefusalCode, RefusalOf } from '#http/refusals.ts';
import type { AnyCall, FileAnswer, FileOutput, NothingOutput, Route, RouteOutput } from '#http/route.ts';
import { sessionCookieOf, sessionTokenOf } from '#http/session-cookie.ts';
import { uploadedFiles } from '#http/uploads.ts';
import type { Clock } from '#platform/clock.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | undefined;
  }
}

export interface Gatekeeping {
  readonly resolveActor: ResolveActor;
  readonly clock: Clock;
  readonly origins: OwnOrigins;
  readonly limiters: Limiters;
  readonly isHttps: boolean;
}

const IDEMPOTENCY_KEY = /^[A-Za-z0-9_-]{8,64}$/;
const LONGEST_USER_AGENT = 256;

/** Puts a declared route on the server, behind its gates. */
export function mountRoute(app: FastifyInstance, route: Route, keeping: Gatekeeping): void {
  const { params, query, body } = route.input;
  const successStatus = route.successStatus ?? (isNothing(route.output) ? 204 : 200);
  const gate = gateOf(app, route, keeping);
  app.route({
    method: route.method,
    url: route.path,
    schema: {
      ...(params === undefined ? {} : { params: closed(params) }),
      ...(query === undefined ? {} : { querystring: closed(query) }),
      ...(body === undefined ? {} : { body: closed(body) }),
      ...(isJson(route.output) ? { response: { [successStatus]: route.output } } : {}),
    },
    config: { declared: route },
    ...(route.bodyLimitBytes === undefined ? {} : { bodyLimit: route.bodyLimitBytes }),
    onRequest: async (request, reply) => {
      const refusal = await gate(request);
      // answering here ends the request: nothing of its body is read
      if (refusal !== undefined) await refuse(reply, refusal);
    },
    handler: async (request, reply) => {
      const result = await route.handle(callOf(request, reply, route, keeping));
      if (!result.ok) return refuse(reply, result.error as RefusalOf<RefusalCode>);
      reply.code(successStatus);
      if (isFile(route.output)) return sendDeclaredFile(reply, route.output, result.value as FileAnswer);
      reply.header('cache-control', 'no-store');
      return reply.send(isNothing(route.output) ? undefined : result.value);
    },
  });
}

/**
 * The gates in their order: floods, foreign pages, who it is, what he may. All stand before the body is read, and none
 * looks at what is asked for, so that no answer tells whether it exists.
 */
function gateOf(
  app: FastifyInstance,
  route: Route,
  { resolveActor, origins, limiters, isHttps }: Gatekeeping,
): (request: FastifyRequest) => Promise<RefusalOf<RefusalCode> | undefined> {
  const ownLimit = route.rateLimit === undefined ? undefined : routeLimiter(app, route.rateLimit);
  const isWrite = route.method !== 'GET';
  return async (request) => {
    const wait = await limiters.byAddress(request);
    if (wait !== undefined) return { code: 'too-many-requests', retryAfterSeconds: wait };
    const sessionToken = sessionTokenOf(request, isHttps);
    if (isWrite && !origins.admit(request, sessionToken !== undefined)) return { code: 'foreign-origin' };
    const bearerToken = bearerTokenOf(request);
    if (sessionToken !== undefined || bearerToken !== undefined) {
      request.actor = await resolveActor({
        ...(sessionToken === undefined ? {} : { sessionToken }),
        ...(bearerToken === undefined ? {} : { bearerToken }),
        address: request.ip,
        requestId: request.id,
      });
    }
    const furtherWait =
      ownLimit !== undefined
        ? await ownLimit(request)
        : request.actor === undefined
          ? undefined
          : await limiters.byAccount(request);
    if (furtherWait !== undefined) return { code: 'too-many-requests', retryAfterSeconds: furtherWait };
    return accessRefusal(route, request.actor) ?? headerRefusal(route, request);
  };
}

function accessRefusal({ permission }: Route, actor: Actor | undefined): RefusalOf<RefusalCode> | undefined {
  if (permission === 'public') return undefined;
  if (actor === undefined) return { code: 'not-signed-in' };
  if (permission === 'signed-in') return undefined;
  if (!actor.isSecondFactorDone) return { code: 'second-factor-needed' };
  return actor.permissions.has(permission) ? undefined : { code: 'not-permitted' };
}

function headerRefusal(route: Route, request: FastifyRequest): RefusalOf<RefusalCode> | undefined {
  if (isMultipart(request) !== (route.upload !== undefined)) {
    if (isMultipart(request) || route.method !== 'GET') return { code: 'unsupported-media-type' };
  }
  const needsKey = route.method !== 'GET' && route.withoutIdempotencyKey === undefined;
  if (needsKey && !IDEMPOTENCY_KEY.test(idempotencyKeyOf(request) ?? '')) return { code: 'idempotency-key-missing' };
  return undefined;
}

function callOf(request: FastifyRequest, reply: FastifyReply, route: Route, keeping: Gatekeeping): AnyCall {
  return {
    actor: request.actor,
    input: { params: request.params, query: request.query, body: request.body },
    requestId: request.id,
    clock: keeping.clock,
    idempotencyKey: route.method === 'GET' ? undefined : validKey(idempotencyKeyOf(request)),
    signal: goneSignal(reply),
    address: request.ip,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, LONGEST_USER_AGENT),
    files: uploadedFiles(request, route.upload ?? { maxFiles: 0, maxBytesPerFile: 0 }),
    sessionCookie: sessionCookieOf(request, reply, keeping.isHttps),
  };
}

/** Aborts when the connection ends before the answer does; Fastify's own also aborts once a body has been read. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

function sendDeclaredFile(reply: FastifyReply, output: FileOutput, answer: FileAnswer): FastifyReply {
  if (!output.contentTypes.includes(answer.contentType)) throw new Error('the route declares another content type');
  return sendFile(reply, answer);
}

function bearerTokenOf(request: FastifyRequest): string | undefined {
  return /^Bearer ([\x21-\x7e]{1,512})$/.exec(request.headers.authorization ?? '')?.[1];
}

function idempotencyKeyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  return typeof key === 'string' ? key : undefined;
}

function validKey(key: string | undefined): string | undefined {
  return key !== undefined && IDEMPOTENCY_KEY.test(key) ? key : undefined;
}

function isMultipart(request: FastifyRequest): boolean {
  return /^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '');
}

function isNothing(output: RouteOutput): output is NothingOutput {
  return 'kind' in output && output.kind === 'nothing';
}

function isFile(output: RouteOutput): output is FileOutput {
  return 'kind' in output && output.kind === 'file';
}

function isJson(output: RouteOutput): boolean {
  return !isNothing(output) && !isFile(output);
}
