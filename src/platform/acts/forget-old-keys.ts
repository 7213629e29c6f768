import sql from 'sql-template-tag';
import { SYSTEM_ACTOR_ID } from '../database/access-context.ts';
import { instantValue } from '../database/value-types.ts';
import type { Platform } from '../platform.ts';

/** Nobody tries the same call again after so long. */
const KEPT_DAYS = 30;
/** Keys that go in one transaction. */
const BATCH = 5_000;

/** Deletes an office's idempotency keys, and the answers under them, that are older than 30 days; how many. */
export async function forgetOldKeys(platform: Platform, officeId: string): Promise<number> {
  const context = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
  const before = platform.clock.now() - KEPT_DAYS * 86_400_000;
  let forgotten = 0;
  for (;;) {
    const deleted = await platform.database.transaction(context, (transaction) =>
      transaction.run(sql`
        WITH old AS MATERIALIZED (
          SELECT actor_id, key FROM tenant.idempotency_key
          WHERE office_id = ${officeId} AND at < ${instantValue(before)} ORDER BY at LIMIT ${BATCH})
        DELETE FROM tenant.idempotency_key kept USING old
        WHERE kept.office_id = ${officeId} AND kept.actor_id = old.actor_id AND kept.key = old.key`),
    );
    forgotten += deleted;
    if (deleted < BATCH) return forgotten;
  }
}
