import sql from 'sql-template-tag';
import type { Role } from '#contracts/permissions.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { AccountKind, AgencyKind } from './roles.ts';

export interface InvitationRow {
  readonly officeId: string;
  readonly id: string;
  readonly kind: AccountKind;
  readonly role: Role;
  readonly agencyId: string;
  readonly unitId: string | null;
  readonly sealed: Buffer;
  readonly invitedBy: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly state: 'open' | 'accepted' | 'revoked';
}

export async function insertInvitation(
  transaction: Transaction,
  row: Omit<InvitationRow, 'state'>,
  codeHash: Buffer,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.invitation (office_id, id, kind, role, agency_id, unit_id, sealed, invited_by, created_at,
      expires_at, state)
    VALUES (${row.officeId}, ${row.id}, ${row.kind}, ${row.role}, ${row.agencyId}, ${row.unitId}, ${row.sealed},
      ${row.invitedBy}, ${instantValue(row.createdAt)}, ${instantValue(row.expiresAt)}, 'open')`);
  await transaction.run(sql`
    INSERT INTO directory.invitation_code (code_hash, office_id, invitation_id)
    VALUES (${codeHash}, ${row.officeId}, ${row.id})`);
}

/** Where a code leads: the one look-up outside of an office. */
export function findCode(
  transaction: Transaction,
  codeHash: Buffer,
): Promise<{ officeId: string; invitationId: string } | undefined> {
  return transaction.findRow(sql`
    SELECT office_id AS "officeId", invitation_id AS "invitationId" FROM directory.invitation_code
    WHERE code_hash = ${codeHash}`);
}

const COLUMNS = sql`office_id AS "officeId", id, kind, role, agency_id AS "agencyId", unit_id AS "unitId", sealed,
  invited_by AS "invitedBy", created_at AS "createdAt", expires_at AS "expiresAt", state`;

/** Locks it: of two who accept at the same moment, the second finds it accepted. */
export function lockInvitation(
  transaction: Transaction,
  officeId: string,
  id: string,
): Promise<InvitationRow | undefined> {
  return transaction.findRow<InvitationRow>(sql`
    SELECT ${COLUMNS} FROM tenant.invitation WHERE office_id = ${officeId} AND id = ${id} FOR UPDATE`);
}

export async function endInvitation(
  transaction: Transaction,
  { officeId, id }: { readonly officeId: string; readonly id: string },
  state: 'accepted' | 'revoked',
  accountId: string | null,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.invitation SET state = ${state}, account_id = ${accountId}
    WHERE office_id = ${officeId} AND id = ${id}`);
}

/** Invitations that the caller may see, newest last, a page at a time. */
export function findInvitationRows(
  transaction: Transaction,
  officeId: string,
  kinds: readonly AccountKind[],
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<InvitationRow[]> {
  return transaction.rows<InvitationRow>(sql`
    SELECT ${COLUMNS} FROM tenant.invitation
    WHERE office_id = ${officeId} AND kind = ANY (${kinds}::text[]) AND (${after ?? null}::uuid IS NULL OR id > ${after ?? null}::uuid)
    ORDER BY id LIMIT ${limit}`);
}

/** The node at which a role is to be held, if the caller sees it. */
export function findNode(
  transaction: Transaction,
  officeId: string,
  agencyId: string,
): Promise<{ kind: AgencyKind; isOpen: boolean } | undefined> {
  return transaction.findRow(sql`
    SELECT kind, is_open AS "isOpen" FROM tenant.agency WHERE office_id = ${officeId} AND id = ${agencyId}`);
}

/** The unit that an agent is invited for, if the caller sees it. */
export function findUnitNode(
  transaction: Transaction,
  officeId: string,
  unitId: string,
): Promise<{ agencyId: string; state: string } | undefined> {
  return transaction.findRow(sql`
    SELECT agency_id AS "agencyId", state FROM tenant.unit WHERE office_id = ${officeId} AND id = ${unitId}`);
}
