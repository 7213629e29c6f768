import type { Caller } from '#platform/acts/act.ts';

/** Whether the caller acts for the whole office: one of its administrators, or the program itself. */
export function isOfTheOffice({ access }: Caller): boolean {
  return access.scope === 'administration' || access.scope === 'office';
}

/**
 * The same caller in the context of the whole office: for acts of administrators that touch rows which they themselves
 * may not see. Nothing of these rows may get into the answer.
 */
export function inTheOffice(caller: Caller): Caller {
  const { officeId, actorId } = caller.access;
  return { ...caller, access: { scope: 'office', officeId, actorId } };
}
