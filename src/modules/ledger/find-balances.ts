import { type DayNumber, FIRST_DAY } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { type Account, CHART, getAccount } from './chart-of-accounts.ts';
import { turnovers } from './read-store.ts';

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

/** The trial balance of the days from `fromDay` (the beginning of the books where left out) to `onDay`. */
export async function trialBalance(
  platform: Platform,
  { access }: Caller,
  { fromDay = FIRST_DAY, onDay }: { readonly fromDay?: DayNumber; readonly onDay: DayNumber },
): Promise<TrialBalance> {
  const found = await platform.database.transaction(access, (transaction) =>
    turnovers(transaction, access.officeId, fromDay, onDay),
  );
  const byAccount = new Map(found.map((turnover) => [getAccount(turnover.account), turnover]));
  const rows = CHART.map((account): TrialBalanceRow => {
    const { openingFen = 0, debitFen = 0, creditFen = 0 } = byAccount.get(account) ?? {};
    const sign = account.normalSide === 'debit' ? 1 : -1;
    return {
      account,
      openingFen: openingFen === 0 ? 0 : sign * openingFen,
      debitFen,
      creditFen,
      closingFen: openingFen + debitFen === creditFen ? 0 : sign * (openingFen + debitFen - creditFen),
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

/** What of a closing balance stands on that side. */
function balanceOn({ account, closingFen }: TrialBalanceRow, side: 'debit' | 'credit'): Fen {
  return Math.max(0, account.normalSide === side ? closingFen : -closingFen);
}

function sumOf(amounts: readonly Fen[]): Fen {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
