import type { RefusalTable } from '#http/refusal-table.ts';
import { formatYuan } from '#kernel/money.ts';
import type { CorrectCaseRefusal } from '#modules/claims/index.ts';
import type {
  OpenInvestigationRefusal,
  PayDeterminedPartRefusal,
  ReportInvestigationRefusal,
} from '#modules/investigations/index.ts';

type InvestigationRefusal = Exclude<
  OpenInvestigationRefusal | ReportInvestigationRefusal | Exclude<PayDeterminedPartRefusal, CorrectCaseRefusal>,
  { readonly code: 'claim-unknown' | 'person-erased' }
>;

export const investigationRefusals = {
  'investigation-too-late': { status: 409, message: '这份申领已有结论，不能再派调查；不同意结论的走申诉。' },
  'investigator-unknown': { status: 422, message: '调查人应是本办事处的经办人，请重新选择。' },
  'investigation-due-past': { status: 422, message: '完成期限已经过去，请选今天或以后的日期。' },
  'investigation-unknown': { status: 404, message: '没有找到这项调查，或不归您查看。' },
  'investigation-ended': { status: 409, message: '这项调查已经报告，不能再改。' },
  'investigation-of-other': { status: 403, message: '这项调查指派给了别人，由他本人报告。' },
  'visit-in-future': { status: 422, message: '走访日期还没有到，请核对。' },
  'investigation-without-part': { status: 409, message: '这项调查没有报告“只能认定一部分”，请看调查报告。' },
  'part-not-of-costs': {
    status: 409,
    message: '这项互助金不按票据计算，不能只付一部分：认定不了的，按附件2第七条第1项不予给付。',
  },
  'part-told-in-time': {
    status: 409,
    message: '这次意外是及时告知的，附件2第七条第1项不适用，不能因此少付。',
  },
  'part-of-bills': { status: 422, message: '请逐张填写能认定的金额，不超过票据上的自付金额。' },
  'part-sum': {
    status: 422,
    message: ({ determinedFen }: { determinedFen: number }) =>
      `逐张合计应等于调查认定的 ${formatYuan(determinedFen)} 元。`,
  },
  'determined-amount-missing': { status: 422, message: '只能认定一部分时，请填能认定的金额。' },
} as const satisfies RefusalTable<InvestigationRefusal>;
