import { calendarDay } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import {
  ACCOUNTS,
  balancesWithin,
  type CarryRefusal,
  carryForwardOf,
  drawableWithin,
  holdsPersonalNumber,
  type LedgerMonthClosed,
  type PersonalNumberTyped,
  type Posting,
  postMany,
  postVoucher,
  type ReversalRefusal,
  reverse,
  type VoucherLine,
} from '#modules/ledger/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { VOUCHER_EDGES, type VoucherKind, type VoucherState } from './states.ts';
import { findLines, findVoucherRow, lockVoucher, lockVouchers, markVoucher, type VoucherRow } from './store.ts';

/** A fund, a reserve or the net assets would fall below zero. */
export interface FundShort {
  readonly code: 'fund-short';
  readonly account: string;
  readonly balanceFen: number;
}

type PostingRefusal =
  | LedgerMonthClosed
  | FundShort
  | CarryRefusal
  /** What it rests on moved since it was proposed: income and expense of a year, or the reserves. */
  | { readonly code: 'books-moved' }
  | { readonly code: 'voucher-reversed-already' };

export type DecideVoucherRefusal =
  | { readonly code: 'voucher-unknown' }
  | { readonly code: 'voucher-state' }
  /** Whoever proposed it does not decide it. */
  | { readonly code: 'own-voucher' }
  | { readonly code: 'decline-reason-missing' }
  | PersonalNumberTyped
  | PostingRefusal;

export interface DecideVoucherInput {
  readonly voucherId: string;
  readonly outcome: 'post' | 'decline';
  /** Why it is declined. */
  readonly reason?: string | undefined;
}

/** The second person's half: the voucher's entries stand in the books from now on, or it is declined with a reason. */
export async function decideVoucher(
  platform: Platform,
  caller: Caller,
  input: DecideVoucherInput,
): Promise<Result<{ readonly state: VoucherState }, DecideVoucherRefusal | IdempotencyRefusal>> {
  type Deciding = Result<{ readonly state: VoucherState }, DecideVoucherRefusal>;
  return await perform(platform, caller, { name: 'decide-voucher', input }, async (act): Promise<Deciding> => {
    const { voucherId, outcome } = input;
    await lockVouchers(act);
    const voucher = await lockVoucher(act, voucherId);
    if (voucher === undefined) return fail({ code: 'voucher-unknown' });
    const state = VOUCHER_EDGES[voucher.state][outcome];
    if (state === undefined) return fail({ code: 'voucher-state' });
    if (voucher.proposedBy === act.actorId) return fail({ code: 'own-voucher' });
    const reason = outcome === 'decline' ? (input.reason ?? '').trim() : undefined;
    if (reason === '') return fail({ code: 'decline-reason-missing' });
    if (reason !== undefined && holdsPersonalNumber(reason)) return fail({ code: 'personal-number-typed' });
    if (outcome === 'post') {
      const posted = await postLines(act, voucher);
      if (!posted.ok) return posted;
    }
    await markVoucher(act, voucherId, { state, declineReason: reason });
    const { number, kind, totalFen } = voucher;
    await act.audit({
      act: 'decide-voucher',
      objectKind: 'voucher',
      objectId: voucherId,
      detail: { number, kind, totalFen, state },
    });
    return ok({ state });
  });
}

async function postLines(act: Act, voucher: VoucherRow): Promise<Result<unknown, PostingRefusal>> {
  const { id, kind, onDay } = voucher;
  const lines = await findLines(act.transaction, act.officeId, id);
  const short = kind === 'year-carried' ? undefined : await shortOf(act, voucher, lines);
  if (short !== undefined) return fail(short);
  switch (kind) {
    case 'manual':
      return await postVoucher(act, { id, event: 'voucher', onDay, lines });
    case 'year-carried': {
      const now = await carryForwardOf(act, calendarDay(onDay).year);
      if (!now.ok) return now;
      if (!isSame(now.value, lines)) return fail({ code: 'books-moved' });
      return await postVoucher(act, { id, event: 'year-carried', onDay, lines });
    }
    case 'reserve':
      if (await haveReservesMoved(act, voucher)) return fail({ code: 'books-moved' });
      return await postMany(act, postingsOf(voucher, lines));
    case 'surplus-allocated':
      return await postMany(act, postingsOf(voucher, lines));
    case 'reversal':
      return await reverseVoucher(act, voucher);
  }
}

/** Whether the reserves stand otherwise on the voucher's day than when its amounts were reckoned from them. */
async function haveReservesMoved(act: Act, { basis, onDay }: VoucherRow): Promise<boolean> {
  const { liabilityBalanceFen, riskBalanceFen } = basis as ReserveBasis;
  const balances = await balancesWithin(act, onDay);
  const { liabilityReserve, riskReserve } = ACCOUNTS;
  return (
    (balances.get(liabilityReserve.code) ?? 0) !== liabilityBalanceFen ||
    (balances.get(riskReserve.code) ?? 0) !== riskBalanceFen
  );
}

/** Of a voucher over the reserves: what they stood at when it was proposed. */
interface ReserveBasis {
  readonly liabilityBalanceFen: number;
  readonly riskBalanceFen: number;
}

const GUARDED = (['liabilityReserve', 'riskReserve', 'netAssets', 'reliefFund', 'developmentFund'] as const).map(
  (name) => ACCOUNTS[name],
);

async function shortOf(act: Act, { onDay }: VoucherRow, lines: readonly VoucherLine[]): Promise<FundShort | undefined> {
  const drawable = await drawableWithin(act, onDay);
  for (const { code, name } of GUARDED) {
    const takenFen = sumOf(lines, ({ debit }) => debit === code) - sumOf(lines, ({ credit }) => credit === code);
    const balanceFen = drawable.get(code) ?? 0;
    if (takenFen > 0 && takenFen > balanceFen) return { code: 'fund-short', account: name, balanceFen };
  }
  return undefined;
}

function isSame(some: readonly VoucherLine[], others: readonly VoucherLine[]): boolean {
  const told = (lines: readonly VoucherLine[]): string =>
    lines.map(({ debit, credit, amountFen }) => `${debit} ${credit} ${amountFen}`).join();
  return told(some) === told(others);
}

function postingsOf({ id, kind, onDay }: VoucherRow, lines: readonly VoucherLine[]): readonly Posting[] {
  const of = { objectKind: 'voucher', objectId: id, onDay };
  const credited = ({ code }: { readonly code: string }): Fen => sumOf(lines, ({ credit }) => credit === code);
  const debited = ({ code }: { readonly code: string }): Fen => sumOf(lines, ({ debit }) => debit === code);
  const { liabilityReserve, riskReserve, reliefFund, developmentFund } = ACCOUNTS;
  if (kind === 'surplus-allocated') {
    const amounts = { reliefFund: credited(reliefFund), developmentFund: credited(developmentFund) };
    return [{ ...of, event: 'surplus-allocated', amounts }];
  }
  const raised = { liabilityReserve: credited(liabilityReserve), riskReserve: credited(riskReserve) };
  const released = { liabilityReserve: debited(liabilityReserve), riskReserve: debited(riskReserve) };
  return [
    { ...of, event: 'reserve-raised', amounts: raised },
    { ...of, event: 'reserve-released', amounts: released },
  ];
}

/** Under which events a voucher of each kind stands in the books. */
const EVENTS = {
  manual: ['voucher'],
  'year-carried': ['year-carried'],
  reserve: ['reserve-raised', 'reserve-released'],
  'surplus-allocated': ['surplus-allocated'],
  reversal: [],
} as const satisfies Readonly<Record<VoucherKind, readonly Parameters<typeof reverse>[1]['event'][]>>;

async function reverseVoucher(act: Act, { reversesId, onDay }: VoucherRow): Promise<Result<unknown, PostingRefusal>> {
  if (reversesId === null) throw new Error('a reversal that reverses nothing');
  const reversed = await findVoucherRow(act.transaction, act.officeId, reversesId);
  if (reversed === undefined) throw new Error('the voucher that is reversed is not there');
  let reversedFen = 0;
  for (const event of EVENTS[reversed.kind]) {
    const done: Result<Fen, ReversalRefusal> = await reverse(act, { event, objectId: reversesId }, onDay);
    if (done.ok) reversedFen += done.value;
    else if (done.error.code === 'posting-already-reversed') return fail({ code: 'voucher-reversed-already' });
    else if (done.error.code === 'ledger-month-closed') return fail(done.error);
  }
  if (reversedFen !== reversed.totalFen) throw new Error('a reversal took back another sum than was posted');
  return ok(reversedFen);
}

export type WithdrawVoucherRefusal = { readonly code: 'voucher-unknown' } | { readonly code: 'voucher-state' };

/** Takes a voucher back that nobody has decided. */
export async function withdrawVoucher(
  platform: Platform,
  caller: Caller,
  input: { readonly voucherId: string },
): Promise<Result<{ readonly state: VoucherState }, WithdrawVoucherRefusal | IdempotencyRefusal>> {
  type Withdrawing = Result<{ readonly state: VoucherState }, WithdrawVoucherRefusal>;
  return await perform(platform, caller, { name: 'withdraw-voucher', input }, async (act): Promise<Withdrawing> => {
    const voucher = await lockVoucher(act, input.voucherId);
    if (voucher === undefined) return fail({ code: 'voucher-unknown' });
    const state = VOUCHER_EDGES[voucher.state].withdraw;
    if (state === undefined) return fail({ code: 'voucher-state' });
    await markVoucher(act, voucher.id, { state });
    await act.audit({
      act: 'withdraw-voucher',
      objectKind: 'voucher',
      objectId: voucher.id,
      detail: { number: voucher.number, kind: voucher.kind },
    });
    return ok({ state });
  });
}

function sumOf(lines: readonly VoucherLine[], isCounted: (line: VoucherLine) => boolean): Fen {
  return lines.reduce((sum, line) => sum + (isCounted(line) ? line.amountFen : 0), 0);
}
