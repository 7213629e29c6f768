import type { Role } from '#contracts/permissions.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { type AccountRow, deleteRole, findRoles, insertRole, lockAccount } from './account-store.ts';
import { findNode } from './invitation-store.ts';
import { kindOf, mayBeHeldAt, mayBeHeldTogether } from './roles.ts';
import { deleteSessionsOf } from './session-store.ts';

export interface RoleToAssign {
  readonly accountId: string;
  readonly role: Role;
  readonly agencyId: string;
}

/** In order of precedence. */
export type AssignRoleRefusal =
  | { readonly code: 'not-of-the-administration' }
  | { readonly code: 'own-account' }
  | { readonly code: 'account-not-found' }
  | { readonly code: 'roles-apart' }
  | { readonly code: 'node-not-found' }
  | { readonly code: 'node-closed' }
  | { readonly code: 'role-not-at-this-level' }
  | { readonly code: 'role-held' };

export type WithdrawRoleRefusal =
  | Extract<AssignRoleRefusal, { readonly code: 'not-of-the-administration' | 'own-account' | 'account-not-found' }>
  | { readonly code: 'role-not-held' };

/**
 * Gives an account one more role. Nobody gives himself one; roles of different kinds of account, two of the three
 * administrators', and roles of which one checks the other are never held together (the database refuses the first two as
 * well). The account's sessions end: what they may stands written in them.
 */
export function assignRole(
  platform: Platform,
  caller: Caller,
  input: RoleToAssign,
): Promise<Result<undefined, AssignRoleRefusal | IdempotencyRefusal>> {
  return perform(
    platform,
    caller,
    { name: 'assign-role', input },
    async (act): Promise<Result<undefined, AssignRoleRefusal>> => {
      const account = await accountOfAnother(act, caller, input.accountId);
      if (!account.ok) return account;
      const held = await findRoles(act.transaction, act.officeId, [input.accountId]);
      const roles = held.map(({ role }) => role);
      if (kindOf(input.role) !== account.value.kind || !mayBeHeldTogether([...roles, input.role])) {
        return fail({ code: 'roles-apart' });
      }
      const node = await findNode(act.transaction, act.officeId, input.agencyId);
      if (node === undefined) return fail({ code: 'node-not-found' });
      if (!node.isOpen) return fail({ code: 'node-closed' });
      if (!mayBeHeldAt(input.role, node.kind)) return fail({ code: 'role-not-at-this-level' });
      if (held.some(({ role, agencyId }) => role === input.role && agencyId === input.agencyId)) {
        return fail({ code: 'role-held' });
      }
      await insertRole(act.transaction, account.value, input, { by: act.actorId, at: act.now });
      await deleteSessionsOf(act.transaction, act.officeId, input.accountId);
      await auditRole(act, 'assign-role', input);
      return ok(undefined);
    },
  );
}

/** Takes a role away; the account's sessions end. */
export function withdrawRole(
  platform: Platform,
  caller: Caller,
  input: RoleToAssign,
): Promise<Result<undefined, WithdrawRoleRefusal | IdempotencyRefusal>> {
  return perform(
    platform,
    caller,
    { name: 'withdraw-role', input },
    async (act): Promise<Result<undefined, WithdrawRoleRefusal>> => {
      const account = await accountOfAnother(act, caller, input.accountId);
      if (!account.ok) return account;
      if (!(await deleteRole(act.transaction, account.value, input))) return fail({ code: 'role-not-held' });
      await deleteSessionsOf(act.transaction, act.officeId, input.accountId);
      await auditRole(act, 'withdraw-role', input);
      return ok(undefined);
    },
  );
}

async function accountOfAnother(
  act: Act,
  { access }: Caller,
  accountId: string,
): Promise<
  Result<
    AccountRow,
    Extract<AssignRoleRefusal, { readonly code: 'not-of-the-administration' | 'own-account' | 'account-not-found' }>
  >
> {
  if (access.scope !== 'administration') return fail({ code: 'not-of-the-administration' });
  if (accountId === act.actorId) return fail({ code: 'own-account' });
  const account = await lockAccount(act.transaction, act.officeId, accountId);
  return account === undefined ? fail({ code: 'account-not-found' }) : ok(account);
}

function auditRole(act: Act, name: string, { accountId, role, agencyId }: RoleToAssign): Promise<void> {
  return act.audit({ act: name, objectKind: 'account', objectId: accountId, agencyId, detail: { role } });
}
