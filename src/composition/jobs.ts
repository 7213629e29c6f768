import { forgetEndedSessions } from '#modules/accounts/index.ts';
import { checkAudit } from '#modules/audit/index.ts';
import { earnContributions, reconcile } from '#modules/books/index.ts';
import { beginCovers, expireOrders, remindRenewals } from '#modules/contributions/index.ts';
import { forgetEndedUploads } from '#modules/drafts/index.ts';
import { explainEntries } from '#modules/explanations/index.ts';
import { issueDueReceipts, specimenIssuer } from '#modules/receipts/index.ts';
import { forgetOldKeys } from '#platform/acts/forget-old-keys.ts';
import { defineJob, handleJob, type JobHandler, type JobKind, type JobPayload } from '#platform/jobs/job-kind.ts';
import type { Platform } from '#platform/platform.ts';
import { forEachOffice } from './loops.ts';

/** What the program does at its times, for every office in turn. All of it may be stopped anywhere and done again. */
const JOBS = {
  /** Covers whose day has come; also after midnight of a day on which the program was down. */
  beginCovers: defineJob({ name: 'begin-covers', cron: '*/10 * * * *' }),
  remindRenewals: defineJob({ name: 'remind-renewals', cron: '0 8 * * *' }),
  expireOrders: defineJob({ name: 'expire-orders', cron: '20 0 * * *' }),
  /** What statements and results brought, whatever came last. */
  explainEntries: defineJob({ name: 'explain-entries', cron: '5,15,25,35,45,55 * * * *' }),
  earnContributions: defineJob({ name: 'earn-contributions', cron: '10 1 * * *', longestSeconds: 7_200 }),
  reconcile: defineJob({ name: 'reconcile', cron: '30 2 * * *', longestSeconds: 7_200 }),
  issueReceipts: defineJob({ name: 'issue-receipts', cron: '5,35 * * * *' }),
  verifyAudit: defineJob({ name: 'verify-audit', cron: '30 3 * * *', retries: 3, longestSeconds: 7_200 }),
  forgetKeys: defineJob({ name: 'forget-keys', cron: '45 4 * * *' }),
  forgetSessions: defineJob({ name: 'forget-sessions', cron: '15 4 * * *' }),
} as const;

/** All kinds of jobs, for opening the queue. */
export const JOB_KINDS: readonly JobKind<JobPayload>[] = Object.values(JOBS);

/** Handlers for all of them. */
export function jobHandlers(platform: Platform): readonly JobHandler[] {
  return [
    handleJob(JOBS.beginCovers, () => forEachOffice(platform, (_, caller) => beginCovers(platform, caller))),
    handleJob(JOBS.remindRenewals, () => forEachOffice(platform, (_, caller) => remindRenewals(platform, caller))),
    handleJob(JOBS.expireOrders, () => forEachOffice(platform, (_, caller) => expireOrders(platform, caller))),
    handleJob(JOBS.explainEntries, () => forEachOffice(platform, (_, caller) => explainEntries(platform, caller))),
    handleJob(JOBS.earnContributions, () =>
      forEachOffice(platform, (_, caller) => earnContributions(platform, caller)),
    ),
    handleJob(JOBS.reconcile, () => forEachOffice(platform, (_, caller) => reconcile(platform, caller))),
    handleJob(JOBS.issueReceipts, () =>
      forEachOffice(platform, (_, caller) => issueDueReceipts(platform, caller, specimenIssuer)),
    ),
    handleJob(JOBS.verifyAudit, () => forEachOffice(platform, (officeId) => checkAudit(platform, officeId))),
    handleJob(JOBS.forgetKeys, () =>
      forEachOffice(platform, async (officeId) => {
        await forgetOldKeys(platform, officeId);
        await forgetEndedUploads(platform, officeId);
      }),
    ),
    handleJob(JOBS.forgetSessions, () => forgetEndedSessions(platform)),
  ];
}
