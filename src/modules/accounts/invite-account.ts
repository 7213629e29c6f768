import type { Role } from '#contracts/permissions.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { sealWithRing } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { findNode, findUnitNode, insertInvitation } from './invitation-store.ts';
import { createInvitationCode, invitationCodeHash } from './one-time-code.ts';
import { checkPerson, type FaultyPerson, type NamedPerson } from './person-fields.ts';
import { kindOf, mayBeHeldAt } from './roles.ts';

/** How long an invitation waits. */
const INVITATION_DAYS = 7;
const DAY_MS = 86_400_000;

export interface AccountToInvite extends NamedPerson {
  readonly role: Role;
  /** Where the role is to be held; of a unit's agent: left out, his unit says it. */
  readonly agencyId?: string;
  readonly unitId?: string;
}

export interface Invitation {
  readonly invitationId: string;
  /** Shown once, to be handed to the person. */
  readonly code: string;
  readonly expiresAt: number;
}

/** In order of precedence. */
export type InviteAccountRefusal =
  | { readonly code: 'role-not-yours-to-give' }
  | FaultyPerson
  | { readonly code: 'node-not-found' }
  | { readonly code: 'node-closed' }
  | { readonly code: 'role-not-at-this-level' };

/**
 * Invites somebody to hold a role. System administrators invite staff and the other administrators; reviewers the agents
 * of units in their subtree; an agent further agents of his unit.
 */
export function inviteAccount(
  platform: Platform,
  caller: Caller,
  input: AccountToInvite,
): Promise<Result<Invitation, InviteAccountRefusal | IdempotencyRefusal>> {
  return perform(platform, caller, { name: 'invite-account', input }, async (act) => {
    if (!mayGive(caller, input)) return fail({ code: 'role-not-yours-to-give' });
    return await inviteWithin(act, input);
  });
}

/** The same as a part of another act, without the question who may: opening an office, passing a unit. */
export async function inviteWithin(
  act: Act,
  input: AccountToInvite,
): Promise<Result<Invitation, InviteAccountRefusal>> {
  const { officeId, transaction, now } = act;
  const person = checkPerson(input);
  if ('code' in person) return fail(person);
  const unit = input.unitId === undefined ? undefined : await findUnitNode(transaction, officeId, input.unitId);
  if (input.unitId !== undefined && unit === undefined) return fail({ code: 'node-not-found' });
  if (unit !== undefined && unit.state !== 'active') return fail({ code: 'node-closed' });
  const agencyId = unit?.agencyId ?? input.agencyId;
  if (agencyId === undefined) return fail({ code: 'node-not-found' });
  if (unit === undefined) {
    const node = await findNode(transaction, officeId, agencyId);
    if (node === undefined) return fail({ code: 'node-not-found' });
    if (!node.isOpen) return fail({ code: 'node-closed' });
    if (!mayBeHeldAt(input.role, node.kind)) return fail({ code: 'role-not-at-this-level' });
  }
  const invitationId = act.newId();
  const code = createInvitationCode();
  const expiresAt = now + INVITATION_DAYS * DAY_MS;
  await insertInvitation(
    transaction,
    {
      officeId,
      id: invitationId,
      kind: kindOf(input.role),
      role: input.role,
      agencyId,
      unitId: input.unitId ?? null,
      sealed: sealWithRing(act.platform.ring(), { table: 'invitation', officeId, id: invitationId }, person),
      invitedBy: act.actorId,
      createdAt: now,
      expiresAt,
    },
    hashOf(code),
  );
  await act.audit({
    act: 'invite-account',
    objectKind: 'invitation',
    objectId: invitationId,
    agencyId,
    ...(input.unitId === undefined ? {} : { unitId: input.unitId }),
    detail: { role: input.role },
    personal: person,
  });
  return ok({ invitationId, code, expiresAt });
}

function mayGive({ access }: Caller, { role, unitId }: AccountToInvite): boolean {
  const kind = kindOf(role);
  if ((kind === 'unit') !== (unitId !== undefined)) return false;
  switch (access.scope) {
    case 'administration':
      return kind === 'staff' || kind === 'administrator';
    case 'office':
    case 'agencies':
      return kind === 'unit';
    case 'unit':
      return kind === 'unit' && unitId === access.unitId;
    case 'committee':
    case 'person':
      return false;
  }
}

function hashOf(code: string): Buffer {
  const hash = invitationCodeHash(code);
  if (hash === undefined) throw new Error('a code that was just made does not read');
  return hash;
}
