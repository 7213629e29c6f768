import { Type } from 'typebox';
import { expect, it } from 'vitest';
import { defineRoute } from '#http/route.ts';
import { fail, ok } from '#kernel/result.ts';

const declared = {
  method: 'GET',
  path: '/api/test',
  permission: 'public',
  summary: '试验',
  tags: ['试验'],
  input: {},
  output: Type.Object({ count: Type.Integer() }),
} as const;

it('a route does not compile with a refusal that it does not declare, another output, or an actor taken for granted', () => {
  const routes = [
    // @ts-expect-error: not among its refusals
    defineRoute({ ...declared, refusals: ['bad-cursor'], handle: async () => fail({ code: 'not-found' }) }),
    // @ts-expect-error: no such refusal at all
    defineRoute({ ...declared, refusals: ['planted'], handle: async () => ok({ count: 1 }) }),
    // @ts-expect-error: the schema says a number
    defineRoute({ ...declared, refusals: [], handle: async () => ok({ count: 'one' }) }),
    // @ts-expect-error: anybody may ask
    defineRoute({ ...declared, refusals: [], handle: async ({ actor }) => ok({ count: actor.accountId.length }) }),
    // @ts-expect-error: this refusal's words need data
    defineRoute({ ...declared, refusals: ['not-ready'], handle: async () => fail({ code: 'not-ready' }) }),
    // @ts-expect-error: without a permission
    defineRoute({ ...declared, permission: undefined, refusals: [], handle: async () => ok({ count: 1 }) }),
  ];
  expect(routes).toHaveLength(6);
});
