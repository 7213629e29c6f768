import { SYSTEM_ACTOR_ID } from '../database/access-context.ts';
import { sqlState } from '../database/database.ts';
import type { Platform } from '../platform.ts';
import { type Deliver, type DeliverableEvent, DeliveryFailure } from './outbox-event.ts';
import { type ClaimedEvent, claimDue, markDelivered, markFailed } from './store.ts';

export interface DispatchOptions {
  /** Attempts before an event is set aside, and its object's later ones wait. */
  readonly attempts?: number;
  /** Aborted when the program stops: what is under way is finished, no more is taken. */
  readonly signal?: AbortSignal;
}

export interface DispatchedCount {
  readonly delivered: number;
  readonly failed: number;
}

const ATTEMPTS = 12;
/** Events taken at a time, and how many of them are under way at once. */
const BATCH = 200;
const AT_ONCE = 40;
const DELIVERY_SECONDS = 10;
/** Longer than a whole batch can take: `BATCH / AT_ONCE * DELIVERY_SECONDS`. */
const LEASE_SECONDS = 60;
const FIRST_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 3_600;

/**
 * Delivers what is due of an office's outbox, at least once and in order per object: the next event of an object goes out
 * when the one before it has arrived (or a person dropped it); events of other objects go on meanwhile.
 *
 * Any number of processes may do so at the same time. Events are leased in one short transaction, delivered outside of
 * any, and noted in another: a slow target holds up neither the sealer nor a vacuum, and what a dying process had taken
 * comes again when its lease ends.
 */
export async function dispatchOutbox(
  platform: Platform,
  officeId: string,
  deliver: Deliver,
  { attempts = ATTEMPTS, signal }: DispatchOptions = {},
): Promise<DispatchedCount> {
  const context = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
  let delivered = 0;
  let failed = 0;
  while (signal?.aborted !== true) {
    const claimed = await platform.database.transaction(context, (transaction) => {
      const now = platform.clock.now();
      return claimDue(transaction, officeId, { now, leaseUntil: now + LEASE_SECONDS * 1_000, limit: BATCH });
    });
    if (claimed.length === 0) break;
    const failures = await deliverAll(claimed, deliver, attempts);
    await platform.database.transaction(context, async (transaction) => {
      const now = platform.clock.now();
      const arrived = claimed.filter((each) => !failures.has(each)).map(({ event }) => event.id);
      if (arrived.length > 0) await markDelivered(transaction, officeId, arrived, now);
      for (const [each, failure] of failures) {
        await markFailed(transaction, each, {
          failure,
          nextAttemptAt: now + waitSeconds(each.attempts) * 1_000,
          setAsideAt: each.attempts >= attempts ? now : undefined,
        });
      }
    });
    failed += failures.size;
    delivered += claimed.length - failures.size;
  }
  return { delivered, failed };
}

async function deliverAll(
  claimed: readonly ClaimedEvent[],
  deliver: Deliver,
  attempts: number,
): Promise<ReadonlyMap<ClaimedEvent, string>> {
  const failures = new Map<ClaimedEvent, string>();
  const waiting = [...claimed];
  const takeTurns = async (): Promise<void> => {
    for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) {
      if (each.attempts > attempts) {
        // in its last attempt the process died: it may well be the event that kills it
        failures.set(each, '投递时程序中断');
        continue;
      }
      try {
        await deliverInTime(each.event, deliver);
      } catch (error) {
        failures.set(each, describeFailure(error));
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
  return failures;
}

/** A target that heeds no signal must not hold up the others beyond the lease. */
async function deliverInTime(event: DeliverableEvent, deliver: Deliver): Promise<void> {
  const stopping = new AbortController();
  const late = new Promise<never>((_, reject) => {
    stopping.signal.addEventListener('abort', () => reject(new DeliveryFailure('没有在规定时间内投递完')));
  });
  const timer = setTimeout(() => stopping.abort(), DELIVERY_SECONDS * 1_000);
  try {
    await Promise.race([deliver(event, stopping.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** 5 seconds, then twice as long each time, an hour at most. */
function waitSeconds(attempts: number): number {
  return Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (attempts - 1));
}

/** What is kept of a failure; of errors that are not our own only their name, since they may quote values. */
function describeFailure(error: unknown): string {
  if (error instanceof DeliveryFailure) return error.message;
  const state = sqlState(error);
  return error instanceof Error ? `${error.name}${state === '' ? '' : ` ${state}`}` : '未知错误';
}
