import type { Caller } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import { actFor, isInSight } from './act-for.ts';
import { findDocumentsOf } from './document-store.ts';
import { findDraftsOf, findRelativeOfClaim } from './store.ts';

/** With whose eyes somebody looks, and what of it he may read. */
export interface RelativeView {
  readonly caller: Caller;
  readonly isRelative: boolean;
  readonly mayRead: (what: { readonly claimId: string } | { readonly documentId: string }) => boolean;
}

/**
 * How a person looks at a member's claims: at his own, all of them; at those of a member who died, whom he names, only at
 * those that he sent as the relative.
 */
export async function findRelativeView(
  platform: Platform,
  caller: Caller,
  memberId: string | undefined,
): Promise<RelativeView> {
  const own = { caller, isRelative: false, mayRead: () => true };
  if (memberId === undefined) return own;
  const acting = await actFor(platform, caller, memberId);
  if (acting?.origin === 'member') return own;
  if (acting?.origin !== 'relative') return { ...own, mayRead: () => false };
  const { access } = acting.caller;
  const { officeId, personId } = access;
  const readable = await platform.database.transaction(access, async (transaction) => {
    const drafts = (await findDraftsOf(transaction, officeId, personId)).filter((draft) => isInSight(draft, acting));
    const ids = new Set(drafts.flatMap(({ claim_id }) => claim_id ?? []));
    for (const draft of drafts) {
      for (const { id } of await findDocumentsOf(transaction, officeId, draft.id)) ids.add(id);
    }
    return ids;
  });
  const mayRead: RelativeView['mayRead'] = (what) => readable.has('claimId' in what ? what.claimId : what.documentId);
  return { caller: acting.caller, isRelative: true, mayRead };
}

/** The accounts of relatives to whom news of a claim go: of the one who sent it. */
export async function relativesToTell(
  platform: Platform,
  officeId: string,
  claimId: string,
): Promise<readonly string[]> {
  const context = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
  const found = await platform.database.transaction(context, (transaction) =>
    findRelativeOfClaim(transaction, officeId, claimId),
  );
  return found === undefined ? [] : [found];
}
