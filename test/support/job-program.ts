import { setTimeout as sleep } from 'node:timers/promises';
import { ok } from '#kernel/result.ts';
import { perform } from '#platform/acts/act.ts';
import { systemClock } from '#platform/clock.ts';
import { createBulkCryptography } from '#platform/cryptography/bulk/bulk-cryptography.ts';
import { readKeyRing } from '#platform/cryptography/key-ring.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import { Database } from '#platform/database/database.ts';
import { uuidMaker } from '#platform/identifier.ts';
import { defineJob, handleJob } from '#platform/jobs/job-kind.ts';
import { JobQueue } from '#platform/jobs/job-queue.ts';

/**
 * A program that does jobs and gets stuck in each, for a test that kills it: before what the job does, or behind it and
 * before the queue hears of it. Prints the stage where it got stuck. Takes the database's address and the key ring.
 */
const STUCK = defineJob<{ officeId: string; stage: string }>({ name: 'stuck', retryAfterSeconds: 1 });

const [url = '', ringText = ''] = process.argv.slice(2);
const ring = readKeyRing(ringText);
if (ring === undefined) throw new Error('no key ring');
const bulk = createBulkCryptography(ring, { threads: 1 });
const platform = {
  database: new Database({ url }),
  clock: systemClock,
  ring: () => ring,
  newId: uuidMaker(systemClock),
  bulk: () => bulk,
};
const queue = await JobQueue.open({ url, kinds: [STUCK], pollSeconds: 0.5, heartbeatSeconds: 10 });
await queue.work([
  handleJob(STUCK, async ({ id, payload: { officeId, stage } }) => {
    if (stage === 'behind') {
      const access = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
      await perform(platform, { access, idempotencyKey: id }, { name: 'stuck', input: id }, async (act) => {
        await act.audit({ act: 'stuck', objectKind: 'job', objectId: id, detail: { stage } });
        return ok(undefined);
      });
    }
    process.stdout.write(`${stage}\n`);
    await sleep(600_000);
  }),
]);
