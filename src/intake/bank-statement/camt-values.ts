import { elementAt, textAt, type XmlElement } from '#intake/bank-statement/xml-elements.ts';
import { nameHash } from '#intake/sheet/xlsx/xml-scanner.ts';
import { type DayNumber, parseDate, parseInstant, shanghaiDay, startOfDay } from '#kernel/civil-date.ts';
import { parseYuan } from '#kernel/money.ts';

const NAMES = [
  ...['Document', 'BkToCstmrStmt', 'Stmt', 'Acct', 'Id', 'Othr', 'IBAN', 'Ccy', 'FrToDt', 'FrDtTm', 'ToDtTm', 'FrDt'],
  ...['ToDt', 'Bal', 'Tp', 'CdOrPrtry', 'Cd', 'Amt', 'CdtDbtInd', 'TxsSummry', 'TtlNtries', 'TtlCdtNtries'],
  ...['TtlDbtNtries', 'NbOfNtries', 'Sum', 'Ntry', 'NtryRef', 'RvslInd', 'Sts', 'BookgDt', 'Dt', 'DtTm'],
  ...['AcctSvcrRef', 'NtryDtls', 'TxDtls', 'Refs', 'InstrId', 'EndToEndId', 'TxId', 'AmtDtls', 'TxAmt', 'RltdPties'],
  ...['Dbtr', 'Pty', 'Nm', 'DbtrAcct', 'Cdtr', 'CdtrAcct', 'UltmtDbtr', 'RltdAgts', 'DbtrAgt', 'FinInstnId'],
  ...['ClrSysMmbId', 'MmbId', 'BICFI', 'RmtInf', 'Ustrd', 'AddtlTxInf', 'AddtlNtryInf', 'BkTxCd', 'Prtry', 'Purp'],
] as const;

/** The names of camt.053 that are read, as the scanner tells them apart. */
export const CAMT = Object.fromEntries(NAMES.map((name) => [name, nameHash(name)])) as {
  readonly [name in (typeof NAMES)[number]]: number;
};

/** `Amt` with `CdtDbtInd` → signed fen; `undefined` where it is no amount in CNY. */
export function camtSignedFen(element: XmlElement): number | undefined {
  const amount = elementAt(element, CAMT.Amt);
  const side = textAt(element, CAMT.CdtDbtInd);
  if (amount === undefined || amount.currency !== 'CNY' || (side !== 'CRDT' && side !== 'DBIT')) return undefined;
  const fen = parseYuan(amount.text);
  if (fen === undefined || fen < 0) return undefined;
  return side === 'CRDT' || fen === 0 ? fen : -fen;
}

/** An ISO date, or date and time (without an offset: Shanghai's) → its day and, where it has one, its instant. */
export function camtInstantOrDay(text: string): { on: DayNumber; at: number | undefined } | undefined {
  if (text.length <= 10) {
    const on = parseDate(text);
    return Number.isNaN(on) ? undefined : { on, at: undefined };
  }
  const hasOffset = /(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  const at = parseInstant(hasOffset ? text : `${text}+08:00`);
  if (Number.isNaN(at)) return undefined;
  const on = shanghaiDay(at);
  return at >= startOfDay(on) ? { on, at } : undefined;
}
