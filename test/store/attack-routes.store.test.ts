import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { platformRoutes } from '#composition/routes.ts';
import type { Role } from '#contracts/permissions.ts';
import type { Actor } from '#http/actor.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { ok } from '#kernel/result.ts';
import type { Caller } from '#platform/acts/act.ts';
import { openFolderStore } from '#platform/documents/folder-store.ts';
import { JobQueue } from '#platform/jobs/job-queue.ts';
import { migrateJobs } from '#platform/jobs/migrate-jobs.ts';
import { createPapers, type Papers } from '#platform/papers/papers.ts';
import { createPictureReader, type PictureReader } from '#platform/reading/picture-reader.ts';
import { createSmsOutbox } from '#platform/sms/sms-outbox.ts';
import { actorsOf, attackRoutes, type RoleActor } from '../support/attack-routes.ts';
import { openTestScheme, type TestScheme } from '../support/scheme-fixture.ts';
import { type ServedRoutes, serveRoutes } from '../support/serve-routes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-attack-'));
let base: TestDatabase;
let queue: JobQueue;
let papers: Papers;
let reader: PictureReader;
let scheme: TestScheme;
let routes: readonly Route[];
let actors: readonly RoleActor[];
const opened: ServedRoutes[] = [];

beforeAll(async () => {
  base = await createTestDatabase();
  const { platform } = base;
  scheme = await openTestScheme(platform);
  await migrateJobs(base.superuserUrl);
  queue = await JobQueue.open({ url: base.url, kinds: [], onError: () => undefined });
  papers = createPapers({ threads: 1 });
  reader = createPictureReader({ idleMilliseconds: 1_000, longestMilliseconds: 30_000, mostWaiting: 1 });
  routes = platformRoutes({
    platform,
    queue,
    papers,
    documents: openFolderStore(folder),
    reader,
    sms: createSmsOutbox(platform),
    onFailure: () => undefined,
    namesOf: () => Promise.resolve(new Map()),
    publicOrigin: () => 'http://127.0.0.1',
    people: [],
  });
  const { officeId, callers } = scheme.henan;
  const person: Caller = {
    access: { scope: 'person', officeId, personId: platform.newId(), actorId: platform.newId() },
  };
  const callersByRole: Readonly<Record<Role, Caller>> = {
    member: person,
    relative: person,
    unitAgent: callers.unitAgent,
    reviewer: callers.countyReviewer,
    cashier: callers.cashier,
    accountant: callers.accountant,
    approver: callers.approver,
    committeeMember: { access: { ...callers.secondOfficeReviewer.access, scope: 'committee', officeId } },
    auditor: callers.auditor,
    programManager: callers.secondOfficeReviewer,
    systemAdministrator: callers.systemAdministrator,
    securityAdministrator: callers.securityAdministrator,
    auditAdministrator: callers.auditAdministrator,
  };
  actors = Object.entries(callersByRole).flatMap(([role, caller]) => actorsOf(role as Role, caller, platform.newId));
});
afterAll(async () => {
  for (const served of opened) await served.stop();
  await papers?.close();
  reader?.close();
  await queue?.stop();
  await base?.close();
  rmSync(folder, { recursive: true, force: true });
});

const often = { maxRequests: 1_000_000, perSeconds: 1 };

async function serve(served: readonly Route[], as: readonly Actor[]): Promise<ServedRoutes> {
  const server = await serveRoutes(served, as, { limits: { requestsPerAddress: often, requestsPerAccount: often } });
  opened.push(server);
  return server;
}

const foreignIds = (): Record<string, string> => ({
  officeId: scheme.gansu.officeId,
  agencyId: scheme.gansu.countyAgencyId,
  unitId: scheme.gansu.unitId,
});

test('no route lets anybody in who lacks its role, nor tells about another office', async () => {
  const served = await serve(
    routes,
    actors.map(({ actor }) => actor),
  );
  const { tried, breaches } = await attackRoutes(served, routes, actors, foreignIds());
  const counts = [...tried].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  process.stdout.write(`${routes.length} routes, ${actors.length + 1} callers; answers ${counts.join(', ')}\n`);
  expect(breaches).toEqual([]);
});

const planted = defineRoute({
  method: 'GET',
  path: '/api/planted/:unitId',
  permission: 'ledger.read',
  summary: '有漏洞',
  tags: ['试验'],
  input: { params: Type.Object({ unitId: Type.String() }) },
  output: Type.Object({}),
  refusals: [],
  handle: () => Promise.resolve(ok({})),
});

test('a route that answers about any object is found', async () => {
  const served = await serve(
    [planted],
    actors.map(({ actor }) => actor),
  );
  const { breaches } = await attackRoutes(served, [planted], actors, foreignIds());
  expect(breaches.map(({ who }) => who)).toEqual(['accountant', 'approver', 'auditor']);
});

test('roles that may more than the table says are found, and a second factor that is not asked for', async () => {
  const wide = actors.map(({ actor }) => ({
    ...actor,
    permissions: new Set(actors.flatMap((other) => [...other.actor.permissions])),
    isSecondFactorDone: true,
  }));
  const { breaches } = await attackRoutes(await serve([planted], wide), [planted], actors, foreignIds());
  expect(breaches).toContainEqual({ route: 'GET /api/planted/:unitId', who: 'member', what: 'was let in: 200' });
  expect(breaches).toContainEqual(
    expect.objectContaining({ who: 'auditor without second factor', what: 'was let in: 200' }),
  );
});
