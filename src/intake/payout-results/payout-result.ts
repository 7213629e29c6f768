import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';

/** Why a payout did not reach its payee, of whatever words or codes a bank has for it. */
export type PayoutFault =
  | 'name-differs'
  | 'account-unknown'
  | 'account-closed'
  | 'account-frozen'
  | 'bank-unknown'
  | 'limit'
  | 'other';

/** What a bank's file says of one payout. */
export interface PayoutResult {
  /** The line of the text, or the ordinal in pain.002; from 1. */
  readonly row: number;
  /** As the file wrote it: whether it is one of ours, others decide. */
  readonly endToEndId: string;
  readonly said: 'paid' | 'refused' | 'pending';
  /** `undefined` where the file has none: pain.002 may leave it out. */
  readonly amountFen: Fen | undefined;
  /** `undefined` where the file has none. */
  readonly onDay: DayNumber | undefined;
  /** Of what was refused. */
  readonly fault: PayoutFault | undefined;
}

export interface PayoutResults {
  readonly format: 'pain.002' | 'bank-text';
  readonly results: readonly PayoutResult[];
}
