import { fail, ok, type Result } from '#kernel/result.ts';
import { admitPerson, findMembers, hashColumns, openMember } from '#modules/persons/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import { lookupHashes } from '#platform/cryptography/lookup-hash.ts';
import { sealWithRing } from '#platform/cryptography/sealing.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import { sqlState } from '#platform/database/database.ts';
import type { Platform } from '#platform/platform.ts';
import {
  type AccountFields,
  type AccountRow,
  accountContext,
  findAccount,
  findMemberAccount,
  insertAccount,
  insertRole,
} from './account-store.ts';
import { admitGuess, forgetGuesses, guessedAt, type Locked } from './attempts.ts';
import { type BegunSession, beginSession } from './begin-session.ts';
import { findCandidates } from './find-candidates.ts';
import type { MemberCandidate } from './member-candidate.ts';
import { findNewestMemberId, findOfficeNames } from './membership-store.ts';
import { linkRelative } from './relative-candidate.ts';
import { codeHashOf, identityOf, isSameHash, subjectOf } from './request-sign-in-code.ts';
import { OUTSIDE, type ResolvedSession } from './resolve-session.ts';
import { findCodeHash, spendCode } from './sms-code-store.ts';

export interface MemberSignIn {
  readonly name: string;
  readonly residentId: string;
  readonly code: string;
}

/** In order of precedence; a wrong name, a wrong number and a wrong code are all alike. */
export type SignInMemberRefusal =
  | { readonly code: 'member-identity-faulty' }
  | Locked
  | { readonly code: 'member-sign-in-wrong' };

const GUESSES = { failuresBeforeLock: 5, lockMinutes: 15 } as const;
const NOT_UNIQUE = '23505';

/**
 * Signs a member in by the code on his phone, into the office of his longest cover; a relative into the office that
 * admitted him. His account there is made at the first sign-in.
 */
export async function signInMember(
  platform: Platform,
  input: MemberSignIn,
  request: Pick<Caller, 'requestId'> = {},
): Promise<Result<BegunSession, SignInMemberRefusal>> {
  const identity = identityOf(input);
  if (identity === undefined) return fail({ code: 'member-identity-faulty' });
  const subject = subjectOf(platform.ring(), identity);
  const guesses = guessedAt('sms-code', subject);
  const locked = await admitGuess(platform, guesses, GUESSES);
  if (locked !== undefined) return fail(locked);
  const typed = codeHashOf(platform.ring(), subject, input.code.normalize('NFKC').replaceAll(/\s/g, ''));
  const isRight = await platform.database.transaction(OUTSIDE, async (transaction) => {
    const now = platform.clock.now();
    const stored = await findCodeHash(transaction, subject, now);
    if (stored === undefined || !isSameHash(stored, typed)) return false;
    return await spendCode(transaction, subject, now);
  });
  if (!isRight) return fail({ code: 'member-sign-in-wrong' });
  const [candidate] = await findCandidates(platform, identity);
  if (candidate === undefined) return fail({ code: 'member-sign-in-wrong' });
  const begun = await enterOffice(platform, candidate, 'sign-in-member', request);
  if (begun === undefined) return fail({ code: 'member-sign-in-wrong' });
  await forgetGuesses(platform, guesses);
  return ok(begun);
}

/** An office in which the signed-in person has cover. */
export interface MemberOffice {
  readonly officeId: string;
  readonly name: string;
  readonly isCurrent: boolean;
}

/** Where the person of a member's session has cover: his own offices, the longest cover first. */
export async function findMemberOffices(
  platform: Platform,
  session: Pick<ResolvedSession, 'access'>,
): Promise<readonly MemberOffice[]> {
  const candidates = await candidatesOf(platform, session);
  const officeIds = candidates.map(({ officeId }) => officeId);
  const names = await platform.database.transaction(OUTSIDE, (transaction) => findOfficeNames(transaction, officeIds));
  return candidates.map(({ officeId }) => ({
    officeId,
    name: names.get(officeId) ?? '',
    isCurrent: officeId === session.access.officeId,
  }));
}

/** Begins a session of the same person in another of his offices; `undefined` where he has no cover there. */
export async function switchMemberOffice(
  platform: Platform,
  session: Pick<ResolvedSession, 'access'>,
  officeId: string,
  request: Pick<Caller, 'requestId'> = {},
): Promise<BegunSession | undefined> {
  const candidate = (await candidatesOf(platform, session)).find((each) => each.officeId === officeId);
  return candidate === undefined ? undefined : await enterOffice(platform, candidate, 'switch-office', request);
}

async function candidatesOf(
  platform: Platform,
  { access }: Pick<ResolvedSession, 'access'>,
): Promise<readonly MemberCandidate[]> {
  if (access.scope !== 'person') return [];
  const identity = await platform.database.transaction(access, async (transaction) => {
    const memberId = await findNewestMemberId(transaction, access.officeId, access.personId);
    const [member] = memberId === undefined ? [] : await findMembers(transaction, access.officeId, [memberId]);
    return member === undefined ? undefined : openMember(platform.ring(), member);
  });
  return identity === undefined ? [] : await findCandidates(platform, identity);
}

async function enterOffice(
  platform: Platform,
  candidate: MemberCandidate,
  act: 'sign-in-member' | 'switch-office',
  request: Pick<Caller, 'requestId'>,
): Promise<BegunSession | undefined> {
  try {
    return await tryToEnter(platform, candidate, act, request);
  } catch (error) {
    // his other phone opened the account at the same moment
    if (sqlState(error) !== NOT_UNIQUE) throw error;
    return await tryToEnter(platform, candidate, act, request);
  }
}

async function tryToEnter(
  platform: Platform,
  candidate: MemberCandidate,
  name: 'sign-in-member' | 'switch-office',
  request: Pick<Caller, 'requestId'>,
): Promise<BegunSession | undefined> {
  const { officeId } = candidate;
  const personId = candidate.personId ?? (await findPersonId(platform, candidate));
  const known = await platform.database.transaction(
    { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID },
    (transaction) => findMemberAccount(transaction, officeId, personId),
  );
  const actorId = known?.id ?? platform.newId();
  const caller: Caller = { ...request, access: { scope: 'office', officeId, actorId } };
  const entered = await perform<BegunSession, { readonly code: 'member-sign-in-wrong' }>(
    platform,
    caller,
    { name, input: actorId },
    async (act) => {
      const account =
        known === undefined
          ? await openMemberAccount(act, candidate, personId)
          : await findAccount(act.transaction, officeId, actorId);
      const begun = account?.state === 'active' ? await beginSession(act, account, { isProved: true }) : undefined;
      if (begun === undefined) return fail({ code: 'member-sign-in-wrong' });
      await linkRelative(act, candidate, actorId);
      const { agencyId, unitId } = candidate;
      await act.audit({ act: name, objectKind: 'account', objectId: actorId, agencyId, unitId });
      return ok(begun);
    },
  );
  return entered.ok ? entered.value : undefined;
}

/** The person that a relative is in the office that admitted him. */
async function findPersonId(platform: Platform, { officeId, residentId, memberId }: MemberCandidate): Promise<string> {
  const caller: Caller = { access: { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } };
  const found = await perform<string, never>(
    platform,
    caller,
    { name: 'admit-relative', input: memberId },
    async (act) => {
      const personId = await admitPerson(act, residentId);
      await act.audit({ act: 'admit-relative', objectKind: 'person', objectId: personId });
      return ok(personId);
    },
  );
  if (!found.ok) throw new Error('an act without a key was refused');
  return found.value;
}

async function openMemberAccount(act: Act, candidate: MemberCandidate, personId: string): Promise<AccountRow> {
  const { transaction, officeId, now, actorId: id, platform } = act;
  const { name, phone = '', agencyId } = candidate;
  const fields: AccountFields = { name, phone, signInName: '' };
  const row = {
    officeId,
    id,
    kind: 'member' as const,
    agencyId,
    unitId: null,
    personId,
    sealed: sealWithRing(platform.ring(), accountContext(officeId, id), fields),
    createdAt: now,
  };
  await insertAccount(transaction, row, hashColumns(lookupHashes(platform.ring(), 'phone', phone)));
  const role = candidate.personId === undefined ? 'relative' : 'member';
  await insertRole(transaction, row, { role, agencyId }, { by: SYSTEM_ACTOR_ID, at: now });
  return { ...row, state: 'active', lastSignInAt: null };
}
