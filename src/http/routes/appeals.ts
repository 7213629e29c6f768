import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import {
  type Appeal,
  AppealsAnswer,
  ExamineAppeal,
  ExaminedAppeal,
  FileAppeal,
  FiledAppeal,
} from '#contracts/member-claims.ts';
import { callerOf } from '#http/caller-of.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { ok } from '#kernel/result.ts';
import {
  examineAppeal,
  type Appeal as FoundAppeal,
  fileAppeal,
  findAppealsToExamine,
  findClaimAppeals,
} from '#modules/claims/index.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['申诉'];
const params = Type.Object({ claimId: Uuid });

/** Appeals: filed by members, examined by the office. */
export function appealRoutes({ platform }: { readonly platform: Platform }): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/my/claims/:claimId/appeals',
      permission: 'claim.read-own',
      summary: '对本人申领的结论提出申诉，每个结论一次',
      tags,
      input: { params, body: FileAppeal },
      output: FiledAppeal,
      refusals: ['claim-unknown', 'appeal-not-yet', 'person-erased', 'appeal-filed', 'idempotency-key-reused'],
      successStatus: 201,
      handle: (call) => fileAppeal(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/appeals',
      permission: 'claim.review',
      summary: '等办事处复核的申诉，先提出的在前',
      tags,
      input: {},
      output: AppealsAnswer,
      refusals: [],
      handle: async (call) => ok({ items: (await findAppealsToExamine(platform, callerOf(call))).map(appealOf) }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/claims/:claimId/appeals',
      permission: 'claim.read',
      summary: '一份申领的申诉',
      tags,
      input: { params },
      output: AppealsAnswer,
      refusals: [],
      handle: async (call) => {
        const found = await findClaimAppeals(platform, callerOf(call), call.input.params.claimId);
        return ok({ items: found.map(appealOf) });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/appeals/:appealId/finding',
      permission: 'claim.review',
      summary: '办事处复核申诉：维持，或按更正的事实重新核算，再由另一人审核',
      tags,
      input: { params: Type.Object({ appealId: Uuid }), body: ExamineAppeal },
      output: ExaminedAppeal,
      refusals: [
        'not-a-reviewer',
        'appeal-unknown',
        'appeal-examined',
        'claim-own-submission',
        'claim-reviewed-already',
        'person-erased',
        'appeal-money-moved',
        'appeal-changes-nothing',
        'idempotency-key-reused',
      ],
      handle: (call) => examineAppeal(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
  ];
}

export function appealOf({ filedAt, finding, examinedAt, ...appeal }: FoundAppeal): Appeal {
  return {
    ...appeal,
    filedAt: new Date(filedAt).toISOString(),
    finding: finding ?? null,
    examinedAt: examinedAt === undefined ? null : new Date(examinedAt).toISOString(),
  };
}
