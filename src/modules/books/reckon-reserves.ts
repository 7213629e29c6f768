import { calendarDay, type DayNumber, dayNumber, daysInMonth, formatDate } from '#kernel/civil-date.ts';
import { type Fen, multiplyRoundingHalfUp, WHOLE_BASIS_POINTS } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { ACCOUNTS, balancesWithin, type VoucherLine } from '#modules/ledger/index.ts';
import { type ProposalRefusal, type ProposedVoucher, proposeWithin } from '#modules/vouchers/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { chainLadder } from './chain-ladder.ts';
import {
  findEarned,
  findLastReserveDay,
  findRates,
  findReportedClaims,
  findTriangle,
  insertRate,
  type ReserveRate,
  type ReserveRateKind,
} from './reserve-store.ts';

/** Months of the triangle, and of the contributions that the risk reserve goes by. */
const MONTHS_BACK = 12;

/** What the reserves should be at the end of a month, and how that was reckoned. */
export interface ReserveReckoning {
  readonly onDay: DayNumber;
  /** `null` where the office has set no rate for that day. */
  readonly riskReserveBasisPoints: number | null;
  readonly reportedClaimsBasisPoints: number | null;
  readonly earnedFen: Fen;
  readonly reportedClaims: number;
  readonly reportedFen: Fen;
  /** By the chain ladder: happened and not reported. */
  readonly unreportedFen: Fen;
  readonly months: readonly {
    /** Its first day. */
    readonly month: DayNumber;
    readonly byDelayFen: readonly Fen[];
    readonly reportedFen: Fen;
    readonly ultimateFen: Fen;
  }[];
  readonly factors: readonly number[];
  /** What the reserves should stand at. */
  readonly liabilityTargetFen: Fen;
  readonly riskTargetFen: Fen;
  /** What they stand at. */
  readonly liabilityBalanceFen: number;
  readonly riskBalanceFen: number;
}

/** Reckons the reserves at the end of the month of `month`, its first day. */
export async function reckonReserves(
  platform: Platform,
  { access }: Caller,
  month: DayNumber,
): Promise<ReserveReckoning> {
  return await platform.database.transaction(access, (transaction) =>
    reckonWithin(transaction, access.officeId, month),
  );
}

async function reckonWithin(transaction: Transaction, officeId: string, month: DayNumber): Promise<ReserveReckoning> {
  const { year, month: ofYear } = calendarDay(month);
  const onDay = month + daysInMonth(year, ofYear) - 1;
  const fromMonth = monthBefore(month, MONTHS_BACK - 1);
  const rates = await findRates(transaction, officeId);
  const reported = await findReportedClaims(transaction, officeId, onDay);
  const earnedFen = await findEarned(transaction, officeId, { from: fromMonth, until: onDay });
  const cells = await findTriangle(transaction, officeId, { fromMonth, onDay });
  const origins = Array.from({ length: MONTHS_BACK }, (_, index) => {
    const origin = monthBefore(month, MONTHS_BACK - 1 - index);
    const byDelayFen = Array.from(
      { length: MONTHS_BACK - index },
      (_each, delay) => cells.find((cell) => cell.month === origin && cell.delay === delay)?.amountFen ?? 0,
    );
    return { month: origin, byDelayFen };
  });
  const ladder = chainLadder(origins);
  const balances = await balancesWithin({ transaction, officeId }, onDay);
  const riskReserveBasisPoints = rateOn(rates, 'risk-reserve', onDay);
  const reportedClaimsBasisPoints = rateOn(rates, 'reported-claims', onDay);
  return {
    onDay,
    riskReserveBasisPoints,
    reportedClaimsBasisPoints,
    earnedFen,
    reportedClaims: reported.claims,
    reportedFen: reported.amountFen,
    unreportedFen: ladder.unreportedFen,
    months: origins.map((origin, index) => ({
      ...origin,
      reportedFen: ladder.rows[index]?.reportedFen ?? 0,
      ultimateFen: ladder.rows[index]?.ultimateFen ?? 0,
    })),
    factors: ladder.factors,
    liabilityTargetFen:
      shareOf(reported.amountFen, reportedClaimsBasisPoints ?? WHOLE_BASIS_POINTS) + ladder.unreportedFen,
    riskTargetFen: shareOf(earnedFen, riskReserveBasisPoints ?? 0),
    liabilityBalanceFen: balances.get(ACCOUNTS.liabilityReserve.code) ?? 0,
    riskBalanceFen: balances.get(ACCOUNTS.riskReserve.code) ?? 0,
  };
}

/** The rate that holds on a day. */
function rateOn(rates: readonly ReserveRate[], kind: ReserveRateKind, onDay: DayNumber): number | null {
  const holding = rates.filter((rate) => rate.kind === kind && rate.fromDay <= onDay);
  return holding.toSorted((a, b) => b.fromDay - a.fromDay)[0]?.basisPoints ?? null;
}

export type ProposeReservesRefusal =
  /** The reserves stand at what they should. */
  { readonly code: 'reserves-unchanged' } | ProposalRefusal;

/** Proposes to raise or release the reserves until they stand at what is wished at the end of a month. */
export async function proposeReserves(
  platform: Platform,
  caller: Caller,
  input: {
    readonly month: DayNumber;
    readonly liabilityReserveFen: Fen;
    readonly riskReserveFen: Fen;
    readonly summary: string;
  },
): Promise<Result<ProposedVoucher, ProposeReservesRefusal | IdempotencyRefusal>> {
  type Proposing = Result<ProposedVoucher, ProposeReservesRefusal>;
  return await perform(platform, caller, { name: 'propose-reserves', input }, async (act): Promise<Proposing> => {
    const reckoned = await reckonWithin(act.transaction, act.officeId, input.month);
    const { liabilityReserve, riskReserve } = ACCOUNTS;
    const lines = [
      ...change(liabilityReserve.code, input.liabilityReserveFen - reckoned.liabilityBalanceFen),
      ...change(riskReserve.code, input.riskReserveFen - reckoned.riskBalanceFen),
    ];
    if (lines.length === 0) return fail({ code: 'reserves-unchanged' });
    const { onDay, months: _, factors: __, ...basis } = reckoned;
    return await proposeWithin(act, {
      kind: 'reserve',
      onDay,
      summary: input.summary,
      lines,
      basis,
    });
  });
}

function change(reserve: string, deltaFen: number): readonly VoucherLine[] {
  const { code: expense } = ACCOUNTS.reserveExpense;
  if (deltaFen > 0) return [{ debit: expense, credit: reserve, amountFen: deltaFen }];
  return deltaFen < 0 ? [{ debit: reserve, credit: expense, amountFen: -deltaFen }] : [];
}

export type SetRateRefusal =
  /** Reserves of that day or a later one were reckoned: a rate does not change behind them. */
  { readonly code: 'rate-used'; readonly usedOn: string } | { readonly code: 'rate-there' };

/** Sets a rate from a day on; what was reckoned before keeps its own. */
export async function setReserveRate(
  platform: Platform,
  caller: Caller,
  input: Pick<ReserveRate, 'kind' | 'fromDay' | 'basisPoints'>,
): Promise<Result<{ readonly kind: ReserveRateKind }, SetRateRefusal | IdempotencyRefusal>> {
  type Setting = Result<{ readonly kind: ReserveRateKind }, SetRateRefusal>;
  return await perform(platform, caller, { name: 'set-reserve-rate', input }, async (act): Promise<Setting> => {
    const { kind, fromDay, basisPoints } = input;
    const used = kind === 'development-fund' ? null : await findLastReserveDay(act);
    if (used !== null && fromDay <= used) return fail({ code: 'rate-used', usedOn: formatDate(used) });
    if (!(await insertRate(act, input))) return fail({ code: 'rate-there' });
    await act.audit({
      act: 'set-reserve-rate',
      objectKind: 'office',
      objectId: act.officeId,
      detail: { kind, fromOn: formatDate(fromDay), basisPoints },
    });
    return ok({ kind });
  });
}

/** The office's rates with their history. */
export async function findReserveRates(platform: Platform, { access }: Caller): Promise<readonly ReserveRate[]> {
  return await platform.database.transaction(access, (transaction) => findRates(transaction, access.officeId));
}

function shareOf(amountFen: Fen, basisPoints: number): Fen {
  return multiplyRoundingHalfUp(amountFen, basisPoints, WHOLE_BASIS_POINTS);
}

/** The first day of the month so many months before that of `month`. */
function monthBefore(month: DayNumber, months: number): DayNumber {
  const { year, month: ofYear } = calendarDay(month);
  const index = year * 12 + ofYear - 1 - months;
  return dayNumber(Math.floor(index / 12), (index % 12) + 1, 1);
}
