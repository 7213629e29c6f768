const count = (value: number): string => value.toLocaleString('zh-CN');

/** The words of receipts at the desk. */
export const RECEIPT = {
  title: '会费票据',
  lead: '保障生效后自动为每个缴费方开一张；号码连续，开错了冲红重开，原票和红字票都留着。',
  series: (code: string, first: string, last: string, receipts: number) =>
    `票据代码 ${code}：${first} 至 ${last}，共 ${count(receipts)} 张`,
  noGap: '号码连续，没有缺号',
  gap: (missing: number) => `缺 ${count(missing)} 个号，请立即报告`,
  seriesSum: (yuan: string) => `合计 ${yuan} 元`,
  empty: '还没有开过票据。保障生效后会自动开具。',
  ofOrder: '票据',
  ofOrderEmpty: '还没有开票。',
  issue: '开具票据',
  issueDone: (receipts: number) => `已开 ${count(receipts)} 张票据`,
  pdf: 'PDF',
  xml: 'XML',
  pdfOf: (number: string) => `打开票据 ${number}（PDF）`,
  xmlOf: (number: string) => `下载票据 ${number} 的数据（XML）`,
  correct: '冲红重开',
  correctTitle: '冲红重开这张票据？',
  correctWhat: (number: string, payer: string, yuan: string) =>
    `票据 ${number}（${payer}，${yuan} 元）会被一张红字票据冲销，再按下面的抬头开一张新的，金额不变。三张都占号码，不能撤销。`,
  payerName: '正确的缴款人',
  payerCode: '统一社会信用代码（可不填）',
  codeWrong: '统一社会信用代码有误，请核对；可以不填。',
  reason: '为什么冲红',
  reasonHint: '例如：抬头写成了工会，应为单位',
  correctDone: '已冲红，新票据已开',
  states: {
    standing: { label: '有效', tone: 'done' },
    reversed: { label: '已冲红', tone: 'plain' },
  },
  red: (number: string) => `红字，冲销 ${number}`,
  column: {
    number: '票据号码',
    on: '开票日期',
    payer: '缴款人',
    unit: '单位',
    amount: '金额（元）',
    state: '状态',
    act: '',
  },
} as const;
