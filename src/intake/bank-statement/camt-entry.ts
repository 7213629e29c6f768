import type { EntryDraft } from '#intake/bank-statement/bank-statement.ts';
import { CAMT, camtInstantOrDay, camtSignedFen } from '#intake/bank-statement/camt-values.ts';
import { type StatementFaults, shown } from '#intake/bank-statement/refuse-statement.ts';
import { elementAt, textAt, type XmlElement } from '#intake/bank-statement/xml-elements.ts';
import { parseYuan } from '#kernel/money.ts';

/**
 * One `Ntry` → an entry for each transaction it stands for, none where it is faulty (a fault is added), `pending` where
 * it isn't booked.
 */
export function readCamtEntry(
  entry: XmlElement,
  ordinal: number,
  faults: StatementFaults,
): readonly EntryDraft[] | 'pending' {
  const status = textAt(entry, CAMT.Sts, CAMT.Cd) || textAt(entry, CAMT.Sts);
  if (status === 'PDNG' || status === 'INFO' || status === 'FUTR') return 'pending';
  const fault = (what: string): readonly EntryDraft[] => {
    faults.add(`第 ${ordinal} 笔${what}`);
    return [];
  };
  if (status !== 'BOOK') return fault(`的状态（Sts）是${shown(status)}，应为 BOOK`);
  const signedFen = camtSignedFen(entry);
  if (signedFen === undefined) return fault('的金额（Amt、CdtDbtInd）不是人民币金额，或没有写收支方向');
  if (signedFen === 0) return fault('的金额是 0');
  const dateText =
    textAt(entry, CAMT.BookgDt, CAMT.DtTm) || textAt(entry, CAMT.BookgDt, CAMT.Dt) || textAt(entry, CAMT.BookgDt);
  const posted = camtInstantOrDay(dateText);
  if (posted === undefined) return fault(`的入账日期（BookgDt）${shown(dateText)}不是日期`);
  const transactions =
    elementAt(entry, CAMT.NtryDtls) === undefined
      ? []
      : entry.children
          .filter(({ name }) => name === CAMT.NtryDtls)
          .flatMap(({ children }) => children.filter(({ name }) => name === CAMT.TxDtls));
  const amounts = amountsOf(transactions, Math.abs(signedFen));
  if (amounts === undefined) return fault('是汇总入账，所含各笔的金额相加不等于总额');
  const isCredit = signedFen > 0;
  return amounts.map((amountFen, at) => ({
    ...textsOf(entry, transactions[at], amounts.length > 1 ? at + 1 : undefined),
    row: ordinal,
    direction: isCredit ? 'credit' : 'debit',
    isReversal: textAt(entry, CAMT.RvslInd) === 'true' || textAt(entry, CAMT.RvslInd) === '1',
    amountFen,
    balanceAfterFen: undefined,
    postedOn: posted.on,
    postedAt: posted.at,
  }));
}

/** The amount of each transaction; `undefined` where they don't make up the entry's. */
function amountsOf(transactions: readonly XmlElement[], entryFen: number): readonly number[] | undefined {
  if (transactions.length <= 1) return [entryFen];
  const amounts = transactions.map(
    (transaction) =>
      parseYuan(textAt(transaction, CAMT.Amt) || textAt(transaction, CAMT.AmtDtls, CAMT.TxAmt, CAMT.Amt)) ?? Number.NaN,
  );
  const sum = amounts.reduce((total, fen) => total + fen, 0);
  return sum === entryFen && amounts.every((fen) => fen > 0) ? amounts : undefined;
}

type Texts = Omit<
  EntryDraft,
  'row' | 'direction' | 'isReversal' | 'amountFen' | 'balanceAfterFen' | 'postedOn' | 'postedAt'
>;

function textsOf(entry: XmlElement, transaction: XmlElement | undefined, part: number | undefined): Texts {
  const parties = elementAt(transaction, CAMT.RltdPties);
  const refs = elementAt(transaction, CAMT.Refs);
  const agent = elementAt(transaction, CAMT.RltdAgts, CAMT.DbtrAgt, CAMT.FinInstnId);
  const recordId = textAt(entry, CAMT.AcctSvcrRef);
  return {
    recordId: recordId === '' || part === undefined ? recordId : `${recordId}-${part}`,
    transactionReference:
      textAt(refs, CAMT.AcctSvcrRef) ||
      textAt(refs, CAMT.TxId) ||
      textAt(refs, CAMT.InstrId) ||
      textAt(entry, CAMT.NtryRef),
    payerName: partyName(parties, CAMT.Dbtr),
    payerAccount: partyAccount(parties, CAMT.DbtrAcct),
    payerBankNumber: textAt(agent, CAMT.ClrSysMmbId, CAMT.MmbId) || textAt(agent, CAMT.BICFI),
    payeeName: partyName(parties, CAMT.Cdtr),
    payeeAccount: partyAccount(parties, CAMT.CdtrAcct),
    nominalPayerName: partyName(parties, CAMT.UltmtDbtr),
    nominalPayerAccount: '',
    remark: remittanceText(transaction),
    purpose: textAt(transaction, CAMT.Purp, CAMT.Prtry) || textAt(transaction, CAMT.Purp, CAMT.Cd),
    summary: textAt(entry, CAMT.AddtlNtryInf),
    note: textAt(transaction, CAMT.AddtlTxInf),
    businessType: textAt(entry, CAMT.BkTxCd, CAMT.Prtry, CAMT.Cd),
    customerReference: textAt(refs, CAMT.EndToEndId).replace(/^NOTPROVIDED$/, ''),
  };
}

function partyName(parties: XmlElement | undefined, role: number): string {
  return textAt(parties, role, CAMT.Nm) || textAt(parties, role, CAMT.Pty, CAMT.Nm);
}

function partyAccount(parties: XmlElement | undefined, role: number): string {
  return textAt(parties, role, CAMT.Id, CAMT.Othr, CAMT.Id) || textAt(parties, role, CAMT.Id, CAMT.IBAN);
}

function remittanceText(transaction: XmlElement | undefined): string {
  const lines = elementAt(transaction, CAMT.RmtInf)?.children.filter(({ name }) => name === CAMT.Ustrd) ?? [];
  return lines.map(({ text }) => text.trim()).join(' ');
}
