import { ok } from '#kernel/result.ts';
import { perform } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import type { ActingFor } from './act-for.ts';

/** The application of a draft, or the proof of participation. */
type PrintedPaper = { readonly draftId: string } | 'participation-proof';

/** Leaves in the trail that somebody printed a paper of the member for whom he acts; one's own papers leave nothing. */
export async function recordPrintedPaper(
  platform: Platform,
  { caller, member, origin }: ActingFor,
  paper: PrintedPaper,
): Promise<void> {
  if (origin === 'member') return;
  const { member_id: memberId, agency_id: agencyId, unit_id: unitId } = member;
  const printed =
    paper === 'participation-proof'
      ? { act: 'print-participation-proof', objectKind: 'member', objectId: memberId }
      : { act: 'print-application', objectKind: 'claim-draft', objectId: paper.draftId };
  await perform(platform, caller, { name: printed.act, input: printed.objectId }, async (act) => {
    await act.audit({ ...printed, agencyId, unitId });
    return ok(undefined);
  });
}
