import { forgetOldKeys } from '#platform/acts/forget-old-keys.ts';
import { defineJob, handleJob, type JobHandler } from '#platform/jobs/job-kind.ts';
import type { Platform } from '#platform/platform.ts';
import { findAuditedOffices } from './audit-heads.ts';
import { checkAudit } from './check-audit.ts';

const FOUR_HOURS_SECONDS = 4 * 3_600;

const FORGET_KEYS = defineJob<Record<string, never>>({
  name: 'forget-idempotency-keys',
  cron: '10 2 * * *',
  longestSeconds: FOUR_HOURS_SECONDS,
});
const CHECK_AUDIT = defineJob<Record<string, never>>({
  name: 'check-audit',
  cron: '30 2 * * *',
  longestSeconds: FOUR_HOURS_SECONDS,
});

/** What acts leave behind, looked after each night in every office: old keys are forgotten, the trail is checked. */
export function nightlyJobs(platform: Platform): readonly JobHandler[] {
  const inEachOffice =
    (work: (officeId: string) => Promise<unknown>) =>
    async ({ signal }: { readonly signal: AbortSignal }): Promise<void> => {
      for (const { id } of await findAuditedOffices(platform)) {
        signal.throwIfAborted();
        await work(id);
      }
    };
  return [
    handleJob(
      FORGET_KEYS,
      inEachOffice((officeId) => forgetOldKeys(platform, officeId)),
    ),
    handleJob(
      CHECK_AUDIT,
      inEachOffice((officeId) => checkAudit(platform, officeId)),
    ),
  ];
}
