import { formatYuan, WHOLE_BASIS_POINTS } from '#kernel/money.ts';
import type { Step, StepOperation, StepUnit } from '#scheme/decision.ts';

/** What stands before a figure, as on paper. */
export const SIGNS: Readonly<Record<StepOperation, string>> = {
  start: '',
  plus: '＋',
  minus: '－',
  times: '×',
  equals: '＝',
  rounded: '≈',
  'at-most': '≤',
  result: '＝',
  fact: '',
};

const SPELLED_OPERATION = /^(?:减去|加上|乘以|等于)/;

/** The label without the word that its sign already says: 减去起付标准 → 起付标准. */
export function shortLabel({ text }: Step): string {
  return SIGNS[text.operation] === '' ? text.label : text.label.replace(SPELLED_OPERATION, '');
}

const UNIT_WORDS: Readonly<Record<StepUnit, string>> = {
  fen: '元',
  ratio: '',
  days: '天',
  hours: '小时',
  stays: '次',
  shares: '份',
  grade: '级',
  bills: '张',
};

/** The figure of a line: `5,400.00`, `60 %`, `9 ÷ 14`, `2 份`, `14 天`. */
export function stepFigure({ text, value, over }: Step): string {
  if (text.unit === 'fen') return formatYuan(value);
  if (text.unit === 'ratio') return over === WHOLE_BASIS_POINTS ? percent(value) : `${value} ÷ ${over}`;
  return `${value} ${UNIT_WORDS[text.unit]}`;
}

/** Basis points as a percentage without idle zeros: `6000` → `60 %`, `1250` → `12.5 %`. */
export function percent(basisPoints: number): string {
  return `${basisPoints / 100} %`;
}

/** Why a line is there, in one sentence. Keyed by the label that the rule writes; a test sweeps over all of them. */
const SENTENCES: Readonly<Record<string, string>> = {
  '住院天数（入院当天算，出院当天不算）': '从入院那天数到出院前一天；当天进出算 1 天。',
  其中观察期内的天数: '首次参加后的头 30 天是观察期，这些天不计算互助金。',
  其中不在保障期内的天数: '保障期以外的天数不计算互助金。',
  '剔除挂床、延迟出院的天数': '没有真正住院治疗的天数不计算互助金。',
  可以计算互助金的天数: '扣掉上面这些天，剩下的按天数比例计算。',
  本保障期已领取的次数: '一个保障期最多领两次。',
  符合医保政策范围的费用: '医保目录以内、医保认可的费用。',
  减去起付标准: '医保起付线以下的部分，不在互助范围内。',
  减去超过统筹基金最高支付限额的部分: '超过医保封顶线的部分，不在互助范围内。',
  减去统筹基金已报销: '基本医保已经替您付了这些。',
  '减去大额（大病）基金在限额以内支付的部分': '大额（大病）基金已经替您付了这些。',
  减去公务员医疗补助: '公务员医疗补助已经替您付了这些。',
  减去企业补充医疗保险: '补充医疗保险已经替您付了这些。',
  减去医疗救助: '医疗救助已经替您付了这些。',
  减去其他基金支付: '其他基金已经替您付了这些。',
  等于个人自付部分: '医保和其他各方报完后，范围内由您自己付的部分。',
  '乘以给付比例（河南省内）': '省内住院，按个人自付部分的这个比例领取。',
  '乘以给付比例（河南省外）': '省外住院，比例比省内低 10 个百分点。',
  '乘以观察期后天数 ÷ 住院天数': '只算观察期之后的天数，按天数占比。',
  '乘以保障天数 ÷ 住院天数': '只算在保障期内的天数，按天数占比。',
  四舍五入到分: '只在最后取整一次。',
  不超过本保障期剩余额度: '一个保障期累计最多 100,000.00 元，这是还没领的部分。',
  住院医疗互助金: '这次可以领到的金额。',
  伤残等级: '几处伤残取最重的一级；最重的一级有两处以上，再升一级。',
  每份伤残互助金限额: '每参加一份，伤残最多这么多。',
  乘以份数: '意外发生时参加了几份。',
  乘以伤残等级对应的比例: '一级 100 %，每低一级少 10 个百分点，十级 10 %。',
  '不超过伤残、身故剩余额度': '伤残和身故合用一个限额，这是还没领的部分。',
  伤残互助金: '这次可以领到的金额。',
  每份身故互助金: '每参加一份，身故这么多。',
  '减去本保障期已给付的伤残、身故互助金': '伤残和身故合用一个限额，领过的要减去。',
  身故互助金: '由直系亲属领取。',
  发病到身故的小时数: '不足一小时按一小时算；48 小时整仍算以内。',
  每份猝死互助金: '每参加一份，猝死这么多。',
  猝死互助金: '由直系亲属领取；与伤残、身故互不扣减。',
  提交的票据: '这次一共交了几张。',
  '其中不计入的票据（非认可医院、180 日以后、非首次住院）': '这些票据按规定不计算。',
  未经医保报销的自付合计: '医保没有报销过的票据，自付部分加起来。',
  减去其他途径的补偿: '别处已经补偿的，不重复领。',
  '减去每次事故 100 元免赔额': '每次事故自己承担 100 元，只扣一次。',
  乘以未报销部分的给付比例: '医保没有报销过的，按这个比例领取。',
  加上经医保报销后的自付合计: '医保报销过的票据，剩下的自付部分全数计入。',
  减去其他途径补偿的余数: '前面没有扣完的补偿，在这里扣。',
  减去免赔额的余数: '前面没有扣完的免赔额，在这里扣。',
  不超过意外医疗剩余额度: '一个保障期累计最多 10,000.00 元，这是还没领的部分。',
  意外医疗互助金: '这次可以领到的金额。',
};

export function stepSentence({ text }: Step): string | undefined {
  return SENTENCES[text.label];
}
