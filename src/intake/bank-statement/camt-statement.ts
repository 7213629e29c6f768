import type { BankStatement, EntryDraft, StatedTotals, StatementDraft } from '#intake/bank-statement/bank-statement.ts';
import { readCamtEntry } from '#intake/bank-statement/camt-entry.ts';
import { CAMT, camtInstantOrDay, camtSignedFen } from '#intake/bank-statement/camt-values.ts';
import { notAStatement, refuseIfCancelled, StatementFaults, shown } from '#intake/bank-statement/refuse-statement.ts';
import { elementAt, readXmlElements, textAt, type XmlElement } from '#intake/bank-statement/xml-elements.ts';
import { tooManyRows } from '#intake/sheet/limit-refusals.ts';
import type { SheetLimits } from '#intake/sheet/limits.ts';
import { shanghaiDay } from '#kernel/civil-date.ts';
import { parseYuan } from '#kernel/money.ts';

/** Whether a file begins as a camt.053 does. */
export function looksLikeCamt(head: Uint8Array): boolean {
  const text = new TextDecoder('latin1')
    .decode(head)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  return text.startsWith('<') && /BkToCstmrStmt|camt\.053/.test(text);
}

/**
 * Reads an ISO 20022 bank-to-customer statement (camt.053, versions 02 to 12 alike): one account's, booked entries only.
 *
 * An entry that sums up several transactions becomes one entry for each of them.
 */
export async function readCamtStatement(
  file: Blob,
  limits: SheetLimits,
  signal?: AbortSignal,
): Promise<StatementDraft> {
  const faults = new StatementFaults();
  const entries: EntryDraft[] = [];
  let count = 0;
  let pending = 0;
  const root = await readXmlElements(file, CAMT.Ntry, (element) => {
    refuseIfCancelled(signal);
    if (++count > limits.rows - 1) throw tooManyRows(limits);
    const read = readCamtEntry(element, count, faults);
    if (read === 'pending') pending++;
    else entries.push(...read);
  });
  const statements = elementAt(root, CAMT.Document, CAMT.BkToCstmrStmt)?.children.filter(
    ({ name }) => name === CAMT.Stmt,
  );
  const [statement] = statements ?? [];
  if (statement === undefined) throw notAStatement('这份 XML 里没有银行对账单（camt.053 的 Stmt）');
  if (statements !== undefined && statements.length > 1) {
    throw notAStatement(`文件里有 ${statements.length} 份对账单，一次只收一份`);
  }
  const draft = readHead(statement, count - pending, entries.length, faults);
  faults.throwIfAny();
  const warnings = pending === 0 ? [] : [`${pending} 笔尚未入账（PDNG、INFO），没有读取。`];
  return { ...draft, format: 'camt.053', entries, warnings };
}

function readHead(
  statement: XmlElement,
  bookedCount: number,
  entryCount: number,
  faults: StatementFaults,
): Omit<StatementDraft, 'format' | 'entries' | 'warnings'> {
  const account = elementAt(statement, CAMT.Acct);
  const accountNumber = textAt(account, CAMT.Id, CAMT.Othr, CAMT.Id) || textAt(account, CAMT.Id, CAMT.IBAN);
  if (!/^[0-9A-Z-]{8,34}$/.test(accountNumber)) throw notAStatement('对账单里没有账号（Acct/Id）');
  const currency = textAt(account, CAMT.Ccy);
  if (currency !== '' && currency !== 'CNY')
    throw notAStatement(`账户币种是${shown(currency)}，只收人民币账户的对账单`);
  return {
    accountNumber,
    period: readPeriod(statement, faults),
    stated: readTotals(elementAt(statement, CAMT.TxsSummry), bookedCount === entryCount, faults),
    openingBalanceFen: balance(statement, ['OPBD', 'PRCD'], faults),
    closingBalanceFen: balance(statement, ['CLBD'], faults),
  };
}

function readPeriod(statement: XmlElement, faults: StatementFaults): BankStatement['period'] | undefined {
  const range = elementAt(statement, CAMT.FrToDt);
  if (range === undefined) return undefined;
  const from = camtInstantOrDay(textAt(range, CAMT.FrDtTm) || textAt(range, CAMT.FrDt));
  const to = camtInstantOrDay(textAt(range, CAMT.ToDtTm) || textAt(range, CAMT.ToDt));
  if (from === undefined || to === undefined) {
    faults.add('对账单的起止时间（FrToDt）不是日期');
    return undefined;
  }
  // an end at midnight belongs to the day before
  const toOn = to.at !== undefined && to.at > (from.at ?? 0) ? shanghaiDay(to.at - 1) : to.on;
  return { fromOn: from.on, toOn };
}

/** Counts hold only where every entry stands for one transaction. */
function readTotals(summary: XmlElement | undefined, countsHold: boolean, faults: StatementFaults): StatedTotals {
  const value = (path: readonly number[], parse: (text: string) => number | undefined): number | undefined => {
    const text = textAt(summary, ...path);
    if (text === '') return undefined;
    const number = parse(text);
    if (number === undefined) faults.add(`合计（TxsSummry）里的${shown(text)}读不出数来`);
    return number;
  };
  const count = (group: number): number | undefined =>
    value([group, CAMT.NbOfNtries], (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined));
  const [all, credit, debit] = [count(CAMT.TtlNtries), count(CAMT.TtlCdtNtries), count(CAMT.TtlDbtNtries)];
  return {
    count: countsHold ? all : undefined,
    creditCount: countsHold ? credit : undefined,
    creditFen: value([CAMT.TtlCdtNtries, CAMT.Sum], parseYuan),
    debitCount: countsHold ? debit : undefined,
    debitFen: value([CAMT.TtlDbtNtries, CAMT.Sum], parseYuan),
  };
}

function balance(statement: XmlElement, kinds: readonly string[], faults: StatementFaults): number | undefined {
  const found = statement.children.find(
    (child) => child.name === CAMT.Bal && kinds.includes(textAt(child, CAMT.Tp, CAMT.CdOrPrtry, CAMT.Cd)),
  );
  if (found === undefined) return undefined;
  const fen = camtSignedFen(found);
  if (fen === undefined) faults.add(`余额（${kinds[0]}）不是人民币金额`);
  return fen;
}
