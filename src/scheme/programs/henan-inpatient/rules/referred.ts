import { inpatientRule } from '#scheme/programs/henan-inpatient/rules/inpatient-rule.ts';

/**
 * 「会员经当地基本医疗保险主管机构批准转外地治疗的（河南省外就医的）」
 *
 * Without the approval the text is silent: a person decides, with the amount at the reduced share before him.
 */
export const transferNotApproved = inpatientRule.refer({
  id: 'transfer-not-approved',
  code: 'transfer-not-approved',
  amountUnknown: false,
  clause: '附件1-4.3',
  title: '省外就医未经批准转诊',
  reads: ['hospitalRegion', 'transferApproved'],
  readings: ['读法-14'],
  evaluate: ({ hospitalRegion, transferApproved }) => hospitalRegion === 'other-province' && !transferApproved,
});

/** 「其住院前留观 7 日内的治疗费用」 An observation that began earlier: a person says which costs belong. */
export const observationTooEarly = inpatientRule.refer({
  id: 'observation-too-early',
  code: 'observation-too-early',
  amountUnknown: false,
  clause: '附件1-4.1',
  title: '留观早于住院前 7 日',
  reads: ['observationFrom', 'admittedOn', 'observationDays'],
  evaluate: ({ observationFrom, admittedOn, observationDays }) => observationFrom < admittedOn - observationDays,
});

/**
 * 「指起付标准以上至最高支付限额以内」
 *
 * A settlement in which the catastrophic fund paid went above the ceiling; where it does not say by how much, the base
 * can't be computed.
 */
export const ceilingUnknown = inpatientRule.refer({
  id: 'ceiling-unknown',
  code: 'ceiling-unknown',
  amountUnknown: true,
  clause: '附件1-4.1',
  title: '超过最高支付限额的部分不明',
  reads: ['aboveCeilingKnown', 'catastrophicFundPaid'],
  evaluate: ({ aboveCeilingKnown, catastrophicFundPaid }) => !aboveCeilingKnown && catastrophicFundPaid > 0,
});
