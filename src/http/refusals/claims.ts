import type { RefusalTable } from '#http/refusal-table.ts';
import type {
  CaseRefusal,
  GetClaimRefusal,
  ImportSettlementsRefusal,
  PassClaimsRefusal,
  ReviewClaimRefusal,
} from '#modules/claims/index.ts';

type ClaimRefusal = Exclude<
  ImportSettlementsRefusal | ReviewClaimRefusal | PassClaimsRefusal | GetClaimRefusal | CaseRefusal,
  { readonly code: 'ledger-month-closed' }
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
