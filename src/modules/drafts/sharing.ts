import sql from 'sql-template-tag';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import { isFileElsewhere } from './document-store.ts';

/**
 * What of a claim others have too, as flags for the reviewer: the phone with which its member signs in, his card, a file.
 * Looked up in the office's scope, since a person sees nobody else's; tells nothing but that it is so.
 */
export async function findSharing(
  platform: Platform,
  { officeId, personId, draftId }: { readonly officeId: string; readonly personId: string; readonly draftId: string },
): Promise<readonly string[]> {
  const context = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
  return await platform.database.transaction(context, async (transaction) => {
    const phone = await transaction.findRow(sql`
      SELECT FROM tenant.member m JOIN tenant.member o ON o.office_id = m.office_id AND o.person_id <> m.person_id
        AND (o.phone_hash_0 = m.phone_hash_0 OR o.phone_hash_1 = m.phone_hash_1)
      WHERE m.office_id = ${officeId} AND m.person_id = ${personId} LIMIT 1`);
    const card = await transaction.findRow(sql`
      SELECT FROM tenant.payee_account a JOIN tenant.payee_account o ON o.office_id = a.office_id
        AND o.person_id <> a.person_id AND (o.card_hash_0 = a.card_hash_0 OR o.card_hash_1 = a.card_hash_1)
        AND o.state = 'standing'
      WHERE a.office_id = ${officeId} AND a.person_id = ${personId} AND a.state = 'standing' LIMIT 1`);
    const file = await isFileElsewhere(transaction, officeId, draftId);
    const flags: string[] = [];
    if (phone !== undefined) flags.push('shared-phone');
    if (card !== undefined) flags.push('shared-card');
    if (file) flags.push('same-file');
    return flags;
  });
}
