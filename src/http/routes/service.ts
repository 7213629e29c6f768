import { Type } from 'typebox';
import { defineRoute, type Route } from '#http/route.ts';
import { fail, ok } from '#kernel/result.ts';

/** Something that the server rests on; `check` throws or returns false where it is not there. */
export interface ReadinessCheck {
  /** In Chinese, as it is told: 数据库. */
  readonly name: string;
  readonly check: () => Promise<boolean>;
}

/** Whether the server lives, and whether it can do its work: for supervisors and load balancers. */
export const serviceRoutes = (
  version: string,
  checks: readonly ReadinessCheck[],
  isClosing: () => boolean,
): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/health',
    permission: 'public',
    summary: '服务是否在运行',
    tags: ['运行'],
    input: {},
    output: Type.Object({ status: Type.Literal('ok'), version: Type.String() }),
    refusals: [],
    handle: () => Promise.resolve(ok({ status: 'ok' as const, version })),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/ready',
    permission: 'public',
    summary: '服务是否可以接受请求',
    tags: ['运行'],
    input: {},
    output: Type.Object({ status: Type.Literal('ready') }),
    refusals: ['not-ready'],
    handle: async () => {
      const failedChecks = isClosing() ? ['正在停止'] : await failed(checks);
      return failedChecks.length === 0 ? ok({ status: 'ready' as const }) : fail({ code: 'not-ready', failedChecks });
    },
  }),
];

async function failed(checks: readonly ReadinessCheck[]): Promise<string[]> {
  const outcomes = await Promise.all(checks.map(({ check }) => check().catch(() => false)));
  return checks.filter((_, index) => outcomes[index] !== true).map(({ name }) => name);
}
