import type { RefusalTable } from '#http/refusal-table.ts';
import { formatChineseDate } from '#kernel/civil-date.ts';
import type {
  AssignClaimRefusal,
  CaseRefusal,
  CorrectCaseRefusal,
  GetClaimRefusal,
  GoOnWithoutRefusal,
  ImportSettlementsRefusal,
  PassClaimsRefusal,
  ReviewClaimRefusal,
  WithdrawApprovalRefusal,
} from '#modules/claims/index.ts';

type ClaimRefusal = Exclude<
  | ImportSettlementsRefusal
  | ReviewClaimRefusal
  | PassClaimsRefusal
  | GetClaimRefusal
  | CaseRefusal
  | CorrectCaseRefusal
  | AssignClaimRefusal
  | GoOnWithoutRefusal
  | WithdrawApprovalRefusal
  // of the routes: who reviews at a level is the accounts' to know
  | { readonly code: 'assignee-unknown' }
  | { readonly code: 'span-backwards' }
  | { readonly code: 'span-too-long'; readonly mostDays: number },
  { readonly code: 'ledger-month-closed' } | { readonly code: 'claim-not-sent-back' }
>;

export const claimRefusals = {
  'office-only': { status: 403, message: '医保结算数据由办事处导入，您所在的机构不能导入。' },
  'settlement-file-refused': { status: 422, message: ({ message }: { message: string }) => message },
  'settlements-known': { status: 409, message: '这个文件已经导入过，没有重复处理。' },
  'claim-unknown': { status: 404, message: '没有找到这份申领，或它不归您经办。' },
  'claim-state': { status: 409, message: '这份申领现在的状态不能这样做，请刷新后再看。' },
  'claim-at-other-level': { status: 403, message: '这份申领现在不在您这一级审核。' },
  'claim-own-submission': { status: 403, message: '自己提交或导入的申领，不能由自己审核。' },
  'claim-reviewed-already': { status: 409, message: '这份申领您已经审核过，请由另一人审核。' },
  'claim-assigned-elsewhere': {
    status: 403,
    message: '这份申领已指派给本级的另一位经办人；需要您来办，请先改派给您。',
  },
  'claim-own-correction': {
    status: 403,
    message: '这份申领的事实由您在末级更正，须由另一人通过。',
  },
  'claim-sent-back-before': {
    status: 409,
    message: '这份申领已退回补正过一次；缺项应当一次告知，现在请按已有材料决定。',
  },
  'supplement-due': { status: 422, message: '补正的期限要在明天以后、180 天以内。' },
  'supplement-not-due': {
    status: 409,
    message: ({ dueOn }: { readonly dueOn: number }) =>
      `补正的期限到${formatChineseDate(dueOn)}，本人还可以补；过期后再按现有材料审核。`,
  },
  'correction-empty': { status: 422, message: '请至少更正一项事实，或者主张一条除外条款。' },
  'correction-evidence-missing': {
    status: 422,
    message: '每一项更正、每一条除外都要有依据：选一份材料，或者写明依据。',
  },
  'correction-fact-unknown': {
    status: 422,
    message: ({ path }: { readonly path: string }) => `这份申领里没有“${path}”这一项，不能更正。`,
  },
  'correction-changes-nothing': { status: 409, message: '更正后的内容与现在的一样，没有重新核算。' },
  'span-backwards': { status: 422, message: '结束日期在开始日期之前，请改一改。' },
  'span-too-long': {
    status: 422,
    message: ({ mostDays }: { mostDays: number }) => `一次最多统计 ${mostDays} 天，请把起止日期改近一些。`,
  },
  'assignee-unknown': { status: 422, message: '此人不在这份申领所在的一级审核，不能指派给他。' },
  'approval-stands': { status: 409, message: '医保没有撤回这份申领的结算，核准不能撤销。' },
  'withdrawal-had-part': { status: 403, message: '您提交、更正或审核过这份申领，撤销核准须由没有经手的人办理。' },
  'withdrawal-money-under-way': { status: 409, message: '互助金正在付款，请等银行有了结果再撤销核准。' },
  'withdrawal-recovered': { status: 409, message: '这份申领有追回正在办理或已经办完，请先在“追回”里处理。' },
  'claim-reversed': { status: 409, message: '医保已撤回这笔结算，不能通过；请核实后按条款不予给付。' },
  'amount-open': { status: 409, message: '金额还不能确定，不能通过；请先核实结算单上的缺项。' },
  'claim-reason-missing': { status: 422, message: '退回、不予给付或转办事处时，请写明原因。' },
  'clause-missing': { status: 422, message: '不予给付要写明依据的条款，至少一条。' },
  'clause-unknown': { status: 422, message: '有一条条款不存在，请从条款目录里选。' },
  'person-erased': { status: 410, message: '此人的个人信息已按规定删除，这份申领不能再打开。' },
  'not-a-reviewer': { status: 403, message: '您的账号不在任何一级审核申领。' },
  'too-many-claims': { status: 422, message: '一次通过的申领太多，请分批处理，每批不超过 5000 份。' },
  'case-invalid': {
    status: 422,
    message: ({ caseFault }: Pick<CaseRefusal, 'caseFault'>) =>
      `案件不能核算：${caseFault.field === '' ? '' : `${caseFault.field}：`}${caseFault.message}。`,
  },
} as const satisfies RefusalTable<ClaimRefusal>;
