import type { BankStatement, EntryDraft } from '#intake/bank-statement/bank-statement.ts';
import { type StatementFaults, shown } from '#intake/bank-statement/refuse-statement.ts';
import { columnName, type StatementField, type StatementHeader } from '#intake/bank-statement/statement-columns.ts';
import { parseAmountCell, parseDateCell } from '#intake/settlements/parse-cells.ts';
import { type Cell, cellAddress, cellAt, EMPTY_CELL, type SheetRow } from '#intake/sheet/sheet.ts';
import { startOfDay } from '#kernel/civil-date.ts';
import { looksDamagedByExcel, repairCode } from '#kernel/safe-text.ts';

const CURRENCIES: ReadonlySet<string> = new Set(['', '人民币', '人民币元', 'CNY', 'RMB', '001']);

/** What a CSV written by a spreadsheet has in place of a long number. */
const DAMAGED_TEXT = /^(?:#{2,}|\d\.\d+E\+\d+)$/;

/** A row under the header → an entry; `undefined` with at least one fault added. */
export function readEntry(
  row: SheetRow,
  header: StatementHeader,
  format: BankStatement['format'],
  faults: StatementFaults,
): EntryDraft | undefined {
  const cell = (field: StatementField): Cell => {
    const column = header.columns.get(field);
    return column === undefined ? EMPTY_CELL : cellAt(row, column);
  };
  let isSound = true;
  const fault = (field: StatementField, what: string): void => {
    isSound = false;
    faults.add(`${placeOf(row, header, field, format)}${what}`);
  };
  const text = (field: StatementField): string =>
    cell(field)
      .text.replace(/[\r\n\t\0]+/g, ' ')
      .trim();
  const code = (field: StatementField): string => {
    const { kind } = cell(field);
    const repaired = repairCode(cell(field).text).text;
    if (kind === 'number' ? looksDamagedByExcel(repaired, kind) : DAMAGED_TEXT.test(repaired)) {
      fault(field, `的号码${shown(repaired)}已被表格软件损坏，缺了末尾几位`);
    }
    return repaired;
  };

  const type = text('transactionType').replace(/\s/g, '');
  if (type !== '来账' && type !== '往账') fault('transactionType', `是${shown(type)}，应为“来账”或“往账”`);
  const currency = text('currency');
  if (!CURRENCIES.has(currency.toUpperCase())) fault('currency', `是${shown(currency)}，只收人民币账户的对账单`);
  const postedOn = parseDateCell(cell('postedOn'));
  if (Number.isNaN(postedOn)) fault('postedOn', `${quoted(text('postedOn'))}，不是日期`);
  const seconds = parseTimeCell(cell('postedTime'));
  if (Number.isNaN(seconds)) fault('postedTime', `${quoted(text('postedTime'))}，不是时间`);
  const signedFen = parseAmountCell(cell('amount'));
  if (signedFen === undefined) fault('amount', `${quoted(text('amount'))}，不是金额`);
  else if (signedFen === 0) fault('amount', '是 0');
  else if (signedFen > 0 && type === '往账' && !text('amount').normalize('NFKC').startsWith('+')) {
    fault('amount', `${quoted(text('amount'))}，往账没有写正负号，分不清是支出还是退回`);
  }
  const balanceText = text('balanceAfter');
  const balanceAfterFen = balanceText === '' ? undefined : parseAmountCell(cell('balanceAfter'));
  if (balanceText !== '' && balanceAfterFen === undefined) fault('balanceAfter', `${quoted(balanceText)}，不是金额`);
  const codes = {
    recordId: code('recordId'),
    transactionReference: code('transactionReference'),
    payerAccount: code('payerAccount'),
    payerBankNumber: code('payerBankNumber'),
    payeeAccount: code('payeeAccount'),
    nominalPayerAccount: code('nominalPayerAccount'),
    customerReference: code('customerReference'),
  };
  if (!isSound || signedFen === undefined) return undefined;
  return {
    row: row.rowNumber,
    ...codes,
    direction: signedFen > 0 ? 'credit' : 'debit',
    isReversal: signedFen > 0 !== (type === '来账'),
    amountFen: Math.abs(signedFen),
    balanceAfterFen,
    postedOn,
    postedAt: seconds === undefined ? undefined : startOfDay(postedOn) + seconds * 1000,
    payerName: text('payerName'),
    payeeName: text('payeeName'),
    nominalPayerName: text('nominalPayerName'),
    remark: text('remark'),
    purpose: text('purpose'),
    summary: text('summary'),
    note: text('note'),
    businessType: text('businessType'),
  };
}

function placeOf(
  { rowNumber }: SheetRow,
  { columns }: StatementHeader,
  field: StatementField,
  format: BankStatement['format'],
): string {
  const column = columns.get(field);
  if (format === 'text' || column === undefined) return `第 ${rowNumber} 行的“${columnName(field)}”`;
  return `单元格 ${cellAddress(rowNumber, column)}（${columnName(field)}）`;
}

function quoted(text: string): string {
  return text === '' ? '是空的' : `是${shown(text)}`;
}

const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/;
const TIME_DIGITS = /^(\d{2})(\d{2})(\d{2})$/;
const SECONDS_PER_DAY = 86_400;

/**
 * `10:15:09`, `101509`, or a spreadsheet's time of day → seconds since midnight; `undefined` where nothing stands there,
 * `NaN` for anything else, 24:00 too: nobody knows which day it means.
 */
function parseTimeCell(cell: Cell): number | undefined {
  const text = cell.text.normalize('NFKC').trim();
  if (text === '') return undefined;
  const isTimeOfDay = cell.kind === 'date' || (cell.kind === 'number' && text.includes('.'));
  if (isTimeOfDay) {
    const seconds = Math.round(cell.number * SECONDS_PER_DAY);
    return seconds >= 0 && seconds < SECONDS_PER_DAY ? seconds : Number.NaN;
  }
  const match = TIME.exec(text) ?? TIME_DIGITS.exec(text);
  if (match === null) return Number.NaN;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? '0')];
  return hours > 23 || minutes > 59 || seconds > 59 ? Number.NaN : (hours * 60 + minutes) * 60 + seconds;
}
