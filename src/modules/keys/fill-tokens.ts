import sql from 'sql-template-tag';
import { openMember, type SealedMember } from '#modules/persons/index.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { allNameTokens } from '#platform/cryptography/name-tokens.ts';
import { andAfter, inOrder, type KeyedRow, keyAsText, lastKeyOf } from './keyset.ts';
import type { Sweep, SweepBatch, SweptBatch } from './sweep.ts';

const BY_ID = [['id', 'uuid']] as const;

interface MemberTokens extends KeyedRow {
  readonly id: string;
  readonly tokens: readonly bigint[];
}

/** Tokens of every live version beside each name. */
export function fillTokens(ring: KeyRing): Sweep {
  const batch = async (batch: SweepBatch): Promise<SweptBatch> => {
    const members = await lockedMembers(ring, batch);
    const { ids, tokens } = flat(members);
    const touched = await batch.transaction.run(sql`
      INSERT INTO tenant.member_token (office_id, agency_id, unit_id, token, member_id)
      SELECT m.office_id, m.agency_id, m.unit_id, n.token, m.id
      FROM unnest(${ids}::uuid[], ${tokens}::bigint[]) AS n (id, token)
        JOIN tenant.member m ON m.office_id = ${batch.officeId} AND m.id = n.id
      ON CONFLICT DO NOTHING`);
    return { lastKey: lastKeyOf(members, batch.rows), touched };
  };
  return { name: 'tenant.member_token', scope: 'office', batch };
}

/** Takes away whatever token the ring's versions don't give: the old version's, and those of names that were corrected. */
export function clearTokens(ring: KeyRing): Sweep {
  const batch = async (batch: SweepBatch): Promise<SweptBatch> => {
    const members = await lockedMembers(ring, batch);
    const { ids, tokens } = flat(members);
    const touched = await batch.transaction.run(sql`
      DELETE FROM tenant.member_token t
      WHERE t.office_id = ${batch.officeId} AND t.member_id = ANY (${members.map(({ id }) => id)}::uuid[])
        AND NOT EXISTS (
          SELECT FROM unnest(${ids}::uuid[], ${tokens}::bigint[]) AS n (id, token)
          WHERE n.id = t.member_id AND n.token = t.token)`);
    return { lastKey: lastKeyOf(members, batch.rows), touched };
  };
  return { name: 'tenant.member_token', scope: 'office', batch };
}

/** Locked, so that a name that is filed anew at the same moment comes before or after, with its tokens. */
async function lockedMembers(
  ring: KeyRing,
  { transaction, officeId, afterKey, rows: limit }: SweepBatch,
): Promise<readonly MemberTokens[]> {
  const rows = await transaction.rows<KeyedRow & SealedMember & { id: string }>(sql`
    SELECT ${keyAsText(BY_ID)} AS key, t.office_id, t.id, t.person_id, t.sealed, p.wrapped_key
    FROM tenant.member t JOIN tenant.person p ON p.office_id = t.office_id AND p.id = t.person_id
    WHERE t.office_id = ${officeId} ${andAfter(BY_ID, afterKey)}
    ${inOrder(BY_ID)} LIMIT ${limit} FOR NO KEY UPDATE OF t`);
  return rows.map((row) => {
    const name = openMember(ring, row)?.name;
    const tokens = name === undefined ? [] : allNameTokens(ring, name).flatMap((each) => each.tokens);
    return { key: row.key, id: row.id, tokens };
  });
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
