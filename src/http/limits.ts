import type { RateLimit } from '#http/route.ts';

/** What the server bears from outside before it refuses. */
export interface ServerLimits {
  /** Of a JSON body, where the route says nothing else. */
  readonly bodyBytes: number;
  /** Arrays and objects inside one another. */
  readonly jsonDepth: number;
  /** Request line and headers together. */
  readonly headerBytes: number;
  /** For the headers to arrive: a client that drips them is cut off. */
  readonly headersSeconds: number;
  /** For the whole request to arrive; bounds the slowest upload. */
  readonly requestSeconds: number;
  readonly keepAliveSeconds: number;
  /** A whole office may stand behind one address. */
  readonly requestsPerAddress: RateLimit;
  readonly requestsPerAccount: RateLimit;
  /** How long running requests may go on after the server has been told to stop. */
  readonly drainSeconds: number;
}

export const DEFAULT_LIMITS: ServerLimits = {
  bodyBytes: 1_048_576,
  jsonDepth: 32,
  headerBytes: 16_384,
  headersSeconds: 15,
  requestSeconds: 300,
  keepAliveSeconds: 30,
  requestsPerAddress: { maxRequests: 3000, perSeconds: 60 },
  requestsPerAccount: { maxRequests: 600, perSeconds: 60 },
  drainSeconds: 15,
};
