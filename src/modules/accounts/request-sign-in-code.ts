import { createHash, createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { parseResidentId } from '#kernel/resident-id.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import { deriveSecret, type KeyRing } from '#platform/cryptography/key-ring.ts';
import { lookupHash } from '#platform/cryptography/lookup-hash.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import type { SmsGateway } from '#platform/sms/sms-gateway.ts';
import { findCandidates } from './find-candidates.ts';
import { type MemberIdentity, normaliseMemberName } from './member-candidate.ts';
import { OUTSIDE } from './resolve-session.ts';
import { signInPhoneOf } from './sign-in-phone.ts';
import { putCode, RESEND_MS } from './sms-code-store.ts';

/** In order of precedence; none of them tells whether anybody has this name and number. */
export type RequestSignInCodeRefusal =
  | { readonly code: 'member-identity-faulty' }
  | { readonly code: 'sign-in-code-too-soon'; readonly retryAfterSeconds: number };

export interface RequestedSignInCode {
  /** Settles when the code was sent, or nobody was found to send it to. The answer to the phone does not wait for it. */
  readonly sending: Promise<void>;
}

/** Who signs in, from what was typed; `undefined` where the number is none or the name is empty. */
export function identityOf(typed: { readonly name: string; readonly residentId: string }): MemberIdentity | undefined {
  const name = normaliseMemberName(typed.name);
  const parsed = parseResidentId(typed.residentId.normalize('NFKC').trim().toUpperCase());
  return name === '' || !parsed.ok ? undefined : { name, residentId: parsed.value.number };
}

/** Under what codes and guesses of somebody are counted; by a keyed hash, since resident IDs can be guessed. */
export function subjectOf(ring: KeyRing, { name, residentId }: MemberIdentity): Buffer {
  return createHash('sm3')
    .update('sms-code\0')
    .update(lookupHash(ring, 'resident-id', residentId))
    .update(name)
    .digest();
}

const CODE_DIGITS = 6;

/** A code that nobody foresees. */
export function newCode(): string {
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
}

export function codeHashOf(ring: KeyRing, subject: Buffer, code: string): Buffer {
  return createHmac('sm3', deriveSecret(ring, 'sms-code/1')).update(subject).update(code).digest();
}

export function isSameHash(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Sends a code to the phone of this person, where there is one: the one with which he signs in, before his first sign-in
 * that of the roster, or the one that a relative gave. The answer is given before anybody is
 * looked for, so that neither its words nor its time tell who is a member.
 */
export async function requestSignInCode(
  platform: Platform,
  sms: SmsGateway,
  typed: { readonly name: string; readonly residentId: string },
  request: Pick<Caller, 'requestId'> = {},
): Promise<Result<RequestedSignInCode, RequestSignInCodeRefusal>> {
  const identity = identityOf(typed);
  if (identity === undefined) return fail({ code: 'member-identity-faulty' });
  const subject = subjectOf(platform.ring(), identity);
  const code = newCode();
  const codeHash = codeHashOf(platform.ring(), subject, code);
  const isPut = await platform.database.transaction(OUTSIDE, (transaction) =>
    putCode(transaction, subject, codeHash, platform.clock.now()),
  );
  if (!isPut) return fail({ code: 'sign-in-code-too-soon', retryAfterSeconds: RESEND_MS / 1_000 });
  return ok({ sending: send(platform, sms, identity, code, request) });
}

async function send(
  platform: Platform,
  sms: SmsGateway,
  identity: MemberIdentity,
  code: string,
  request: Pick<Caller, 'requestId'>,
): Promise<void> {
  const candidate = (await findCandidates(platform, identity)).find(({ phone }) => phone !== undefined);
  if (candidate?.phone === undefined) return;
  const { officeId, memberId, agencyId, unitId } = candidate;
  const phone = (await signInPhoneOf(platform, candidate)) ?? candidate.phone;
  const caller: Caller = { ...request, access: { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } };
  await perform(platform, caller, { name: 'send-sign-in-code', input: memberId }, async (act) => {
    await act.audit({ act: 'send-sign-in-code', objectKind: 'member', objectId: memberId, agencyId, unitId });
    return ok(undefined);
  });
  await sms.send({
    officeId,
    phone,
    text: `【互助保障】登录验证码 ${code}，5 分钟内有效。工作人员不会向您索要验证码，请勿告诉任何人。`,
  });
}
