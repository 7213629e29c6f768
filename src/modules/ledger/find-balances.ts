import { type DayNumber, FIRST_DAY } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { type Account, CHART } from './chart-of-accounts.ts';
import { type Turnover, turnovers } from './read-store.ts';

export interface AccountBalance {
  readonly account: Account;
  /** On the account's normal side; negative where it stands on the other. */
  readonly amountFen: number;
}

export interface TrialBalanceRow {
  readonly account: Account;
  /** Before the first day, on the normal side. */
  readonly openingFen: number;
  /** What was debited and credited from the first day to the last. */
  readonly debitFen: Fen;
  readonly creditFen: Fen;
  /** At the end of the last day, on the normal side. */
  readonly closingFen: number;
}

export interface TrialBalance {
  readonly rows: readonly TrialBalanceRow[];
  /** Turnover of all accounts: both sides are equal. */
  readonly debitFen: Fen;
  readonly creditFen: Fen;
  /** Closing balances by the side on which they stand: both sides are equal. */
  readonly debitBalanceFen: Fen;
  readonly creditBalanceFen: Fen;
}

/**
 * Every account of the chart as it stood at the end of a day. Agencies see what belongs to theirs: each entry is balanced
 * in itself, so their part of the books is too.
 */
export async function balancesOn(
  platform: Platform,
  caller: Caller,
  onDay: DayNumber,
): Promise<readonly AccountBalance[]> {
  const { rows } = await trialBalance(platform, caller, { onDay });
  return rows.map(({ account, closingFen }) => ({ account, amountFen: closingFen }));
}

/** The trial balance of the days from `fromDay` (the beginning of the books where left out) to `onDay`, which is not before it. */
export async function trialBalance(
  platform: Platform,
  { access }: Caller,
  { fromDay: wished = FIRST_DAY, onDay }: { readonly fromDay?: DayNumber; readonly onDay: DayNumber },
): Promise<TrialBalance> {
  // the day before it must be in the calendar
  const fromDay = Math.max(wished, FIRST_DAY + 1);
  const found = await platform.database.transaction(access, (transaction) =>
    turnovers(transaction, access.officeId, [fromDay - 1, onDay]),
  );
  const rows = CHART.map((account): TrialBalanceRow => {
    const before = sidesOf(found, account, fromDay - 1);
    const until = sidesOf(found, account, onDay);
    return {
      account,
      openingFen: balanceOf(account, before),
      debitFen: until.debitFen - before.debitFen,
      creditFen: until.creditFen - before.creditFen,
      closingFen: balanceOf(account, until),
    };
  });
  return {
    rows,
    debitFen: sumOf(rows.map(({ debitFen }) => debitFen)),
    creditFen: sumOf(rows.map(({ creditFen }) => creditFen)),
    debitBalanceFen: sumOf(rows.map((row) => balanceOn(row, 'debit'))),
    creditBalanceFen: sumOf(rows.map((row) => balanceOn(row, 'credit'))),
  };
}

interface Sides {
  readonly debitFen: Fen;
  readonly creditFen: Fen;
}

const NOTHING: Sides = { debitFen: 0, creditFen: 0 };

function sidesOf(found: readonly Turnover[], { code }: Account, day: DayNumber): Sides {
  return found.find(({ account, onDay }) => account === code && onDay === day) ?? NOTHING;
}

/** On the account's normal side. */
function balanceOf({ normalSide }: Account, { debitFen, creditFen }: Sides): number {
  return normalSide === 'debit' ? debitFen - creditFen : creditFen - debitFen;
}

/** What of a closing balance stands on that side. */
function balanceOn({ account, closingFen }: TrialBalanceRow, side: 'debit' | 'credit'): Fen {
  return Math.max(0, account.normalSide === side ? closingFen : -closingFen);
}

function sumOf(amounts: readonly Fen[]): Fen {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
