import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import { auditSealContext } from '#platform/acts/audit-entry.ts';
import { getAuditKey } from '#platform/acts/audit-key.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { openJson } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { SECURITY_OBJECT_KINDS, type TrailArea } from './trail.ts';
import { findSealedPart } from './trail-store.ts';

/**
 * In order of precedence.
 *
 * - `audit-row-unknown`: there is no such row where the caller may look
 * - `audit-row-without-personal`: there is nothing sealed in it
 * - `audit-row-unreadable`: it does not open: changed, or sealed under another key
 */
export type OpenAuditRowRefusal =
  | { readonly code: 'audit-row-unknown' }
  | { readonly code: 'audit-row-without-personal' }
  | { readonly code: 'audit-row-unreadable' };

/**
 * Opens what is personal in a row of the trail. Whoever does so says why; who, which row and why stands in the trail
 * before he sees anything.
 */
export function openAuditRow(
  platform: Platform,
  caller: Caller,
  { area, rowId, reason }: { readonly area: TrailArea; readonly rowId: number; readonly reason: string },
): Promise<Result<{ readonly personal: unknown }, OpenAuditRowRefusal | IdempotencyRefusal>> {
  const input = { area, rowId, reason };
  return perform<{ readonly personal: unknown }, OpenAuditRowRefusal>(
    platform,
    caller,
    { name: 'open-audit-row', input },
    async (act) => {
      const row = await findSealedPart(act.transaction, act.officeId, rowId);
      if (row === undefined || (area === 'security') !== SECURITY_OBJECT_KINDS.includes(row.object_kind)) {
        return fail({ code: 'audit-row-unknown' });
      }
      if (row.sealed === null) return fail({ code: 'audit-row-without-personal' });
      const context = auditSealContext(act.officeId, row.object_id, row.at);
      const key = await getAuditKey(act.transaction, platform.ring(), act.officeId);
      const opened = openJson<unknown>(key, context, row.sealed);
      if (!opened.ok) return fail({ code: 'audit-row-unreadable' });
      await act.audit({
        act: 'open-audit-row',
        objectKind: row.object_kind,
        objectId: row.object_id,
        ...(row.agency_id === null ? {} : { agencyId: row.agency_id }),
        ...(row.unit_id === null ? {} : { unitId: row.unit_id }),
        detail: { rowId },
        personal: { reason },
      });
      return ok({ personal: opened.value });
    },
  );
}
