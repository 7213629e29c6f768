import type {
  BankStatement,
  EntryDraft,
  StatedTotals,
  StatementDraft,
  StatementEntry,
} from '#intake/bank-statement/bank-statement.ts';
import {
  balanceBroken,
  notAStatement,
  StatementFaults,
  totalsDiffer,
} from '#intake/bank-statement/refuse-statement.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { formatYuan } from '#kernel/money.ts';

/**
 * Looks at a statement as a whole: its account, the days, the totals that the bank states, the balances from entry to
 * entry, no entry twice; then gives every entry its key.
 *
 * Throws `FileRefused` with everything of a kind that is wrong.
 */
export function completeStatement(draft: StatementDraft, expectedAccount: string | undefined): BankStatement {
  const { format, accountNumber, stated, entries, warnings } = draft;
  if (expectedAccount !== undefined && accountNumber !== expectedAccount) {
    throw notAStatement(`这是账号 ${accountNumber} 的对账单，不是本办事处账号 ${expectedAccount} 的`);
  }
  const period = draft.period ?? daysOf(entries);
  if (period === undefined) throw notAStatement('对账单里没有交易，也没有写明查询时间范围');
  refuseOutsidePeriod(entries, period);
  refuseOtherTotals(entries, stated);
  refuseBrokenBalance(draft);
  return { format, accountNumber, period, stated, entries: withKeys(entries, accountNumber), warnings };
}

function signedFen({ direction, amountFen }: EntryDraft): number {
  return direction === 'credit' ? amountFen : -amountFen;
}

function daysOf(entries: readonly EntryDraft[]): BankStatement['period'] | undefined {
  let [fromOn, toOn] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { postedOn } of entries) {
    fromOn = Math.min(fromOn, postedOn);
    toOn = Math.max(toOn, postedOn);
  }
  return entries.length === 0 ? undefined : { fromOn, toOn };
}

function refuseOutsidePeriod(entries: readonly EntryDraft[], { fromOn, toOn }: BankStatement['period']): void {
  const faults = new StatementFaults();
  for (const { row, postedOn } of entries) {
    if (postedOn >= fromOn && postedOn <= toOn) continue;
    faults.add(
      `第 ${row} 行的交易日期 ${formatDate(postedOn)} 不在对账单的查询时间范围 ${formatDate(fromOn)} 至 ${formatDate(toOn)} 之内`,
    );
  }
  faults.throwIfAny();
}

interface Totals {
  readonly count: number;
  readonly creditCount: number;
  readonly creditFen: number;
  readonly debitCount: number;
  readonly debitFen: number;
}

/**
 * A movement taken back stands on the other side by its sign, on its own side by its type; banks sum either way, so
 * either is accepted.
 */
function refuseOtherTotals(entries: readonly EntryDraft[], stated: StatedTotals): void {
  const differences = differencesFrom(stated, totalsOf(entries, false));
  if (differences.length === 0) return;
  const hasReversal = entries.some(({ isReversal }) => isReversal);
  if (hasReversal && differencesFrom(stated, totalsOf(entries, true)).length === 0) return;
  throw totalsDiffer(differences);
}

function totalsOf(entries: readonly EntryDraft[], reversalsReduce: boolean): Totals {
  const totals = { count: entries.length, creditCount: 0, creditFen: 0, debitCount: 0, debitFen: 0 };
  for (const entry of entries) {
    const isReduction = reversalsReduce && entry.isReversal;
    const onCreditSide = (entry.direction === 'credit') !== isReduction;
    const fen = isReduction ? -entry.amountFen : entry.amountFen;
    if (onCreditSide) {
      totals.creditCount++;
      totals.creditFen += fen;
    } else {
      totals.debitCount++;
      totals.debitFen += fen;
    }
  }
  return totals;
}

const TOTAL_NAMES: { readonly [key in keyof Totals]: string } = {
  count: '总笔数',
  creditCount: '贷方发生总笔数',
  creditFen: '贷方发生总额',
  debitCount: '借方发生总笔数',
  debitFen: '借方发生总额',
};

function differencesFrom(stated: StatedTotals, found: Totals): readonly string[] {
  const differences: string[] = [];
  for (const key of Object.keys(TOTAL_NAMES) as (keyof Totals)[]) {
    const statedValue = stated[key];
    if (statedValue === undefined || statedValue === found[key]) continue;
    const write = (value: number): string => (key.endsWith('Fen') ? `${formatYuan(value)} 元` : `${value} 笔`);
    differences.push(`${TOTAL_NAMES[key]}写的是 ${write(statedValue)}，逐笔相加是 ${write(found[key])}`);
  }
  return differences;
}

/** Exports run from the oldest entry to the newest or the other way round; the balances tell which. */
function refuseBrokenBalance({ entries, openingBalanceFen, closingBalanceFen }: StatementDraft): void {
  const upwards = brokenAt(entries, openingBalanceFen, closingBalanceFen);
  if (upwards === undefined) return;
  const downwards = brokenAt(entries.toReversed(), openingBalanceFen, closingBalanceFen);
  if (downwards === undefined) return;
  throw balanceBroken(runsDown(entries) ? downwards : upwards);
}

function runsDown(entries: readonly EntryDraft[]): boolean {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return false;
  if (first.postedOn !== last.postedOn) return first.postedOn > last.postedOn;
  return (first.postedAt ?? 0) > (last.postedAt ?? 0);
}

/** Where the balance stops following from the one before; `undefined` where it never does. */
function brokenAt(
  entries: readonly EntryDraft[],
  opening: number | undefined,
  closing: number | undefined,
): string | undefined {
  let expected = opening;
  for (const entry of entries) {
    if (expected !== undefined) expected += signedFen(entry);
    const { balanceAfterFen, row } = entry;
    if (balanceAfterFen === undefined) continue;
    if (expected !== undefined && expected !== balanceAfterFen) {
      return `第 ${row} 行写的交易后余额是 ${formatYuan(balanceAfterFen)} 元，由前一笔余额推算应是 ${formatYuan(expected)} 元`;
    }
    expected = balanceAfterFen;
  }
  if (closing === undefined || expected === undefined || closing === expected) return undefined;
  return `期末余额写的是 ${formatYuan(closing)} 元，由期初余额和各笔推算应是 ${formatYuan(expected)} 元`;
}

function withKeys(entries: readonly EntryDraft[], account: string): readonly StatementEntry[] {
  const ordinals = new Map<string, number>();
  const rowsByRecord = new Map<string, number>();
  const faults = new StatementFaults();
  const keyed = entries.map((entry): StatementEntry => {
    const { recordId, transactionReference, postedOn, postedAt, row } = entry;
    const movement = `${formatDate(postedOn)}/${signedFen(entry)}`;
    if (recordId !== '') {
      const dedupKey = `${account}/record/${recordId}/${movement}`;
      const before = rowsByRecord.get(dedupKey);
      if (before !== undefined) faults.add(`第 ${before} 行和第 ${row} 行是同一笔（记录标识号 ${recordId}）`);
      rowsByRecord.set(dedupKey, row);
      return { ...entry, dedupKey };
    }
    const base = `${account}/transaction/${transactionReference}/${movement}/${postedAt ?? ''}`;
    const ordinal = (ordinals.get(base) ?? 0) + 1;
    ordinals.set(base, ordinal);
    return { ...entry, dedupKey: `${base}/${ordinal}` };
  });
  faults.throwIfAny();
  return keyed;
}
