import type { RefusalTable } from '#http/refusal-table.ts';
import { formatYuan } from '#kernel/money.ts';
import type {
  DropFaultRefusal,
  ExtendRosterRefusal,
  FileRosterRefusal,
  PassRostersRefusal,
  PrepareRenewalRefusal,
  ReviewRosterRefusal,
  SubmitRosterRefusal,
  TypeRowRefusal,
  VoidedRow,
  WithdrawRosterRefusal,
} from '#modules/rosters/index.ts';

type RosterRefusal =
  | FileRosterRefusal
  | ExtendRosterRefusal
  | SubmitRosterRefusal
  | ReviewRosterRefusal
  | PassRostersRefusal
  | WithdrawRosterRefusal
  | PrepareRenewalRefusal
  | TypeRowRefusal
  | DropFaultRefusal;

export interface Left {
  readonly voided: readonly VoidedRow[];
}

export type NotMet = Left & { readonly required: number; readonly missing: number; readonly everybody: boolean };

const MOST_ROWS_NAMED = 5;

/** The first of the rows that dropped out while submitting, each with its reason. */
function leftOut(voided: readonly VoidedRow[]): string {
  const named = voided.slice(0, MOST_ROWS_NAMED).map(({ row, reason }) => `第 ${row} 行：${reason}。`);
  const more = voided.length > named.length ? `另有 ${voided.length - named.length} 行。` : '';
  return [...named, more].join('');
}

export const rosterRefusals = {
  'unit-unknown': { status: 404, message: '没有找到这个参保单位，或它不归您经办。' },
  'unit-not-active': { status: 409, message: '这个单位还没有通过审核，或已停用，不能报送名单。' },
  'shares-not-allowed': { status: 422, message: '份数不对：住院活动每人一份，意外活动每人一份或两份，全单位一致。' },
  'roster-file-refused': { status: 422, message: ({ message }: { message: string }) => message },
  'roster-unknown': { status: 404, message: '没有找到这份名单，或它不归您经办。' },
  'roster-state': { status: 409, message: '这份名单现在的状态不能这样做，请刷新后再看。' },
  'not-declared': {
    status: 422,
    message: '提交前请勾选两项声明：名单上的人身体健康、能正常工作，并符合参加条件。',
  },
  'roster-empty': {
    status: 422,
    message: ({ voided }: Left) => `名单里没有可以参保的人，请按错误提示修改后重新上传。${leftOut(voided)}`,
  },
  'participation-not-met': {
    status: 422,
    message: ({ required, missing, everybody, voided }: NotMet) =>
      (everybody
        ? `100 人以下的单位要全体参加：应有 ${required} 人，还差 ${missing} 人。`
        : `参加人数不得少于符合条件职工的 80%：至少 ${required} 人，还差 ${missing} 人。`) + leftOut(voided),
  },
  'payers-do-not-add-up': {
    status: 422,
    message: ({ contributionFen, payersFen }: { contributionFen: number; payersFen: number }) =>
      `各缴费方合计 ${formatYuan(payersFen)} 元，会费应为 ${formatYuan(contributionFen)} 元，两者要相等。`,
  },
  'not-this-level': { status: 403, message: '这份名单现在不在您这一级审核。' },
  'own-submission': { status: 403, message: '自己报送或上传的名单，不能由自己审核。' },
  'reviewed-already': { status: 409, message: '这一轮您或您这一级已经审核过了。' },
  'reason-missing': { status: 422, message: '退回或不通过时，请写明原因，或至少标出一行。' },
  'rows-not-sent-back': { status: 422, message: '只有退回名单时才能逐行标注；要通过或不通过，请先去掉标出的行。' },
  'roster-flagged': { status: 409, message: '这份名单有需要单独看的地方，不能批量通过，请打开它审核。' },
  'too-many-rosters': {
    status: 422,
    message: ({ most }: { most: number }) => `一次最多批量通过 ${most} 份名单，请分几次办理。`,
  },
  'nothing-to-renew': { status: 409, message: '这个单位在这项活动里还没有参保过，请上传名单。' },
  'typed-row-faulty': { status: 422, message: '这一行还有不对的地方，请按下面的说明改正。' },
  'fault-unknown': { status: 404, message: '没有找到这一行错误，可能已经改正或去掉，请刷新后再看。' },
  'roster-ordered': { status: 409, message: '已经生成缴费通知，不能撤回；确需更改请联系办事处作废缴费通知。' },
} as const satisfies RefusalTable<RosterRefusal>;
