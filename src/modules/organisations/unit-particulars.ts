import { isUnionCode, parseCreditCode } from '#kernel/credit-code.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { repairCode } from '#kernel/safe-text.ts';
import { checkPerson, type FaultyPerson, type NamedPerson } from '#modules/accounts/index.ts';
import { openWithRing, type SealContext, sealWithRing } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import type { UnitParticulars, UnitRow } from './unit-store.ts';

/** What a unit says of itself and may later change (通知-三(一).1). */
export interface TypedUnit {
  readonly name: string;
  readonly unionName?: string;
  readonly unionCreditCode?: string;
  readonly address: string;
  readonly staffCount: number;
  readonly womenCount: number;
  readonly eligibleCount: number;
  readonly contact: NamedPerson;
}

/** In order of precedence. */
export type FaultyUnit =
  | { readonly code: 'unit-name-missing' }
  | { readonly code: 'union-code-faulty' }
  | { readonly code: 'unit-counts-faulty' }
  | FaultyPerson;

/** Checks what was typed; the contact comes back repaired, and sealed for the row. */
export function checkUnit(
  platform: Platform,
  at: { readonly officeId: string; readonly unitId: string },
  typed: TypedUnit,
): Result<{ readonly particulars: UnitParticulars; readonly contact: NamedPerson }, FaultyUnit> {
  const name = typed.name.trim();
  if (name === '') return fail({ code: 'unit-name-missing' });
  const unionCreditCode = readUnionCode(typed.unionCreditCode);
  if (unionCreditCode === undefined) return fail({ code: 'union-code-faulty' });
  const { staffCount, womenCount, eligibleCount } = typed;
  if (womenCount > staffCount || eligibleCount > staffCount) return fail({ code: 'unit-counts-faulty' });
  const contact = checkPerson(typed.contact);
  if ('code' in contact) return fail(contact);
  const particulars = {
    name,
    unionName: typed.unionName?.trim() ?? null,
    unionCreditCode,
    address: typed.address.trim(),
    staffCount,
    womenCount,
    eligibleCount,
    sealedContact: sealWithRing(platform.ring(), contactContext(at.officeId, at.unitId), contact),
  };
  return ok({ particulars, contact });
}

/** Where a unit's contact is sealed. */
export function contactContext(officeId: string, unitId: string): SealContext {
  return { table: 'unit', officeId, id: unitId };
}

/** `null` where none was given, `undefined` where it is none of a union. */
function readUnionCode(typed: string | undefined): string | null | undefined {
  if (typed === undefined || typed.trim() === '') return null;
  const code = parseCreditCode(repairCode(typed).text);
  return code.ok && isUnionCode(code.value) ? code.value.code : undefined;
}

/** The contact of a unit, opened. */
export function contactOf(
  platform: Platform,
  { officeId, id, sealedContact }: Pick<UnitRow, 'officeId' | 'id' | 'sealedContact'>,
): NamedPerson {
  if (sealedContact === null) throw new Error('a unit without a contact');
  const contact = openWithRing<NamedPerson>(platform.ring(), contactContext(officeId, id), sealedContact);
  if (!contact.ok) throw new Error(`a contact does not open: ${contact.error}`);
  return contact.value;
}
