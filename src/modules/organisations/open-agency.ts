import { fail, ok, type Result } from '#kernel/result.ts';
import { widenSessions } from '#modules/accounts/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { type AgencyKind, insertAgency, lockAgency } from './agency-store.ts';
import { isOfTheOffice } from './who.ts';

export interface AgencyToOpen {
  readonly parentId: string;
  readonly kind: Exclude<AgencyKind, 'office'>;
  readonly code: string;
  readonly name: string;
}

/** In order of precedence. */
export type OpenAgencyRefusal =
  | { readonly code: 'not-of-the-office' }
  | { readonly code: 'agency-not-found' }
  | { readonly code: 'agency-closed' }
  | { readonly code: 'agency-level' }
  | { readonly code: 'agency-taken' };

/** What may hang below what. */
const BELOW: Readonly<Record<AgencyKind, readonly AgencyKind[]>> = {
  office: ['city', 'county'],
  city: ['county'],
  county: [],
};

/** Opens a city or county below a node. Who is signed in above it sees it at once. */
export function openAgency(
  platform: Platform,
  caller: Caller,
  input: AgencyToOpen,
): Promise<Result<{ readonly agencyId: string }, OpenAgencyRefusal | IdempotencyRefusal>> {
  return perform(
    platform,
    caller,
    { name: 'open-agency', input },
    async (act): Promise<Result<{ readonly agencyId: string }, OpenAgencyRefusal>> => {
      if (!isOfTheOffice(caller)) return fail({ code: 'not-of-the-office' });
      const { kind, code, name } = input;
      const parent = await lockAgency(act.transaction, act.officeId, input.parentId);
      if (parent === undefined) return fail({ code: 'agency-not-found' });
      if (!parent.isOpen) return fail({ code: 'agency-closed' });
      if (!BELOW[parent.kind].includes(kind)) return fail({ code: 'agency-level' });
      const id = act.newId();
      const path = [...parent.path, id];
      const agency = { id, parentId: parent.id, kind, code, name, path, isOpen: true };
      if (!(await insertAgency(act.transaction, act.officeId, agency))) return fail({ code: 'agency-taken' });
      await widenSessions(act.transaction, act.officeId, parent.id, id);
      await act.audit({
        act: 'open-agency',
        objectKind: 'agency',
        objectId: id,
        agencyId: id,
        detail: { kind, code, name, parentId: parent.id },
      });
      return ok({ agencyId: id });
    },
  );
}
