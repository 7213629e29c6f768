import type { Route } from '#http/route.ts';
import { auditRoutes } from '#http/routes/audit.ts';
import { coverRoutes } from '#http/routes/covers.ts';
import { jobRoutes } from '#http/routes/jobs.ts';
import { ledgerRoutes } from '#http/routes/ledger.ts';
import { messageRoutes } from '#http/routes/messages.ts';
import { orderRoutes } from '#http/routes/orders.ts';
import { rosterRoutes } from '#http/routes/rosters.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { JobQueue } from '#platform/jobs/job-queue.ts';
import type { Papers } from '#platform/papers/papers.ts';
import type { Platform } from '#platform/platform.ts';
import type { DemonstrationPeople } from './people.ts';

export interface RouteDeps {
  readonly platform: Platform;
  readonly queue: JobQueue;
  readonly papers: Papers;
  readonly namesOf: (caller: Caller, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly publicOrigin: () => string;
  /** Empty but in a demonstration. */
  readonly people: DemonstrationPeople;
}

/** Every route of the platform. */
export function platformRoutes(deps: RouteDeps): readonly Route[] {
  return [
    ...rosterRoutes(deps),
    ...orderRoutes(deps),
    ...coverRoutes(deps),
    ...ledgerRoutes(deps),
    ...auditRoutes(deps),
    ...jobRoutes(deps),
    ...messageRoutes(deps),
  ];
}
