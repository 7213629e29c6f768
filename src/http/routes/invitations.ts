import { AcceptInvitationBody, InvitationAnswer, InviteAgentBody, InviteStaffBody } from '#contracts/accounts.ts';
import { callerOf } from '#http/caller-of.ts';
import { defineRoute, nothing, type Route } from '#http/route.ts';
import { ok } from '#kernel/result.ts';
import { acceptInvitation, type Invitation, inviteAccount } from '#modules/accounts/index.ts';
import type { Platform } from '#platform/platform.ts';

const TAGS = ['账号'];
const REFUSALS = [
  'role-not-yours-to-give',
  'name-faulty',
  'phone-faulty',
  'node-not-found',
  'node-closed',
  'role-not-at-this-level',
  'idempotency-key-reused',
] as const;

/** Accounts begin with an invitation. */
export function invitationRoutes({ platform }: { readonly platform: Platform }): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/invitations',
      permission: 'account.invite',
      summary: '邀请单位经办人',
      tags: TAGS,
      input: { body: InviteAgentBody },
      output: InvitationAnswer,
      refusals: REFUSALS,
      successStatus: 201,
      handle: async (call) => {
        const invited = await inviteAccount(platform, callerOf(call), { ...call.input.body, role: 'unitAgent' });
        return invited.ok ? ok(shownInvitation(invited.value)) : invited;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/staff-invitations',
      permission: 'account.invite-staff',
      summary: '邀请工作人员或管理员',
      tags: TAGS,
      input: { body: InviteStaffBody },
      output: InvitationAnswer,
      refusals: REFUSALS,
      successStatus: 201,
      handle: async (call) => {
        const invited = await inviteAccount(platform, callerOf(call), call.input.body);
        return invited.ok ? ok(shownInvitation(invited.value)) : invited;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/invitations/acceptance',
      permission: 'public',
      summary: '凭邀请码开通账号，自己取登录名和密码',
      tags: TAGS,
      input: { body: AcceptInvitationBody },
      output: nothing,
      refusals: [
        'invitation-unknown',
        'sign-in-name-faulty',
        'password-faulty',
        'invitation-used',
        'invitation-expired',
        'sign-in-name-taken',
        'person-holds-apart-role',
      ],
      withoutIdempotencyKey: 'an invitation opens one account, however often it is accepted',
      rateLimit: { maxRequests: 30, perSeconds: 60 },
      handle: async ({ input, requestId }) => {
        const accepted = await acceptInvitation(platform, input.body, { requestId });
        return accepted.ok ? ok(undefined) : accepted;
      },
    }),
  ];
}

export function shownInvitation({ invitationId, code, expiresAt }: Invitation): InvitationAnswer {
  return { invitationId, code, expiresAt: new Date(expiresAt).toISOString() };
}
