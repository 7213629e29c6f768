import type {} from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ServerLimits } from '#http/limits.ts';
import type { RateLimit } from '#http/route.ts';

/** Seconds to wait where a request is one too many, `undefined` where it may go on. */
export type Limiter = (request: FastifyRequest) => Promise<number | undefined>;

export interface Limiters {
  readonly byAddress: Limiter;
  readonly byAccount: Limiter;
}

/** The server's own limits. Counted in memory, per process: a guard against floods, not a quota. */
export function limitersOf(app: FastifyInstance, limits: ServerLimits): Limiters {
  return {
    byAddress: limiter(app, limits.requestsPerAddress, undefined),
    byAccount: limiter(app, limits.requestsPerAccount, (request) => request.actor?.accountId ?? request.ip),
  };
}

/** A route's own limit: per account where one is signed in, else per address (for IPv6, per /64). */
export function routeLimiter(app: FastifyInstance, limit: RateLimit): Limiter {
  const byAddress = limiter(app, limit, undefined);
  const byAccount = limiter(app, limit, (request) => request.actor?.accountId ?? '');
  return (request) => (request.actor === undefined ? byAddress(request) : byAccount(request));
}

function limiter(
  app: FastifyInstance,
  { maxRequests, perSeconds }: RateLimit,
  keyOf: ((request: FastifyRequest) => string) | undefined,
): Limiter {
  const check = app.createRateLimit({
    max: maxRequests,
    timeWindow: perSeconds * 1000,
    ...(keyOf === undefined ? {} : { keyGenerator: keyOf }),
  });
  return async (request) => {
    const outcome = await check(request);
    return !outcome.isAllowed && outcome.isExceeded ? Math.max(1, outcome.ttlInSeconds) : undefined;
  };
}
