import type { DayNumber } from '#kernel/civil-date.ts';
import { WHOLE_BASIS_POINTS } from '#kernel/money.ts';
import { ACCOUNTS, type AccountName, type TrialBalance, trialBalance } from '#modules/ledger/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { findCarried, findFlows, type MonthFlow } from './statement-store.ts';

export interface FundStatement {
  /** Of the period, positive as income grows and as expense grows. */
  readonly incomeFen: number;
  readonly otherIncomeFen: number;
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
  const { access } = caller;
  const { flows, carried } = await platform.database.transaction(access, async (transaction) => ({
    flows: await findFlows(transaction, access.officeId, fromDay, onDay),
    carried: await findCarried(transaction, access.officeId, fromDay, onDay),
  }));
  const moved = (name: AccountName): number => movedOf(balance, carried, name);
  const incomeFen = moved('contributionIncome');
  const otherIncomeFen = moved('otherIncome');
  const benefitsFen = moved('benefitExpense');
  const reservesFen = moved('reserveExpense');
  const managementFen = moved('managementExpense');
  const assets = linesOf(balance, 'asset');
  const liabilities = linesOf(balance, 'liability');
  const surplusSoFar = sumOf(linesOf(balance, 'income')) - sumOf(linesOf(balance, 'expense'));
  const funds = [...linesOf(balance, 'net-assets'), { ...SURPLUS_LINE, amountFen: surplusSoFar }];
  return {
    incomeFen,
    otherIncomeFen,
    benefitsFen,
    reservesFen,
    managementFen,
    surplusFen: incomeFen + otherIncomeFen - benefitsFen - reservesFen - managementFen,
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

/** What an account grew by in the period, on its normal side, as if nothing had been carried forward. */
function movedOf({ rows }: TrialBalance, carried: ReadonlyMap<string, number>, name: AccountName): number {
  const { code, normalSide } = ACCOUNTS[name];
  const row = rows.find(({ account }) => account.code === code);
  const debitedFen = carried.get(code) ?? 0;
  return row === undefined ? 0 : row.closingFen - row.openingFen + (normalSide === 'credit' ? debitedFen : -debitedFen);
}

function linesOf({ rows }: TrialBalance, kind: string): readonly FundLine[] {
  return rows.flatMap(({ account, closingFen }) =>
    account.kind === kind ? { code: account.code, name: account.name, amountFen: closingFen } : [],
  );
}

function sumOf(lines: readonly FundLine[]): number {
  return lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
}
