import { requestSignInCode, resolveSession, signInMember } from '#modules/accounts/index.ts';
import { findClaims, getClaim } from '#modules/claims/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { SmsMessage } from '#platform/sms/sms-gateway.ts';
import { done } from './done.ts';
import type { DemonstrationOffice } from './open-demonstration-office.ts';

export interface MemberAccount {
  readonly accountId: string;
  readonly name: string;
  readonly caller: Caller;
}

const MOST_LISTED = 500;

/** The member to whom most was paid so often signs in by the code on his phone, as at his first time; so he has an account. */
export async function openMemberAccount({ platform, person }: DemonstrationOffice): Promise<MemberAccount> {
  const { caller } = person('office-reviewer');
  const paid = await findClaims(platform, caller, { state: 'paid', limit: MOST_LISTED });
  const times = new Map<string, number>();
  for (const { memberId } of paid) times.set(memberId, (times.get(memberId) ?? 0) + 1);
  const claim = paid.toSorted((a, b) => (times.get(b.memberId) ?? 0) - (times.get(a.memberId) ?? 0))[0];
  if (claim === undefined) throw new Error('nobody was paid anything');
  const { memberName: name, residentId } = done('get-claim', await getClaim(platform, caller, claim.claimId));

  const sent: SmsMessage[] = [];
  const gateway = { send: (message: SmsMessage): Promise<void> => Promise.resolve(void sent.push(message)) };
  const { sending } = done('request-code', await requestSignInCode(platform, gateway, { name, residentId }));
  await sending;
  const code = /\d{6}/.exec(sent[0]?.text ?? '')?.[0] ?? '';
  const { token } = done('sign-in-member', await signInMember(platform, { name, residentId, code }));
  const session = await resolveSession(platform, token);
  if (session === undefined) throw new Error('a session that was just begun is not there');
  return { accountId: session.accountId, name, caller: { access: session.access } };
}
