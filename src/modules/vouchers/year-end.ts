import { type DayNumber, dayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, type Result } from '#kernel/result.ts';
import {
  ACCOUNTS,
  type CarryRefusal,
  carryForwardOf,
  drawableWithin,
  type VoucherLine,
} from '#modules/ledger/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import type { FundShort } from './decide-voucher.ts';
import { type ProposalRefusal, type ProposedVoucher, proposeWithin } from './propose-voucher.ts';

/** Proposes to carry what income and expense of a year stand at into 非限定性净资产, on its last day. */
export async function proposeCarrying(
  platform: Platform,
  caller: Caller,
  input: { readonly year: number },
): Promise<Result<ProposedVoucher, CarryRefusal | ProposalRefusal | IdempotencyRefusal>> {
  type Proposing = Result<ProposedVoucher, CarryRefusal | ProposalRefusal>;
  return await perform(platform, caller, { name: 'propose-carrying', input }, async (act): Promise<Proposing> => {
    const { year } = input;
    const lines = await carryForwardOf(act, year);
    if (!lines.ok) return lines;
    return await proposeWithin(act, {
      kind: 'year-carried',
      onDay: dayNumber(year, 12, 31),
      summary: `${year} 年终结转收入和费用`,
      lines: lines.value,
    });
  });
}

export type ProposeAllocationRefusal = { readonly code: 'nothing-to-allocate' } | FundShort | ProposalRefusal;

/** Proposes to allocate surplus out of the net assets to the relief fund and the development fund. */
export async function proposeAllocation(
  platform: Platform,
  caller: Caller,
  input: {
    readonly onDay: DayNumber;
    readonly reliefFundFen: Fen;
    readonly developmentFundFen: Fen;
    readonly summary: string;
  },
): Promise<Result<ProposedVoucher, ProposeAllocationRefusal | IdempotencyRefusal>> {
  type Proposing = Result<ProposedVoucher, ProposeAllocationRefusal>;
  return await perform(platform, caller, { name: 'propose-allocation', input }, async (act): Promise<Proposing> => {
    const { onDay, reliefFundFen, developmentFundFen, summary } = input;
    const { netAssets, reliefFund, developmentFund } = ACCOUNTS;
    const lines = [
      { debit: netAssets.code, credit: reliefFund.code, amountFen: reliefFundFen },
      { debit: netAssets.code, credit: developmentFund.code, amountFen: developmentFundFen },
    ].filter(({ amountFen }: VoucherLine) => amountFen > 0);
    if (lines.length === 0) return fail({ code: 'nothing-to-allocate' });
    const balanceFen = (await drawableWithin(act, onDay)).get(netAssets.code) ?? 0;
    if (reliefFundFen + developmentFundFen > balanceFen) {
      return fail({ code: 'fund-short', account: netAssets.name, balanceFen });
    }
    return await proposeWithin(act, { kind: 'surplus-allocated', onDay, summary, lines });
  });
}
