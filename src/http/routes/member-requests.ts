import { type Static, Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import {
  AskAsRelative,
  AskedPhoneChange,
  AskPhoneChange,
  DecideMemberRequest,
  MemberRequest,
  MemberRequestsAnswer,
  MemberRequestsQuery,
  MyLinksAnswer,
  OwnPhoneRequestsAnswer,
  RelativeCodeBody,
  UnitPhoneRequestsQuery,
} from '#contracts/member-requests.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, nothing, type Route } from '#http/route.ts';
import { parseDate } from '#kernel/civil-date.ts';
import { ok } from '#kernel/result.ts';
import {
  askAsRelative,
  askPhoneChange,
  decideMemberRequest,
  type MemberRequest as FoundRequest,
  findMemberRequests,
  findOwnLinks,
  findOwnPhoneRequests,
  findUnitPhoneRequests,
  requestRelativeCode,
  viewMemberRequest,
} from '#modules/accounts/index.ts';
import type { Platform } from '#platform/platform.ts';
import type { SmsGateway } from '#platform/sms/sms-gateway.ts';

export interface MemberRequestDeps {
  readonly platform: Platform;
  readonly sms: SmsGateway;
  /** Hears what goes wrong after the answer was given. */
  readonly onFailure: (error: unknown) => void;
}

const ONCE = 'a code is good once, and the same request again changes nothing';
const params = Type.Object({ requestId: Uuid });
const relatives = ['亲属申领'];
const tags = ['会员登录'];

/** Who may sign in for whom and with which telephone: asked for here, decided by the member's agency. */
export function memberRequestRoutes({ platform, sms, onFailure }: MemberRequestDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/relative-requests/codes',
      permission: 'public',
      summary: '直系亲属要一个验证码；答复不透露有没有这位会员',
      tags: relatives,
      input: { body: RelativeCodeBody },
      output: nothing,
      refusals: ['member-identity-faulty', 'relative-is-member', 'phone-faulty', 'sign-in-code-too-soon'],
      withoutIdempotencyKey: ONCE,
      rateLimit: { maxRequests: 10, perSeconds: 60 },
      handle: async ({ input }) => {
        const requested = await requestRelativeCode(platform, sms, input.body);
        if (!requested.ok) return requested;
        requested.value.following.catch(onFailure);
        return ok(undefined);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/relative-requests',
      permission: 'public',
      summary: '报告会员身故，请求以直系亲属申领；答复不透露有没有这位会员',
      tags: relatives,
      input: { body: AskAsRelative },
      output: nothing,
      refusals: [
        'member-identity-faulty',
        'relative-is-member',
        'phone-faulty',
        'event-in-future',
        'sign-in-locked',
        'relative-code-wrong',
      ],
      withoutIdempotencyKey: ONCE,
      rateLimit: { maxRequests: 10, perSeconds: 60 },
      handle: async ({ input, requestId }) => {
        const typed = { ...input.body, diedOn: parseDate(input.body.diedOn) };
        const asked = await askAsRelative(platform, typed, { requestId });
        if (!asked.ok) return asked;
        asked.value.following.catch(onFailure);
        return ok(undefined);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/my/links',
      permission: 'claim.read-own',
      summary: '本人作为直系亲属可以为哪些会员申领',
      tags: relatives,
      input: {},
      output: MyLinksAnswer,
      refusals: [],
      handle: async (call) => {
        const links = await findOwnLinks(platform, callerOf(call));
        return ok({
          items: links.map(({ memberId, memberName, asked: { name, residentId, kinship, diedOn } }) => ({
            memberId,
            memberName,
            own: { name, residentId, kinship },
            diedOn,
          })),
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/phone-changes',
      permission: 'member-request.file',
      summary: '请求更换会员的登录手机号，核对后才能用；单位写明会员',
      tags,
      input: { body: AskPhoneChange },
      output: AskedPhoneChange,
      refusals: ['phone-faulty', 'member-out-of-sight', 'phone-change-asked', 'idempotency-key-reused'],
      successStatus: 201,
      handle: (call) => askPhoneChange(platform, callerOf(call), call.input.body),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/phone-changes',
      permission: 'member-request.file',
      summary: '本单位为会员提出的换手机号请求，最近的在前',
      tags,
      input: { query: UnitPhoneRequestsQuery },
      output: MemberRequestsAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const before = key.value === undefined ? undefined : String(key.value[0]);
        const found = await findUnitPhoneRequests(platform, callerOf(call), { before, limit: limit + 1 });
        return ok(pageOfRequests(found, limit));
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/my/phone-changes',
      permission: 'claim.read-own',
      summary: '本人更换手机号的请求，最近的在前',
      tags,
      input: {},
      output: OwnPhoneRequestsAnswer,
      refusals: [],
      handle: async (call) => ok({ items: (await findOwnPhoneRequests(platform, callerOf(call))).map(requestOf) }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/member-requests',
      permission: 'member-request.decide',
      summary: '等核对的亲属申领和换手机号，先提出的在前',
      tags,
      input: { query: MemberRequestsQuery },
      output: MemberRequestsAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, after, state = 'filed' } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const page = { state, after: key.value === undefined ? undefined : String(key.value[0]), limit: limit + 1 };
        const found = await findMemberRequests(platform, callerOf(call), page);
        return ok(pageOfRequests(found, limit));
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/member-requests/:requestId',
      permission: 'member-request.decide',
      summary: '一份请求，手机号完整；每次查看都留痕',
      tags,
      input: { params },
      output: MemberRequest,
      refusals: ['member-request-unknown', 'idempotency-key-reused'],
      handle: async (call) => {
        const found = await viewMemberRequest(platform, callerOf(call), call.input.params.requestId);
        return found.ok ? ok(requestOf(found.value)) : found;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/member-requests/:requestId/decision',
      permission: 'member-request.decide',
      summary: '同意或不同意，短信告诉提出的人',
      tags,
      input: { params, body: DecideMemberRequest },
      output: nothing,
      refusals: ['member-request-unknown', 'member-request-decided', 'person-erased', 'idempotency-key-reused'],
      handle: async (call) => {
        const { params: at, body } = call.input;
        const decided = await decideMemberRequest(platform, callerOf(call), { ...at, ...body });
        if (!decided.ok) return decided;
        for (const message of decided.value.messages) sms.send(message).catch(onFailure);
        return ok(undefined);
      },
    }),
  ];
}

/** One more than the page was asked for, where there is more. */
function pageOfRequests(found: readonly FoundRequest[], limit: number): Static<typeof MemberRequestsAnswer> {
  const items = found.slice(0, limit).map(requestOf);
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, next: cursorOf([last.requestId]) } : { items };
}

function requestOf({ filedAt, decidedAt, ...request }: FoundRequest): MemberRequest {
  return {
    ...request,
    filedAt: new Date(filedAt).toISOString(),
    decidedAt: decidedAt === null ? null : new Date(decidedAt).toISOString(),
  };
}
