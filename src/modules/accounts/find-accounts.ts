import type { Role } from '#contracts/permissions.ts';
import { maskPhone } from '#kernel/mask.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { type AccountFilter, type AccountRow, findAccount, findAccountRows, findRoles } from './account-store.ts';
import { openAccountFields } from './own-account.ts';
import type { NamedPerson } from './person-fields.ts';
import type { AccountKind } from './roles.ts';

export interface AccountSummary {
  readonly id: string;
  readonly kind: AccountKind;
  readonly name: string;
  readonly maskedPhone: string;
  readonly agencyId: string;
  readonly unitId: string | undefined;
  readonly state: 'active' | 'disabled';
  readonly roles: readonly { readonly role: Role; readonly agencyId: string }[];
  readonly createdAt: number;
  readonly lastSignInAt: number | undefined;
}

/** A page of the accounts that the caller sees, in the order in which they were opened. */
export function findAccounts(
  platform: Platform,
  { access }: Pick<Caller, 'access'>,
  filter: AccountFilter,
  page: { readonly after?: string; readonly limit: number },
): Promise<readonly AccountSummary[]> {
  return platform.database.transaction(access, async (transaction) =>
    summaries(
      platform,
      transaction,
      access.officeId,
      await findAccountRows(transaction, access.officeId, filter, page),
    ),
  );
}

/** Somebody's own account. */
export function findOwnAccount(
  platform: Platform,
  { access }: Pick<Caller, 'access'>,
): Promise<AccountSummary | undefined> {
  return platform.database.transaction(access, async (transaction) => {
    const row = await findAccount(transaction, access.officeId, access.actorId);
    const [summary] = await summaries(platform, transaction, access.officeId, row === undefined ? [] : [row]);
    return summary;
  });
}

async function summaries(
  platform: Platform,
  transaction: Transaction,
  officeId: string,
  rows: readonly AccountRow[],
): Promise<AccountSummary[]> {
  const held = await findRoles(
    transaction,
    officeId,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const { name, phone } = openAccountFields(platform, row);
    return {
      id: row.id,
      kind: row.kind,
      name,
      maskedPhone: maskPhone(phone),
      agencyId: row.agencyId,
      unitId: row.unitId ?? undefined,
      state: row.state,
      roles: held.filter(({ accountId }) => accountId === row.id).map(({ role, agencyId }) => ({ role, agencyId })),
      createdAt: row.createdAt,
      lastSignInAt: row.lastSignInAt ?? undefined,
    };
  });
}

/** Name and phone of an account in sight, in full: to be asked for with a reason. */
export async function openAccount(
  platform: Platform,
  transaction: Transaction,
  officeId: string,
  accountId: string,
): Promise<
  { readonly person: NamedPerson; readonly agencyId: string; readonly unitId: string | undefined } | undefined
> {
  const row = await findAccount(transaction, officeId, accountId);
  if (row === undefined) return undefined;
  const { name, phone } = openAccountFields(platform, row);
  return { person: { name, phone }, agencyId: row.agencyId, unitId: row.unitId ?? undefined };
}
