import type { ProgramId } from '#scheme/case.ts';
import { CLAUSE_TEXTS, type ClauseId } from '#scheme/clause-texts.ts';
import type { NoticeCode, Outcome, Reason } from '#scheme/decision.ts';
import { withoutNumber } from '#scheme/words/clause-names.ts';

/** An outcome as the scheme calls it. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  pay: '给付',
  decline: '不予给付',
  refer: '转人工',
};

export const PROGRAM_NAMES: Readonly<Record<ProgramId, string>> = {
  'henan-inpatient': '在职职工住院医疗互助保障活动',
  'national-accident': '新就业形态劳动者专项意外伤害互助保障活动',
};

/** What a reason says: first in the words of the person concerned, then the scheme's term, then what to do now. */
export interface ReasonWords {
  readonly plain: string;
  readonly term: string;
  readonly next: string;
}

type Code = Reason['code'];

const WORDS: Readonly<Record<Code, ReasonWords>> = {
  'not-covered-on-admission': {
    plain: '入院那天不在保障期内',
    term: '入院日不在互助保障期',
    next: '请核对入院日期，也看看是否漏了一个保障期，比如续保的那一年。',
  },
  'not-covered-on-event': {
    plain: '出事那天不在保障期内',
    term: '意外（发病）之日不在互助保障期',
    next: '请核对发生日期，也看看是否漏了一个保障期，比如续保的那一年。',
  },
  'claim-time-barred': {
    plain: '申领晚了，已经超过两年',
    term: '超过两年申领期限，视同放弃',
    next: '请核对申领日期；两年之内提交过的，以当时的提交日期为准。',
  },
  excluded: {
    plain: '属于条文写明不给付的情形',
    term: '除外责任',
    next: '如果认定有误，请改正后重新核算，并留下依据。',
  },
  'beyond-180-days': {
    plain: '身故在意外发生 180 天以后',
    term: '身故超出意外之日起 180 日',
    next: '请核对意外日期和身故日期。',
  },
  'beyond-48-hours': {
    plain: '发病 48 小时以后才身故，不算猝死',
    term: '身故超出发病之时起 48 小时',
    next: '请按病历核对发病和身故的时刻。',
  },
  'waiting-time': {
    plain: '整次住院都在参加后的头 30 天里',
    term: '观察期',
    next: '观察期内住院不领互助金；期满后 15 日内续保的，下一期不再有观察期。',
  },
  'no-covered-days': {
    plain: '这次住院没有一天可以计算互助金',
    term: '没有有效保障天数',
    next: '请核对保障期、观察期和剔除的天数。',
  },
  'stay-limit': {
    plain: '这个保障期已经领过两次',
    term: '给付次数已满',
    next: '下一个保障期重新计次。',
  },
  'amount-limit': {
    plain: '这个保障期的限额已经领完',
    term: '给付金额已满',
    next: '下一个保障期重新计算限额。',
  },
  'nothing-to-pay': {
    plain: '算下来没有可领的金额',
    term: '没有可给付的金额',
    next: '请核对结算单上的金额。这次不占用次数。',
  },
  'transfer-not-approved': {
    plain: '在省外住院，没有经批准的转诊手续',
    term: '省外就医未经批准转诊',
    next: '条文没有写这种情形，请审核人决定；下面是按省外比例算出的金额。',
  },
  'observation-too-early': {
    plain: '急诊留观早于住院前 7 天',
    term: '留观早于住院前 7 日',
    next: '请审核人确认哪些留观费用应计入；下面是按现有金额算出的结果。',
  },
  'ceiling-unknown': {
    plain: '看不出超过医保封顶线的部分是多少',
    term: '超过最高支付限额的部分不明',
    next: '请向医保部门核实超封顶线金额，填上后重新核算。',
  },
  'assessed-after-day-180': {
    plain: '伤残评定晚于意外发生后第 180 天',
    term: '伤残评定晚于第 180 日',
    next: '请审核人按第 180 天的伤情确认等级；下面是按现有等级算出的金额。',
  },
};

const BEFORE_FIRST_PERIOD: ReasonWords = {
  plain: '入院的时候，保障还没有开始',
  term: '参加本活动前已经住院',
  next: '请核对入院日期和保障生效日；确实生效前入院的，这次住院不在保障范围。',
};

const SMALL_ACCIDENT_WORDS: Readonly<Partial<Record<Code, Partial<ReasonWords>>>> = {
  'nothing-to-pay': { next: '请核对票据的自付金额、医院等级和日期。' },
  'claim-time-barred': { term: '事故之日起超过两年，视同放弃' },
};

/** Exclusions that the rules raise by themselves, said as the person would. */
const PLAIN_EXCLUSIONS: Readonly<Partial<Record<ClauseId, string>>> = {
  '附件1-5(一).10': '这次治疗是不孕不育治疗或人工授精',
  '附件1-5(一).11': '主要诊断是精神和行为障碍',
  '附件1-5(一).12': '这家医院不在认可范围（须是二级以上的认可医院）',
  '附件1-5(二).3': '这次住院是体检、疗养或康复',
  '附件1-5(二).4': '费用应由工伤、责任方或国家负担',
  '附件1-5(二).5': '在境外（含港澳台）治疗',
  '附件2-5.10': '没有一张票据出自认可医院（须是二级以上的认可医院）',
  '附件2-5.17': '在境外（含港澳台）治疗',
};

export function reasonWords({ code, clause }: Reason): ReasonWords {
  if (code === 'excluded') {
    return { ...WORDS.excluded, plain: PLAIN_EXCLUSIONS[clause] ?? withoutNumber(CLAUSE_TEXTS[clause]) };
  }
  if (code === 'not-covered-on-admission' && clause === '附件1-5(二).1') return BEFORE_FIRST_PERIOD;
  return clause.startsWith('附件2') ? { ...WORDS[code], ...SMALL_ACCIDENT_WORDS[code] } : WORDS[code];
}

export interface NoticeWords {
  readonly plain: string;
  readonly more: string;
}

export function noticeWords(code: NoticeCode, clause: ClauseId): NoticeWords {
  switch (code) {
    case 'late-notice':
      return clause.startsWith('附件2')
        ? { plain: '没有在事故后 15 天内告知', more: '金额不受影响；因迟报查不清的部分，可能要补充证明。' }
        : { plain: '没有在出院后 10 天内告知', more: '金额不受影响；以后请在出院后 10 天内告知，便于核实。' };
  }
}
