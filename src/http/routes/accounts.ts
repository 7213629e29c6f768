import { Type } from 'typebox';
import {
  Account,
  AccountParams,
  AccountReasonBody,
  AccountRoleBody,
  AccountsAnswer,
  AccountsQuery,
  SecuritySettings,
  SecuritySettingsBody,
} from '#contracts/accounts.ts';
import { UnitParams } from '#contracts/organisations.ts';
import { DEFAULT_PAGE_ROWS, LARGEST_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, nothing, type Route } from '#http/route.ts';
import { ok } from '#kernel/result.ts';
import {
  type AccountSummary,
  assignRole,
  changeSecuritySettings,
  disableAccount,
  enableAccount,
  findAccounts,
  findSecuritySettings,
  resetSecondFactor,
  unlockAccount,
  withdrawRole,
} from '#modules/accounts/index.ts';
import type { Platform } from '#platform/platform.ts';

const TAGS = ['账号'];
const ADMINISTER = ['not-of-the-administration', 'own-account', 'account-not-found'] as const;

/** Accounts as administrators see them, and the agents of a unit as it and its agency do. */
export function accountRoutes({ platform }: { readonly platform: Platform }): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/accounts',
      permission: 'account.read',
      summary: '本办事处的账号',
      tags: TAGS,
      input: { query: AccountsQuery },
      output: AccountsAnswer,
      refusals: ['bad-cursor'],
      handle: async ({ actor, input: { query } }) => {
        const key = readCursor(query.after, ['id']);
        if (!key.ok) return key;
        const { limit = DEFAULT_PAGE_ROWS, after: _, ...filter } = query;
        const id = key.value?.[0];
        const page = { limit: limit + 1, ...(typeof id === 'string' ? { after: id } : {}) };
        const found = await findAccounts(platform, actor, filter, page);
        const items = found.slice(0, limit).map(shownAccount);
        const last = items.at(-1);
        return ok(found.length > limit && last !== undefined ? { items, next: cursorOf([last.id]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/units/:unitId/accounts',
      permission: 'account.invite',
      summary: '单位的经办人账号',
      tags: TAGS,
      input: { params: UnitParams },
      output: Type.Object({ items: Type.Array(Account) }),
      refusals: [],
      handle: async ({ actor, input }) => {
        const found = await findAccounts(platform, actor, input.params, { limit: LARGEST_PAGE_ROWS });
        return ok({ items: found.map(shownAccount) });
      },
    }),
    administration('disabling', '停用账号', disableAccount),
    administration('unlocking', '解除登录锁定', unlockAccount),
    administration('second-factor-reset', '重置二次验证', resetSecondFactor),
    defineRoute({
      method: 'POST',
      path: '/api/accounts/:accountId/enabling',
      permission: 'account.manage',
      summary: '恢复停用的账号',
      tags: TAGS,
      input: { params: AccountParams, body: AccountReasonBody },
      output: nothing,
      refusals: [...ADMINISTER, 'person-holds-apart-role', 'idempotency-key-reused'],
      handle: (call) => enableAccount(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/accounts/:accountId/roles',
      permission: 'account.invite-staff',
      summary: '分配角色',
      tags: TAGS,
      input: { params: AccountParams, body: AccountRoleBody },
      output: nothing,
      refusals: [
        ...ADMINISTER,
        'roles-apart',
        'node-not-found',
        'node-closed',
        'role-not-at-this-level',
        'role-held',
        'idempotency-key-reused',
      ],
      handle: (call) => assignRole(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/accounts/:accountId/role-withdrawals',
      permission: 'account.invite-staff',
      summary: '收回角色',
      tags: TAGS,
      input: { params: AccountParams, body: AccountRoleBody },
      output: nothing,
      refusals: [...ADMINISTER, 'role-not-held', 'idempotency-key-reused'],
      handle: (call) => withdrawRole(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/security-settings',
      permission: 'security-policy.read',
      summary: '安全策略',
      tags: TAGS,
      input: {},
      output: SecuritySettings,
      refusals: [],
      handle: async ({ actor }) => ok({ ...(await findSecuritySettings(platform, actor)) }),
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/security-settings',
      permission: 'security-policy.manage',
      summary: '修改安全策略',
      tags: TAGS,
      input: { body: SecuritySettingsBody },
      output: SecuritySettings,
      refusals: ['not-of-the-administration', 'setting-out-of-range', 'idempotency-key-reused'],
      handle: async (call) => {
        const changed = await changeSecuritySettings(platform, callerOf(call), call.input.body);
        return changed.ok ? ok({ ...changed.value }) : changed;
      },
    }),
  ];

  function administration(path: string, summary: string, act: typeof disableAccount): Route {
    return defineRoute({
      method: 'POST',
      path: `/api/accounts/:accountId/${path}`,
      permission: 'account.manage',
      summary,
      tags: TAGS,
      input: { params: AccountParams, body: AccountReasonBody },
      output: nothing,
      refusals: [...ADMINISTER, 'idempotency-key-reused'],
      handle: (call) => act(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    });
  }
}

function shownAccount({ unitId, roles, createdAt, lastSignInAt, ...account }: AccountSummary): Account {
  return {
    ...account,
    unitId: unitId ?? null,
    roles: roles.map((held) => ({ ...held })),
    createdAt: new Date(createdAt).toISOString(),
    lastSignInAt: lastSignInAt === undefined ? null : new Date(lastSignInAt).toISOString(),
  };
}
