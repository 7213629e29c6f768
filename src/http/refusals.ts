import { accountRefusals } from '#http/refusals/accounts.ts';
import { appealRefusals } from '#http/refusals/appeals.ts';
import { auditRefusals } from '#http/refusals/audit.ts';
import { booksRefusals } from '#http/refusals/books.ts';
import { claimRefusals } from '#http/refusals/claims.ts';
import { contributionRefusals } from '#http/refusals/contributions.ts';
import { coverRefusals } from '#http/refusals/covers.ts';
import { draftRefusals } from '#http/refusals/drafts.ts';
import { findingRefusals } from '#http/refusals/findings.ts';
import { frameRefusals } from '#http/refusals/frame.ts';
import { grantRefusals } from '#http/refusals/grants.ts';
import { hospitalRefusals } from '#http/refusals/hospitals.ts';
import { investigationRefusals } from '#http/refusals/investigations.ts';
import { jobRefusals } from '#http/refusals/jobs.ts';
import { memberRequestRefusals } from '#http/refusals/member-requests.ts';
import { organisationRefusals } from '#http/refusals/organisations.ts';
import { payoutRefusals } from '#http/refusals/payouts.ts';
import { receiptRefusals } from '#http/refusals/receipts.ts';
import { recoveryRefusals } from '#http/refusals/recoveries.ts';
import { replacementRefusals } from '#http/refusals/replacements.ts';
import { reviewRefusals } from '#http/refusals/reviews.ts';
import { rosterRefusals } from '#http/refusals/rosters.ts';
import { slipReadingRefusals } from '#http/refusals/slip-readings.ts';
import { unmaskingRefusals } from '#http/refusals/unmasking.ts';
import { voucherRefusals } from '#http/refusals/vouchers.ts';

/**
 * The one table from refusal to status and words. Each module's part stands in `refusals/<module>.ts`, held complete
 * there by `satisfies RefusalTable<…>`, and is spread in here; two parts may not name the same code.
 */
export const refusals = {
  ...frameRefusals,
  ...accountRefusals,
  ...organisationRefusals,
  ...unmaskingRefusals,
  ...auditRefusals,
  ...jobRefusals,
  ...memberRequestRefusals,
  ...rosterRefusals,
  ...grantRefusals,
  ...contributionRefusals,
  ...coverRefusals,
  ...receiptRefusals,
  ...replacementRefusals,
  ...claimRefusals,
  ...reviewRefusals,
  ...draftRefusals,
  ...slipReadingRefusals,
  ...appealRefusals,
  ...investigationRefusals,
  ...hospitalRefusals,
  ...payoutRefusals,
  ...recoveryRefusals,
  ...findingRefusals,
  ...booksRefusals,
  ...voucherRefusals,
};

export type RefusalCode = keyof typeof refusals;

/** The refusal as its use case returns it: its code with the data that its words need. */
export type RefusalOf<Code extends RefusalCode> = RefusalValues[Code];

type RefusalValues = {
  readonly [Code in RefusalCode]: { readonly code: Code } & DataOf<(typeof refusals)[Code]> & RefusalExtras;
};

type DataOf<Answer> = Answer extends { readonly message: (refusal: infer R) => string } ? R : unknown;

/** What any refusal may carry into its answer. */
export interface RefusalExtras {
  /** Ids of the clauses that it rests on. */
  readonly clauses?: readonly string[];
  /** Faults by field, found by the use case. */
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  /** Answered as Retry-After. */
  readonly retryAfterSeconds?: number;
}
