import { type DayNumber, dayNumber, formatDate } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { Act } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import { ACCOUNTS, CHART } from './chart-of-accounts.ts';
import { findOpenBefore, lockMonth } from './month-store.ts';
import type { LedgerMonthClosed } from './post.ts';
import type { VoucherLine } from './post-voucher.ts';
import { turnovers } from './read-store.ts';
import { lockMonths } from './store.ts';

export type CarryRefusal =
  | { readonly code: 'year-not-over' }
  /** `2025-04`: the year before December must be closed, or it would still move. */
  | { readonly code: 'earlier-month-open'; readonly month: string }
  | LedgerMonthClosed
  /** Income and expense stand at zero. */
  | { readonly code: 'nothing-to-carry' };

/**
 * The lines that bring income and expense of a year to zero and their difference into 非限定性净资产, on its last day, as the
 * books stand now. Holds December against posters until the act commits, so that nothing comes in between.
 */
export async function carryForwardOf(act: Act, year: number): Promise<Result<readonly VoucherLine[], CarryRefusal>> {
  const lastDay = dayNumber(year, 12, 31);
  const december = dayNumber(year, 12, 1);
  if (today(act.platform.clock) <= lastDay) return fail({ code: 'year-not-over' });
  await lockMonths(act, [december]);
  const row = await lockMonth(act, december);
  if (row?.state === 'closed') return fail({ code: 'ledger-month-closed', month: formatDate(december).slice(0, 7) });
  const earlier = await findOpenBefore(act, december);
  if (earlier !== null) return fail({ code: 'earlier-month-open', month: formatDate(earlier).slice(0, 7) });
  const balances = await balancesWithin(act, lastDay);
  const { code: netAssets } = ACCOUNTS.netAssets;
  const lines = CHART.flatMap(({ code, kind, normalSide }): VoucherLine[] => {
    const amountFen = balances.get(code) ?? 0;
    if ((kind !== 'income' && kind !== 'expense') || amountFen === 0) return [];
    // what stands on its own side leaves it by the other
    const leavesByDebit = (normalSide === 'credit') === amountFen > 0;
    return leavesByDebit
      ? [{ debit: code, credit: netAssets, amountFen: Math.abs(amountFen) }]
      : [{ debit: netAssets, credit: code, amountFen: Math.abs(amountFen) }];
  });
  return lines.length === 0 ? fail({ code: 'nothing-to-carry' }) : ok(lines);
}

/** Balances at the end of a day as the act sees them, by code, on the normal side; of the whole office. */
export async function balancesWithin(
  { transaction, officeId }: Pick<Act, 'transaction' | 'officeId'>,
  onDay: DayNumber,
): Promise<ReadonlyMap<string, number>> {
  const found = await turnovers(transaction, officeId, [onDay - 1, onDay]);
  return new Map(
    CHART.map(({ code, normalSide }) => {
      const { debitFen = 0, creditFen = 0 } =
        found.find((turnover) => turnover.account === code && turnover.onDay === onDay) ?? {};
      return [code, normalSide === 'debit' ? debitFen - creditFen : creditFen - debitFen];
    }),
  );
}
