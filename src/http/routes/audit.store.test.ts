import { afterAll, beforeAll, expect, test } from 'vitest';
import { ok } from '#kernel/result.ts';
import { checkAudit, sealAudit } from '#modules/audit/index.ts';
import { messageTarget } from '#modules/messages/index.ts';
import { perform } from '#platform/acts/act.ts';
import { defineJob, handleJob } from '#platform/jobs/job-kind.ts';
import { JobQueue } from '#platform/jobs/job-queue.ts';
import { migrateJobs } from '#platform/jobs/migrate-jobs.ts';
import { dispatchOutbox } from '#platform/outbox/dispatch-outbox.ts';
import { type Answer, actorWith, type ServedRoutes, serveRoutes } from '../../../test/support/serve-routes.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { auditRoutes } from './audit.ts';
import { jobRoutes } from './jobs.ts';
import { messageRoutes } from './messages.ts';

const OFFICE = '01970000-0000-7000-8000-00000000000a';
const ROSTER = '01970000-0000-7000-8000-0000000000d1';
const [AUDITOR, GUARD, OPERATOR, COUNTY_OPERATOR] = [1, 2, 3, 4].map(
  (number) => `01970000-0000-7000-8000-0000000000c${number}`,
) as [string, string, string, string];
const HANDLED = defineJob<{ officeId: string }>({ name: 'handled', retries: 0 });

let base: TestDatabase;
let served: ServedRoutes;
let queue: JobQueue;
beforeAll(async () => {
  base = await createTestDatabase();
  await migrateJobs(base.superuserUrl);
  const { platform } = base;
  queue = await JobQueue.open({ url: base.url, kinds: [HANDLED], pollSeconds: 0.5 });
  const office = (actorId: string) => ({ scope: 'office', officeId: OFFICE, actorId }) as const;
  for (let index = 0; index < 3; index += 1) {
    await perform(platform, { access: office(AUDITOR) }, { name: 'try', input: index }, async (act) => {
      const personal = { reason: '李四本人申请' };
      await act.audit({ act: 'file-roster', objectKind: 'roster', objectId: ROSTER, detail: { index }, personal });
      await act.audit({ act: 'lock-account', objectKind: 'account', objectId: GUARD });
      await act.emit({ kind: 'roster-filed', objectKind: 'roster', objectId: ROSTER, payload: { index } });
      return ok(index);
    });
  }
  const inCounty = { scope: 'agencies', officeId: OFFICE, agencyIds: [ROSTER], actorId: COUNTY_OPERATOR } as const;
  served = await serveRoutes(
    [
      ...auditRoutes({ platform, namesOf: () => Promise.resolve(new Map([[AUDITOR, '赵审计']])) }),
      ...jobRoutes({ platform, queue }),
      ...messageRoutes({ platform }),
    ],
    [
      actorWith(AUDITOR, ['audit.read', 'audit.verify'], { officeId: OFFICE, access: office(AUDITOR) }),
      actorWith(GUARD, ['audit.read-security'], { officeId: OFFICE, access: office(GUARD) }),
      actorWith(OPERATOR, ['job.read', 'job.manage'], {
        officeId: OFFICE,
        access: { scope: 'administration', officeId: OFFICE, actorId: OPERATOR },
      }),
      actorWith(COUNTY_OPERATOR, ['job.read', 'job.manage'], { officeId: OFFICE, access: inCounty }),
    ],
  );
});
afterAll(async () => {
  await served?.stop();
  await queue?.stop(1);
  await base?.close();
});

test('the trail comes page by page with names, and each trail has readers of its own', async () => {
  const page = (query: string): Promise<Answer> =>
    served.ask('GET', `/api/audit/trail?limit=2${query}`, { as: AUDITOR });
  const first = await page('');
  expect(first.json).toMatchObject({
    items: [
      {
        act: 'file-roster',
        detail: { index: 2 },
        actor: { id: AUDITOR, name: '赵审计' },
        behalf: null,
        hasPersonal: true,
      },
      { detail: { index: 1 } },
    ],
  });
  expect(first.text).not.toContain('李四');
  const { next } = first.json as { next: string };
  expect((await page(`&after=${next}`)).json).toMatchObject({ items: [{ detail: { index: 0 } }] });
  expect((await page(`&after=${Buffer.from('["x"]').toString('base64url')}`)).problem.code).toBe('bad-cursor');
  const ofObject = await served.ask('GET', `/api/audit/trail?objectId=${ROSTER}`, { as: AUDITOR });
  expect((ofObject.json as { items: object[] }).items).toHaveLength(3);
  const security = await served.ask('GET', '/api/audit/security-trail', { as: GUARD });
  expect(security.json).toMatchObject({ items: [{ act: 'lock-account' }, {}, {}] });
  expect((await served.ask('GET', '/api/audit/security-trail', { as: AUDITOR })).status).toBe(403);
  expect((await served.ask('GET', '/api/audit/trail', { as: GUARD })).status).toBe(403);
});

test('what is personal opens for a reason alone', async () => {
  const { json } = await served.ask('GET', '/api/audit/trail?limit=1', { as: AUDITOR });
  const [{ id }] = (json as { items: [{ id: number }] }).items;
  const path = `/api/audit/rows/${id}/open`;
  expect((await served.ask('POST', path, { as: AUDITOR, json: { reason: '' } })).status).toBe(400);
  const opened = await served.ask('POST', path, { as: AUDITOR, json: { reason: '核对申请' } });
  expect(opened.json).toEqual({ personal: { reason: '李四本人申请' } });
  const again = await served.ask('GET', '/api/audit/trail?limit=1', { as: AUDITOR });
  expect(again.json).toMatchObject({ items: [{ act: 'open-audit-row', detail: { rowId: id } }] });
  const missing = await served.ask('POST', '/api/audit/rows/999999/open', {
    as: AUDITOR,
    json: { reason: '核对申请' },
  });
  expect(missing.problem).toMatchObject({ status: 404, code: 'audit-row-unknown' });
});

test('integrity: nothing yet, then the last seal and what the last check found', async () => {
  const integrity = (): Promise<Answer> => served.ask('GET', '/api/audit/integrity', { as: AUDITOR });
  expect((await integrity()).json).toEqual({ lastSeal: null, lastCheck: null });
  while ((await sealAudit(base.platform, OFFICE)).rows === 0) await new Promise((resolve) => setTimeout(resolve, 25));
  await base.asSuperuser(`DELETE FROM tenant.audit_row WHERE id = 2`);
  await checkAudit(base.platform, OFFICE);
  expect((await integrity()).json).toMatchObject({
    lastSeal: { number: 1 },
    lastCheck: { isWhole: false, faultCount: 1, faults: [{ kind: 'row-removed', rowId: 2 }] },
  });
});

test('jobs that were set aside are shown to the office’s operator alone, and retried or dropped by him', async () => {
  let isMended = false;
  let done = 0;
  await queue.work([
    handleJob(HANDLED, () => {
      if (!isMended) return Promise.reject(new Error('broken'));
      done += 1;
      return Promise.resolve();
    }),
  ]);
  const access = { scope: 'office', officeId: OFFICE, actorId: OPERATOR } as const;
  for (let index = 0; index < 2; index += 1) {
    await base.platform.database.transaction(access, (t) => queue.enqueue(t, HANDLED, { officeId: OFFICE }));
  }
  const list = async (): Promise<{ id: string }[]> =>
    ((await served.ask('GET', '/api/jobs', { as: OPERATOR })).json as { items: { id: string }[] }).items;
  while ((await list()).length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
  const [first, second] = await list();
  expect(first).toMatchObject({ kind: 'handled', tries: 1, failure: 'Error', payload: { officeId: OFFICE } });
  const page = await served.ask('GET', '/api/jobs?limit=1', { as: OPERATOR });
  const { next } = page.json as { next: string };
  expect((await served.ask('GET', `/api/jobs?limit=1&after=${next}`, { as: OPERATOR })).json).toEqual({
    items: [second],
  });
  expect((await served.ask('GET', '/api/jobs', { as: COUNTY_OPERATOR })).status).toBe(403);
  expect((await served.ask('POST', `/api/jobs/${first?.id}/retry`, { as: AUDITOR })).status).toBe(403);
  isMended = true;
  expect((await served.ask('POST', `/api/jobs/${first?.id}/retry`, { as: OPERATOR })).status).toBe(204);
  expect((await served.ask('POST', `/api/jobs/${second?.id}/drop`, { as: OPERATOR })).status).toBe(204);
  const gone = await served.ask('POST', `/api/jobs/${second?.id}/drop`, { as: OPERATOR });
  expect(gone.problem).toMatchObject({ status: 404, code: 'job-unknown' });
  while (done === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await list()).toEqual([]);
});

test('events that could not be delivered are shown, and messages reach their inbox once they can', async () => {
  const deliver = messageTarget(base.platform, () => Promise.resolve([GUARD]));
  const events = (): Promise<Answer> => served.ask('GET', '/api/events', { as: OPERATOR });
  const items = async (): Promise<{ id: number }[]> => ((await events()).json as { items: { id: number }[] }).items;
  while ((await items()).length === 0) {
    await dispatchOutbox(base.platform, OFFICE, () => Promise.reject(new Error('down')), { attempts: 1 });
  }
  const [event] = await items();
  expect(event).toMatchObject({ kind: 'roster-filed', attempts: 1, failure: 'Error' });
  const path = `/api/events/${event?.id}/retry`;
  expect((await served.ask('POST', path, { as: COUNTY_OPERATOR })).status).toBe(403);
  expect((await served.ask('POST', path, { as: OPERATOR })).status).toBe(204);
  const inbox = (query = ''): Promise<Answer> => served.ask('GET', `/api/messages${query}`, { as: GUARD });
  while (((await inbox()).json as { items: object[] }).items.length < 3) {
    await dispatchOutbox(base.platform, OFFICE, deliver);
  }
  const page = await inbox('?limit=2');
  expect(page.json).toMatchObject({ items: [{ payload: { index: 2 }, readAt: null }, { payload: { index: 1 } }] });
  const untilId = (page.json as { items: [object, { id: number }] }).items[1].id;
  const marked = await served.ask('POST', '/api/messages/read', { as: GUARD, json: { untilId } });
  expect(marked.json).toEqual({ marked: 2 });
  expect((await served.ask('GET', '/api/messages', { as: OPERATOR })).json).toEqual({ items: [] });
});
