import sql, { join, type Sql } from 'sql-template-tag';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { searchTokens } from '#platform/cryptography/name-tokens.ts';

/**
 * That a member's name holds what was typed, by its keyed tokens; `undefined` where nothing was typed to search for. Of
 * more than two characters it goes by the pairs of neighbours, in whatever order: it may find a few too many.
 */
export function nameHolds(ring: KeyRing, officeId: string, memberId: Sql, typed: string | undefined): Sql | undefined {
  const tokens = typed === undefined ? [] : searchTokens(ring, typed);
  if (tokens.length === 0) return undefined;
  return join(
    tokens.map(
      (token) => sql`${memberId} IN (
        SELECT member_id FROM tenant.member_token WHERE office_id = ${officeId} AND token = ${String(token)}::bigint)`,
    ),
    ' AND ',
  );
}
