/**
 * Rows sealed and verified per second, acts, jobs and events per second: on the server of TONGZHOU_TEST_SERVER (a
 * superuser's address), else on an embedded one that does not wait for the disk.
 *
 * `npm run bench -- audit-jobs [--rows N] [--jobs N]`
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ok } from '#kernel/result.ts';
import { sealAudit, verifyAudit } from '#modules/audit/index.ts';
import { perform } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import { defineJob, handleJob } from '#platform/jobs/job-kind.ts';
import { JobQueue } from '#platform/jobs/job-queue.ts';
import { migrateJobs } from '#platform/jobs/migrate-jobs.ts';
import { dispatchOutbox } from '#platform/outbox/dispatch-outbox.ts';
import { setup } from '../test/support/store-setup.ts';
import { createTestDatabase } from '../test/support/test-database.ts';

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '200000' }, jobs: { type: 'string', default: '5000' } },
});
const ROWS = Number(values.rows);
const JOBS = Number(values.jobs);
/** Audit rows that one act of the bench writes. */
const ROWS_PER_ACT = 500;

const stopServer = await setup();
const base = await createTestDatabase();
await migrateJobs(base.superuserUrl);
const { platform } = base;
const officeId = platform.newId();
const access = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;

async function measure(name: string, count: number, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1_000;
  console.log(
    `${Math.round(count / seconds)
      .toString()
      .padStart(8)} /s  ${name}（${count}，${seconds.toFixed(2)} s）`,
  );
}

async function writeRows(acts: number, rowsPerAct: number, emits: boolean): Promise<void> {
  for (let index = 0; index < acts; index += 1) {
    await perform(platform, { access }, { name: 'bench', input: index }, async (act) => {
      for (let row = 0; row < rowsPerAct; row += 1) {
        const objectId = act.newId();
        const detail = { from: 'filed', to: 'passed', amountFen: 12_000 + row };
        await act.audit({ act: 'bench', objectKind: 'thing', objectId, detail });
        if (emits) await act.emit({ kind: 'benched', objectKind: 'thing', objectId, payload: detail });
      }
      return ok(index);
    });
  }
}

const workers = 4;
await measure('审计行写入，每个动作一行，四个并发', 4_000, () =>
  Promise.all(Array.from({ length: workers }, () => writeRows(4_000 / workers, 1, false))),
);
await measure('审计行写入，每个动作五百行，四个并发', ROWS, () =>
  Promise.all(Array.from({ length: workers }, () => writeRows(ROWS / ROWS_PER_ACT / workers, ROWS_PER_ACT, false))),
);
await measure('封存', ROWS + 4_000, async () => {
  for (let rows = 0; rows < ROWS + 4_000; ) rows += (await sealAudit(platform, officeId)).rows;
});
await measure('核验', ROWS + 4_000, async () => {
  const { faultCount, rowCount } = await verifyAudit(platform, officeId);
  if (faultCount !== 0 || rowCount !== ROWS + 4_000) throw new Error('the trail is not whole');
});

const kind = defineJob<{ officeId: string; number: number }>({ name: 'bench' });
const queue = await JobQueue.open({ url: base.url, kinds: [kind] });
await measure('任务登记，各在自己的事务里，四个并发', JOBS, () =>
  Promise.all(
    Array.from({ length: workers }, async () => {
      for (let number = 0; number < JOBS / workers; number += 1) {
        await platform.database.transaction(access, (t) => queue.enqueue(t, kind, { officeId, number }));
      }
    }),
  ),
);
await measure('任务完成，空任务', JOBS, async () => {
  let done = 0;
  await queue.work([
    handleJob(kind, () => {
      done += 1;
      return Promise.resolve();
    }),
  ]);
  while (done < JOBS) await sleep(10);
});
await queue.stop();

await writeRows(10, 500, true);
await measure('事件投递，空目标', 5_000, async () => {
  for (let delivered = 0; delivered < 5_000; ) {
    delivered += (await dispatchOutbox(platform, officeId, () => Promise.resolve())).delivered;
  }
});
await base.close();
await stopServer?.();
