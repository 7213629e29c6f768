import sql from 'sql-template-tag';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Act, type Caller, perform } from '../acts/act.ts';
import type { IdempotencyRefusal } from '../acts/idempotency.ts';
import type { Platform } from '../platform.ts';
import type { JobQueue } from './job-queue.ts';
import { SET_ASIDE } from './migrate-jobs.ts';

/** A job that was tried too often and waits for a person. */
export interface SetAsideJob {
  readonly id: string;
  readonly kind: string;
  /** Ids only. */
  readonly payload: Readonly<Record<string, string | number>>;
  readonly setAsideAt: number;
  readonly tries: number;
  readonly failure: string;
  /** Sort key: when it was set aside, in microseconds since 1970. */
  readonly order: number;
}

/** Behind which row a page begins. */
export interface SetAsideKey {
  readonly order: number;
  readonly id: string;
}

/** Nobody set such a job aside, or it is another office's. */
export interface JobUnknown {
  readonly code: 'job-unknown';
}

/** The caller of these acts belongs to an office as a whole: jobs are no agency's. */
export type OfficeCaller = Caller & { readonly access: { readonly scope: 'office' } };

/**
 * The office's jobs that were set aside, and those of the installation itself, newest first. The queue's tables stand
 * under no policy, so the office is named here alone.
 */
export async function findSetAside(
  platform: Platform,
  caller: OfficeCaller,
  { after, limit }: { readonly after?: SetAsideKey; readonly limit: number },
): Promise<readonly SetAsideJob[]> {
  const { officeId } = caller.access;
  const rows = await platform.database.transaction(caller.access, (transaction) =>
    transaction.rows<SetAsideRow>(sql`
      SELECT id, source_name, data, created_on, coalesce(source_retry_count, 0) + 1 AS tries,
        source_output ->> 'failure' AS failure, (extract(epoch FROM created_on) * 1000000)::bigint AS place
      FROM jobs.job
      WHERE name = ${SET_ASIDE} AND coalesce(data ->> 'officeId', ${officeId}) = ${officeId}
        AND (${after === undefined} OR ((extract(epoch FROM created_on) * 1000000)::bigint, id)
          < (${after?.order ?? 0}::bigint, ${after?.id ?? officeId}::uuid))
      ORDER BY created_on DESC, id DESC LIMIT ${limit}`),
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.source_name,
    payload: row.data ?? {},
    setAsideAt: row.created_on,
    tries: row.tries,
    // a job whose worker died left no word of its own
    failure: row.failure ?? '处理中断',
    order: row.place,
  }));
}

interface SetAsideRow {
  readonly id: string;
  readonly source_name: string;
  readonly data: Record<string, string | number> | null;
  readonly created_on: number;
  readonly tries: number;
  readonly failure: string | null;
  readonly place: number;
}

/** Gives a job that was set aside back to its queue, with all its tries before it. */
export function retryJob(
  platform: Platform,
  queue: JobQueue,
  caller: OfficeCaller,
  jobId: string,
): Promise<Result<undefined, JobUnknown | IdempotencyRefusal>> {
  return settle(platform, caller, 'retry-job', jobId, (act) => queue.retrySetAside(act.transaction, jobId));
}

/** Forgets a job that was set aside: what it was to do is not done. */
export function dropJob(
  platform: Platform,
  caller: OfficeCaller,
  jobId: string,
): Promise<Result<undefined, JobUnknown | IdempotencyRefusal>> {
  return settle(platform, caller, 'drop-job', jobId, async (act) => {
    const dropped = sql`DELETE FROM jobs.job WHERE name = ${SET_ASIDE} AND id = ${jobId}`;
    return (await act.transaction.run(dropped)) === 1;
  });
}

function settle(
  platform: Platform,
  caller: OfficeCaller,
  name: 'retry-job' | 'drop-job',
  jobId: string,
  work: (act: Act) => Promise<boolean>,
): Promise<Result<undefined, JobUnknown | IdempotencyRefusal>> {
  return perform<undefined, JobUnknown>(platform, caller, { name, input: { jobId } }, async (act) => {
    const job = await act.transaction.findRow<{ kind: string }>(sql`
      SELECT source_name AS kind FROM jobs.job
      WHERE name = ${SET_ASIDE} AND id = ${jobId} AND coalesce(data ->> 'officeId', ${act.officeId}) = ${act.officeId}`);
    if (job === undefined || !(await work(act))) return fail({ code: 'job-unknown' });
    await act.audit({ act: name, objectKind: 'job', objectId: jobId, detail: { kind: job.kind } });
    return ok(undefined);
  });
}
