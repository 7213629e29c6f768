import { type Db, type JobResult, type JobWithMetadata, PgBoss } from 'pg-boss';
import { Sql } from 'sql-template-tag';
import { sqlState } from '../database/database.ts';
import type { Transaction } from '../database/transaction.ts';
import { checkPayload, type JobHandler, type JobKind, type JobPayload } from './job-kind.ts';
import { JOBS_SCHEMA, SET_ASIDE } from './migrate-jobs.ts';

export interface JobQueueOptions {
  /** Of the application's role. */
  readonly url: string;
  /** Every kind that this program knows; queues are made for them and their times are set. */
  readonly kinds: readonly JobKind<JobPayload>[];
  /** Hears what went wrong with a job, and with the queue itself (`jobName` is undefined then). */
  readonly onError?: (error: unknown, jobName: string | undefined) => void;
  /** How often a worker that found nothing looks again. */
  readonly pollSeconds?: number;
  /** A worker that says nothing for so long is dead, and its jobs go to another; 10 at least. */
  readonly heartbeatSeconds?: number;
  /** How often dead workers are looked for. */
  readonly superviseSeconds?: number;
}

/** When a job may start, where not at once. */
export interface EnqueueOptions {
  readonly afterSeconds?: number;
}

/** Jobs of a kind that one process does at a time. */
const BATCH = 10;
const LONGEST_WAIT_SECONDS = 3_600;
const CONNECTIONS = 4;

/**
 * The queue, on the same database: a job is made in the transaction of the act that wants it, if and only if that
 * commits. Each job is done at least once; what it does goes by `Job.id` as its idempotency key, so its effect is once.
 */
export class JobQueue {
  private readonly boss: PgBoss;
  private readonly kinds: readonly JobKind<JobPayload>[];
  private readonly onError: (error: unknown, jobName: string | undefined) => void;
  private readonly pollSeconds: number;
  private readonly heartbeatSeconds: number;

  private constructor({
    url,
    kinds,
    onError = () => undefined,
    pollSeconds = 1,
    heartbeatSeconds = 20,
    superviseSeconds = 10,
  }: JobQueueOptions) {
    this.kinds = kinds;
    this.onError = onError;
    this.pollSeconds = pollSeconds;
    this.heartbeatSeconds = heartbeatSeconds;
    this.boss = new PgBoss({
      connectionString: url,
      application_name: 'tongzhou jobs',
      schema: JOBS_SCHEMA,
      max: CONNECTIONS,
      // the tables are the owner's; this role changes none of them
      migrate: false,
      createSchema: false,
      reindex: false,
      superviseIntervalSeconds: superviseSeconds,
      monitorIntervalSeconds: superviseSeconds,
    });
    this.boss.on('error', (error) => this.onError(error, undefined));
  }

  /** Opens the queue for making jobs; `work` does them. Throws where `migrateJobs` has not run. */
  static async open(options: JobQueueOptions): Promise<JobQueue> {
    const queue = new JobQueue(options);
    await queue.boss.start();
    await queue.makeQueues();
    return queue;
  }

  /** Makes a job in a transaction: it is there when that commits, and not before. Gives its id. */
  async enqueue<Payload extends JobPayload>(
    transaction: Transaction,
    kind: JobKind<Payload>,
    payload: Payload,
    { afterSeconds = 0 }: EnqueueOptions = {},
  ): Promise<string> {
    checkPayload(payload);
    const id = await this.boss.send(kind.name, payload, { db: databaseOf(transaction), startAfter: afterSeconds });
    if (id === null) throw new Error(`no job of the kind ${kind.name} was made`);
    return id;
  }

  /** Does jobs of these kinds until `stop`. */
  async work(handlers: readonly JobHandler[]): Promise<void> {
    for (const handler of handlers) {
      await this.boss.work(
        handler.kind.name,
        {
          batchSize: BATCH,
          burstWhenBatchFull: true,
          pollingIntervalSeconds: this.pollSeconds,
          perJobResults: true,
          includeMetadata: true,
        },
        (jobs: JobWithMetadata<JobPayload>[]) => Promise.all(jobs.map((job) => this.runJob(handler, job))),
      );
    }
  }

  /** Takes no more jobs, waits for those under way, and closes. Jobs that take longer are left to others. */
  async stop(waitSeconds = 30): Promise<void> {
    await this.boss.stop({ graceful: true, timeout: waitSeconds * 1_000 });
  }

  /** Puts a job that was set aside back into its queue; whether there was one. */
  async retrySetAside(transaction: Transaction, id: string): Promise<boolean> {
    return (await this.boss.redrive(SET_ASIDE, { ids: [id], db: databaseOf(transaction) })) === 1;
  }

  private async makeQueues(): Promise<void> {
    const existing = new Set((await this.boss.getQueues()).map(({ name }) => name));
    for (const { name, retries, retryAfterSeconds, longestSeconds } of this.kinds) {
      const options = {
        retryLimit: retries,
        retryDelay: retryAfterSeconds,
        retryBackoff: true,
        retryDelayMax: LONGEST_WAIT_SECONDS,
        expireInSeconds: longestSeconds,
        heartbeatSeconds: this.heartbeatSeconds,
        deadLetter: SET_ASIDE,
      };
      if (existing.has(name)) await this.boss.updateQueue(name, options);
      else await this.boss.createQueue(name, options);
    }
    const timed = this.kinds.filter(({ cron }) => cron !== undefined);
    for (const { name } of await this.boss.getSchedules()) {
      if (!timed.some((kind) => kind.name === name)) await this.boss.unschedule(name);
    }
    for (const { name, cron = '' } of timed) {
      await this.boss.schedule(name, cron, {}, { tz: 'Asia/Shanghai', missed: 'once' });
    }
  }

  private async runJob(handler: JobHandler, job: JobWithMetadata<JobPayload>): Promise<JobResult> {
    try {
      await handler.run({ id: job.sourceRootId ?? job.id, payload: job.data, signal: job.signal });
      return { id: job.id, status: 'completed' };
    } catch (error) {
      this.onError(error, job.name);
      return { id: job.id, status: 'failed', output: { failure: describeFailure(error) } };
    }
  }
}

/** What is kept of a failure: never what the database said, which may quote values. */
function describeFailure(error: unknown): string {
  const state = sqlState(error);
  if (state !== '') return `数据库错误 ${state}`;
  return error instanceof Error ? error.name : '未知错误';
}

/** Lets the library's statements run in our transaction. */
function databaseOf(transaction: Transaction): Db {
  return { executeSql: async (text, values = []) => ({ rows: await transaction.rows(statementOf(text, values)) }) };
}

/** `$1` in the text and its value, as a statement of this house. */
function statementOf(text: string, values: readonly unknown[]): Sql {
  const strings: string[] = [];
  const used: unknown[] = [];
  text.split(/\$(\d+)/).forEach((part, index) => {
    if (index % 2 === 0) strings.push(part);
    else used.push(values[Number(part) - 1]);
  });
  return new Sql(strings, used);
}
