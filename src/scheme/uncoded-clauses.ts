import type { ClauseId } from '#scheme/clause-texts.ts';

/** A clause that no rule puts into effect, and why. */
export interface UncodedClause {
  readonly clause: ClauseId;
  /** One sentence of Chinese, for the rulebook. */
  readonly reason: string;
}

const PURPOSE = '说明活动的宗旨和内容，不设条件，也不定数额。';
const ROSTER_FIELDS = '名单应当有哪些项目由名单读取程序检查，不是给付或参加的条件。';
const MATERIALS = '申领材料由受理环节逐项收取和核对，不改变结论和金额。';
const EXPERT_COMMITTEE = '争议由专家委员会最终裁定，由人决定；程序在每个结论中列明所依据的读法，供其裁定。';
const SAME_AS_ANNEX = '通知第一部分概述两个实施细则，“具体内容以附件中的实施细则为准”，由附件的相应条款执行：';
const REQUIREMENT = '对各级工会的工作要求，不是给付或参加的规则。';

/**
 * Every clause without code, with the reason; headings that only stand over other clauses are not listed.
 *
 * The rulebook's test holds this list against the rules: a clause stands here or has a rule, never both, never neither.
 */
export const UNCODED_CLAUSES: readonly UncodedClause[] = [
  { clause: '附件1', reason: '标题和制定依据；所依据的《职工互助保障管理办法》不在来源之中，平台没有引用其内容。' },
  { clause: '附件1-1', reason: PURPOSE },
  { clause: '附件1-3.3', reason: ROSTER_FIELDS },
  { clause: '附件1-6', reason: '受领人由受理环节核对，不影响互助金数额；会员身故的，见通知-三(四)。' },
  { clause: '附件1-7.2', reason: MATERIALS },
  { clause: '附件1-7.4', reason: MATERIALS },
  { clause: '附件1-8.2', reason: '活动的调整以新的参数行和起用日记入参数表，不另设规则。' },
  { clause: '附件1-8.3', reason: EXPERT_COMMITTEE },
  { clause: '附件2', reason: '标题和制定依据；所依据的《职工互助保障活动管理办法》不在来源之中，平台没有引用其内容。' },
  { clause: '附件2-1', reason: PURPOSE },
  { clause: '附件2-3.3', reason: ROSTER_FIELDS },
  { clause: '附件2-6.1', reason: '受领人由受理环节核对，不影响互助金数额。' },
  { clause: '附件2-6.2', reason: '直系亲属及各人份额（读法-24）由受理环节核对，不影响互助金数额。' },
  { clause: '附件2-7.2', reason: MATERIALS },
  { clause: '附件2-7.3', reason: `${MATERIALS}第 180 日的伤残状况见附件2-4.1。` },
  { clause: '附件2-7.4', reason: MATERIALS },
  { clause: '附件2-7.5', reason: MATERIALS },
  { clause: '附件2-7.6', reason: MATERIALS },
  { clause: '附件2-7.7', reason: MATERIALS },
  {
    clause: '附件2-8.1',
    reason: '意外伤害的定义。一件事是否属于意外伤害由审核人判断；不属于的，由审核人认定附件2-5.15 等除外情形。',
  },
  { clause: '附件2-8.3', reason: EXPERT_COMMITTEE },
  { clause: '附件2-附表', reason: '数额与附件2-3.1 和附件2-4.1 至 4.5 相同，由这些条款的规则执行。' },
  { clause: '通知', reason: '标题、主送单位和发文依据。' },
  { clause: '通知-一', reason: PURPOSE },
  { clause: '通知-一(一).1', reason: `${SAME_AS_ANNEX}附件1-2。` },
  { clause: '通知-一(一).2', reason: `${SAME_AS_ANNEX}附件1-3.1、附件1-3.2、附件1-3.4。` },
  { clause: '通知-一(一).3', reason: `${SAME_AS_ANNEX}附件1-4.1、附件1-4.3。` },
  { clause: '通知-一(一).4', reason: `${SAME_AS_ANNEX}附件1-4.4。` },
  { clause: '通知-一(二).1', reason: `${SAME_AS_ANNEX}附件2-2。` },
  { clause: '通知-一(二).2', reason: `${SAME_AS_ANNEX}附件2-3.1、附件2-3.2、附件2-3.4。` },
  { clause: '通知-一(二).3', reason: `${SAME_AS_ANNEX}附件2-4。` },
  { clause: '通知-一(二).4', reason: `${SAME_AS_ANNEX}附件2-4.1 至 4.5。` },
  { clause: '通知-二', reason: '会费由谁承担由单位和工会决定，不影响参加条件和互助金数额。' },
  { clause: '通知-三(一).1', reason: '单位注册和账号的办理流程，由平台的单位管理环节执行。' },
  { clause: '通知-三(一).2', reason: '名单的录入、上传和提交流程；名单中每个人的参加条件见附件1-2、附件2-2。' },
  { clause: '通知-三(一).3', reason: '县、市、省三级审核是办理流程，由人审核。' },
  { clause: '通知-三(一).4', reason: '汇款和开票信息的办理流程；应汇总额见附件1-3.1、附件2-3.1。' },
  { clause: '通知-三(二).3', reason: '收款账户的资料，作为单位缴款通知的内容，不是规则。' },
  { clause: '通知-三(三)', reason: '票据由办事处据实出具，不影响保障和互助金。' },
  { clause: '通知-三(四)', reason: '申领、三级审核和代发的办理流程；会员身故时转账至直系亲属，由支付环节执行。' },
  { clause: '通知-四(一)', reason: REQUIREMENT },
  { clause: '通知-四(二)', reason: REQUIREMENT },
  { clause: '通知-四(三)', reason: REQUIREMENT },
  { clause: '通知-四(四)', reason: REQUIREMENT },
  { clause: '通知-落款', reason: '附件目录、发文机关和日期。' },
];
