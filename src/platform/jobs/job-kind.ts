/**
 * What a job is about: ids, whole numbers, civil dates. Nothing that could be personal, since the queue's tables are no
 * tenant's and nobody seals them.
 */
export type JobPayload = Readonly<Record<string, string | number>>;

/** A kind of job: its name is the queue's. */
export interface JobKind<Payload extends JobPayload> {
  /** As the code names it: `issue-certificates`. */
  readonly name: string;
  /** How often a failed job is tried again before it is set aside. */
  readonly retries: number;
  /** Before the first further try; doubles with each, up to an hour. */
  readonly retryAfterSeconds: number;
  /** A job that runs longer is taken for lost and given to another. */
  readonly longestSeconds: number;
  /** When it is made by itself, as minute, hour, day, month, weekday in Shanghai; its payload is empty then. */
  readonly cron?: string;
  /** Carries the type of the payload; never set. */
  readonly payload?: Payload;
}

/** Declares a kind of job. */
export function defineJob<Payload extends JobPayload>(
  kind: Pick<JobKind<Payload>, 'name'> & Partial<JobKind<Payload>>,
): JobKind<Payload> {
  return { retries: 8, retryAfterSeconds: 5, longestSeconds: 900, ...kind };
}

/** A job as its handler gets it. */
export interface Job<Payload extends JobPayload> {
  /**
   * Stays the same over every try, also after it was set aside and tried again: the idempotency key of what it does, so
   * that a job which is run twice has its effect once.
   */
  readonly id: string;
  readonly payload: Payload;
  /** Aborted when the program stops or the job has run too long. */
  readonly signal: AbortSignal;
}

/** What does the jobs of a kind. Throws where it can't: the job is tried again later. */
export interface JobHandler {
  readonly kind: JobKind<JobPayload>;
  readonly run: (job: Job<JobPayload>) => Promise<void>;
}

/** Binds a kind to what does its jobs. */
export function handleJob<Payload extends JobPayload>(
  kind: JobKind<Payload>,
  run: (job: Job<Payload>) => Promise<void>,
): JobHandler {
  return { kind, run } as unknown as JobHandler;
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** A state, a stage, a format: a word of the code's own. */
const WORD = /^[a-z]+(-[a-z]+)*$/;

/** Throws a TypeError where a payload holds anything but ids, whole numbers, dates and words of the code. */
export function checkPayload(payload: JobPayload): void {
  for (const [name, value] of Object.entries(payload)) {
    const isFit =
      typeof value === 'number' ? Number.isSafeInteger(value) : ID.test(value) || DATE.test(value) || WORD.test(value);
    if (!isFit) throw new TypeError(`a job's payload holds ids only: ${name} is none`);
  }
}
