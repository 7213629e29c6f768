import type { Benefit } from '#scheme/case.ts';
import type { ClauseId } from '#scheme/clause-texts.ts';

/** A kind of paper that a claim may need. */
export type MaterialKind =
  | 'identity-card'
  | 'bank-card'
  | 'unit-certificate'
  | 'record-front-page'
  | 'admission-record'
  | 'discharge-record'
  | 'settlement-slip'
  | 'accident-proof'
  | 'traffic-proof'
  | 'diagnosis'
  | 'medical-record'
  | 'bills'
  | 'disability-certificate'
  | 'death-certificate'
  | 'cancellation-proof'
  | 'kinship-proof'
  | 'other';

export interface Material {
  readonly kind: MaterialKind;
  readonly name: string;
  /** Where to get it, in a few words. */
  readonly hint: string;
  readonly clause: ClauseId;
  /**
   * `core`: nothing can be decided without it; `needed`: may follow within the days that the reviewer sets;
   * `if-any`: only where there is such a thing.
   */
  readonly need: 'core' | 'needed' | 'if-any';
}

function material(
  kind: MaterialKind,
  name: string,
  hint: string,
  clause: ClauseId,
  need: Material['need'] = 'needed',
): Material {
  return Object.freeze({ kind, name, hint, clause, need });
}

const INPATIENT_HEAD = [
  material('identity-card', '身份证', '正反两面各拍一张', '附件1-7.2'),
  material('bank-card', '本人银行卡', '有卡号的一面，写上开户行', '附件1-7.2'),
  material('unit-certificate', '单位出具的证明', '请单位工会盖章', '附件1-7.2'),
];
const ACCIDENT_HEAD = [
  material('identity-card', '会员的身份证', '正反两面各拍一张', '附件2-7.2'),
  material('accident-proof', '意外事故的证明', '写明日期、性质、原因、伤害程度', '附件2-7.2', 'core'),
  material('traffic-proof', '交警的事故证明', '交通事故才需要', '附件2-7.5', 'if-any'),
];
const ACCIDENT_CARD = material('bank-card', '本人银行卡', '有卡号的一面，写上开户行', '附件2-7.2');
const OTHER_INPATIENT = material('other', '其他材料', '审核人要求时再补', '附件1-7.4', 'if-any');
const OTHER_ACCIDENT = material('other', '其他材料', '审核人要求时再补', '附件2-7.7', 'if-any');
const DEATH_PAPERS = [
  material('death-certificate', '死亡证明', '医院、公安或其他相关机构出具', '附件2-7.6', 'core'),
  material('cancellation-proof', '户口注销证明或火化证明', '两样有一样即可', '附件2-7.6'),
  material('kinship-proof', '亲属关系证明', '户口簿、结婚证或公证书', '附件2-6'),
  material('bank-card', '受领人的身份证和银行卡', '每位受领人都要：身份证正反面、有卡号的一面', '附件2-7.2'),
];

/** The papers of a claim by benefit, in the order in which people have them at hand; what the platform adds by itself is not among them. */
export const MATERIALS: Readonly<Record<Benefit, readonly Material[]>> = {
  inpatient: [
    material('settlement-slip', '医保结算单', '出院结账时医院给的，也叫报销单据', '附件1-7.3', 'core'),
    material('record-front-page', '住院病案首页', '医院病案室复印，盖章', '附件1-7.3'),
    material('admission-record', '入院记录', '医院病案室复印，盖章', '附件1-7.3'),
    material('discharge-record', '出院记录或出院小结', '医院病案室复印，盖章', '附件1-7.3'),
    ...INPATIENT_HEAD,
    OTHER_INPATIENT,
  ],
  medical: [
    material('bills', '医疗票据和费用清单', '每张都要，门诊住院都算', '附件2-7.4', 'core'),
    material('diagnosis', '诊断证明', '二级以上医院出具', '附件2-7.4', 'core'),
    material('medical-record', '病历', '门诊病历；住院的还要病案首页和出入院记录', '附件2-7.4'),
    ...ACCIDENT_HEAD,
    ACCIDENT_CARD,
    OTHER_ACCIDENT,
  ],
  disability: [
    material(
      'disability-certificate',
      '伤残程度证明',
      '二级以上医院出具；第 180 日仍在治疗的，按那天的情况',
      '附件2-7.3',
      'core',
    ),
    material('medical-record', '病历和诊断证明', '二级以上医院出具', '附件2-7.4'),
    ...ACCIDENT_HEAD,
    ACCIDENT_CARD,
    OTHER_ACCIDENT,
  ],
  death: [...DEATH_PAPERS, ...ACCIDENT_HEAD, OTHER_ACCIDENT],
  'sudden-death': [
    ...DEATH_PAPERS,
    material('medical-record', '抢救或急诊病历', '写明发病和身故的时刻', '附件2-7.4', 'core'),
    material('identity-card', '会员的身份证', '正反两面各拍一张', '附件2-7.2'),
    OTHER_ACCIDENT,
  ],
};

/** What is still missing of a claim's papers; `if-any` never is. */
export function missingMaterials(benefit: Benefit, given: ReadonlySet<string>): readonly Material[] {
  return MATERIALS[benefit].filter(({ kind, need }) => need !== 'if-any' && !given.has(kind));
}
