import type { AccountName } from './chart-of-accounts.ts';

/** One entry that an event makes. */
interface PostingLine {
  readonly debit: AccountName;
  readonly credit: AccountName;
  /** Which of the event's amounts: `amount` where it has only one. */
  readonly part: 'amount' | 'liabilityReserve' | 'riskReserve' | 'reliefFund' | 'developmentFund';
}

/**
 * What each event of money posts (platform.md §5). A line's place in its list is its number in the posting key, so lines
 * are only ever added at the end.
 */
export const POSTING_TABLE = {
  /** A credit stands on the bank's statement. */
  'credit-received': [{ debit: 'bank', credit: 'unmatchedReceipts', part: 'amount' }],
  /** It is matched to a contribution order. */
  'credit-matched': [{ debit: 'unmatchedReceipts', credit: 'contributionsInAdvance', part: 'amount' }],
  /** The bank took a credit back. */
  'credit-reversed': [{ debit: 'unmatchedReceipts', credit: 'bank', part: 'amount' }],
  /** A match was wrong, or its credit was taken back. */
  'match-undone': [{ debit: 'contributionsInAdvance', credit: 'unmatchedReceipts', part: 'amount' }],
  'cover-started': [{ debit: 'contributionsInAdvance', credit: 'unearnedContributions', part: 'amount' }],
  /** The share of a day or of a month. */
  'contribution-earned': [{ debit: 'unearnedContributions', credit: 'contributionIncome', part: 'amount' }],
  /** Overpaid, or paid for what is void. */
  'contribution-overpaid': [{ debit: 'contributionsInAdvance', credit: 'refundsPayable', part: 'amount' }],
  /** The completed order was reopened, so that nothing is to be refunded of it. */
  'overpayment-undone': [{ debit: 'refundsPayable', credit: 'contributionsInAdvance', part: 'amount' }],
  'contribution-refunded': [{ debit: 'refundsPayable', credit: 'bank', part: 'amount' }],
  'benefit-approved': [{ debit: 'benefitExpense', credit: 'benefitsPayable', part: 'amount' }],
  /** In a file that the bank has. */
  'payout-sent': [{ debit: 'benefitsPayable', credit: 'benefitsInTransit', part: 'amount' }],
  'payout-paid': [{ debit: 'benefitsInTransit', credit: 'bank', part: 'amount' }],
  /** It came back as a credit after it had been paid. */
  'payout-returned': [{ debit: 'bank', credit: 'benefitsPayable', part: 'amount' }],
  /** The bank refused it, so that it never left. */
  'payout-refused': [{ debit: 'benefitsInTransit', credit: 'benefitsPayable', part: 'amount' }],
  'recovery-decided': [{ debit: 'recoveriesReceivable', credit: 'benefitExpense', part: 'amount' }],
  'recovery-received': [{ debit: 'bank', credit: 'recoveriesReceivable', part: 'amount' }],
  /** The bank gave back what is recovered: it is owed to the member no more. */
  'recovery-set-off': [{ debit: 'benefitsPayable', credit: 'recoveriesReceivable', part: 'amount' }],
  /** A debit stands on the statement that nothing explains yet. */
  'debit-unexplained': [{ debit: 'unexplainedPayments', credit: 'bank', part: 'amount' }],
  /**
   * A part of it is found to be a movement that posts itself, a payout or a refund: the statement's own entry gives way, so that
   * the bank's account is credited once.
   */
  'debit-explained': [{ debit: 'bank', credit: 'unexplainedPayments', part: 'amount' }],
  /** The same of a credit: a payout that came back, a recovery. */
  'credit-explained': [{ debit: 'unmatchedReceipts', credit: 'bank', part: 'amount' }],
  /** A credit that no order takes goes back to who paid it. */
  'credit-refundable': [{ debit: 'unmatchedReceipts', credit: 'refundsPayable', part: 'amount' }],
  'bank-charged': [{ debit: 'managementExpense', credit: 'bank', part: 'amount' }],
  /** Two people found an unexplained debit to be an expense of the office. */
  'expense-paid': [{ debit: 'managementExpense', credit: 'bank', part: 'amount' }],
  /** Two people found a credit to be the bank's interest. */
  'interest-received': [{ debit: 'bank', credit: 'otherIncome', part: 'amount' }],
  'reserve-raised': [
    { debit: 'reserveExpense', credit: 'liabilityReserve', part: 'liabilityReserve' },
    { debit: 'reserveExpense', credit: 'riskReserve', part: 'riskReserve' },
  ],
  'reserve-released': [
    { debit: 'liabilityReserve', credit: 'reserveExpense', part: 'liabilityReserve' },
    { debit: 'riskReserve', credit: 'reserveExpense', part: 'riskReserve' },
  ],
  'surplus-allocated': [
    { debit: 'netAssets', credit: 'reliefFund', part: 'reliefFund' },
    { debit: 'netAssets', credit: 'developmentFund', part: 'developmentFund' },
  ],
  /** A grant: the office pays the contribution. */
  'grant-paid': [{ debit: 'reliefFund', credit: 'contributionsInAdvance', part: 'amount' }],
} as const satisfies Readonly<Record<string, readonly PostingLine[]>>;

export type LedgerEvent = keyof typeof POSTING_TABLE;

/** The amounts that an event needs. */
export type PartOf<Event extends LedgerEvent> = (typeof POSTING_TABLE)[Event][number]['part'];
