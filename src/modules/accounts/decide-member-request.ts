import { maskPhone } from '#kernel/mask.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import type { SmsMessage } from '#platform/sms/sms-gateway.ts';
import { type AskedByRelative, type AskedPhone, openRequest, sealRequest } from './member-request.ts';
import { decideRequest, lockRequest, type RequestRow } from './member-request-store.ts';
import { signInPhoneOf } from './sign-in-phone.ts';

export interface MemberRequestToDecide {
  readonly requestId: string;
  readonly outcome: 'granted' | 'refused';
  /** How it was looked into, or why it is refused; whoever asked reads it. */
  readonly finding: string;
}

/** In order of precedence. */
export type DecideMemberRequestRefusal =
  | { readonly code: 'member-request-unknown' }
  | { readonly code: 'member-request-decided' }
  | { readonly code: 'person-erased' };

/** What those concerned are told by telephone; the caller sends it. */
export interface DecidedMemberRequest {
  readonly messages: readonly SmsMessage[];
}

/** Grants or refuses what a relative, a member or a unit asked for; from then on it holds at the next sign-in. */
export async function decideMemberRequest(
  platform: Platform,
  caller: Caller,
  input: MemberRequestToDecide,
): Promise<Result<DecidedMemberRequest, DecideMemberRequestRefusal | IdempotencyRefusal>> {
  const { requestId, outcome, finding } = input;
  const { officeId } = caller.access;
  type Deciding = Result<{ readonly personId: string }, DecideMemberRequestRefusal>;
  let messages: readonly SmsMessage[] = [];
  const decided = await perform(
    platform,
    caller,
    { name: 'decide-member-request', input },
    async (act): Promise<Deciding> => {
      const row = await lockRequest(act, requestId);
      if (row === undefined) return fail({ code: 'member-request-unknown' });
      if (row.state !== 'filed') return fail({ code: 'member-request-decided' });
      const { agencyId, unitId, personId, wrappedKey, kind, origin } = row;
      if (wrappedKey === null) return fail({ code: 'person-erased' });
      const at = { officeId, requestId, personId, wrappedKey };
      messages = await messagesOf(platform, row, at, input);
      await decideRequest(act, requestId, outcome, sealRequest(platform.ring(), at, finding, 'finding'));
      const trail = { objectKind: 'member-request', objectId: requestId, agencyId, unitId };
      await act.audit({ ...trail, act: 'decide-member-request', detail: { kind, outcome } });
      const news = { kind: `phone-change-${outcome}`, personId, payload: { origin } };
      if (kind === 'phone') await act.emit({ ...trail, ...news });
      return ok({ personId });
    },
  );
  return decided.ok ? ok({ messages }) : decided;
}

async function messagesOf(
  platform: Platform,
  row: RequestRow,
  at: Parameters<typeof openRequest>[1],
  { outcome, finding }: MemberRequestToDecide,
): Promise<readonly SmsMessage[]> {
  const { officeId, personId } = at;
  const ring = platform.ring();
  if (row.kind === 'relative') {
    const { phone } = openRequest<AskedByRelative>(ring, at, row.sealed, 'asked');
    const text =
      outcome === 'granted'
        ? '【互助保障】您作为直系亲属的申领已核对，请用您自己的姓名和身份证号在会员登录页登录，填写申领。'
        : `【互助保障】您作为直系亲属的申领未能核对：${finding} 请带死亡证明和亲属关系证明到参保单位工会或经办机构办理。`;
    return [{ officeId, phone, text }];
  }
  const { phone } = openRequest<AskedPhone>(ring, at, row.sealed, 'asked');
  const before = await signInPhoneOf(platform, { officeId, personId });
  const text =
    outcome === 'granted'
      ? `【互助保障】您的登录手机号已改为 ${maskPhone(phone)}。不是您本人要求的，请马上联系参保单位工会。`
      : `【互助保障】更换登录手机号的申请未通过：${finding}`;
  return [...new Set([phone, ...(before === undefined ? [] : [before])])].map((each) => ({
    officeId,
    phone: each,
    text,
  }));
}
