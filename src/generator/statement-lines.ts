import { diceAt } from '#generator/dice.ts';
import { OFFICE_ACCOUNT } from '#generator/generate-scheme.ts';
import type { GeneratedScheme } from '#generator/scheme.ts';
import { STREAM } from '#generator/streams.ts';
import type { Transfer, TransferKind } from '#generator/transfers.ts';
import { bankNumberOf, digits, randomDigits } from '#generator/values/numbers.ts';
import { calendarDay, type DayNumber } from '#kernel/civil-date.ts';
import { type Fen, formatYuan } from '#kernel/money.ts';

/** The columns of the bank's statement (reference page §8.4), in its order and its words. */
export const STATEMENT_HEADER: readonly string[] = [
  '交易类型[ Transaction Type ]',
  '业务类型[ Business type ]',
  '付款人开户行号[ Account holding bank number of payer ]',
  '付款人开户行名[ Payer account bank ]',
  '付款人账号[ Debit Account No. ]',
  "付款人名称[ Payer's Name ]",
  '收款人开户行行号[ Account holding bank number of beneficiary ]',
  '收款人开户行名[ Beneficiary account bank ]',
  "收款人账号[ Payee's Account Number ]",
  "收款人名称[ Payee's Name ]",
  '交易日期[ Transaction Date ]',
  '交易时间[ Transaction time ]',
  '交易货币[ Trade Currency ]',
  '交易金额[ Trade Amount ]',
  '交易后余额[ After-transaction balance ]',
  '起息日期[ Value Date ]',
  '汇率[ Exchange rate ]',
  '交易流水号[ Transaction reference number ]',
  '客户申请号[ Online Banking Transaction Ref.(Bank Ref.) ]',
  '客户业务编号[ Customer Transaction Ref.(Customer Ref.) ]',
  '凭证类型[ Voucher type ]',
  '凭证号码[ Voucher number ]',
  '记录标识号[ Record ID ]',
  '摘要[ Reference ]',
  '用途[ Purpose ]',
  '交易附言[ Remark ]',
  '备注[ Remarks ]',
];

/** What stands on the account before the first line. */
export const OPENING_BALANCE_FEN: Fen = 100_000_000;

const PAYER_BANK = bankNumberOf('104', '5080', 1);
const OFFICE_BANK = bankNumberOf('104', '4910', 6320);

const BUSINESS: Readonly<Partial<Record<TransferKind, string>>> = { reversal: '冲正', 'bank-charge': '收费' };
const REFERENCE: Readonly<Partial<Record<TransferKind, string>>> = { reversal: '冲正', 'bank-charge': '账户管理费' };

/** The statement's lines from the first: account data, header, one for each transfer with the balance after it. */
export function* statementLines({ options, transfers, agencies }: GeneratedScheme): Generator<readonly string[]> {
  const [first, last] = [transfers[0], transfers.at(-1)];
  const from = first?.onDay ?? options.submittedOn;
  yield ['查询账号[ Inquirer account number ]', OFFICE_ACCOUNT];
  yield ['总笔数[ Total number of entries ]', String(transfers.length)];
  yield ['查询时间范围[ Time Range ]', `${plainDay(from)}-${plainDay(last?.onDay ?? from)}`];
  yield STATEMENT_HEADER;
  const officeName = agencies[0]?.name ?? '';
  let balanceFen = OPENING_BALANCE_FEN;
  for (const [index, transfer] of transfers.entries()) {
    balanceFen += transfer.amountFen;
    const reference = randomDigits(diceAt(options.seed, STREAM.statementLine, index), 10);
    yield lineOf(transfer, { balanceFen, reference, officeName, recordId: `R${digits(index + 1, 6)}` });
  }
}

interface LineFacts {
  readonly balanceFen: Fen;
  readonly reference: string;
  readonly officeName: string;
  readonly recordId: string;
}

function lineOf(transfer: Transfer, { balanceFen, reference, officeName, recordId }: LineFacts): readonly string[] {
  const { kind, onDay, time, amountFen, payerName, payerAccount, remark } = transfer;
  return [
    kind === 'bank-charge' ? '往账' : '来账',
    BUSINESS[kind] ?? '网上支付',
    kind === 'bank-charge' ? OFFICE_BANK : PAYER_BANK,
    kind === 'bank-charge' ? '中国银行郑州自贸区分行营业部' : '中国银行周口分行',
    payerAccount,
    payerName,
    OFFICE_BANK,
    '中国银行郑州自贸区分行营业部',
    OFFICE_ACCOUNT,
    officeName,
    plainDay(onDay),
    time,
    '人民币',
    signed(amountFen),
    signed(balanceFen),
    plainDay(onDay),
    '',
    reference,
    ...['', '', '', ''],
    recordId,
    REFERENCE[kind] ?? '会费',
    '',
    remark,
    '',
  ];
}

function signed(fen: Fen): string {
  return fen < 0 ? formatYuan(fen) : `+${formatYuan(fen)}`;
}

/** `20250522` */
function plainDay(day: DayNumber): string {
  const { year, month, day: dayOfMonth } = calendarDay(day);
  return `${digits(year, 4)}${digits(month, 2)}${digits(dayOfMonth, 2)}`;
}
