import { ROLE_NAMES } from '#contracts/permissions.ts';
import {
  ChangePasswordBody,
  DemonstrationAccountsAnswer,
  DemonstrationSignInBody,
  SecondFactorBody,
  SecondFactorConfirmAnswer,
  SecondFactorSetUpAnswer,
  SessionAnswer,
  SignInAnswer,
  SignInBody,
} from '#contracts/sessions.ts';
import type { Actor } from '#http/actor.ts';
import { defineRoute, nothing, type Route } from '#http/route.ts';
import { fail, ok } from '#kernel/result.ts';
import {
  changePassword,
  confirmSecondFactor,
  findOwnAccount,
  setUpSecondFactor,
  signIn,
  signInForDemonstration,
  signOut,
  verifySecondFactor,
} from '#modules/accounts/index.ts';
import { findPlace } from '#modules/organisations/index.ts';
import type { Platform } from '#platform/platform.ts';

/** An account of a demonstration that a click signs in. */
export interface DemonstrationAccount {
  readonly key: string;
  /** In Chinese, what the button says. */
  readonly title: string;
  readonly officeId: string;
  readonly accountId: string;
}

export interface SessionRoutesOptions {
  readonly platform: Platform;
  /** Given on this machine and on invented data only: opens these accounts to everybody who reaches the server. */
  readonly demonstration?: { readonly accounts: readonly DemonstrationAccount[] };
}

const ONCE = 'what it does cannot be done twice: a session, a code and a password each end with it';
const GUESSES = { maxRequests: 30, perSeconds: 60 };
const TAGS = ['登录'];

/** Signing in and out, and what somebody does to his own account. */
export function sessionRoutes({ platform, demonstration }: SessionRoutesOptions): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/sessions',
      permission: 'public',
      summary: '登录',
      tags: TAGS,
      input: { body: SignInBody },
      output: SignInAnswer,
      refusals: ['sign-in-locked', 'sign-in-wrong', 'account-without-role'],
      successStatus: 201,
      withoutIdempotencyKey: ONCE,
      rateLimit: GUESSES,
      handle: async ({ input, requestId, sessionCookie }) => {
        const begun = await signIn(platform, input.body, { requestId });
        if (!begun.ok) return begun;
        sessionCookie.set(begun.value.token, begun.value.maxAgeSeconds);
        return ok({ next: begun.value.next });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/session',
      permission: 'signed-in',
      summary: '当前登录的是谁、能做什么',
      tags: TAGS,
      input: {},
      output: SessionAnswer,
      refusals: ['not-signed-in'],
      handle: async ({ actor }) => {
        const answer = await describe(platform, actor);
        return answer === undefined ? fail({ code: 'not-signed-in' }) : ok(answer);
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/session',
      permission: 'signed-in',
      summary: '退出登录',
      tags: TAGS,
      input: {},
      output: nothing,
      refusals: [],
      withoutIdempotencyKey: ONCE,
      handle: async ({ actor, requestId, sessionCookie }) => {
        await signOut(platform, actor, { requestId });
        sessionCookie.clear();
        return ok(undefined);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/session/second-factor',
      permission: 'signed-in',
      summary: '输入动态码或恢复码，完成二次验证',
      tags: TAGS,
      input: { body: SecondFactorBody },
      output: nothing,
      refusals: ['sign-in-locked', 'second-factor-not-set-up', 'second-factor-wrong', 'second-factor-used'],
      withoutIdempotencyKey: ONCE,
      rateLimit: GUESSES,
      handle: ({ actor, input, requestId }) => verifySecondFactor(platform, actor, input.body, { requestId }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/session/second-factor/set-up',
      permission: 'signed-in',
      summary: '开始设置动态码',
      tags: TAGS,
      input: {},
      output: SecondFactorSetUpAnswer,
      refusals: ['second-factor-set-up'],
      withoutIdempotencyKey: ONCE,
      handle: ({ actor, requestId }) => setUpSecondFactor(platform, actor, { requestId }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/session/second-factor/confirm',
      permission: 'signed-in',
      summary: '输入第一个动态码，完成设置，取得恢复码',
      tags: TAGS,
      input: { body: SecondFactorBody },
      output: SecondFactorConfirmAnswer,
      refusals: [
        'sign-in-locked',
        'second-factor-set-up',
        'second-factor-not-set-up',
        'second-factor-wrong',
        'second-factor-used',
      ],
      withoutIdempotencyKey: ONCE,
      rateLimit: GUESSES,
      handle: async ({ actor, input, requestId }) => {
        const confirmed = await confirmSecondFactor(platform, actor, input.body, { requestId });
        return confirmed.ok ? ok({ recoveryCodes: [...confirmed.value.recoveryCodes] }) : confirmed;
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/session/password',
      permission: 'signed-in',
      summary: '修改自己的密码',
      tags: TAGS,
      input: { body: ChangePasswordBody },
      output: nothing,
      refusals: ['second-factor-needed', 'sign-in-locked', 'password-wrong', 'password-faulty'],
      withoutIdempotencyKey: ONCE,
      rateLimit: GUESSES,
      handle: async ({ actor, input, requestId }) => {
        if (!actor.isSecondFactorDone) return fail({ code: 'second-factor-needed' });
        return await changePassword(platform, actor, input.body, { requestId });
      },
    }),
    ...(demonstration === undefined ? [] : demonstrationRoutes(platform, demonstration.accounts)),
  ];
}

async function describe(platform: Platform, actor: Actor): Promise<SessionAnswer | undefined> {
  const account = await findOwnAccount(platform, actor);
  if (account === undefined) return undefined;
  const { office, nodes, unit } = await findPlace(platform, actor, actor.agencyIds);
  return {
    account: { id: account.id, name: account.name, maskedPhone: account.maskedPhone },
    office: { ...office },
    nodes: nodes.map((node) => ({ ...node })),
    unit: unit === undefined ? null : { ...unit },
    roles: actor.roles.map((role) => ({ role, name: ROLE_NAMES[role] })),
    permissions: actor.isSecondFactorDone ? [...actor.permissions] : [],
    isSecondFactorDone: actor.isSecondFactorDone,
  };
}

function demonstrationRoutes(platform: Platform, accounts: readonly DemonstrationAccount[]): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/demonstration/accounts',
      permission: 'public',
      summary: '演示账号',
      tags: TAGS,
      input: {},
      output: DemonstrationAccountsAnswer,
      refusals: [],
      handle: () => Promise.resolve(ok({ accounts: accounts.map(({ key, title }) => ({ key, title })) })),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/demonstration/sign-in',
      permission: 'public',
      summary: '以演示账号登录',
      tags: TAGS,
      input: { body: DemonstrationSignInBody },
      output: SignInAnswer,
      refusals: ['account-not-found'],
      successStatus: 201,
      withoutIdempotencyKey: ONCE,
      handle: async ({ input, sessionCookie }) => {
        const account = accounts.find(({ key }) => key === input.body.key);
        if (account === undefined) return fail({ code: 'account-not-found' });
        const begun = await signInForDemonstration(platform, account);
        if (!begun.ok) return begun;
        sessionCookie.set(begun.value.token, begun.value.maxAgeSeconds);
        return ok({ next: begun.value.next });
      },
    }),
  ];
}
