import { createHash } from 'node:crypto';
import { type DayNumber, formatDate } from '#kernel/civil-date.ts';
import { parseMobilePhone } from '#kernel/mobile-phone.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { findMembers } from '#modules/persons/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import type { SmsGateway } from '#platform/sms/sms-gateway.ts';
import { admitGuess, forgetGuesses, guessedAt, type Locked } from './attempts.ts';
import { findMemberCandidates, type MemberIdentity } from './member-candidate.ts';
import { type AskedByRelative, type Kinship, relativeIdentity, sealRequest } from './member-request.ts';
import { countRelativesAsking, insertRequest, listRelative } from './member-request-store.ts';
import { findOldestOfficeId } from './membership-store.ts';
import { codeHashOf, identityOf, isSameHash, newCode } from './request-sign-in-code.ts';
import { OUTSIDE } from './resolve-session.ts';
import { findCodeHash, putCode, RESEND_MS, spendCode } from './sms-code-store.ts';

/** A relative as he names himself, and the member who died. */
export interface RelativeNaming {
  readonly name: string;
  readonly residentId: string;
  readonly phone: string;
  readonly memberName: string;
  readonly memberResidentId: string;
}

export interface RelativeAsking extends RelativeNaming {
  readonly code: string;
  readonly kinship: Kinship;
  readonly diedOn: DayNumber;
}

/** In order of precedence; none tells whether anybody has the member's name and number. */
export type AskAsRelativeRefusal =
  | { readonly code: 'member-identity-faulty' }
  | { readonly code: 'relative-is-member' }
  | { readonly code: 'phone-faulty' }
  | { readonly code: 'event-in-future' }
  | Locked
  | { readonly code: 'relative-code-wrong' };

export type RequestRelativeCodeRefusal =
  | Exclude<AskAsRelativeRefusal, Locked | { readonly code: 'event-in-future' | 'relative-code-wrong' }>
  | { readonly code: 'sign-in-code-too-soon'; readonly retryAfterSeconds: number };

/** Settles when what follows the answer is done; the answer does not wait for it, so that its time tells nothing. */
export interface Following {
  readonly following: Promise<void>;
}

const GUESSES = { failuresBeforeLock: 5, lockMinutes: 15 } as const;
/** Of relatives of one member that wait for the agency: more are nobody's family. */
const MOST_ASKING = 10;

/** Sends a code to the phone that a relative gives, whoever he names. */
export async function requestRelativeCode(
  platform: Platform,
  sms: SmsGateway,
  typed: RelativeNaming,
): Promise<Result<Following, RequestRelativeCodeRefusal>> {
  const read = readNaming(typed);
  if (!read.ok) return read;
  const { phone, member } = read.value;
  const subject = subjectOf(phone);
  const code = newCode();
  const hash = codeHashOf(platform.ring(), subject, code);
  const isPut = await platform.database.transaction(OUTSIDE, (transaction) =>
    putCode(transaction, subject, hash, platform.clock.now()),
  );
  if (!isPut) return fail({ code: 'sign-in-code-too-soon', retryAfterSeconds: RESEND_MS / 1_000 });
  const send = async (): Promise<void> => {
    const [candidate] = await findMemberCandidates(platform, member);
    const officeId = candidate?.officeId ?? (await oldestOffice(platform));
    if (officeId === undefined) return;
    const text = `【互助保障】直系亲属申领验证码 ${code}，5 分钟内有效。工作人员不会向您索要验证码，请勿告诉任何人。`;
    await sms.send({ officeId, phone, text });
  };
  return ok({ following: send() });
}

/**
 * Asks to claim as the relative of a member who died. The member's agency looks into it and admits him or not; nobody is
 * told here whether there is such a member.
 */
export async function askAsRelative(
  platform: Platform,
  typed: RelativeAsking,
  request: Pick<Caller, 'requestId'> = {},
): Promise<Result<Following, AskAsRelativeRefusal>> {
  const read = readNaming(typed);
  if (!read.ok) return read;
  const { phone, relative, member } = read.value;
  if (typed.diedOn > today(platform.clock)) return fail({ code: 'event-in-future' });
  const subject = subjectOf(phone);
  const guesses = guessedAt('sms-code', subject);
  const locked = await admitGuess(platform, guesses, GUESSES);
  if (locked !== undefined) return fail(locked);
  const hash = codeHashOf(platform.ring(), subject, typed.code.normalize('NFKC').replaceAll(/\s/g, ''));
  const isRight = await platform.database.transaction(OUTSIDE, async (transaction) => {
    const now = platform.clock.now();
    const stored = await findCodeHash(transaction, subject, now);
    return stored !== undefined && isSameHash(stored, hash) && (await spendCode(transaction, subject, now));
  });
  if (!isRight) return fail({ code: 'relative-code-wrong' });
  await forgetGuesses(platform, guesses);
  const { kinship, diedOn } = typed;
  const asked: AskedByRelative = { ...relative, phone, kinship, diedOn: formatDate(diedOn) };
  return ok({ following: file(platform, member, asked, request) });
}

async function file(
  platform: Platform,
  named: MemberIdentity,
  asked: AskedByRelative,
  request: Pick<Caller, 'requestId'>,
): Promise<void> {
  const [candidate] = await findMemberCandidates(platform, named);
  if (candidate?.personId === undefined) return;
  const { officeId, memberId, personId, agencyId, unitId } = candidate;
  const caller: Caller = { ...request, access: { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } };
  const identity = relativeIdentity(platform.ring(), asked);
  const trail = { objectKind: 'member-request', agencyId, unitId };
  await perform(platform, caller, { name: 'ask-as-relative', input: memberId }, async (act) => {
    const [member] = await findMembers(act.transaction, officeId, [memberId]);
    const { open, own } = await countRelativesAsking(act, personId, identity);
    if (member?.wrapped_key == null || own > 0 || open >= MOST_ASKING) return fail({ code: 'not-filed' as const });
    const id = act.newId();
    const at = { officeId, requestId: id, personId, wrappedKey: member.wrapped_key };
    const sealed = sealRequest(platform.ring(), at, asked, 'asked');
    const row = { id, agencyId, unitId, personId, memberId, kind: 'relative', origin: 'relative', sealed } as const;
    await insertRequest(act, row, identity);
    await listRelative(act, id, identity);
    await act.audit({ ...trail, act: 'ask-as-relative', objectId: id, detail: { kinship: asked.kinship } });
    await act.emit({ ...trail, kind: 'relative-asked', objectId: id, payload: { waitsForAgencyId: agencyId } });
    return ok(undefined);
  });
}

interface ReadNaming {
  readonly phone: string;
  readonly relative: MemberIdentity;
  readonly member: MemberIdentity;
}

interface NamingRefusal {
  readonly code: 'member-identity-faulty' | 'relative-is-member' | 'phone-faulty';
}

function readNaming(typed: RelativeNaming): Result<ReadNaming, NamingRefusal> {
  const relative = identityOf(typed);
  const member = identityOf({ name: typed.memberName, residentId: typed.memberResidentId });
  if (relative === undefined || member === undefined) return fail({ code: 'member-identity-faulty' });
  if (relative.residentId === member.residentId) return fail({ code: 'relative-is-member' });
  const phone = parseMobilePhone(typed.phone.normalize('NFKC').replaceAll(/[\s-]/g, ''));
  return phone.ok ? ok({ phone: phone.value, relative, member }) : fail({ code: 'phone-faulty' });
}

/** Codes are counted by the phone: nobody is rung up all day by another. */
function subjectOf(phone: string): Buffer {
  return createHash('sm3').update('relative-code\0').update(phone).digest();
}

/** On whose account a message to somebody goes who belongs to no office yet. */
function oldestOffice(platform: Platform): Promise<string | undefined> {
  return platform.database.transaction(OUTSIDE, findOldestOfficeId);
}
