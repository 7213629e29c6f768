import type { RefusalTable } from '#http/refusal-table.ts';
import { formatYuan } from '#kernel/money.ts';
import type {
  EscalateAppealRefusal,
  ExamineAppealRefusal,
  FileAppealRefusal,
  ProposeRulingRefusal,
  VoteRefusal,
  WithdrawProposalRefusal,
} from '#modules/appeals/index.ts';

type AppealRefusal = Exclude<
  | FileAppealRefusal
  | ExamineAppealRefusal
  | EscalateAppealRefusal
  | ProposeRulingRefusal
  | WithdrawProposalRefusal
  | VoteRefusal,
  {
    readonly code:
      | 'person-erased'
      | 'claim-unknown'
      | 'not-a-reviewer'
      | 'claim-own-submission'
      | 'claim-reviewed-already'
      | 'clause-missing'
      | 'clause-unknown'
      | 'ledger-month-closed';
  }
>;

export const appealRefusals = {
  'appeal-not-yet': { status: 409, message: '这份申领还没有结论，办结以后再提出申诉。' },
  'appeal-ruled-finally': { status: 409, message: '专家委员会已经作出最终裁定，不能再申诉。' },
  'appeal-filed': { status: 409, message: '对这个结论已经提出过申诉，请等复核。' },
  'appeal-unknown': { status: 404, message: '没有找到这份申诉，或不归您办理。' },
  'appeal-examined': { status: 409, message: '这份申诉已经复核过。' },
  'appeal-money-moved': { status: 409, message: '已核准或已付款的申领，复核不能直接改变结论，请提请专家委员会裁定。' },
  'appeal-changes-nothing': { status: 409, message: '按更正后的内容核算，仍不予给付；请维持，或核对更正的项目。' },
  'appeal-not-examined': { status: 409, message: '办事处复核维持以后，才能提请专家委员会裁定。' },
  'appeal-overtaken': { status: 409, message: '这份申领已经有了新的结论，请对新的结论提出申诉。' },
  'appeal-too-late': { status: 409, message: '复核意见作出已超过 30 天，不能再提请专家委员会裁定。' },
  'not-on-committee': { status: 403, message: '只有本办事处的专家委员会委员可以裁定。' },
  'appeal-not-before-committee': { status: 409, message: '这份申诉不在专家委员会裁定中，请刷新后再看。' },
  'committee-had-part': { status: 403, message: '您提交、审核或复核过这份申领，应当回避，不能参加裁定。' },
  'committee-too-small': {
    status: 409,
    message: ({ members }: { members: number }) =>
      `专家委员会现有 ${members} 人，不足 3 人不能裁定；请系统管理员补齐委员。`,
  },
  'proposal-open': { status: 409, message: '已有一份裁定意见在表决，请先表决，或由提出人撤回。' },
  'proposal-closed': { status: 409, message: '这份裁定意见已经表决完或撤回，请刷新后再看。' },
  'vote-reason-missing': { status: 422, message: '反对时请写明理由。' },
  'voted-already': { status: 409, message: '您已经表决过，不能再改。' },
  'ruling-not-decided': { status: 409, message: '这份申领还在审核，没有可以裁定的结论。' },
  'ruling-money-under-way': {
    status: 409,
    message: '互助金正在付款或追回，请等有了结果再裁定；已经追回过的不能改变金额，只能维持。',
  },
  'ruling-without-cover': { status: 409, message: '这件事不在任何保障期内，没有可以给付的保障期。' },
  'ruling-amount-open': { status: 409, message: '按这些事实规则仍算不出金额，请直接裁定金额。' },
  'ruling-over-limit': {
    status: 422,
    message: ({ leftFen }: { leftFen: number }) => `超过本保障期的余额：最多还可给付 ${formatYuan(leftFen)} 元。`,
  },
  'ruling-changes-nothing': { status: 409, message: '裁定的金额与现在的结论相同；要维持，请选“维持”。' },
  'ruling-amount-moved': {
    status: 409,
    message: ({ amountFen }: { amountFen: number }) =>
      `提出以后限额有变，现在核算为 ${formatYuan(amountFen)} 元；请撤回，按现在的金额重新提出。`,
  },
} as const satisfies RefusalTable<AppealRefusal>;
