import { ok } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import type { ClaimDetail } from './get-claim.ts';

/** Leaves in the trail that somebody printed a claim's notice: of which decision, and when. */
export async function recordPrintedNotice(
  platform: Platform,
  caller: Caller,
  { claimId, agencyId, unitId, decisions }: ClaimDetail,
): Promise<void> {
  await perform(platform, caller, { name: 'print-notice', input: claimId }, async (act) => {
    const decision = decisions.at(-1)?.number ?? 0;
    await act.audit({
      act: 'print-notice',
      objectKind: 'claim',
      objectId: claimId,
      agencyId,
      unitId,
      detail: { decision },
    });
    return ok(undefined);
  });
}
