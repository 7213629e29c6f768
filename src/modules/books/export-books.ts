import type { CellToWrite, ColumnToWrite, SheetToWrite } from '#intake/sheet/sheet-to-write.ts';
import { writeWorkbook } from '#intake/sheet/write-workbook.ts';
import { calendarDay, type DayNumber, daysInMonth, formatDate } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { CHART, EVENT_WORDS, type LedgerEvent, trialBalance } from '#modules/ledger/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { countEntries, type ExportedEntry, exportedEntries } from './statement-store.ts';

export interface ExportBooksInput {
  /** First days of the first and the last month: numbers of vouchers count within a month. */
  readonly fromMonth: DayNumber;
  readonly untilMonth: DayNumber;
  readonly form: 'entries' | 'vouchers';
}

export interface ExportBooksRefusal {
  readonly code: 'export-too-large';
  readonly entries: number;
  readonly most: number;
}

/** A sheet of Excel holds 1,048,576 rows; vouchers take two for each entry, and both are made in memory. */
const MOST_ENTRIES = 200_000;

/**
 * The books of whole months as a workbook: entries with the chart of accounts and the trial balance, or a voucher journal
 * (凭证序时簿) as accounting programs import it. Leaves a row in the trail: who took the books out.
 */
export async function exportBooks(
  platform: Platform,
  caller: Caller,
  input: ExportBooksInput,
): Promise<Result<Blob, ExportBooksRefusal | IdempotencyRefusal>> {
  const { officeId } = caller.access;
  const fromDay = input.fromMonth;
  const untilDay = lastDayOf(input.untilMonth);
  const counted = await perform(
    platform,
    caller,
    { name: 'export-books', input },
    async (act): Promise<Result<number, ExportBooksRefusal>> => {
      const entries = await countEntries(act.transaction, officeId, fromDay, untilDay);
      if (entries > MOST_ENTRIES) return fail({ code: 'export-too-large', entries, most: MOST_ENTRIES });
      await act.audit({
        act: 'export-books',
        objectKind: 'office',
        objectId: officeId,
        detail: { fromOn: formatDate(fromDay), untilOn: formatDate(untilDay), form: input.form, entries },
      });
      return ok(entries);
    },
  );
  if (!counted.ok) return counted;
  const entries: ExportedEntry[] = [];
  await platform.database.transaction(caller.access, async (transaction) => {
    for await (const some of exportedEntries(transaction, officeId, fromDay, untilDay)) entries.push(...some);
  });
  if (input.form === 'vouchers') return ok(await writeWorkbook([voucherSheet(entries)]));
  const balance = await trialBalance(platform, caller, { fromDay, onDay: untilDay });
  return ok(
    await writeWorkbook([
      { name: '分录', columns: ENTRY_COLUMNS, rows: entries.map(entryRow) },
      {
        name: '试算平衡表',
        columns: BALANCE_COLUMNS,
        rows: balance.rows.map(({ account, openingFen, debitFen, creditFen, closingFen }) => [
          account.code,
          account.name,
          account.normalSide === 'debit' ? '借' : '贷',
          openingFen / 100,
          debitFen / 100,
          creditFen / 100,
          closingFen / 100,
        ]),
      },
    ]),
  );
}

const NAMES = new Map(CHART.map(({ code, name }) => [code, name]));
const KIND_WORDS = { posting: '记账', reversal: '冲正', correction: '更正' } as const;

const ENTRY_COLUMNS: readonly ColumnToWrite[] = [
  { header: '编号', width: 12 },
  { header: '日期', width: 12, format: 'text' },
  { header: '借方科目', width: 10, format: 'text' },
  { header: '借方科目名称', width: 28 },
  { header: '贷方科目', width: 10, format: 'text' },
  { header: '贷方科目名称', width: 28 },
  { header: '金额', width: 16, format: 'yuan' },
  { header: '类别', width: 8 },
  { header: '事项', width: 28 },
  { header: '单位', width: 30 },
  { header: '对象', width: 38, format: 'text' },
];

const BALANCE_COLUMNS: readonly ColumnToWrite[] = [
  { header: '科目编号', width: 10, format: 'text' },
  { header: '科目名称', width: 28 },
  { header: '方向', width: 6 },
  { header: '期初余额', width: 16, format: 'yuan' },
  { header: '本期借方', width: 16, format: 'yuan' },
  { header: '本期贷方', width: 16, format: 'yuan' },
  { header: '期末余额', width: 16, format: 'yuan' },
];

const VOUCHER_COLUMNS: readonly ColumnToWrite[] = [
  { header: '凭证日期', width: 12, format: 'text' },
  { header: '凭证字', width: 8 },
  { header: '凭证号', width: 10 },
  { header: '分录号', width: 8 },
  { header: '摘要', width: 36 },
  { header: '科目编号', width: 10, format: 'text' },
  { header: '科目名称', width: 28 },
  { header: '借方金额', width: 16, format: 'yuan' },
  { header: '贷方金额', width: 16, format: 'yuan' },
];

function entryRow(entry: ExportedEntry): readonly CellToWrite[] {
  const { id, on_day, debit, credit, amount_fen, kind, unit_name, object_id } = entry;
  return [
    id,
    formatDate(on_day),
    debit,
    NAMES.get(debit) ?? '',
    credit,
    NAMES.get(credit) ?? '',
    amount_fen / 100,
    KIND_WORDS[kind],
    wordsOf(entry),
    unit_name ?? '',
    object_id,
  ];
}

function voucherSheet(entries: readonly ExportedEntry[]): SheetToWrite {
  const rows = entries.flatMap((entry): CellToWrite[][] => {
    const { on_day, number_in_month, debit, credit, amount_fen, kind } = entry;
    const head = [formatDate(on_day), '记', number_in_month];
    const words = kind === 'posting' ? wordsOf(entry) : `${KIND_WORDS[kind]}：${wordsOf(entry)}`;
    return [
      [...head, 1, words, debit, NAMES.get(debit) ?? '', amount_fen / 100, null],
      [...head, 2, words, credit, NAMES.get(credit) ?? '', null, amount_fen / 100],
    ];
  });
  return { name: '凭证序时簿', columns: VOUCHER_COLUMNS, rows };
}

function wordsOf({ event }: ExportedEntry): string {
  return EVENT_WORDS[event as LedgerEvent] ?? event;
}

function lastDayOf(month: DayNumber): DayNumber {
  const { year, month: ofYear } = calendarDay(month);
  return month + daysInMonth(year, ofYear) - 1;
}
