import type { ResolveActor } from '#http/actor.ts';
import { resolveSession } from '#modules/accounts/index.ts';
import type { Platform } from '#platform/platform.ts';

/** Knows people by the cookie of their session. Bearer tokens are nobody's yet. */
export function resolveActorBy(platform: Platform): ResolveActor {
  return async ({ sessionToken }) =>
    sessionToken === undefined ? undefined : await resolveSession(platform, sessionToken);
}
