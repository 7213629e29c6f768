/** What a column of the bank's export holds. */
export type StatementField =
  | 'transactionType'
  | 'businessType'
  | 'payerBankNumber'
  | 'payerAccount'
  | 'payerName'
  | 'payeeAccount'
  | 'payeeName'
  | 'postedOn'
  | 'postedTime'
  | 'currency'
  | 'amount'
  | 'balanceAfter'
  | 'transactionReference'
  | 'customerReference'
  | 'recordId'
  | 'summary'
  | 'purpose'
  | 'remark'
  | 'note'
  | 'nominalPayerAccount'
  | 'nominalPayerName';

/** The Chinese part of each header (reference page §8.4); the first name is the one shown. */
const COLUMN_NAMES: { readonly [field in StatementField]: readonly string[] } = {
  transactionType: ['交易类型'],
  businessType: ['业务类型'],
  payerBankNumber: ['付款人开户行号', '付款人开户行行号'],
  payerAccount: ['付款人账号', '付款人帐号'],
  payerName: ['付款人名称'],
  payeeAccount: ['收款人账号', '收款人帐号'],
  payeeName: ['收款人名称'],
  postedOn: ['交易日期'],
  postedTime: ['交易时间'],
  currency: ['交易货币', '币种'],
  amount: ['交易金额'],
  balanceAfter: ['交易后余额'],
  transactionReference: ['交易流水号'],
  customerReference: ['客户业务编号'],
  recordId: ['记录标识号'],
  summary: ['摘要'],
  purpose: ['用途'],
  remark: ['交易附言'],
  note: ['备注'],
  nominalPayerAccount: ['名义付款人账号', '名义付款人帐号'],
  nominalPayerName: ['名义付款人名称'],
};

/** The row that names the columns. */
export interface StatementHeader {
  readonly rowNumber: number;
  readonly columns: ReadonlyMap<StatementField, number>;
}

/** Labels of the lines above the header, each with its value beside it. */
export type HeadField = 'account' | 'count' | 'debitCount' | 'debitSum' | 'creditCount' | 'creditSum' | 'period';

const HEAD_NAMES: { readonly [field in HeadField]: string } = {
  account: '查询账号',
  count: '总笔数',
  debitCount: '借方发生总笔数',
  debitSum: '借方发生总额',
  creditCount: '贷方发生总笔数',
  creditSum: '贷方发生总额',
  period: '查询时间范围',
};

/** `中文[ English ]` → `中文`, without blanks and what stands in brackets or behind a colon's place. */
function chinesePart(text: string): string {
  return (text.normalize('NFKC').split('[', 1)[0] ?? '').replace(/[\s\u200b\ufeff*:]/g, '');
}

const FIELDS: ReadonlyMap<string, StatementField> = new Map(
  (Object.keys(COLUMN_NAMES) as StatementField[]).flatMap((field) =>
    COLUMN_NAMES[field].map((name): [string, StatementField] => [name, field]),
  ),
);

const HEAD_FIELDS: ReadonlyMap<string, HeadField> = new Map(
  (Object.keys(HEAD_NAMES) as HeadField[]).map((field) => [HEAD_NAMES[field], field]),
);

export function columnField(header: string): StatementField | undefined {
  return FIELDS.get(chinesePart(header));
}

export function headField(label: string): HeadField | undefined {
  return HEAD_FIELDS.get(chinesePart(label));
}

/** How a column is called towards the user. */
export function columnName(field: StatementField): string {
  return COLUMN_NAMES[field][0] ?? field;
}

export function headName(field: HeadField): string {
  return HEAD_NAMES[field];
}
