import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { countBelow, lockAgency, shutAgency } from './agency-store.ts';
import { inTheOffice, isOfTheOffice } from './who.ts';

/** In order of precedence. */
export type CloseAgencyRefusal =
  | { readonly code: 'not-of-the-office' }
  | { readonly code: 'agency-not-found' }
  | { readonly code: 'agency-closed' }
  | { readonly code: 'agency-is-root' }
  | { readonly code: 'agency-in-use'; readonly agencies: number; readonly units: number };

/** Closes a node below which nothing is open any more: its units must have moved first. What it did stays to be read. */
export function closeAgency(
  platform: Platform,
  caller: Caller,
  input: { readonly agencyId: string },
): Promise<Result<undefined, CloseAgencyRefusal | IdempotencyRefusal>> {
  return perform(
    platform,
    inTheOffice(caller),
    { name: 'close-agency', input },
    async (act): Promise<Result<undefined, CloseAgencyRefusal>> => {
      if (!isOfTheOffice(caller)) return fail({ code: 'not-of-the-office' });
      const agency = await lockAgency(act.transaction, act.officeId, input.agencyId);
      if (agency === undefined) return fail({ code: 'agency-not-found' });
      if (!agency.isOpen) return fail({ code: 'agency-closed' });
      if (agency.parentId === null) return fail({ code: 'agency-is-root' });
      const below = await countBelow(act.transaction, act.officeId, agency.id);
      if (below.agencies + below.units > 0) return fail({ code: 'agency-in-use', ...below });
      await shutAgency(act.transaction, act.officeId, agency.id);
      await act.audit({ act: 'close-agency', objectKind: 'agency', objectId: agency.id, agencyId: agency.id });
      return ok(undefined);
    },
  );
}
