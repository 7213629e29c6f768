import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { PROBLEM_MEDIA_TYPE, Problem } from '#contracts/problem.ts';
import { statusOf } from '#http/problem.ts';
import type { RefusalCode } from '#http/refusals.ts';
import type { FileOutput, NothingOutput, Route, RouteOutput } from '#http/route.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    declared?: Route;
  }
}

/** What every route may refuse, before its own. */
const ALWAYS: readonly RefusalCode[] = ['bad-input', 'too-many-requests', 'unexpected', 'unavailable'];
const SIGNED_IN: readonly RefusalCode[] = ['not-signed-in', 'not-permitted', 'second-factor-needed'];

const PROBLEM_REFERENCE = { $ref: '#/components/schemas/Problem' };

/** The description of the interface, OpenAPI 3.1, from the declared routes themselves; /api/openapi.json gives it. */
export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '同舟：职工互助保障开放平台',
        version,
        description: '金额为整数分，日期为 YYYY-MM-DD。除成功外一律以 application/problem+json 回答。',
      },
      components: {
        schemas: { Problem: Problem as object },
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: '__Host-tongzhou' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: ({ schema, url, route }) => {
      const declared = route.config?.declared;
      return { schema: declared === undefined ? { ...schema, hide: true } : operationOf(declared, schema), url };
    },
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, (_request, reply) => {
    reply.send(app.swagger());
  });
}

function operationOf(route: Route, schema: FastifySchema): FastifySchema {
  const success = route.successStatus ?? (isKind(route.output, 'nothing') ? 204 : 200);
  const isPublic = route.permission === 'public';
  return {
    ...schema,
    summary: route.summary,
    tags: route.tags,
    operationId: operationId(route),
    ...(isPublic ? {} : { security: [{ session: [] }, { token: [] }] }),
    ...(needsKey(route) ? { headers: KEY_HEADER } : {}),
    ...(route.upload === undefined ? {} : { consumes: ['multipart/form-data'], body: UPLOAD_BODY }),
    response: { [success]: successOf(route.output), ...problemsOf(route, isPublic) },
    ...{ 'x-permission': route.permission, 'x-refusals': route.refusals },
  };
}

const KEY_HEADER = {
  type: 'object',
  required: ['idempotency-key'],
  properties: {
    'idempotency-key': {
      type: 'string',
      pattern: '^[A-Za-z0-9_-]{8,64}$',
      description: '每次提交生成一个，重试时不变',
    },
  },
};

const UPLOAD_BODY = { type: 'object', additionalProperties: { type: 'string', format: 'binary' } };

function needsKey(route: Route): boolean {
  return route.method !== 'GET' && route.withoutIdempotencyKey === undefined;
}

function successOf(output: RouteOutput): unknown {
  if (isKind(output, 'nothing')) return { type: 'null', description: '成功，没有内容' };
  if (!isKind(output, 'file')) return output;
  const binary = { schema: { type: 'string', format: 'binary' } };
  const contentTypes = (output as FileOutput).contentTypes;
  return { description: '文件', content: Object.fromEntries(contentTypes.map((type) => [type, binary])) };
}

/** The refusals by status, each with its codes. */
function problemsOf(route: Route, isPublic: boolean): Record<string, unknown> {
  const codes = [...ALWAYS, ...(isPublic ? [] : SIGNED_IN), ...route.refusals];
  if (needsKey(route)) codes.push('idempotency-key-missing', 'foreign-origin');
  const byStatus = Object.groupBy(new Set(codes), (code) => String(statusOf(code)));
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, list = []]) => [
      status,
      { description: list.join('、'), content: { [PROBLEM_MEDIA_TYPE]: { schema: PROBLEM_REFERENCE } } },
    ]),
  );
}

/** `GET /api/agencies/:agencyId` → `getAgenciesByAgencyId`. */
function operationId({ method, path }: Route): string {
  const words = path
    .replace('/api/', '')
    .split(/[/-]/)
    .map((step) => (step.startsWith(':') ? `By${capitalized(step.slice(1))}` : capitalized(step)));
  return method.toLowerCase() + words.join('');
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function isKind(output: RouteOutput, kind: (FileOutput | NothingOutput)['kind']): boolean {
  return 'kind' in output && output['kind'] === kind;
}
