import { parseMobilePhone } from '#kernel/mobile-phone.ts';
import { personNameFault } from '#kernel/person-name.ts';
import { repairCode, repairName } from '#kernel/safe-text.ts';

/** A person as somebody names him: to invite him, or as a unit's contact. */
export interface NamedPerson {
  readonly name: string;
  readonly phone: string;
}

export interface FaultyPerson {
  readonly code: 'name-faulty' | 'phone-faulty';
}

/** Repairs what is safe to repair; the fault where a name or a mobile number is still none. */
export function checkPerson(typed: NamedPerson): NamedPerson | FaultyPerson {
  const name = repairName(typed.name).text;
  if (personNameFault(name) !== undefined) return { code: 'name-faulty' };
  const phone = parseMobilePhone(repairCode(typed.phone).text);
  return phone.ok ? { name, phone: phone.value } : { code: 'phone-faulty' };
}
