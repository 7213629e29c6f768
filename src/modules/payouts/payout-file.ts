import type { Fen } from '#kernel/money.ts';
import type { PayeeAccount } from './payee-account.ts';

/** Who pays, how much in all: what stands at the head of a bank's file. */
export interface PayoutFileHead {
  /** The batch's number: the bank shows it, and its answers carry it. */
  readonly batchNumber: string;
  /** Milliseconds since 1970: the same whenever the file is written, so that it is the same file. */
  readonly createdAt: number;
  readonly count: number;
  readonly totalFen: Fen;
  readonly payer: PayerAccount;
}

export interface PayerAccount {
  readonly name: string;
  readonly number: string;
  readonly bankName: string;
  /** 联行号; empty where it is not known. */
  readonly bankNumber: string;
}

export interface PayoutLine extends PayeeAccount {
  /** Its place in the batch, from 1. */
  readonly number: number;
  readonly endToEndId: string;
  readonly amountFen: Fen;
}

/** What the payee reads on his account's statement. Nothing about his illness. */
export const PAYOUT_PURPOSE = '互助金';
