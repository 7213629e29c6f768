import type { Role } from '#contracts/permissions.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { openWithRing } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { endInvitation, findInvitationRows, type InvitationRow, lockInvitation } from './invitation-store.ts';
import type { NamedPerson } from './person-fields.ts';
import type { AccountKind } from './roles.ts';

export interface InvitationSummary {
  readonly id: string;
  readonly role: Role;
  readonly agencyId: string;
  readonly unitId: string | undefined;
  readonly name: string;
  readonly state: 'open' | 'expired' | 'accepted' | 'revoked';
  readonly expiresAt: number;
}

/** A page of the invitations to accounts of these kinds that the caller sees, in the order in which they were made. */
export function findInvitations(
  platform: Platform,
  { access }: Pick<Caller, 'access'>,
  kinds: readonly AccountKind[],
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly InvitationSummary[]> {
  const { officeId } = access;
  const now = platform.clock.now();
  return platform.database.transaction(access, async (transaction) => {
    const rows = await findInvitationRows(transaction, officeId, kinds, page);
    return rows.map((row) => ({
      id: row.id,
      role: row.role,
      agencyId: row.agencyId,
      unitId: row.unitId ?? undefined,
      name: invitedPerson(platform, row).name,
      state: row.state === 'open' && row.expiresAt <= now ? 'expired' : row.state,
      expiresAt: row.expiresAt,
    }));
  });
}

/** In order of precedence. */
export type RevokeInvitationRefusal = { readonly code: 'invitation-not-found' } | { readonly code: 'invitation-ended' };

/** Takes back an invitation of these kinds that nobody has accepted. */
export function revokeInvitation(
  platform: Platform,
  caller: Caller,
  kinds: readonly AccountKind[],
  input: { readonly invitationId: string },
): Promise<Result<undefined, RevokeInvitationRefusal | IdempotencyRefusal>> {
  return perform(
    platform,
    caller,
    { name: 'revoke-invitation', input },
    async (act): Promise<Result<undefined, RevokeInvitationRefusal>> => {
      const row = await lockInvitation(act.transaction, act.officeId, input.invitationId);
      if (row === undefined || !kinds.includes(row.kind)) return fail({ code: 'invitation-not-found' });
      if (row.state !== 'open') return fail({ code: 'invitation-ended' });
      await endInvitation(act.transaction, row, 'revoked', null);
      await act.audit({
        act: 'revoke-invitation',
        objectKind: 'invitation',
        objectId: row.id,
        agencyId: row.agencyId,
        ...(row.unitId === null ? {} : { unitId: row.unitId }),
        detail: { role: row.role },
      });
      return ok(undefined);
    },
  );
}

/** Who was invited. */
export function invitedPerson(platform: Platform, { officeId, id, sealed }: InvitationRow): NamedPerson {
  const person = openWithRing<NamedPerson>(platform.ring(), { table: 'invitation', officeId, id }, sealed);
  if (!person.ok) throw new Error(`an invitation does not open: ${person.error}`);
  return person.value;
}
