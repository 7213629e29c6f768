import type { DayNumber } from '#kernel/civil-date.ts';
import { WHOLE_BASIS_POINTS } from '#kernel/money.ts';
import { ACCOUNTS, type AccountName, type TrialBalance, trialBalance } from '#modules/ledger/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { findFlows, type MonthFlow } from './statement-store.ts';

export interface FundStatement {
  /** Of the period, positive as income grows and as expense grows. */
  readonly incomeFen: number;
  readonly benefitsFen: number;
  readonly reservesFen: number;
  readonly managementFen: number;
  readonly surplusFen: number;
  /** Benefits by contributions earned; `null` where none were. */
  readonly paidOutBasisPoints: number | null;
  /** At the end of the period. Assets are liabilities and funds, to the fen. */
  readonly assets: readonly FundLine[];
  readonly liabilities: readonly FundLine[];
  readonly funds: readonly FundLine[];
  readonly assetsFen: number;
  readonly liabilitiesFen: number;
  readonly fundsFen: number;
  readonly flows: readonly MonthFlow[];
}

export interface FundLine {
  readonly code: string;
  readonly name: string;
  readonly amountFen: number;
}

/** What is neither carried forward nor of an account: the surplus since the beginning of the books. */
const SURPLUS_LINE = { code: '', name: '未结转结余' };

/** The statement of the fund from one day to another: what was earned and spent, what there is at the end. */
export async function fundStatement(
  platform: Platform,
  caller: Caller,
  { fromDay, onDay }: { readonly fromDay: DayNumber; readonly onDay: DayNumber },
): Promise<FundStatement> {
  const balance = await trialBalance(platform, caller, { fromDay, onDay });
  const flows = await platform.database.transaction(caller.access, (transaction) =>
    findFlows(transaction, caller.access.officeId, fromDay, onDay),
  );
  const moved = (name: AccountName): number => movedOf(balance, name);
  const incomeFen = moved('contributionIncome');
  const benefitsFen = moved('benefitExpense');
  const reservesFen = moved('reserveExpense');
  const managementFen = moved('managementExpense');
  const assets = linesOf(balance, 'asset');
  const liabilities = linesOf(balance, 'liability');
  const surplusSoFar = sumOf(linesOf(balance, 'income')) - sumOf(linesOf(balance, 'expense'));
  const funds = [...linesOf(balance, 'net-assets'), { ...SURPLUS_LINE, amountFen: surplusSoFar }];
  return {
    incomeFen,
    benefitsFen,
    reservesFen,
    managementFen,
    surplusFen: incomeFen - benefitsFen - reservesFen - managementFen,
    paidOutBasisPoints: incomeFen <= 0 ? null : Math.round((benefitsFen / incomeFen) * WHOLE_BASIS_POINTS),
    assets,
    liabilities,
    funds,
    assetsFen: sumOf(assets),
    liabilitiesFen: sumOf(liabilities),
    fundsFen: sumOf(funds),
    flows,
  };
}

/** What an account grew by in the period, on its normal side. */
function movedOf({ rows }: TrialBalance, name: AccountName): number {
  const row = rows.find(({ account }) => account.code === ACCOUNTS[name].code);
  return row === undefined ? 0 : row.closingFen - row.openingFen;
}

function linesOf({ rows }: TrialBalance, kind: string): readonly FundLine[] {
  return rows.flatMap(({ account, closingFen }) =>
    account.kind === kind ? { code: account.code, name: account.name, amountFen: closingFen } : [],
  );
}

function sumOf(lines: readonly FundLine[]): number {
  return lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
}
