import type { ClauseId } from '#scheme/clause-texts.ts';

/** Where a clause opens on the page of clauses; every app has that page. */
export function clauseAddress(id: ClauseId): string {
  return `#/clauses/${encodeURIComponent(id)}`;
}
