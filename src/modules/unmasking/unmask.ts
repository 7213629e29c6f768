import { fail, ok, type Result } from '#kernel/result.ts';
import { openAccount } from '#modules/accounts/index.ts';
import { openUnitContact } from '#modules/organisations/index.ts';
import { findMembers, openMember } from '#modules/persons/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';

export type UnmaskedKind = 'member' | 'unit-contact' | 'account';
export type UnmaskedField = 'name' | 'phone' | 'residentId';

export interface WhatToUnmask {
  readonly kind: UnmaskedKind;
  readonly id: string;
  readonly fields: readonly UnmaskedField[];
  /** Goes into the trail, sealed. */
  readonly reason: string;
}

/** The fields that were asked for; those that this kind does not have, or that were never given, are left out. */
export type Unmasked = Readonly<Partial<Record<UnmaskedField, string>>>;

/**
 * - `unmasked-not-found`: not there, or out of the caller's sight
 * - `person-deleted`: his key is gone, and with it what it sealed
 */
export type UnmaskRefusal = { readonly code: 'unmasked-not-found' } | { readonly code: 'person-deleted' };

/** What was opened, and where its row belongs. */
interface Opened {
  readonly values: Unmasked;
  readonly agencyId: string;
  readonly unitId: string | undefined;
}

/**
 * Shows in full what the screens mask, for a reason; who looked at what, and why, stands in the trail. Sees no further than
 * the caller's own lists do.
 */
export function unmask(
  platform: Platform,
  caller: Caller,
  input: WhatToUnmask,
): Promise<Result<Unmasked, UnmaskRefusal | IdempotencyRefusal>> {
  return perform(platform, caller, { name: 'unmask', input }, async (act): Promise<Result<Unmasked, UnmaskRefusal>> => {
    const opened = await openers[input.kind](act, input.id);
    if (opened === undefined) return fail({ code: 'unmasked-not-found' });
    if (opened === 'deleted') return fail({ code: 'person-deleted' });
    await act.audit({
      act: 'unmask',
      objectKind: input.kind,
      objectId: input.id,
      agencyId: opened.agencyId,
      ...(opened.unitId === undefined ? {} : { unitId: opened.unitId }),
      detail: { fields: input.fields },
      personal: { reason: input.reason },
    });
    return ok(Object.fromEntries(Object.entries(opened.values).filter(([field]) => isAskedFor(input, field))));
  });
}

function isAskedFor({ fields }: WhatToUnmask, field: string): boolean {
  return fields.some((each) => each === field);
}

const openers: Readonly<Record<UnmaskedKind, (act: Act, id: string) => Promise<Opened | 'deleted' | undefined>>> = {
  member: async ({ transaction, officeId, platform }, id) => {
    const [member] = await findMembers(transaction, officeId, [id]);
    if (member === undefined) return undefined;
    const person = openMember(platform.ring(), member);
    if (person === undefined) return 'deleted';
    const { name, phone, residentId } = person;
    const values = phone === undefined ? { name, residentId } : { name, residentId, phone };
    return { values, agencyId: member.agency_id, unitId: member.unit_id };
  },
  'unit-contact': async ({ transaction, officeId, platform }, id) => {
    const unit = await openUnitContact(platform, transaction, officeId, id);
    return unit && { values: unit.contact, agencyId: unit.agencyId, unitId: id };
  },
  account: async ({ transaction, officeId, platform }, id) => {
    const account = await openAccount(platform, transaction, officeId, id);
    return account && { values: account.person, agencyId: account.agencyId, unitId: account.unitId };
  },
};
