/** What the phone says of figures of the insurer's slip that do not fit, and of several slips of one stay. */
export const SLIP_CHECK = {
  names: {
    billedTotal: '总费用',
    nonCovered: '全自费',
    overLimit: '超限价自费',
    upfrontCostSharing: '先行自付',
    eligibleExpense: '政策范围内费用',
    deductible: '起付线',
    aboveCeiling: '超封顶线',
    poolingFundPaid: '统筹基金支付',
    catastrophicFundPaid: '大额或大病支付',
    civilServantPaid: '公务员补助',
    supplementaryPaid: '补充保险支付',
    medicalAidPaid: '医疗救助',
    otherPaid: '其他基金支付',
    fundTotal: '基金支付总额',
    personalTotal: '个人负担总额',
    accountPaid: '个人账户支付',
    cashPaid: '个人现金支付',
  },
  differs: (parts: string, sum: string, total: string, gap: string) =>
    `${parts}${parts.includes('、') ? '相加' : ''}是 ${sum} 元，和${total}差 ${gap} 元，请核对这几项`,
  named: (name: string, meant: string) => `${name}和别的项对不上，按其余各项应是 ${meant} 元，请核对`,
  totals: '结算单上的合计（填了可以帮您查出抄错的一项，不填也行）',
  asks: {
    fundTotal: '各项基金一共付了',
    personalTotal: '个人一共负担',
    accountPaid: '其中医保个人账户付的',
    cashPaid: '其中现金付的',
  },

  more: '再加一张结算单',
  moreHint: '同一次住院分几次结算的（跨年结一次、出院再结一次，或入院前的急诊留观），每张都填，合并算一次住院。',
  slip: (at: number) => `第 ${at} 张结算单`,
  from: '这张单从哪天起',
  until: '到哪天止',
  settledOn: '哪天结算',
  remove: '去掉这一张',
  overlap: (at: number) => `和第 ${at} 张结算单的日期重叠，请核对是不是同一笔`,
  outside: '不在这次住院的日期里；入院前的急诊留观最多早 7 天',
  backwards: '止的日期早于起的日期',

  hold: {
    title: '要不要现在领',
    counts: (amount: string, at: number, most: number) =>
      `这次约 ${amount} 元，会用掉本保障期 ${most} 次中的第 ${at} 次。`,
    left: (left: number) => (left === 0 ? '之后的住院在本期就不能再领了。' : `之后的住院在本期还能领 ${left} 次。`),
    small: (until: string, last: string) =>
      `金额不大，可以先留着：保障期到${until}，如果又住院花得更多，先领多的。这一次最晚${last}前提交都有效。`,
    act: '先留着，以后再交',
    held: '留着没交',
    until: (last: string) => `最晚${last}前提交`,
  },
} as const;
