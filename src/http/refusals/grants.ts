import type { RefusalTable } from '#http/refusal-table.ts';
import { formatYuan } from '#kernel/money.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import type { DecideGrantRefusal, ProposeGrantRefusal, WithdrawGrantRefusal } from '#modules/rosters/index.ts';

type GrantRefusal = Exclude<
  ProposeGrantRefusal | DecideGrantRefusal | WithdrawGrantRefusal,
  | { code: 'roster-unknown' }
  | { code: 'roster-state' }
  | { code: 'not-declared' }
  | { code: 'roster-empty' }
  | LedgerMonthClosed
>;

export const grantRefusals = {
  'grant-office-only': { status: 403, message: '赠送保障由办事处办理，您所在的机构不能办理。' },
  'grant-roster-not-yours': { status: 409, message: '只能用您自己上传的名单提出赠送。' },
  'grant-purpose-missing': { status: 422, message: '请写明赠送的事由和出资方。' },
  'grant-unknown': { status: 404, message: '没有找到这项待审批的赠送，可能已由别人审批。' },
  'own-grant': { status: 403, message: '自己提出的赠送，须由另一人审批。' },
  'grant-reason-missing': { status: 422, message: '不同意时请写明原因。' },
  'relief-fund-short': {
    status: 409,
    message: ({ balanceFen }: { readonly balanceFen: number }) =>
      `互助互济金余额 ${formatYuan(balanceFen)} 元，不够支付这次赠送。请先在结余分配里提取，或改由工会转账。`,
  },
  'grant-members-covered': {
    status: 409,
    message: ({ covered }: { readonly covered: number }) =>
      `名单里有 ${covered} 人已由其他单位生效保障，不能重复赠送。请退回提出人重新报名单。`,
  },
  'grant-not-yours': { status: 403, message: '只有提出人可以撤回。' },
} as const satisfies RefusalTable<GrantRefusal>;
