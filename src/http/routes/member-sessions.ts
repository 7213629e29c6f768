import { Type } from 'typebox';
import {
  DemonstrationSmsAnswer,
  MemberOfficesAnswer,
  MemberSignInBody,
  SignInCodeBody,
  SwitchOfficeBody,
} from '#contracts/member-sessions.ts';
import { NextStep } from '#contracts/sessions.ts';
import { defineRoute, nothing, type Route } from '#http/route.ts';
import { fail, ok } from '#kernel/result.ts';
import { findMemberOffices, requestSignInCode, signInMember, switchMemberOffice } from '#modules/accounts/index.ts';
import type { Platform } from '#platform/platform.ts';
import type { SmsGateway } from '#platform/sms/sms-gateway.ts';
import { findKeptSms } from '#platform/sms/sms-outbox.ts';

export interface MemberSessionDeps {
  readonly platform: Platform;
  readonly sms: SmsGateway;
  /** Hears what goes wrong after the answer was given. */
  readonly onFailure: (error: unknown) => void;
  /** Given on invented data only: whoever reaches the server reads this office's messages. */
  readonly shownOfficeId: string | undefined;
}

const ONCE = 'a code and a session each end what was before';
const TAGS = ['会员登录'];
const KEPT_SHOWN = 10;

/** Members sign in by name, resident ID and a code on their phone. */
export function memberSessionRoutes({ platform, sms, onFailure, shownOfficeId }: MemberSessionDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/member-sessions/codes',
      permission: 'public',
      summary: '要一个登录验证码；答复不透露有没有这个人',
      tags: TAGS,
      input: { body: SignInCodeBody },
      output: nothing,
      refusals: ['member-identity-faulty', 'sign-in-code-too-soon'],
      withoutIdempotencyKey: ONCE,
      rateLimit: { maxRequests: 10, perSeconds: 60 },
      handle: async ({ input, requestId }) => {
        const requested = await requestSignInCode(platform, sms, input.body, { requestId });
        if (!requested.ok) return requested;
        requested.value.sending.catch(onFailure);
        return ok(undefined);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/member-sessions',
      permission: 'public',
      summary: '会员登录：姓名、身份证号、短信验证码',
      tags: TAGS,
      input: { body: MemberSignInBody },
      output: Type.Object({ next: NextStep }),
      refusals: ['member-identity-faulty', 'sign-in-locked', 'member-sign-in-wrong'],
      successStatus: 201,
      withoutIdempotencyKey: ONCE,
      rateLimit: { maxRequests: 30, perSeconds: 60 },
      handle: async ({ input, requestId, sessionCookie }) => {
        const begun = await signInMember(platform, input.body, { requestId });
        if (!begun.ok) return begun;
        sessionCookie.set(begun.value.token, begun.value.maxAgeSeconds);
        return ok({ next: begun.value.next });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/my/offices',
      permission: 'claim.read-own',
      summary: '本人有保障的办事处',
      tags: TAGS,
      input: {},
      output: MemberOfficesAnswer,
      refusals: [],
      handle: async ({ actor }) => ok(await findMemberOffices(platform, actor)),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/my/office',
      permission: 'claim.read-own',
      summary: '转到本人另一个办事处的保障',
      tags: TAGS,
      input: { body: SwitchOfficeBody },
      output: nothing,
      refusals: ['not-found'],
      withoutIdempotencyKey: ONCE,
      handle: async ({ actor, input, requestId, sessionCookie }) => {
        const begun = await switchMemberOffice(platform, actor, input.body.officeId, { requestId });
        if (begun === undefined) return fail({ code: 'not-found' });
        sessionCookie.set(begun.token, begun.maxAgeSeconds);
        return ok(undefined);
      },
    }),
    ...(shownOfficeId === undefined ? [] : [keptSmsRoute(platform, shownOfficeId)]),
  ];
}

function keptSmsRoute(platform: Platform, officeId: string): Route {
  return defineRoute({
    method: 'GET',
    path: '/api/demonstration/sms',
    permission: 'public',
    summary: '演示：最近发出的短信',
    tags: TAGS,
    input: {},
    output: DemonstrationSmsAnswer,
    refusals: [],
    handle: async () => {
      const kept = await findKeptSms(platform, officeId, KEPT_SHOWN);
      return ok(kept.map(({ sentAt, ...sms }) => ({ ...sms, sentAt: new Date(sentAt).toISOString() })));
    },
  });
}
