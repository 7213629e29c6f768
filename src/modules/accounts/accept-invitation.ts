import { fail, ok, type Result } from '#kernel/result.ts';
import { hashColumns } from '#modules/persons/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import { lookupHashes } from '#platform/cryptography/lookup-hash.ts';
import { hashPassword } from '#platform/cryptography/password.ts';
import { type PasswordFault, passwordFault } from '#platform/cryptography/password-policy.ts';
import { sealWithRing } from '#platform/cryptography/sealing.ts';
import { sqlState } from '#platform/database/database.ts';
import type { Platform } from '#platform/platform.ts';
import {
  type AccountFields,
  accountContext,
  insertAccount,
  insertRole,
  normaliseSignInName,
  reserveSignIn,
  signInHashes,
} from './account-store.ts';
import { invitedPerson } from './find-invitations.ts';
import { endInvitation, findCode, lockInvitation } from './invitation-store.ts';
import { invitationCodeHash } from './one-time-code.ts';
import { OUTSIDE } from './resolve-session.ts';
import { insertSecret } from './secret-store.ts';
import { settingsOf } from './security-settings.ts';

export interface InvitationToAccept {
  readonly code: string;
  /** 3 to 32 small letters, digits, dots, hyphens, underscores, the first a letter or digit; a mobile number will do. */
  readonly signInName: string;
  readonly password: string;
}

/** In order of precedence. */
export type AcceptInvitationRefusal =
  | { readonly code: 'invitation-unknown' }
  | { readonly code: 'sign-in-name-faulty' }
  | { readonly code: 'password-faulty'; readonly fault: PasswordFault }
  | { readonly code: 'invitation-used' }
  | { readonly code: 'invitation-expired' }
  | { readonly code: 'sign-in-name-taken' }
  | { readonly code: 'person-holds-apart-role' };

export interface AcceptedInvitation {
  readonly officeId: string;
  readonly accountId: string;
}

const SIGN_IN_NAME = /^[a-z0-9][a-z0-9._-]{2,31}$/;
const EXCLUDED = '23P01';
const NOT_UNIQUE = '23505';

/**
 * Opens the account that somebody was invited to, under the name and password that he chooses. An invitation opens one
 * account, however many accept it at the same moment.
 *
 * A person, known by the phone, who is one of the three administrators opens no second account for another of their roles
 * or for business: `person-holds-apart-role`.
 */
export async function acceptInvitation(
  platform: Platform,
  input: InvitationToAccept,
  request: Pick<Caller, 'requestId'> = {},
): Promise<Result<AcceptedInvitation, AcceptInvitationRefusal>> {
  const codeHash = invitationCodeHash(input.code);
  if (codeHash === undefined) return fail({ code: 'invitation-unknown' });
  const found = await platform.database.transaction(OUTSIDE, (transaction) => findCode(transaction, codeHash));
  if (found === undefined) return fail({ code: 'invitation-unknown' });
  const signInName = normaliseSignInName(input.signInName);
  if (!SIGN_IN_NAME.test(signInName)) return fail({ code: 'sign-in-name-faulty' });
  const fault = passwordFault(input.password, signInName);
  if (fault !== undefined) return fail({ code: 'password-faulty', fault });
  const passwordHash = await hashPassword(platform.ring(), input.password);
  const { officeId, invitationId } = found;
  const caller: Caller = { ...request, access: { scope: 'office', officeId, actorId: platform.newId() } };
  const open = { invitationId, signInName, password: input.password, passwordHash };
  try {
    const accepted = await perform(platform, caller, { name: 'accept-invitation', input: invitationId }, (act) =>
      openAccount(act, open),
    );
    return accepted as Result<AcceptedInvitation, AcceptInvitationRefusal>;
  } catch (error) {
    if (sqlState(error) === EXCLUDED || sqlState(error) === NOT_UNIQUE)
      return fail({ code: 'person-holds-apart-role' });
    throw error;
  }
}

async function openAccount(
  act: Act,
  {
    invitationId,
    signInName,
    password,
    passwordHash,
  }: Readonly<Record<string, string>> & {
    readonly invitationId: string;
    readonly signInName: string;
    readonly password: string;
    readonly passwordHash: string;
  },
): Promise<Result<AcceptedInvitation, AcceptInvitationRefusal>> {
  const { transaction, officeId, now, actorId: accountId } = act;
  const ring = act.platform.ring();
  const invitation = await lockInvitation(transaction, officeId, invitationId);
  if (invitation === undefined) return fail({ code: 'invitation-unknown' });
  if (invitation.state !== 'open') return fail({ code: 'invitation-used' });
  if (invitation.expiresAt <= now) return fail({ code: 'invitation-expired' });
  const { passwordCharacters } = await settingsOf(transaction, officeId);
  if (Array.from(password.normalize('NFKC')).length < passwordCharacters) {
    return fail({ code: 'password-faulty', fault: 'too-short' });
  }
  const account = {
    officeId,
    id: accountId,
    kind: invitation.kind,
    agencyId: invitation.agencyId,
    unitId: invitation.unitId,
  };
  if (!(await reserveSignIn(transaction, account, signInHashes(ring, signInName)))) {
    return fail({ code: 'sign-in-name-taken' });
  }
  const person = invitedPerson(act.platform, invitation);
  const fields: AccountFields = { ...person, signInName };
  const sealed = sealWithRing(ring, accountContext(officeId, accountId), fields);
  const phone = hashColumns(lookupHashes(ring, 'phone', person.phone));
  await insertAccount(transaction, { ...account, personId: null, sealed, createdAt: now }, phone);
  await insertSecret(transaction, officeId, accountId, passwordHash, now);
  const { role, agencyId } = invitation;
  await insertRole(transaction, account, { role, agencyId }, { by: invitation.invitedBy, at: now });
  await endInvitation(transaction, invitation, 'accepted', accountId);
  await act.audit({
    act: 'accept-invitation',
    objectKind: 'account',
    objectId: accountId,
    agencyId,
    ...(invitation.unitId === null ? {} : { unitId: invitation.unitId }),
    detail: { invitationId, role, kind: invitation.kind },
  });
  return ok({ officeId, accountId });
}
