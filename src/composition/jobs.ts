import { forgetEndedSessions } from '#modules/accounts/index.ts';
import { checkAudit, findAuditedOffices, sealAudit } from '#modules/audit/index.ts';
import { beginCovers } from '#modules/contributions/index.ts';
import { foldMovements } from '#modules/ledger/index.ts';
import { messageTarget } from '#modules/messages/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import { defineJob, handleJob, type JobHandler, type JobKind, type JobPayload } from '#platform/jobs/job-kind.ts';
import { dispatchOutbox } from '#platform/outbox/dispatch-outbox.ts';
import type { Platform } from '#platform/platform.ts';
import { recipientsOf } from './recipients.ts';

const HOURS_LONG = { retries: 3, retryAfterSeconds: 60, longestSeconds: 7_200 } as const;
const EACH_MINUTE = '* * * * *';

/** What the program does by itself, for every office in turn. All of it may be stopped anywhere and done again. */
const JOBS = {
  /** Covers whose day has come; also after midnight of a day on which the program was down. */
  beginCovers: defineJob({ name: 'begin-covers', cron: '*/10 * * * *' }),
  sealAudit: defineJob({ name: 'seal-audit', cron: EACH_MINUTE }),
  verifyAudit: defineJob({ name: 'verify-audit', cron: '30 3 * * *', ...HOURS_LONG }),
  foldLedger: defineJob({ name: 'fold-ledger', cron: EACH_MINUTE }),
  dispatchOutbox: defineJob({ name: 'dispatch-outbox', cron: EACH_MINUTE }),
  forgetSessions: defineJob({ name: 'forget-sessions', cron: '15 4 * * *' }),
} as const;

/** All kinds of jobs, for opening the queue. */
export const JOB_KINDS: readonly JobKind<JobPayload>[] = Object.values(JOBS);

/** Handlers for all of them. */
export function jobHandlers(platform: Platform): readonly JobHandler[] {
  const forEachOffice = (work: (officeId: string, caller: Caller) => Promise<unknown>) => async (): Promise<void> => {
    for (const { id: officeId } of await findAuditedOffices(platform)) {
      await work(officeId, { access: { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } });
    }
  };
  const deliver = messageTarget(platform, (event) => recipientsOf(platform, event));
  return [
    handleJob(
      JOBS.beginCovers,
      forEachOffice((_, caller) => beginCovers(platform, caller)),
    ),
    handleJob(
      JOBS.sealAudit,
      forEachOffice((officeId) => sealAudit(platform, officeId)),
    ),
    handleJob(
      JOBS.verifyAudit,
      forEachOffice((officeId) => checkAudit(platform, officeId)),
    ),
    handleJob(
      JOBS.foldLedger,
      forEachOffice((_, caller) => foldMovements(platform, caller)),
    ),
    handleJob(
      JOBS.dispatchOutbox,
      forEachOffice((officeId) => dispatchOutbox(platform, officeId, deliver)),
    ),
    handleJob(JOBS.forgetSessions, () => forgetEndedSessions(platform).then(() => undefined)),
  ];
}
