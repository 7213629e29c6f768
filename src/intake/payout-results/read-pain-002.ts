import { camtInstantOrDay } from '#intake/bank-statement/camt-values.ts';
import { elementAt, readXmlElements, textAt, type XmlElement } from '#intake/bank-statement/xml-elements.ts';
import { payoutFault } from '#intake/payout-results/payout-fault.ts';
import type { PayoutResult } from '#intake/payout-results/payout-result.ts';
import { FileRefused } from '#intake/sheet/file-refusal.ts';
import { nameHash } from '#intake/sheet/xlsx/xml-scanner.ts';
import { parseYuan } from '#kernel/money.ts';

const NAMES = [
  ...['Document', 'CstmrPmtStsRpt', 'GrpHdr', 'CreDtTm', 'TxInfAndSts', 'OrgnlEndToEndId', 'TxSts', 'StsRsnInf', 'Rsn'],
  ...['Cd', 'Prtry', 'AddtlInf', 'AccptncDtTm', 'OrgnlTxRef', 'Amt', 'InstdAmt', 'OrgnlPmtInfAndSts'],
] as const;

const PAIN = Object.fromEntries(NAMES.map((name) => [name, nameHash(name)])) as {
  readonly [name in (typeof NAMES)[number]]: number;
};

/** Statuses of ISO 20022: what is settled, what is over, and what still goes on. */
const SAID: Readonly<Record<string, PayoutResult['said']>> = {
  ACSC: 'paid',
  ACCC: 'paid',
  RJCT: 'refused',
  CANC: 'refused',
  ACCP: 'pending',
  ACSP: 'pending',
  ACTC: 'pending',
  ACWC: 'pending',
  ACFC: 'pending',
  PDNG: 'pending',
  RCVD: 'pending',
};

/**
 * Reads pain.002 (customer payment status report), any version: what it says of single transactions. A report of a whole
 * group without them says nothing that money may follow, and is refused.
 */
export async function readPain002(file: Blob): Promise<readonly PayoutResult[]> {
  const transactions: XmlElement[] = [];
  const root = await readXmlElements(file, PAIN.TxInfAndSts, (element) => transactions.push(element));
  const report = elementAt(root, PAIN.Document, PAIN.CstmrPmtStsRpt);
  if (report === undefined) throw new FileRefused('header', '这不是 pain.002 付款状态报告，没有导入。');
  if (transactions.length === 0) {
    throw new FileRefused('no-rows', '这份 pain.002 没有逐笔结果，没有导入；请向银行索取含逐笔结果的报告。');
  }
  const reportedOn = camtInstantOrDay(textAt(report, PAIN.GrpHdr, PAIN.CreDtTm))?.on;
  const faults: string[] = [];
  const results = transactions.flatMap((transaction, index) => {
    const row = index + 1;
    const endToEndId = textAt(transaction, PAIN.OrgnlEndToEndId);
    const said = SAID[textAt(transaction, PAIN.TxSts)];
    const amount = elementAt(transaction, PAIN.OrgnlTxRef, PAIN.Amt, PAIN.InstdAmt);
    const amountFen = amount === undefined ? undefined : parseYuan(amount.text);
    if (endToEndId === '' || said === undefined) {
      faults.push(`第 ${row} 笔没有 EndToEndId 或状态不认识`);
      return [];
    }
    if (amount !== undefined && (amountFen === undefined || amountFen <= 0 || amount.currency !== 'CNY')) {
      faults.push(`第 ${row} 笔的金额不对`);
      return [];
    }
    const onDay = camtInstantOrDay(textAt(transaction, PAIN.AccptncDtTm))?.on ?? reportedOn;
    return { row, endToEndId, said, amountFen, onDay, fault: said === 'refused' ? faultOf(transaction) : undefined };
  });
  if (faults.length > 0) {
    throw new FileRefused(
      'faulty-rows',
      `pain.002 有 ${faults.length} 处读不出，整份没有导入：${faults.slice(0, 20).join('；')}。`,
    );
  }
  return results;
}

function faultOf(transaction: XmlElement): PayoutResult['fault'] {
  const information = elementAt(transaction, PAIN.StsRsnInf);
  const code = textAt(information, PAIN.Rsn, PAIN.Cd);
  const proprietary = textAt(information, PAIN.Rsn, PAIN.Prtry);
  const fault = payoutFault(code === '' ? proprietary : code);
  return fault === 'other' ? payoutFault(textAt(information, PAIN.AddtlInf)) : fault;
}
