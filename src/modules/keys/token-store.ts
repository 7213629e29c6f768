import sql from 'sql-template-tag';
import type { SealedMember } from '#modules/persons/index.ts';
import { andAfter, inOrder, type KeyedRow, keyAsText } from './keyset-store.ts';
import type { SweepBatch } from './sweep.ts';

const BY_ID = [['id', 'uuid']] as const;

export interface NamedMember extends KeyedRow, SealedMember {
  readonly id: string;
}

export interface MemberTokens extends KeyedRow {
  readonly id: string;
  readonly tokens: readonly bigint[];
}

/**
 * A batch of members, locked, so that a name that is filed anew at the same moment comes before or after, with its tokens.
 */
export async function lockMembers({
  transaction,
  officeId,
  afterKey,
  rows: limit,
}: SweepBatch): Promise<readonly NamedMember[]> {
  return await transaction.rows<NamedMember>(sql`
    SELECT ${keyAsText(BY_ID)} AS key, t.office_id, t.id, t.person_id, t.sealed, p.wrapped_key
    FROM tenant.member t JOIN tenant.person p ON p.office_id = t.office_id AND p.id = t.person_id
    WHERE t.office_id = ${officeId} ${andAfter(BY_ID, afterKey)}
    ${inOrder(BY_ID)} LIMIT ${limit} FOR NO KEY UPDATE OF t`);
}

/** Adds these to the tokens of members; how many were not there. */
export function insertTokens({ transaction, officeId }: SweepBatch, members: readonly MemberTokens[]): Promise<number> {
  const { ids, tokens } = flat(members);
  return transaction.run(sql`
    INSERT INTO tenant.member_token (office_id, agency_id, unit_id, token, member_id)
    SELECT m.office_id, m.agency_id, m.unit_id, n.token, m.id
    FROM unnest(${ids}::uuid[], ${tokens}::bigint[]) AS n (id, token)
      JOIN tenant.member m ON m.office_id = ${officeId} AND m.id = n.id
    ON CONFLICT DO NOTHING`);
}

/** Takes all but these from the tokens of members; how many that were. */
export function deleteOtherTokens(
  { transaction, officeId }: SweepBatch,
  members: readonly MemberTokens[],
): Promise<number> {
  const { ids, tokens } = flat(members);
  return transaction.run(sql`
    DELETE FROM tenant.member_token t
    WHERE t.office_id = ${officeId} AND t.member_id = ANY (${members.map(({ id }) => id)}::uuid[])
      AND NOT EXISTS (
        SELECT FROM unnest(${ids}::uuid[], ${tokens}::bigint[]) AS n (id, token)
        WHERE n.id = t.member_id AND n.token = t.token)`);
}

function flat(members: readonly MemberTokens[]): {
  readonly ids: readonly string[];
  readonly tokens: readonly string[];
} {
  return {
    ids: members.flatMap(({ id, tokens }) => tokens.map(() => id)),
    tokens: members.flatMap(({ tokens }) => tokens.map(String)),
  };
}
