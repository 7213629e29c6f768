import { parseMobilePhone } from '#kernel/mobile-phone.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { findMembers } from '#modules/persons/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { type AskedPhone, sealRequest } from './member-request.ts';
import { hasOpenPhoneRequest, insertRequest } from './member-request-store.ts';
import { findNewestMemberId } from './membership-store.ts';

export interface PhoneChangeToAsk extends AskedPhone {
  /** The member of a unit; a member himself names nobody. */
  readonly memberId?: string | undefined;
}

/** In order of precedence. */
export type AskPhoneChangeRefusal =
  | { readonly code: 'phone-faulty' }
  | { readonly code: 'member-out-of-sight' }
  | { readonly code: 'phone-change-asked' };

/** Asks for another phone for a member's sign-in; it may be used once his agency has granted it. */
export async function askPhoneChange(
  platform: Platform,
  caller: Caller,
  input: PhoneChangeToAsk,
): Promise<Result<{ readonly requestId: string }, AskPhoneChangeRefusal | IdempotencyRefusal>> {
  const phone = parseMobilePhone(input.phone.normalize('NFKC').replaceAll(/[\s-]/g, ''));
  if (!phone.ok) return fail({ code: 'phone-faulty' });
  const { access } = caller;
  const { officeId } = access;
  type Asking = Result<{ readonly requestId: string }, AskPhoneChangeRefusal>;
  return await perform(platform, caller, { name: 'ask-phone-change', input }, async (act): Promise<Asking> => {
    const { transaction } = act;
    const memberId =
      access.scope === 'person' ? await findNewestMemberId(transaction, officeId, access.personId) : input.memberId;
    const [member] = memberId === undefined ? [] : await findMembers(transaction, officeId, [memberId]);
    if (member === undefined || member.wrapped_key === null) return fail({ code: 'member-out-of-sight' });
    const { agency_id: agencyId, unit_id: unitId, person_id: personId, wrapped_key: wrappedKey } = member;
    if (await hasOpenPhoneRequest(act, personId)) return fail({ code: 'phone-change-asked' });
    const requestId = act.newId();
    const asked: AskedPhone = { phone: phone.value, reason: input.reason };
    const sealed = sealRequest(platform.ring(), { officeId, requestId, personId, wrappedKey }, asked, 'asked');
    const origin = access.scope === 'person' ? ('member' as const) : ('unit' as const);
    const row = { id: requestId, agencyId, unitId, personId, memberId: member.member_id, origin, sealed };
    await insertRequest(act, { ...row, kind: 'phone' }, null);
    const trail = { objectKind: 'member-request', objectId: requestId, agencyId, unitId };
    await act.audit({ ...trail, act: 'ask-phone-change', detail: { origin } });
    await act.emit({ ...trail, kind: 'phone-change-asked', payload: { waitsForAgencyId: agencyId } });
    return ok({ requestId });
  });
}
