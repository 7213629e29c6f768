import {
  AcceptInvitationBody,
  InvitationAnswer,
  InvitationParams,
  type InvitationSummary,
  InvitationsAnswer,
  InvitationsQuery,
  InviteAgentBody,
  InviteStaffBody,
} from '#contracts/accounts.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, nothing, type Route } from '#http/route.ts';
import { ok } from '#kernel/result.ts';
import {
  acceptInvitation,
  findInvitations,
  type Invitation,
  type InvitationSummary as InvitationInSight,
  inviteAccount,
  revokeInvitation,
} from '#modules/accounts/index.ts';
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
    ...mayTakeBack('/api/invitations', 'account.invite', ['unit']),
    ...mayTakeBack('/api/staff-invitations', 'account.invite-staff', ['staff', 'administrator']),
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

  function mayTakeBack(
    path: '/api/invitations' | '/api/staff-invitations',
    permission: 'account.invite' | 'account.invite-staff',
    kinds: Parameters<typeof findInvitations>[2],
  ): readonly Route[] {
    return [
      defineRoute({
        method: 'GET',
        path,
        permission,
        summary: '发出的邀请',
        tags: TAGS,
        input: { query: InvitationsQuery },
        output: InvitationsAnswer,
        refusals: ['bad-cursor'],
        handle: async ({ actor, input: { query } }) => {
          const key = readCursor(query.after, ['id']);
          if (!key.ok) return key;
          const { limit = DEFAULT_PAGE_ROWS } = query;
          const after = key.value === undefined ? undefined : String(key.value[0]);
          const found = await findInvitations(platform, actor, kinds, { after, limit: limit + 1 });
          const items = found.slice(0, limit).map(shownSummary);
          const last = items.at(-1);
          return ok(found.length > limit && last !== undefined ? { items, next: cursorOf([last.id]) } : { items });
        },
      }),
      defineRoute({
        method: 'POST',
        path: `${path}/:invitationId/revocation`,
        permission,
        summary: '撤回邀请',
        tags: TAGS,
        input: { params: InvitationParams },
        output: nothing,
        refusals: ['invitation-not-found', 'invitation-ended', 'idempotency-key-reused'],
        handle: (call) => revokeInvitation(platform, callerOf(call), kinds, { ...call.input.params }),
      }),
    ];
  }
}

function shownSummary({ unitId, expiresAt, ...invitation }: InvitationInSight): InvitationSummary {
  return { ...invitation, unitId: unitId ?? null, expiresAt: new Date(expiresAt).toISOString() };
}

export function shownInvitation({ invitationId, code, expiresAt }: Invitation): InvitationAnswer {
  return { invitationId, code, expiresAt: new Date(expiresAt).toISOString() };
}
