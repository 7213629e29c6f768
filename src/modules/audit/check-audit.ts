import type { Caller } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import type { AuditCheck, AuditReport } from './audit-report.ts';
import { findLastCheck, findLastSeal, insertCheck } from './trail-store.ts';
import { verifyAudit } from './verify-audit.ts';

export interface AuditIntegrity {
  readonly lastSeal: { readonly number: number; readonly link: string; readonly sealedAt: number } | undefined;
  readonly lastCheck: AuditCheck | undefined;
}

const STORED_FAULTS = 100;

/** Verifies an office's trail and keeps what was found, for the screens. */
export async function checkAudit(platform: Platform, officeId: string): Promise<AuditReport> {
  const report = await verifyAudit(platform, officeId);
  const check: AuditCheck = { ...report, at: platform.clock.now(), faults: report.faults.slice(0, STORED_FAULTS) };
  const context = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
  await platform.database.transaction(context, (transaction) =>
    insertCheck(transaction, officeId, platform.newId(), check),
  );
  return report;
}

/** How far the office's trail is sealed, and what the last check of it found. */
export function findIntegrity(platform: Platform, caller: Caller): Promise<AuditIntegrity> {
  const { officeId } = caller.access;
  return platform.database.transaction(caller.access, async (transaction) => {
    const seal = await findLastSeal(transaction, officeId);
    return {
      lastSeal: seal === undefined ? undefined : { ...seal, link: seal.link.toString('hex') },
      lastCheck: await findLastCheck(transaction, officeId),
    };
  });
}
