import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ok } from '#kernel/result.ts';
import { perform } from '#platform/acts/act.ts';
import { writeKeyRing } from '#platform/cryptography/key-ring.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { defineJob, handleJob, type JobKind, type JobPayload } from './job-kind.ts';
import { JobQueue, type JobQueueOptions } from './job-queue.ts';
import { migrateJobs } from './migrate-jobs.ts';
import { dropJob, findSetAside, type OfficeCaller, retryJob, type SetAsideJob } from './set-aside.ts';

const OFFICE = '01970000-0000-7000-8000-00000000000a';
const OTHER_OFFICE = '01970000-0000-7000-8000-00000000000b';
const access = { scope: 'office', officeId: OFFICE, actorId: SYSTEM_ACTOR_ID } as const;

let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
  await migrateJobs(base.superuserUrl);
});
afterAll(() => base?.close());

const open = new Set<JobQueue>();
afterEach(async () => {
  await Promise.all([...open].map((queue) => queue.stop(1)));
  open.clear();
});

async function openQueue(
  kinds: readonly JobKind<JobPayload>[],
  options: Partial<JobQueueOptions> = {},
): Promise<JobQueue> {
  const queue = await JobQueue.open({ url: base.url, kinds, pollSeconds: 0.5, superviseSeconds: 1, ...options });
  open.add(queue);
  return queue;
}

async function enqueue(queue: JobQueue, kind: JobKind<JobPayload>, payload: JobPayload): Promise<string> {
  return await base.platform.database.transaction(access, (transaction) => queue.enqueue(transaction, kind, payload));
}

async function until(isSo: () => boolean | Promise<boolean>, seconds = 30): Promise<void> {
  for (let tries = 0; tries < seconds * 20; tries += 1) {
    if (await isSo()) return;
    await sleep(50);
  }
  throw new Error('waited in vain');
}

test('installing again changes nothing, and the role of the program owns nothing of the queue', async () => {
  await migrateJobs(base.superuserUrl);
  const owned = await base.asSuperuser<{ relname: string }>(
    `SELECT relname FROM pg_class WHERE relnamespace = 'jobs'::regnamespace AND relowner <> 'tongzhou_owner'::regrole`,
  );
  expect(owned).toEqual([]);
  await expect(
    base.platform.database.transaction(access, (t) => t.run(sql`CREATE TABLE jobs.mine (id integer)`)),
  ).rejects.toThrow(/permission denied/);
});

test('a job is made if and only if the act commits, and is done', async () => {
  const kind = defineJob<{ officeId: string; number: number }>({ name: 'count-up' });
  const queue = await openQueue([kind]);
  const act = (number: number): Promise<unknown> =>
    base.platform.database.transaction(access, async (transaction) => {
      await queue.enqueue(transaction, kind, { officeId: OFFICE, number });
      if (number === 2) throw new Error('the act fails');
    });
  await act(1);
  await expect(act(2)).rejects.toThrow('the act fails');
  await act(3);
  const done: number[] = [];
  await queue.work([handleJob(kind, async ({ payload }) => void done.push(payload.number))]);
  await until(() => done.length === 2);
  await sleep(700);
  expect(done.sort()).toEqual([1, 3]);
});

test('a payload with a name, a phone number in words or an object is refused before it is stored', async () => {
  const kind = defineJob<JobPayload>({ name: 'carry' });
  const queue = await openQueue([kind]);
  for (const value of ['张三', 'Zhang San', '410102199001011234', '13800000000', '6222 0200', 0.5]) {
    await expect(enqueue(queue, kind, { officeId: OFFICE, value })).rejects.toThrow(TypeError);
  }
  await enqueue(queue, kind, { officeId: OFFICE, onDay: '2025-05-10', stage: 'first-review', count: 3 });
  const stored = await base.asSuperuser<{ data: unknown }>(`SELECT data FROM jobs.job WHERE name = 'carry'`);
  expect(stored).toEqual([{ data: { officeId: OFFICE, onDay: '2025-05-10', stage: 'first-review', count: 3 } }]);
});

test('a job that fails is tried again with growing waits, then set aside, shown, and retried or dropped by hand', async () => {
  const kind = defineJob<{ officeId: string }>({ name: 'fail', retries: 1, retryAfterSeconds: 1 });
  const heard: unknown[] = [];
  const queue = await openQueue([kind], { onError: (error) => heard.push(error) });
  const [first, second] = [
    await enqueue(queue, kind, { officeId: OFFICE }),
    await enqueue(queue, kind, { officeId: OFFICE }),
  ];
  await enqueue(queue, kind, { officeId: OTHER_OFFICE });
  const tried: string[] = [];
  let isMended = false;
  await queue.work([
    handleJob(kind, ({ id }) => {
      tried.push(id);
      return isMended ? Promise.resolve() : Promise.reject(new RangeError('张三 does not fit'));
    }),
  ]);
  const caller: OfficeCaller = { access };
  const setAside = (): Promise<readonly SetAsideJob[]> => findSetAside(base.platform, caller, { limit: 10 });
  await until(async () => (await setAside()).length === 2);
  const jobs = await setAside();
  expect(jobs.map(({ kind: name, tries, failure, payload }) => ({ name, tries, failure, payload }))).toEqual(
    Array.from({ length: 2 }, () => ({ name: 'fail', tries: 2, failure: 'RangeError', payload: { officeId: OFFICE } })),
  );
  // the other office's job may still be waiting for its second try
  await until(() => heard.length === 6);
  const [newest, oldest] = jobs;
  if (newest === undefined || oldest === undefined) throw new Error('two were set aside');
  expect(await findSetAside(base.platform, caller, { after: newest, limit: 10 })).toEqual([oldest]);
  expect(JSON.stringify(await base.asSuperuser('SELECT * FROM jobs.job'))).not.toContain('张三');

  isMended = true;
  tried.length = 0;
  expect(await retryJob(base.platform, queue, caller, newest.id)).toEqual(ok(undefined));
  expect(await dropJob(base.platform, caller, oldest.id)).toEqual(ok(undefined));
  await until(() => tried.length === 1);
  // by the id under which it was first made: what it does goes by that
  expect([first, second]).toContain(tried[0]);
  expect(await setAside()).toEqual([]);
  expect(await retryJob(base.platform, queue, caller, newest.id)).toMatchObject({ error: { code: 'job-unknown' } });
  const other: OfficeCaller = { access: { ...access, officeId: OTHER_OFFICE } };
  const [foreign] = await findSetAside(base.platform, other, { limit: 10 });
  expect(await dropJob(base.platform, caller, foreign?.id ?? '')).toMatchObject({ error: { code: 'job-unknown' } });
  const acts = await base.asSuperuser(`SELECT act, detail FROM tenant.audit_row WHERE object_kind = 'job' ORDER BY id`);
  expect(acts).toEqual([
    { act: 'retry-job', detail: { kind: 'fail' } },
    { act: 'drop-job', detail: { kind: 'fail' } },
  ]);
});

test('stopping waits for the job under way and takes no further one', async () => {
  const kind = defineJob<{ officeId: string }>({ name: 'slow' });
  const queue = await openQueue([kind]);
  const done: string[] = [];
  const started: string[] = [];
  await enqueue(queue, kind, { officeId: OFFICE });
  await queue.work([
    handleJob(kind, async ({ id }) => {
      started.push(id);
      await sleep(1_500);
      done.push(id);
    }),
  ]);
  await until(() => started.length === 1);
  const stopping = queue.stop(10);
  await enqueue(await openQueue([kind]), kind, { officeId: OFFICE });
  await stopping;
  expect(done).toEqual(started);
  const states = await base.asSuperuser<{ state: string }>(
    `SELECT state FROM jobs.job WHERE name = 'slow' ORDER BY created_on`,
  );
  expect(states.map(({ state }) => state)).toEqual(['completed', 'created']);
});

test('times are those of Shanghai, and a kind that lost its time is no longer made', async () => {
  const kind = defineJob<Record<string, never>>({ name: 'nightly', cron: '30 2 * * *' });
  await openQueue([kind]);
  const schedules = (): Promise<object[]> =>
    base.asSuperuser(`SELECT name, cron, timezone FROM jobs.schedule ORDER BY name`);
  expect(await schedules()).toEqual([{ name: 'nightly', cron: '30 2 * * *', timezone: 'Asia/Shanghai' }]);
  await openQueue([]);
  expect(await schedules()).toEqual([]);
});

test('jobs of a process that was killed in their middle are finished by another, each with one effect', async () => {
  const kind = defineJob<{ officeId: string; stage: string }>({ name: 'stuck', retryAfterSeconds: 1 });
  const queue = await openQueue([kind], { heartbeatSeconds: 10 });
  for (const stage of ['before', 'behind']) await enqueue(queue, kind, { officeId: OFFICE, stage });
  const program = spawn(process.execPath, [
    'test/support/job-program.ts',
    base.url,
    writeKeyRing(base.platform.ring()),
  ]);
  let said = '';
  program.stdout.on('data', (data: Buffer) => {
    said += data.toString();
  });
  await until(() => said.includes('before') && said.includes('behind'));
  program.kill('SIGKILL');
  const finished = new Set<string>();
  await queue.work([
    handleJob(kind, async ({ id, payload: { officeId, stage } }) => {
      const caller = { access: { ...access, officeId }, idempotencyKey: id };
      await perform(base.platform, caller, { name: 'stuck', input: id }, async (act) => {
        await act.audit({ act: 'stuck', objectKind: 'job', objectId: id, detail: { stage } });
        return ok(undefined);
      });
      finished.add(stage);
    }),
  ]);
  await until(() => finished.size === 2, 50);
  const effects = await base.asSuperuser(
    `SELECT detail ->> 'stage' AS stage, count(*)::integer AS effects FROM tenant.audit_row WHERE act = 'stuck'
     GROUP BY 1 ORDER BY 1`,
  );
  expect(effects).toEqual([
    { stage: 'before', effects: 1 },
    { stage: 'behind', effects: 1 },
  ]);
});
