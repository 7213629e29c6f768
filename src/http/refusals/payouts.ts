import type { RefusalTable } from '#http/refusal-table.ts';
import { formatYuan } from '#kernel/money.ts';
import type {
  ApprovePayoutBatchRefusal,
  BankLayoutFault,
  ChangeShareCardRefusal,
  CountedClaims,
  DecideBankLayoutRefusal,
  ImportPayoutResultsRefusal,
  MakePayoutBatchRefusal,
  NameBeneficiariesRefusal,
  ProposeBankLayoutRefusal,
  RegisterPayeeAccountsRefusal,
  RequestCardRefusal,
  SendPayoutBatchRefusal,
  WithdrawPayoutBatchRefusal,
  WritePayoutFileRefusal,
} from '#modules/payouts/index.ts';

type PayoutRefusal = Exclude<
  | RegisterPayeeAccountsRefusal
  | MakePayoutBatchRefusal
  | ApprovePayoutBatchRefusal
  | WithdrawPayoutBatchRefusal
  | SendPayoutBatchRefusal
  | WritePayoutFileRefusal
  | ImportPayoutResultsRefusal
  | NameBeneficiariesRefusal
  | ChangeShareCardRefusal
  | RequestCardRefusal
  | ProposeBankLayoutRefusal
  | DecideBankLayoutRefusal
  | { readonly code: 'payout-results-unknown' },
  { readonly code: 'ledger-month-closed' }
>;

const LAYOUT_FAULTS: Readonly<Record<BankLayoutFault, string>> = {
  separator: '批量文本的分隔符只能是 | , ; ~ ^ # $ 或制表符中的一个',
  'needed-column': '批量文本要有收款账号、户名、金额、客户业务编号，每样恰好一列',
  header: '批量文本的列名不能空、不能重复，也不能含分隔符',
  'answer-separator': '回盘的分隔符只能是 | , ; ~ ^ # $ 或制表符中的一个',
  'answer-header': '回盘的列名不能空、不能重复，也不能含分隔符',
  'answer-words': '成功和失败各至少写一个词，同一个词不能有两种意思',
};

const CARD_FAULTS: Readonly<Record<string, string>> = {
  characters: '卡号只能是数字',
  length: '卡号应为 16 至 19 位',
  'check-digit': '卡号的校验位不对，请对照银行卡逐位核对',
};

export const payoutRefusals = {
  'too-many-accounts': { status: 422, message: '一次登记的银行卡太多，请分批，每批不超过 5000 张。' },
  'member-unknown': {
    status: 404,
    message: ({ index }: { index: number }) => `第 ${index + 1} 位会员没有找到，或不归您经办，全部没有登记。`,
  },
  'card-number-wrong': {
    status: 422,
    message: ({ index, fault }: { index: number; fault: string }) =>
      `第 ${index + 1} 张：${CARD_FAULTS[fault] ?? '卡号不对'}。全部没有登记。`,
  },
  'bank-number-wrong': {
    status: 422,
    message: ({ index }: { index: number }) => `第 ${index + 1} 张：联行号应为 12 位数字且校验位正确；不知道可以留空。`,
  },
  'nothing-to-pay-out': {
    status: 409,
    message: ({ waitingForCard }: { waitingForCard: CountedClaims }) =>
      waitingForCard.count === 0
        ? '没有已核准、待付款的互助金。'
        : `没有可以编制批次的互助金；有 ${waitingForCard.count} 笔在等收款人登记银行卡。`,
  },
  'payout-batch-unknown': { status: 404, message: '没有找到这个付款批次。' },
  'payout-batch-state': { status: 409, message: '这个付款批次现在的状态不能这样做，请刷新后再看。' },
  'own-batch': { status: 403, message: '批次由您编制，须由另一人复核。' },
  'batch-payouts-held': {
    status: 409,
    message: ({ held }: { held: number }) =>
      `批次里有 ${held} 笔编批以后被暂停：缴费被银行冲回，或医保撤回了结算。请撤回这个批次重新编制，新批次不会带上它们。`,
  },
  'payout-unknown': { status: 404, message: '没有找到这笔付款。' },
  'payout-not-returned': { status: 409, message: '这笔付款没有退回，或已经编入了别的批次，不需要换卡。' },
  'card-registered': { status: 409, message: '收款人已经登记了新卡，请编入下一批。' },
  'card-asked-lately': { status: 409, message: '一天之内已经请收款人换过卡，请等他登记，或直接联系本人。' },
  'bank-layout-wrong': {
    status: 422,
    message: ({ fault }: { fault: BankLayoutFault }) => `版式没有保存：${LAYOUT_FAULTS[fault]}。`,
  },
  'bank-layout-waits': { status: 409, message: '已有一份版式在等另一人批准，请先办完那一份。' },
  'bank-layout-unknown': { status: 404, message: '没有找到这份版式。' },
  'bank-layout-state': { status: 409, message: '这份版式已经有人办过，请刷新后再看。' },
  'own-bank-layout': { status: 403, message: '版式由您提出，须由另一人批准。' },
  'batch-reason-missing': { status: 422, message: '请写明撤回的原因。' },
  'payout-layout-chosen': {
    status: 409,
    message: ({ layout }: { layout: string }) =>
      `这个批次已按 ${layout} 格式送交银行，不能换另一种格式，以免重复付款。`,
  },
  'office-account-missing': { status: 409, message: '办事处还没有登记银行账户，请先登记再送交。' },
  'names-not-in-gbk': {
    status: 422,
    message: ({ count }: { count: number }) =>
      `有 ${count} 位收款人的姓名或开户行含 GBK 没有的字，银行文本写不出；请改用 pain.001，或把这几笔移出批次。`,
  },
  'payout-batch-limit': {
    status: 409,
    message: ({ limitFen }: { limitFen: number }) =>
      `最早的一笔互助金就超过了每批限额 ${formatYuan(limitFen)} 元；请由审批人调整限额后再编制。`,
  },
  'payout-day-limit': {
    status: 409,
    message: ({ limitFen, approvedFen }: { limitFen: number; approvedFen: number }) =>
      `今天已复核 ${formatYuan(approvedFen)} 元，加上这一批会超过每日限额 ${formatYuan(limitFen)} 元；请改日复核，或先调整限额。`,
  },
  'death-claim-unknown': { status: 404, message: '没有找到这件身故申领；只有身故互助金由亲属按份额领取。' },
  'beneficiaries-fixed': {
    status: 409,
    message: '已有份额编入付款批次或已付出，不能再改领取人；退回的份额可以更换银行卡。',
  },
  'shares-not-whole': {
    status: 422,
    message: ({ basisPoints }: { basisPoints: number }) =>
      `各亲属的份额合计应为 100%，现在是 ${basisPoints / 100}%；至多 20 人。`,
  },
  'share-fixed': { status: 409, message: '没有这一份，或它已编入付款批次、已付出，不能更换银行卡。' },
  'payout-results-refused': { status: 422, message: ({ message }: { message: string }) => message },
  'payout-results-unknown': { status: 404, message: '没有找到这个回盘文件。' },
  'payout-results-known': { status: 409, message: '这个回盘文件已经导入过，什么都没有改变。' },
  'payout-batch-not-sent': { status: 409, message: '这个批次还没有送交银行，没有文件可以下载。' },
} as const satisfies RefusalTable<PayoutRefusal>;
