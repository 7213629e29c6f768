import sql, { join, type Sql } from 'sql-template-tag';
import type { Role } from '#contracts/permissions.ts';
import { type HashColumns, hashColumns } from '#modules/persons/index.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { lookupHashes } from '#platform/cryptography/lookup-hash.ts';
import type { SealContext } from '#platform/cryptography/sealing.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { AccountKind, AgencyKind } from './roles.ts';

/** What is sealed of an account. */
export interface AccountFields {
  readonly name: string;
  readonly phone: string;
  readonly signInName: string;
}

export interface AccountRow {
  readonly officeId: string;
  readonly id: string;
  readonly kind: AccountKind;
  readonly agencyId: string;
  readonly unitId: string | null;
  readonly personId: string | null;
  readonly sealed: Buffer;
  readonly state: 'active' | 'disabled';
  readonly createdAt: number;
  readonly lastSignInAt: number | null;
}

export function accountContext(officeId: string, id: string): SealContext {
  return { table: 'account', officeId, id };
}

export async function insertAccount(
  transaction: Transaction,
  row: Omit<AccountRow, 'state' | 'lastSignInAt'>,
  phone: HashColumns,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.account (office_id, id, kind, agency_id, unit_id, person_id, sealed, phone_hash_0, phone_hash_1,
      state, created_at)
    VALUES (${row.officeId}, ${row.id}, ${row.kind}, ${row.agencyId}, ${row.unitId}, ${row.personId}, ${row.sealed},
      ${phone.hash0}, ${phone.hash1}, 'active', ${instantValue(row.createdAt)})`);
}

const COLUMNS = sql`office_id AS "officeId", id, kind, agency_id AS "agencyId", unit_id AS "unitId",
  person_id AS "personId", sealed, state, created_at AS "createdAt", last_sign_in_at AS "lastSignInAt"`;

export function findAccount(transaction: Transaction, officeId: string, id: string): Promise<AccountRow | undefined> {
  return transaction.findRow<AccountRow>(sql`
    SELECT ${COLUMNS} FROM tenant.account WHERE office_id = ${officeId} AND id = ${id}`);
}

/** Locks it: what is decided about an account is decided one after the other. */
export function lockAccount(transaction: Transaction, officeId: string, id: string): Promise<AccountRow | undefined> {
  return transaction.findRow<AccountRow>(sql`
    SELECT ${COLUMNS} FROM tenant.account WHERE office_id = ${officeId} AND id = ${id} FOR UPDATE`);
}

/** The account of a person as a member or a relative: one in each office. */
export function findMemberAccount(
  transaction: Transaction,
  officeId: string,
  personId: string,
): Promise<AccountRow | undefined> {
  return transaction.findRow<AccountRow>(sql`
    SELECT ${COLUMNS} FROM tenant.account
    WHERE office_id = ${officeId} AND kind = 'member' AND person_id = ${personId}`);
}

export interface AccountFilter {
  readonly unitId?: string;
  readonly agencyId?: string;
  readonly state?: 'active' | 'disabled';
}

/** A page of the accounts in sight, by id. */
export function findAccountRows(
  transaction: Transaction,
  officeId: string,
  { unitId, agencyId, state }: AccountFilter,
  { after, limit }: { readonly after?: string; readonly limit: number },
): Promise<AccountRow[]> {
  const conditions: Sql[] = [sql`office_id = ${officeId}`];
  if (unitId !== undefined) conditions.push(sql`unit_id = ${unitId}`);
  if (agencyId !== undefined) conditions.push(sql`agency_id = ${agencyId}`);
  if (state !== undefined) conditions.push(sql`state = ${state}`);
  if (after !== undefined) conditions.push(sql`id > ${after}`);
  return transaction.rows<AccountRow>(sql`
    SELECT ${COLUMNS} FROM tenant.account WHERE ${join(conditions, ' AND ')} ORDER BY id LIMIT ${limit}`);
}

export async function setAccountState(
  transaction: Transaction,
  { officeId, id }: AccountRow,
  state: AccountRow['state'],
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.account SET state = ${state} WHERE office_id = ${officeId} AND id = ${id}`);
}

export async function noteSignIn(transaction: Transaction, officeId: string, id: string, now: number): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.account SET last_sign_in_at = ${instantValue(now)} WHERE office_id = ${officeId} AND id = ${id}`);
}

export interface HeldRole {
  readonly accountId: string;
  readonly role: Role;
  readonly agencyId: string;
}

export async function insertRole(
  transaction: Transaction,
  account: Pick<AccountRow, 'officeId' | 'id' | 'kind' | 'unitId'>,
  { role, agencyId }: Omit<HeldRole, 'accountId'>,
  granted: { readonly by: string; readonly at: number },
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.account_role (office_id, account_id, kind, role, agency_id, unit_id, granted_by, granted_at)
    VALUES (${account.officeId}, ${account.id}, ${account.kind}, ${role}, ${agencyId}, ${account.unitId}, ${granted.by},
      ${instantValue(granted.at)})`);
}

/** False where the account does not hold it. */
export async function deleteRole(
  transaction: Transaction,
  { officeId, id }: AccountRow,
  { role, agencyId }: Omit<HeldRole, 'accountId'>,
): Promise<boolean> {
  const deleted = await transaction.run(sql`
    DELETE FROM tenant.account_role
    WHERE office_id = ${officeId} AND account_id = ${id} AND role = ${role} AND agency_id = ${agencyId}`);
  return deleted === 1;
}

export function findRoles(
  transaction: Transaction,
  officeId: string,
  accountIds: readonly string[],
): Promise<HeldRole[]> {
  return transaction.rows<HeldRole>(sql`
    SELECT account_id AS "accountId", role, agency_id AS "agencyId" FROM tenant.account_role
    WHERE office_id = ${officeId} AND account_id = ANY (${accountIds}::uuid[]) ORDER BY account_id, role, agency_id`);
}

/** These nodes with all below them (`down`), or with all above (`up`). */
export function findNodesAround(
  transaction: Transaction,
  officeId: string,
  agencyIds: readonly string[],
  direction: 'down' | 'up',
): Promise<{ id: string; kind: AgencyKind }[]> {
  const condition =
    direction === 'down'
      ? sql`path && ${agencyIds}::uuid[]`
      : sql`id IN (SELECT unnest(path) FROM tenant.agency WHERE office_id = ${officeId} AND id = ANY (${agencyIds}::uuid[]))`;
  return transaction.rows(sql`
    SELECT id, kind FROM tenant.agency WHERE office_id = ${officeId} AND ${condition} ORDER BY cardinality(path), code`);
}

/** One form for a name however it is typed. */
export function normaliseSignInName(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

export function signInHashes(ring: KeyRing, signInName: string): HashColumns {
  return hashColumns(lookupHashes(ring, 'sign-in', signInName));
}

/** False where the name is another account's, in whatever office. */
export async function reserveSignIn(
  transaction: Transaction,
  account: { readonly officeId: string; readonly id: string },
  { hash0, hash1 }: HashColumns,
): Promise<boolean> {
  const reserved = await transaction.run(sql`
    INSERT INTO directory.sign_in (office_id, account_id, name_hash_0, name_hash_1)
    VALUES (${account.officeId}, ${account.id}, ${hash0}, ${hash1}) ON CONFLICT DO NOTHING`);
  return reserved === 1;
}

/** Whose name it is. Needs the platform's context. */
export function findSignIn(
  transaction: Transaction,
  { hash0, hash1 }: HashColumns,
): Promise<{ officeId: string; accountId: string } | undefined> {
  return transaction.findRow(sql`
    SELECT office_id AS "officeId", account_id AS "accountId" FROM directory.sign_in
    WHERE name_hash_0 = ${hash0}::bytea OR name_hash_1 = ${hash1}::bytea`);
}

/** The hashes of the name by which an account signs in; of no member's. */
export function getSignInHashes(
  transaction: Transaction,
  officeId: string,
  accountId: string,
): Promise<{ hash0: Buffer | null; hash1: Buffer | null }> {
  return transaction.getRow(sql`
    SELECT name_hash_0 AS hash0, name_hash_1 AS hash1 FROM directory.sign_in
    WHERE office_id = ${officeId} AND account_id = ${accountId}`);
}
