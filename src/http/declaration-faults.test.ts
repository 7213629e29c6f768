import { Type } from 'typebox';
import { expect, it } from 'vitest';
import type { Route } from '#http/route.ts';
import { defineRoute, nothing } from '#http/route.ts';
import { ok } from '#kernel/result.ts';
import { serveRoutes } from '../../test/support/serve-routes.ts';
import { declarationFaults } from './declaration-faults.ts';

const good = defineRoute({
  method: 'PUT',
  path: '/api/test-units/:unitId',
  permission: 'unit.read',
  summary: '试验',
  tags: ['试验'],
  input: { params: Type.Object({ unitId: Type.String() }), body: Type.Object({}) },
  output: nothing,
  refusals: ['not-found'],
  handle: () => Promise.resolve(ok(undefined)),
});

it('finds nothing wrong with a whole declaration', () => {
  expect(declarationFaults([good])).toEqual([]);
});

it.each<[Partial<Record<keyof Route, unknown>>, string]>([
  [{ summary: 'rename' }, 'its summary is not in Chinese'],
  [{ tags: [] }, 'it has no tag'],
  [{ permission: 'unit.destroy' }, 'no permission is called unit.destroy'],
  [{ permission: undefined }, 'no permission is called undefined'],
  [{ path: '/api/test-units/:id' }, 'its parameters are not those of its path'],
  [{ input: {} }, 'its parameters are not those of its path'],
  [{ path: '/api/testUnits/:unitId' }, 'its path is not of kebab-case steps'],
  [{ method: 'GET' }, 'a GET has no body'],
  [{ upload: { maxFiles: 1, maxBytesPerFile: 1 } }, 'an upload has no other body'],
  [{ refusals: ['nowhere'] }, 'no refusal is called nowhere'],
  [{ refusals: ['not-found', 'not-found'] }, 'it names a refusal twice'],
])('finds the fault of %j', (change, fault) => {
  const faults = declarationFaults([{ ...good, ...change } as Route]);
  expect(faults.map((text) => text.slice(text.indexOf(': ') + 2))).toEqual([fault]);
});

it('does not start a server with a faulty route', async () => {
  const twin = { ...good, path: '/api/test-units/:id', input: { params: Type.Object({ id: Type.String() }) } } as Route;
  await expect(serveRoutes([good, twin])).rejects.toThrow('another route has this method and path');
});
