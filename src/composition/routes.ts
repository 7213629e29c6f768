import type { Route } from '#http/route.ts';
import { accountRoutes } from '#http/routes/accounts.ts';
import { agencyRoutes } from '#http/routes/agencies.ts';
import { appealRoutes } from '#http/routes/appeals.ts';
import { auditRoutes } from '#http/routes/audit.ts';
import { behalfRoutes } from '#http/routes/behalf.ts';
import { booksRoutes } from '#http/routes/books.ts';
import { calendarRoutes } from '#http/routes/calendar.ts';
import { casePaperRoutes } from '#http/routes/case-papers.ts';
import { certificateScanRoutes } from '#http/routes/certificate-scans.ts';
import { claimDeskRoutes } from '#http/routes/claim-desk.ts';
import { claimDraftRoutes } from '#http/routes/claim-drafts.ts';
import { claimPaperRoutes } from '#http/routes/claim-papers.ts';
import { claimRoutes } from '#http/routes/claims.ts';
import { coverRoutes } from '#http/routes/covers.ts';
import { findingRoutes } from '#http/routes/findings.ts';
import { grantRoutes } from '#http/routes/grants.ts';
import { hospitalRoutes } from '#http/routes/hospitals.ts';
import { investigationRoutes } from '#http/routes/investigations.ts';
import { invitationRoutes } from '#http/routes/invitations.ts';
import { jobRoutes } from '#http/routes/jobs.ts';
import { joiningFigureRoutes } from '#http/routes/joining-figures.ts';
import { ledgerRoutes } from '#http/routes/ledger.ts';
import { memberRequestRoutes } from '#http/routes/member-requests.ts';
import { memberSessionRoutes } from '#http/routes/member-sessions.ts';
import { messageRoutes } from '#http/routes/messages.ts';
import { myClaimRoutes } from '#http/routes/my-claims.ts';
import { orderChangeRoutes } from '#http/routes/order-changes.ts';
import { orderRoutes } from '#http/routes/orders.ts';
import { payoutResultRoutes } from '#http/routes/payout-results.ts';
import { payoutRoutes } from '#http/routes/payouts.ts';
import { receiptRoutes } from '#http/routes/receipts.ts';
import { reconciliationRoutes } from '#http/routes/reconciliations.ts';
import { recoveryRoutes } from '#http/routes/recoveries.ts';
import { renewalRoutes } from '#http/routes/renewals.ts';
import { replacementRoutes } from '#http/routes/replacements.ts';
import { rosterReviewRoutes } from '#http/routes/roster-reviews.ts';
import { rosterRoutes } from '#http/routes/rosters.ts';
import { sessionRoutes } from '#http/routes/sessions.ts';
import { settlementRoutes } from '#http/routes/settlements.ts';
import { slipReadingRoutes } from '#http/routes/slip-readings.ts';
import { statementRoutes } from '#http/routes/statements.ts';
import { unitPaperRoutes } from '#http/routes/unit-papers.ts';
import { unitRoutes } from '#http/routes/units.ts';
import { unmaskingRoutes } from '#http/routes/unmasking.ts';
import { uploadRoutes } from '#http/routes/uploads.ts';
import { voucherRoutes } from '#http/routes/vouchers.ts';
import { accountsToTell } from '#modules/accounts/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import type { JobQueue } from '#platform/jobs/job-queue.ts';
import type { Papers } from '#platform/papers/papers.ts';
import type { Platform } from '#platform/platform.ts';
import type { PictureReader } from '#platform/reading/picture-reader.ts';
import type { SmsGateway } from '#platform/sms/sms-gateway.ts';
import type { DemonstrationPeople } from './people.ts';

export interface RouteDeps {
  readonly platform: Platform;
  readonly queue: JobQueue;
  readonly papers: Papers;
  readonly documents: DocumentStore;
  readonly reader: PictureReader;
  readonly sms: SmsGateway;
  /** Hears what goes wrong after its request was answered. */
  readonly onFailure: (error: unknown) => void;
  readonly namesOf: (caller: Caller, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly publicOrigin: () => string;
  /** Empty but in a demonstration. */
  readonly people: DemonstrationPeople;
}

/** Every route of the platform. */
export function platformRoutes(deps: RouteDeps): readonly Route[] {
  const { platform, people } = deps;
  const reviewersAt = (officeId: string, agencyId: string): Promise<readonly string[]> =>
    accountsToTell(platform, officeId, { agencyId });
  return [
    ...sessionRoutes({ platform, ...(people.length === 0 ? {} : { demonstration: { accounts: people } }) }),
    ...memberSessionRoutes({ ...deps, shownOfficeId: people[0]?.officeId }),
    ...memberRequestRoutes(deps),
    ...agencyRoutes(deps),
    ...unitRoutes(deps),
    ...unitPaperRoutes(deps),
    ...invitationRoutes(deps),
    ...accountRoutes(deps),
    ...unmaskingRoutes(deps),
    ...rosterRoutes(deps),
    ...rosterReviewRoutes(deps),
    ...renewalRoutes(deps),
    ...grantRoutes(deps),
    ...orderRoutes(deps),
    ...orderChangeRoutes(deps),
    ...statementRoutes(deps),
    ...findingRoutes(deps),
    ...replacementRoutes(deps),
    ...certificateScanRoutes(deps),
    ...receiptRoutes(deps),
    ...joiningFigureRoutes(deps),
    ...coverRoutes(deps),
    ...settlementRoutes(deps),
    ...claimRoutes(deps),
    ...claimDeskRoutes({ ...deps, reviewersAt }),
    ...calendarRoutes(deps),
    ...claimDraftRoutes(deps),
    ...uploadRoutes(deps),
    ...slipReadingRoutes(deps),
    ...myClaimRoutes(deps),
    ...appealRoutes(deps),
    ...behalfRoutes(deps),
    ...casePaperRoutes(deps),
    ...investigationRoutes(deps),
    ...hospitalRoutes(deps),
    ...claimPaperRoutes(deps),
    ...payoutRoutes(deps),
    ...payoutResultRoutes(deps),
    ...recoveryRoutes(deps),
    ...ledgerRoutes(deps),
    ...booksRoutes(deps),
    ...voucherRoutes(deps),
    ...reconciliationRoutes(deps),
    ...auditRoutes(deps),
    ...jobRoutes(deps),
    ...messageRoutes(deps),
  ];
}
