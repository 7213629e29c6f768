import type { Role } from '#contracts/permissions.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Invitation, type InviteAccountRefusal, inviteWithin, type NamedPerson } from '#modules/accounts/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import { insertAgency, insertOffice, type OfficeAccount } from './agency-store.ts';

export type AdministratorRole = Extract<Role, `${string}Administrator`>;

export interface OfficeToOpen {
  /** 2 to 12 capital letters or digits. */
  readonly code: string;
  readonly name: string;
  readonly kind: 'headquarters' | 'office';
  readonly account?: OfficeAccount;
  readonly openedOn: DayNumber;
  /** The first three: they invite all others. */
  readonly administrators: Readonly<Record<AdministratorRole, NamedPerson>>;
}

export interface OpenedOffice {
  readonly officeId: string;
  readonly rootAgencyId: string;
  readonly invitations: Readonly<Record<AdministratorRole, Invitation>>;
}

export type OpenOfficeRefusal = { readonly code: 'office-taken' } | InviteAccountRefusal;

/**
 * Opens an office: itself, the root of its tree, and invitations for its three administrators, in one act of the program
 * (`behalfId`: for whom). A second office with the code or the name is refused.
 */
export function openOffice(
  platform: Platform,
  by: Pick<Caller, 'behalfId' | 'requestId'>,
  input: OfficeToOpen,
): Promise<Result<OpenedOffice, OpenOfficeRefusal | IdempotencyRefusal>> {
  const officeId = platform.newId();
  const caller: Caller = { ...by, access: { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } };
  return perform(
    platform,
    caller,
    { name: 'open-office', input },
    async (act): Promise<Result<OpenedOffice, OpenOfficeRefusal>> => {
      const { code, name, kind, account, openedOn } = input;
      if (!(await insertOffice(act.transaction, { id: officeId, code, name, kind, account, openedOn }))) {
        return fail({ code: 'office-taken' });
      }
      const rootAgencyId = act.newId();
      await insertAgency(act.transaction, officeId, {
        id: rootAgencyId,
        parentId: null,
        kind: 'office',
        code,
        name,
        path: [rootAgencyId],
        isOpen: true,
      });
      await act.audit({ act: 'open-office', objectKind: 'office', objectId: officeId, detail: { code, name, kind } });
      const invite = (role: AdministratorRole): ReturnType<typeof inviteWithin> =>
        inviteWithin(act, { ...input.administrators[role], role, agencyId: rootAgencyId });
      const system = await invite('systemAdministrator');
      if (!system.ok) return system;
      const security = await invite('securityAdministrator');
      if (!security.ok) return security;
      const audit = await invite('auditAdministrator');
      if (!audit.ok) return audit;
      return ok({
        officeId,
        rootAgencyId,
        invitations: {
          systemAdministrator: system.value,
          securityAdministrator: security.value,
          auditAdministrator: audit.value,
        },
      });
    },
  );
}
