import { ok } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import type { CertificateDetail } from './find-covers.ts';

/** Leaves in the trail that somebody printed a certificate, on which members stand with their names. */
export async function recordPrintedCertificate(
  platform: Platform,
  caller: Caller,
  { id, unit_id: unitId, agency_id: agencyId, members }: CertificateDetail,
): Promise<void> {
  await perform(platform, caller, { name: 'print-certificate', input: id }, async (act) => {
    const detail = { members: members.length };
    await act.audit({ act: 'print-certificate', objectKind: 'certificate', objectId: id, agencyId, unitId, detail });
    return ok(undefined);
  });
}
