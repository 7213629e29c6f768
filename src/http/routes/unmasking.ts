import { UnmaskAnswer, UnmaskBody } from '#contracts/unmasking.ts';
import { callerOf } from '#http/caller-of.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { ok } from '#kernel/result.ts';
import { unmask } from '#modules/unmasking/index.ts';
import type { Platform } from '#platform/platform.ts';

/** Seeing in full what is masked, for a reason that is kept. */
export function unmaskingRoutes({ platform }: { readonly platform: Platform }): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/unmaskings',
      permission: 'personal.unmask',
      summary: '查看完整的姓名、手机号、证件号，须写明原因，记入留痕',
      tags: ['个人信息'],
      input: { body: UnmaskBody },
      output: UnmaskAnswer,
      refusals: ['unmasked-not-found', 'person-deleted', 'idempotency-key-reused'],
      rateLimit: { maxRequests: 120, perSeconds: 3_600 },
      handle: async (call) => {
        const unmasked = await unmask(platform, callerOf(call), call.input.body);
        return unmasked.ok ? ok({ ...unmasked.value }) : unmasked;
      },
    }),
  ];
}
