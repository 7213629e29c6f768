import { Type } from 'typebox';
import { expect, it } from 'vitest';
import { Uuid } from '#contracts/basic.ts';
import { pageOf, pageQuery } from '#contracts/paging.ts';
import { defineRoute, file, nothing } from '#http/route.ts';
import { fail, ok } from '#kernel/result.ts';
import { serveRoutes } from '../../test/support/serve-routes.ts';

const shown = { permission: 'unit.read', tags: ['单位'] } as const;

const routes = [
  defineRoute({
    ...shown,
    method: 'GET',
    path: '/api/test-units',
    summary: '列出单位',
    input: { query: Type.Object({ ...pageQuery, name: Type.Optional(Type.String()) }) },
    output: pageOf(Type.Object({ unitId: Uuid })),
    refusals: ['bad-cursor'],
    handle: () => Promise.resolve(ok({ items: [] })),
  }),
  defineRoute({
    ...shown,
    method: 'PUT',
    path: '/api/test-units/:unitId/name',
    summary: '改名',
    input: { params: Type.Object({ unitId: Uuid }), body: Type.Object({ name: Type.String() }) },
    output: nothing,
    refusals: ['not-found', 'version-outdated'],
    handle: () => Promise.resolve(fail({ code: 'not-found' })),
  }),
  defineRoute({
    ...shown,
    method: 'POST',
    path: '/api/test-units/:unitId/roster',
    summary: '上传名单，取回有误的行',
    input: { params: Type.Object({ unitId: Uuid }) },
    output: file('text/csv'),
    refusals: [],
    upload: { maxFiles: 1, maxBytesPerFile: 1000 },
    handle: () => Promise.resolve(ok({ contentType: 'text/csv', fileName: 'a.csv', body: new Uint8Array() })),
  }),
];

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security?: unknown;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly content: Record<string, unknown> };
  readonly responses: Record<string, { readonly description: string; readonly content?: Record<string, unknown> }>;
  readonly 'x-permission': string;
  readonly 'x-refusals': readonly string[];
}

it('describes every route as it is declared', async () => {
  const served = await serveRoutes(routes);
  try {
    const { status, json } = await served.ask('GET', '/api/openapi.json');
    const { openapi, paths } = json as { openapi: string; paths: Record<string, Record<string, Operation>> };
    expect([status, openapi]).toEqual([200, '3.1.0']);
    expect(Object.keys(paths)).toEqual([
      '/api/health',
      '/api/ready',
      '/api/test-units',
      '/api/test-units/{unitId}/name',
      '/api/test-units/{unitId}/roster',
    ]);
    const list = paths['/api/test-units']?.['get'];
    expect(list).toMatchObject({
      operationId: 'getTestUnits',
      summary: '列出单位',
      'x-permission': 'unit.read',
      'x-refusals': ['bad-cursor'],
      security: [{ session: [] }, { token: [] }],
    });
    expect(list?.parameters?.map(({ name }) => name)).toEqual(['limit', 'after', 'name']);
    const rename = paths['/api/test-units/{unitId}/name']?.['put'];
    expect(rename?.operationId).toBe('putTestUnitsByUnitIdName');
    expect(rename?.parameters).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'idempotency-key', in: 'header', required: true }),
        expect.objectContaining({ name: 'unitId', in: 'path', required: true }),
      ]),
    );
    expect(rename?.requestBody?.content).toHaveProperty('application/json');
    expect(rename?.responses['404']).toEqual({
      description: 'not-found',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    });
    expect(Object.keys(rename?.responses ?? {})).toEqual([
      '204',
      '400',
      '401',
      '403',
      '404',
      '409',
      '429',
      '500',
      '503',
    ]);
    const upload = paths['/api/test-units/{unitId}/roster']?.['post'];
    expect(upload?.requestBody?.content).toHaveProperty('multipart/form-data');
    expect(upload?.responses['200']?.content).toHaveProperty('text/csv');
  } finally {
    await served.stop();
  }
});
