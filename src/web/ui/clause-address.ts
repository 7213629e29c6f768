import type { ClauseId } from '#scheme/clause-texts.ts';

/** Where a clause opens on the page of clauses, which the calculator has and needs no sign-in. */
export function clauseAddress(id: ClauseId): string {
  return `/calculator/#/clauses/${encodeURIComponent(id)}`;
}
