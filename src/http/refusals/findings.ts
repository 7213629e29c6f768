import type { RefusalTable } from '#http/refusal-table.ts';
import type { DecideFindingRefusal, ProposeFindingRefusal } from '#modules/explanations/index.ts';

type FindingRefusal = Exclude<
  ProposeFindingRefusal | DecideFindingRefusal,
  { readonly code: 'entry-unknown' | 'entry-amount' | 'second-person-needed' | 'ledger-month-closed' }
>;

export const findingRefusals = {
  'finding-direction': {
    status: 422,
    message: '收入和支出弄反了：收费、费用是支出，利息是收入，互抵是一笔收入和一笔支出。',
  },
  'finding-waits': { status: 409, message: '这笔流水已有一项说明在等第二人决定。' },
  'finding-unknown': { status: 404, message: '没有找到这项待决定的说明，可能已由别人决定。' },
} as const satisfies RefusalTable<FindingRefusal>;
