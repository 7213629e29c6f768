import type { OpenOptions } from '#intake/sheet/open-sheet.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';

export interface BankStatementRequest extends OpenOptions {
  /** The office's own account: a statement of another one is refused. */
  readonly accountNumber?: string | undefined;
}

/** A bank statement of which every row, every stated total and every balance was found right. */
export interface BankStatement {
  readonly format: 'sheet' | 'text' | 'camt.053';
  readonly accountNumber: string;
  /** Both days inclusive; where the file doesn't state it, the days of its first and last entry. */
  readonly period: { readonly fromOn: DayNumber; readonly toOn: DayNumber };
  /** What the bank states above the rows; only what the file has. */
  readonly stated: StatedTotals;
  /** In the order of the file. */
  readonly entries: readonly StatementEntry[];
  /** What the cashier should know although the file is taken. */
  readonly warnings: readonly string[];
}

export interface StatedTotals {
  readonly count?: number | undefined;
  readonly creditCount?: number | undefined;
  readonly creditFen?: Fen | undefined;
  readonly debitCount?: number | undefined;
  readonly debitFen?: Fen | undefined;
}

/** One movement on the account. Texts are empty where the file has none. */
export interface StatementEntry {
  /** The sheet's or text's row number from 1; in camt.053 the ordinal of the entry. */
  readonly row: number;
  readonly recordId: string;
  readonly transactionReference: string;
  /** By the sign of the amount: `credit` is money that came in. */
  readonly direction: 'credit' | 'debit';
  /** The bank took an earlier movement back: an incoming one with a minus, an outgoing one with a plus. */
  readonly isReversal: boolean;
  /** Always positive. */
  readonly amountFen: Fen;
  /** Negative where the account is overdrawn. */
  readonly balanceAfterFen: number | undefined;
  readonly postedOn: DayNumber;
  /** Milliseconds since 1970-01-01T00:00Z; `undefined` where the statement has no time: it then counts by day. */
  readonly postedAt: number | undefined;
  readonly payerName: string;
  readonly payerAccount: string;
  readonly payerBankNumber: string;
  readonly payeeName: string;
  readonly payeeAccount: string;
  /** On whose behalf the payer paid: the unit, where the treasury or a parent union pays for it. */
  readonly nominalPayerName: string;
  readonly nominalPayerAccount: string;
  /** 交易附言 */
  readonly remark: string;
  /** 用途 */
  readonly purpose: string;
  /** 摘要 */
  readonly summary: string;
  /** 备注 */
  readonly note: string;
  readonly businessType: string;
  readonly customerReference: string;
  /**
   * The same in every export that holds this entry, different for different entries: account, record id, day and signed
   * amount; without a record id the transaction reference, the time and an ordinal among equals.
   */
  readonly dedupKey: string;
}

/** An entry before the statement as a whole was looked at. */
export type EntryDraft = Omit<StatementEntry, 'dedupKey'>;

/** A statement as read, before its totals and balances were checked. */
export interface StatementDraft {
  readonly format: BankStatement['format'];
  readonly accountNumber: string;
  readonly period: BankStatement['period'] | undefined;
  readonly stated: StatedTotals;
  /** Signed. */
  readonly openingBalanceFen?: number | undefined;
  readonly closingBalanceFen?: number | undefined;
  readonly entries: readonly EntryDraft[];
  readonly warnings: readonly string[];
}
