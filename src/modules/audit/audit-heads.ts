import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import { findHead, findOffices } from './store.ts';
import type { AuditAnchor } from './verify-audit.ts';

/** An office, as far as its trail is concerned. */
export interface AuditedOffice {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/** All offices of this installation, by code. */
export function findAuditedOffices(platform: Platform): Promise<readonly AuditedOffice[]> {
  return platform.database.transaction({ scope: 'platform', actorId: SYSTEM_ACTOR_ID }, findOffices);
}

/** The last link of an office's chain, to be kept outside of the database; `undefined` before the first seal. */
export async function findAnchor(platform: Platform, officeId: string): Promise<AuditAnchor | undefined> {
  const context = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
  const head = await platform.database.transaction(context, (transaction) => findHead(transaction, officeId));
  return head === undefined || head.number === 0 ? undefined : { officeId, number: head.number, link: head.link };
}
