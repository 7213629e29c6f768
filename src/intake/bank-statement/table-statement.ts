import type { BankStatement, EntryDraft, StatedTotals, StatementDraft } from '#intake/bank-statement/bank-statement.ts';
import { readEntry } from '#intake/bank-statement/read-entry.ts';
import { notAStatement, StatementFaults, shown } from '#intake/bank-statement/refuse-statement.ts';
import {
  columnField,
  columnName,
  type HeadField,
  headField,
  headName,
  type StatementField,
  type StatementHeader,
} from '#intake/bank-statement/statement-columns.ts';
import { FileRefused } from '#intake/sheet/file-refusal.ts';
import { cellAddress, cellAt, type SheetFacts, type SheetRow } from '#intake/sheet/sheet.ts';
import { type DayNumber, parseDate } from '#kernel/civil-date.ts';
import { parseYuan } from '#kernel/money.ts';

/** Account data may take so many lines above the header. */
const HEADER_WITHIN_ROWS = 40;

/** A row that names fewer columns than this is no header. */
const FEWEST_KNOWN = 4;

/** Of each line one column must be there. */
const REQUIRED: readonly (readonly StatementField[])[] = [
  ['transactionType'],
  ['payerName'],
  ['postedOn'],
  ['amount'],
  ['recordId', 'transactionReference'],
];

/** Reads the bank's table, fed row by row: account data, the header, then one movement a row. */
export class TableReading {
  private readonly format: BankStatement['format'];
  private readonly head: SheetRow[] = [];
  private readonly entries: EntryDraft[] = [];
  private readonly faults = new StatementFaults();
  private readonly sumRows: number[] = [];
  private header: StatementHeader | undefined;

  constructor(format: BankStatement['format']) {
    this.format = format;
  }

  take(rows: readonly SheetRow[]): void {
    for (const row of rows) this.takeRow(row);
  }

  /** `facts` only where the table is a sheet. */
  finish(facts: SheetFacts | undefined): StatementDraft {
    const { header, format, entries } = this;
    if (header === undefined) throw headerMissing();
    const warnings = facts === undefined ? [] : refuseLayout(facts, header);
    const head = readHead(this.head, this.faults);
    this.faults.throwIfAny();
    if (this.sumRows.length > 0) warnings.push(`第 ${this.sumRows.join('、')} 行是合计，没有当作交易读取。`);
    return { ...head, format, entries, warnings };
  }

  private takeRow(row: SheetRow): void {
    if (this.header !== undefined) {
      this.readMovement(row, this.header);
      return;
    }
    if (this.head.length >= HEADER_WITHIN_ROWS) throw headerMissing();
    const columns = knownColumns(row);
    if (columns.size < FEWEST_KNOWN) this.head.push(row);
    else this.header = checkedHeader(row, columns);
  }

  private readMovement(row: SheetRow, header: StatementHeader): void {
    if (row.cells.every(({ text }) => text.trim() === '')) return;
    if (isSumRow(row, header)) {
      this.sumRows.push(row.rowNumber);
      return;
    }
    const entry = readEntry(row, header, this.format, this.faults);
    if (entry !== undefined) this.entries.push(entry);
  }
}

function headerMissing(): FileRefused {
  return notAStatement(
    `前 ${HEADER_WITHIN_ROWS} 行里找不到对账单的表头（应有“交易类型”“交易日期”“交易金额”等列名），这个文件不像银行对账单`,
  );
}

function knownColumns(row: SheetRow): ReadonlyMap<StatementField, number> {
  const columns = new Map<StatementField, number>();
  for (const [column, { text }] of row.cells.entries()) {
    const field = columnField(text);
    if (field !== undefined && !columns.has(field)) columns.set(field, column);
  }
  return columns;
}

function checkedHeader(row: SheetRow, columns: ReadonlyMap<StatementField, number>): StatementHeader {
  const { rowNumber } = row;
  for (const [column, { text }] of row.cells.entries()) {
    const field = columnField(text);
    const first = field === undefined ? undefined : columns.get(field);
    if (field === undefined || first === undefined || first === column) continue;
    const places = `${cellAddress(rowNumber, first)} 和 ${cellAddress(rowNumber, column)}`;
    throw notAStatement(`“${columnName(field)}”一列有两个（${places}），分不清以哪一列为准`);
  }
  const missing = REQUIRED.filter((fields) => !fields.some((field) => columns.has(field))).map((fields) =>
    fields.map((field) => `“${columnName(field)}”`).join('或'),
  );
  if (missing.length > 0) throw notAStatement(`对账单缺少 ${missing.length} 列：${missing.join('、')}`);
  return { rowNumber, columns };
}

/** A sum below the movements: it has no day. */
function isSumRow(row: SheetRow, header: StatementHeader): boolean {
  const dayColumn = header.columns.get('postedOn');
  if (dayColumn !== undefined && cellAt(row, dayColumn).text.trim() !== '') return false;
  return row.cells.some(({ text }) => /^(?:合|总|共|小)计/.test(text.replace(/\s/g, '')));
}

/** A spreadsheet shows something else than it holds: then somebody changed the bank's file. Returns warnings. */
function refuseLayout(facts: SheetFacts, header: StatementHeader): string[] {
  const merged = facts.mergedRanges.find((range) => Number(/(\d+)$/.exec(range)?.[1] ?? '0') > header.rowNumber);
  if (merged !== undefined) {
    throw new FileRefused('merged-cells', `对账单的交易里有合并单元格（${merged}）。请用网上银行导出的原始文件。`);
  }
  if (facts.hiddenRows.length > 0) {
    throw new FileRefused(
      'hidden-rows',
      `对账单里有隐藏的行（第 ${facts.hiddenRows.slice(0, 5).join('、')} 行）。请用网上银行导出的原始文件。`,
    );
  }
  const formula = facts.formulaCells[0];
  if (formula !== undefined) {
    throw new FileRefused(
      'formulas',
      `单元格 ${formula} 是公式，银行的导出文件里没有公式。请用网上银行导出的原始文件。`,
    );
  }
  return facts.otherSheets.map(({ name }) => `工作表“${name}”里也有内容，没有读取；只读第一张工作表。`);
}

function readHead(
  rows: readonly SheetRow[],
  faults: StatementFaults,
): { accountNumber: string; period: BankStatement['period'] | undefined; stated: StatedTotals } {
  const values = headValues(rows);
  const number = (field: HeadField, parse: (text: string) => number | undefined): number | undefined => {
    const text = values.get(field);
    if (text === undefined || text === '') return undefined;
    const value = parse(text);
    if (value === undefined) faults.add(`“${headName(field)}”后面的${shown(text)}读不出数来`);
    return value;
  };
  const accountNumber = (values.get('account') ?? '').replace(/[\s-]/g, '');
  if (!/^\d{8,32}$/.test(accountNumber)) {
    throw notAStatement(
      accountNumber === '' ? '表头上方没有“查询账号”' : `“查询账号”后面的${shown(accountNumber)}不是银行账号`,
    );
  }
  return {
    accountNumber,
    period: readPeriod(values.get('period'), faults),
    stated: {
      count: number('count', parseCount),
      creditCount: number('creditCount', parseCount),
      creditFen: number('creditSum', parseSum),
      debitCount: number('debitCount', parseCount),
      debitFen: number('debitSum', parseSum),
    },
  };
}

/** A label's value is the next cell of its row that has content and is no label itself. */
function headValues(rows: readonly SheetRow[]): ReadonlyMap<HeadField, string> {
  const values = new Map<HeadField, string>();
  for (const { cells } of rows) {
    let label: HeadField | undefined;
    for (const { text } of cells) {
      if (text.trim() === '') continue;
      const field = headField(text);
      if (field !== undefined) label = field;
      else if (label !== undefined) {
        values.set(label, text.trim());
        label = undefined;
      }
    }
  }
  return values;
}

function parseCount(text: string): number | undefined {
  return /^\d{1,9}$/.test(text.replaceAll(',', '')) ? Number(text.replaceAll(',', '')) : undefined;
}

/** Some exports give the debit total a minus. */
function parseSum(text: string): number | undefined {
  const fen = parseYuan(text);
  return fen === undefined ? undefined : Math.abs(fen);
}

function readPeriod(text: string | undefined, faults: StatementFaults): BankStatement['period'] | undefined {
  if (text === undefined || text === '') return undefined;
  const match = /^(\d{4})-?(\d{2})-?(\d{2})\s*[-~至]+\s*(\d{4})-?(\d{2})-?(\d{2})$/.exec(text.normalize('NFKC'));
  const [fromOn, toOn] = match === null ? [Number.NaN, Number.NaN] : [dayOf(match, 1), dayOf(match, 4)];
  if (fromOn <= toOn) return { fromOn, toOn };
  faults.add(`“${headName('period')}”后面的${shown(text)}不是一段日期`);
  return undefined;
}

function dayOf(match: RegExpExecArray, at: number): DayNumber {
  return parseDate(`${match[at]}-${match[at + 1]}-${match[at + 2]}`);
}
