import type { Actor } from '#http/actor.ts';
import type { Caller } from '#platform/acts/act.ts';

/** The caller of a use case, from what a route's handler is given. */
export function callerOf({
  actor,
  requestId,
  idempotencyKey,
}: {
  readonly actor: Actor;
  readonly requestId: string;
  readonly idempotencyKey: string | undefined;
}): Caller {
  return { access: actor.access, requestId, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) };
}
