import { countSharers, findUnusual, SettlementHashes } from '#modules/claims/index.ts';
import { today } from '#platform/clock.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { isFileElsewhere } from './document-store.ts';
import { type DraftContent, draftContext, keyOf, openSealed } from './draft.ts';
import { findDraft } from './store.ts';

interface Sharing {
  readonly officeId: string;
  readonly personId: string;
  readonly wrappedKey: Buffer;
  readonly draftId: string;
}

/**
 * What a claim has in common with others', as flags for the reviewer: the phone with which its member signs in, his card, a
 * file; and whether its unit or its hospital stands in claims unusually often. Looked up in the office's scope, since a
 * person sees nobody else's; tells nothing but that it is so.
 */
export async function findSharing(platform: Platform, sharing: Sharing): Promise<readonly string[]> {
  const { officeId, personId, draftId } = sharing;
  const context = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
  const find = async (transaction: Transaction): Promise<readonly string[]> => {
    const { phone, card } = await countSharers(transaction, officeId, personId);
    const flags: string[] = [];
    if (phone > 0) flags.push('shared-phone');
    if (card > 0) flags.push('shared-card');
    if (await isFileElsewhere(transaction, officeId, draftId)) flags.push('same-file');
    return [...flags, ...(await unusualOf(platform, transaction, sharing))];
  };
  return await platform.database.transaction(context, find, { isHot: true });
}

async function unusualOf(
  platform: Platform,
  transaction: Transaction,
  { officeId, personId, wrappedKey, draftId }: Sharing,
): Promise<readonly string[]> {
  const draft = await findDraft(transaction, officeId, draftId);
  if (draft?.person_id !== personId) return [];
  const key = keyOf(platform.ring(), officeId, personId, wrappedKey);
  const { hospitalName } = openSealed<DraftContent>(key, draftContext(officeId, draftId), draft.sealed);
  const hospitalHash = new SettlementHashes(platform.ring()).hospital(hospitalName);
  return await findUnusual(transaction, officeId, { unitId: draft.unit_id, hospitalHash, on: today(platform.clock) });
}
