import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { permissionsOf, type Role } from '#contracts/permissions.ts';
import type { Actor } from '#http/actor.ts';
import { certificateScanRoutes } from '#http/routes/certificate-scans.ts';
import { coverRoutes } from '#http/routes/covers.ts';
import { joiningFigureRoutes } from '#http/routes/joining-figures.ts';
import { orderChangeRoutes } from '#http/routes/order-changes.ts';
import { receiptRoutes } from '#http/routes/receipts.ts';
import { renewalRoutes } from '#http/routes/renewals.ts';
import { replacementRoutes } from '#http/routes/replacements.ts';
import { startOfDay } from '#kernel/civil-date.ts';
import type { Caller } from '#platform/acts/act.ts';
import { openFolderStore } from '#platform/documents/folder-store.ts';
import { createPapers } from '#platform/papers/papers.ts';
import { day, imported, morning, ordered, persons } from '../../../test/support/joining-fixture.ts';
import { openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { actorWith, type ServedRoutes, serveRoutes } from '../../../test/support/serve-routes.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';

let base: TestDatabase;
let scheme: TestScheme;
let served: ServedRoutes;
const papers = createPapers({ threads: 1 });
const folder = mkdtempSync(join(tmpdir(), 'tongzhou-scans-'));

function actorOf(name: string, role: Role, { access }: Caller): Actor {
  const further = { officeId: access.officeId, access, permissions: permissionsOf([role]) };
  return actorWith(name, [], further);
}

beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
  const { callers } = scheme.henan;
  const deps = {
    platform: base.platform,
    papers,
    documents: openFolderStore(folder),
    publicOrigin: () => 'https://tongzhou.example',
    namesOf: () => Promise.resolve(new Map<string, string>()),
  };
  served = await serveRoutes(
    [
      ...renewalRoutes(deps),
      ...orderChangeRoutes(deps),
      ...receiptRoutes(deps),
      ...joiningFigureRoutes(deps),
      ...replacementRoutes(deps),
      ...certificateScanRoutes(deps),
      ...coverRoutes(deps),
    ],
    [
      actorOf('agent', 'unitAgent', callers.unitAgent),
      actorOf('other-agent', 'unitAgent', callers.otherUnitAgent),
      actorOf('city', 'reviewer', callers.cityReviewer),
      actorOf('county', 'reviewer', callers.countyReviewer),
      actorOf('cashier', 'cashier', callers.cashier),
      actorOf('accountant', 'accountant', callers.accountant),
    ],
  );
});
afterAll(async () => {
  await served?.stop();
  await papers.close();
  rmSync(folder, { recursive: true, force: true });
  await base?.close();
});

test('an order is issued anew over HTTP by two people, and refusals come with words', async () => {
  const order = await ordered(base.platform, scheme.henan, {
    agent: scheme.henan.callers.unitAgent,
    rows: persons(1, 2),
  });
  const path = `/api/orders/${order.id}/changes`;
  const body = {
    kind: 'reissue',
    reason: '换缴费方',
    payers: [{ source: 'members', payerName: '职工', amountFen: 16_000 }],
  };
  expect((await served.ask('POST', path, { as: 'agent', json: body })).status).toBe(403);
  const short = await served.ask('POST', path, {
    as: 'cashier',
    json: { ...body, payers: [{ ...body.payers[0], amountFen: 1 }] },
  });
  expect(short).toMatchObject({ status: 422, problem: { code: 'payers-do-not-add-up' } });
  const proposed = await served.ask('POST', path, { as: 'cashier', json: body });
  expect(proposed.status).toBe(201);
  const waiting = await served.ask('GET', '/api/order-changes?waiting=true', { as: 'accountant' });
  expect(waiting.json).toMatchObject({
    items: [{ kind: 'reissue', state: 'proposed', amountFen: 16_000, isOwn: false }],
  });
  const { changeId } = proposed.json as { changeId: string };
  const decision = `/api/order-changes/${changeId}/decision`;
  expect((await served.ask('POST', decision, { as: 'cashier', json: { agree: true } })).status).toBe(403);
  const decided = await served.ask('POST', decision, { as: 'accountant', json: { agree: true } });
  expect(decided.json).toMatchObject({ orderId: order.id, replacementId: expect.any(String) });
  const [replacement] = await base.asSuperuser<{ reference: string }>(
    `SELECT reference FROM tenant.contribution_order WHERE replaces_order_id = $1`,
    [order.id],
  );
  await imported(base.platform, scheme.henan.callers.cashier, [
    { on: '2025-05-10', time: '08:00:00', amountFen: 16_000, remark: replacement?.reference ?? '', recordId: 'H1' },
  ]);
  const [matched] = await base.asSuperuser<{ id: string }>(`SELECT id FROM tenant.bank_entry`);
  const { replacementId } = decided.json as { replacementId: string };
  const unmatch = { as: 'cashier', json: { orderId: replacementId, reason: '试一试' } };
  expect((await served.ask('POST', `/api/credits/${matched?.id}/unmatch`, unmatch)).status).toBe(200);
  expect(await served.ask('POST', `/api/credits/${matched?.id}/unmatch`, unmatch)).toMatchObject({
    status: 404,
    problem: { code: 'match-unknown' },
  });
});

test('a renewal is prepared, thinned out and compared over HTTP by its own unit alone', async () => {
  const { henan } = scheme;
  const rows = persons(10, 3);
  const order = await ordered(base.platform, henan, { agent: henan.callers.unitAgent, rows });
  await imported(base.platform, henan.callers.cashier, [
    { on: '2025-05-10', time: '08:00:00', amountFen: 24_000, remark: order.reference, recordId: 'H2' },
  ]);
  base.clock.set(startOfDay(day('2025-05-11')) + 1);
  await morning(base.platform, henan.officeId);
  base.clock.set(startOfDay(day('2026-04-20')) + 1);
  const due = await served.ask('GET', '/api/renewals', { as: 'agent' });
  expect(due.json).toMatchObject({
    items: [{ orderId: order.id, daysLeft: 20, lastWaiverOn: '2026-05-25', members: 3, rosterState: null }],
  });
  expect((await served.ask('GET', '/api/renewals', { as: 'other-agent' })).json).toEqual({ items: [] });
  const json = { unitId: henan.unitId, program: 'henan-inpatient' };
  expect((await served.ask('POST', '/api/renewals', { as: 'other-agent', json })).status).toBe(404);
  const prepared = await served.ask('POST', '/api/renewals', { as: 'agent', json });
  expect(prepared).toMatchObject({ status: 201, json: { rows: 3 } });
  const { rosterId } = prepared.json as { rosterId: string };
  const leavers = { as: 'agent', json: { rows: [2] } };
  expect((await served.ask('PUT', `/api/rosters/${rosterId}/leavers`, leavers)).status).toBe(204);
  const diff = await served.ask('GET', `/api/rosters/${rosterId}/diff?kind=left`, { as: 'agent' });
  expect(diff.json).toMatchObject({ joined: 0, left: 1, changed: 0, items: [{ name: expect.stringContaining('*') }] });
  expect((await served.ask('GET', `/api/rosters/${rosterId}/diff?kind=left`, { as: 'other-agent' })).status).toBe(404);
});

test('receipts are issued, corrected and fetched as PDF and XML, by those who may', async () => {
  const [order] = await base.asSuperuser<{ id: string }>(
    `SELECT id FROM tenant.contribution_order WHERE state = 'in-force'`,
  );
  const path = `/api/orders/${order?.id}/receipts`;
  expect((await served.ask('POST', path, { as: 'agent' })).status).toBe(403);
  expect((await served.ask('POST', path, { as: 'accountant' })).status).toBe(201);
  expect((await served.ask('POST', path, { as: 'accountant' })).problem.code).toBe('receipts-issued');
  const list = await served.ask('GET', `/api/receipts?orderId=${order?.id}`, { as: 'agent' });
  const { items } = list.json as { items: { id: string; amountFen: number; number: string }[] };
  expect(items).toMatchObject([{ amountFen: 24_000, number: '0000000001' }]);
  expect((await served.ask('GET', '/api/receipts', { as: 'other-agent' })).json).toEqual({ items: [] });
  const json = { payerName: '甲县机械厂工会', payerCode: '', reason: '抬头写错' };
  const corrected = await served.ask('POST', `/api/receipts/${items[0]?.id}/correction`, { as: 'accountant', json });
  const { redId } = corrected.json as { redId: string };
  const xml = await served.ask('GET', `/api/receipts/${redId}/xml`, { as: 'agent' });
  expect(xml.text).toContain('<RelatedInvoiceNumber>0000000001</RelatedInvoiceNumber>');
  const pdf = await served.ask('GET', `/api/receipts/${redId}/paper`, { as: 'agent' });
  expect([pdf.status, pdf.text.slice(0, 5)]).toEqual([200, '%PDF-']);
});

test('figures are those of the nodes below, and nobody counts sideways', async () => {
  const path = '/api/figures/joining?program=henan-inpatient';
  const { henan } = scheme;
  const office = await served.ask('GET', path, { as: 'cashier' });
  const nothing = { covered: 0, contributionFen: 0, renewalsDue: 0, coveredUnits: 0 };
  expect(office.json).toMatchObject({
    agencyId: henan.rootAgencyId,
    waitingCredits: { count: 1, openFen: 16_000 },
    agencies: [
      {
        name: '一市',
        units: 3,
        coveredUnits: 1,
        eligibleStaff: 840,
        covered: 3,
        contributionFen: 24_000,
        renewalsDue: 1,
      },
    ],
  });
  const city = await served.ask('GET', path, { as: 'city' });
  expect(city.json).toMatchObject({
    waitingCredits: null,
    agencies: [
      { agencyId: null, units: 1, ...nothing },
      { name: '乙县', units: 1, ...nothing },
      { name: '甲县', units: 1, covered: 3, rostersInReview: 0 },
    ],
  });
  const own = await served.ask('GET', '/api/figures/joining/units?program=henan-inpatient', { as: 'agent' });
  expect(own.json).toMatchObject({ items: [{ unitId: henan.unitId, covered: 3, endOn: '2026-05-10' }] });
  const units = async (filter: string): Promise<readonly unknown[]> => {
    const answer = await served.ask('GET', `/api/figures/joining/units?program=henan-inpatient&${filter}`, {
      as: 'cashier',
    });
    return (answer.json as { items: readonly { unitId: string }[] }).items.map(({ unitId }) => unitId);
  };
  expect(await units('show=due')).toEqual([henan.unitId]);
  expect(await units('show=covered')).toEqual([henan.unitId]);
  expect([...(await units('show=uncovered'))].sort()).toEqual([henan.otherUnitId, henan.cityUnitId].sort());
  expect(await units(`direct=true&agencyId=${henan.cityAgencyId}`)).toEqual([henan.cityUnitId]);
  const workbook = await served.ask('GET', '/api/figures/joining/export?program=henan-inpatient', { as: 'cashier' });
  expect([workbook.status, workbook.text.slice(0, 2)]).toEqual([200, 'PK']);
  expect(
    (await served.ask('GET', `${path}&agencyId=${henan.otherCountyAgencyId}`, { as: 'agent' })).json,
  ).toMatchObject({
    agencies: [],
  });
});

test('a replacement is asked for and decided over HTTP, in the accident program alone', async () => {
  const { henan } = scheme;
  const [inpatient] = await base.asSuperuser<{ id: string; order_id: string }>(
    `SELECT id, order_id FROM tenant.coverage_period WHERE state = 'in-force' LIMIT 1`,
  );
  const [joiner] = persons(900, 1);
  const json = { name: joiner?.name, residentId: joiner?.residentId, phone: joiner?.phone };
  const pathOf = (orderId = '', periodId = ''): string => `/api/orders/${orderId}/covers/${periodId}/replacement`;
  const refused = await served.ask('POST', pathOf(inpatient?.order_id, inpatient?.id), { as: 'agent', json });
  expect(refused.problem.code).toBe('replacement-not-offered');
  const order = await ordered(base.platform, henan, {
    agent: henan.callers.unitAgent,
    rows: persons(910, 1),
    program: 'national-accident',
  });
  await imported(base.platform, henan.callers.cashier, [
    { on: '2026-04-20', time: '00:00:00', amountFen: 2_500, remark: order.reference, recordId: 'H9' },
  ]);
  base.clock.set(startOfDay(day('2026-04-22')));
  await morning(base.platform, henan.officeId);
  const [period] = await base.asSuperuser<{ id: string }>(`SELECT id FROM tenant.coverage_period WHERE order_id = $1`, [
    order.id,
  ]);
  const asked = await served.ask('POST', pathOf(order.id, period?.id), { as: 'agent', json });
  expect(asked.status).toBe(201);
  const waiting = await served.ask('GET', '/api/replacements?waiting=true', { as: 'county' });
  expect(waiting.json).toMatchObject({ items: [{ state: 'requested', isOwn: false }] });
  const { replacementId } = asked.json as { replacementId: string };
  const decided = await served.ask('POST', `/api/replacements/${replacementId}/decision`, {
    as: 'county',
    json: { agree: true },
  });
  expect(decided.json).toEqual({ replacedOn: '2026-04-22' });
});

test('the stamped certificate comes back as it was, lies sealed, and is no program', async () => {
  const [order] = await base.asSuperuser<{ order_id: string }>(
    `SELECT order_id FROM tenant.certificate WHERE voided_at IS NULL LIMIT 1`,
  );
  const path = `/api/orders/${order?.order_id}/certificate-scan`;
  const sent = (bytes: string): Parameters<ServedRoutes['ask']>[2] => {
    const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="s.pdf"\r\n\r\n';
    return {
      as: 'agent',
      body: `${head}${bytes}\r\n--b--\r\n`,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    };
  };
  expect((await served.ask('GET', path, { as: 'agent' })).status).toBe(404);
  expect((await served.ask('POST', path, sent('MZ program'))).problem.code).toBe('scan-refused');
  const pdf = '%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\nxref\ntrailer <<>>\nstartxref\n9\n%%EOF\n';
  expect((await served.ask('POST', path, sent(pdf))).status).toBe(201);
  expect((await served.ask('GET', path, { as: 'agent' })).text).toBe(pdf);
  expect((await served.ask('GET', path, { as: 'other-agent' })).status).toBe(404);
});

test('a certificate that is printed, with the names of members on it, leaves a row in the trail', async () => {
  const [certificate] = await base.asSuperuser<{ id: string; order_id: string }>(
    `SELECT id, order_id FROM tenant.certificate WHERE voided_at IS NULL LIMIT 1`,
  );
  const path = `/api/orders/${certificate?.order_id}/certificate`;
  expect((await served.ask('GET', path, { as: 'other-agent' })).status).toBe(404);
  expect((await served.ask('GET', path, { as: 'county' })).text.startsWith('%PDF-')).toBe(true);
  const trail = await base.asSuperuser<{ object_id: string; actor_id: string }>(
    `SELECT object_id, actor_id FROM tenant.audit_row WHERE act = 'print-certificate'`,
  );
  const { actorId: actor_id } = scheme.henan.callers.countyReviewer.access;
  expect(trail).toEqual([{ object_id: certificate?.id, actor_id }]);
});
