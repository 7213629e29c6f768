import { afterAll, beforeAll, expect, test } from 'vitest';
import { permissionsOf, type Role } from '#contracts/permissions.ts';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { plantOrders } from '../../../test/support/plant-orders.ts';
import { openTestScheme } from '../../../test/support/scheme-fixture.ts';
import { type Answer, actorWith, type ServedRoutes, serveRoutes } from '../../../test/support/serve-routes.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { booksRoutes } from './books.ts';
import { reconciliationRoutes } from './reconciliations.ts';
import { voucherRoutes } from './vouchers.ts';

let base: TestDatabase;
let served: ServedRoutes;
beforeAll(async () => {
  base = await createTestDatabase();
  const { henan } = await openTestScheme(base.platform);
  base.clock.set(startOfDay(parseDate('2026-03-05')));
  await plantOrders(base, henan, [
    { amountFen: 36_500, startOn: parseDate('2026-02-02'), endOn: parseDate('2027-02-01') },
  ]);
  const roles = { accountant: 'accountant', approver: 'approver', auditor: 'auditor', cashier: 'cashier' } as const;
  const actors = Object.entries(roles).map(([name, role]: [string, Role]) =>
    actorWith(name, [...permissionsOf([role])], {
      officeId: henan.officeId,
      access: henan.callers[name as keyof typeof roles].access,
    }),
  );
  const { platform } = base;
  const namesOf = (): Promise<ReadonlyMap<string, string>> => Promise.resolve(new Map());
  served = await serveRoutes(
    [booksRoutes, reconciliationRoutes, voucherRoutes].flatMap((routesOf) => routesOf({ platform, namesOf })),
    actors,
  );
});
afterAll(async () => {
  await served?.stop();
  await base?.close();
});

const post = (as: string, path: string, json?: unknown): Promise<Answer> =>
  served.ask('POST', `/api/ledger/${path}`, { as, ...(json === undefined ? {} : { json }) });

test('a month is earned, closed, and opened again by two people', async () => {
  expect((await post('cashier', 'months/2026-02/closing')).status).toBe(403);
  expect((await post('accountant', 'months/2026-02/closing')).problem.code).toBe('contributions-not-earned');
  expect((await post('accountant', 'earning')).json).toEqual({ postings: 1, amountFen: 2_700 });
  expect((await post('accountant', 'months/2026-02/closing')).json).toEqual({ month: '2026-02' });
  expect((await post('accountant', 'months/2026-02/reopening', { reason: '补记' })).status).toBe(200);
  const { json } = await served.ask('GET', '/api/ledger/months', { as: 'approver' });
  expect(json).toContainEqual(
    expect.objectContaining({ month: '2026-02', state: 'closed', reopeningAskedBy: '经办人', isOwnAsking: false }),
  );
  expect((await post('accountant', 'months/2026-02/reopening-approval')).status).toBe(403);
  expect((await post('approver', 'months/2026-02/reopening-approval')).status).toBe(200);
  expect((await post('accountant', 'months/2026-13/closing')).status).toBe(400);
});

test('the statement of the fund and the books as a file', async () => {
  const get = (query: string): Promise<Answer> => served.ask('GET', `/api/ledger/${query}`, { as: 'auditor' });
  const statement = await get('fund-statement?fromDay=2026-02-01&onDay=2026-02-28');
  expect(statement.json).toMatchObject({ incomeFen: 2_700, surplusFen: 2_700, paidOutBasisPoints: 0 });
  expect((await get('fund-statement?fromDay=2026-03-01&onDay=2026-02-28')).status).toBe(400);
  const file = await get('export?fromMonth=2026-02&untilMonth=2026-02&form=vouchers');
  expect(file.status).toBe(200);
  expect(decodeURIComponent(String(file.headers['content-disposition']))).toContain('凭证序时簿-2026-02-2026-02.xlsx');
});

test('the daily check runs on demand and lists what differs with its words', async () => {
  const run = await served.ask('POST', '/api/reconciliations', { as: 'accountant' });
  expect(run.status).toBe(201);
  const { reconciliationId, differenceCount } = run.json as { reconciliationId: string; differenceCount: number };
  // the planted order has no roster rows, no credits and no periods
  expect(differenceCount).toBeGreaterThan(0);
  const list = await served.ask('GET', '/api/reconciliations', { as: 'auditor' });
  expect(list.json).toMatchObject({ items: [{ reconciliationId, differenceCount }] });
  const path = `/api/reconciliations/${reconciliationId}/differences?limit=1`;
  const first = await served.ask('GET', path, { as: 'auditor' });
  expect(first.json).toMatchObject({
    items: [
      {
        number: 1,
        cause: 'roster-order',
        words: '缴费通知的人数与名单里有效的人数不一致',
        expectedFen: 1,
        foundFen: 0,
      },
    ],
  });
  const { next } = first.json as { next: string };
  expect((await served.ask('GET', `${path}&after=${next}`, { as: 'auditor' })).json).toMatchObject({
    items: [{ number: 2 }],
  });
  expect((await served.ask('GET', path, { as: 'cashier' })).status).toBe(403);
});

test('a voucher is proposed, told what is wrong with it by its fields, and decided by another', async () => {
  const ask = (as: string, method: 'GET' | 'POST', path: string, json?: unknown): Promise<Answer> =>
    served.ask(method, path, { as, ...(json === undefined ? {} : { json }) });
  const voucher = (debit: string): unknown => ({
    onDay: '2026-03-05',
    summary: '办公费',
    lines: [{ debit, credit: '2301', amountFen: 1_000 }],
  });
  const faulty = await ask('accountant', 'POST', '/api/vouchers', voucher('1002'));
  expect(faulty.problem).toMatchObject({ status: 422, fields: [{ path: 'body.lines.0.debit' }] });
  expect((await ask('auditor', 'POST', '/api/vouchers', voucher('5201'))).status).toBe(403);
  const { json } = await ask('accountant', 'POST', '/api/vouchers', voucher('5201'));
  const { voucherId } = json as { voucherId: string };
  const path = `/api/vouchers/${voucherId}`;
  expect((await ask('accountant', 'POST', `${path}/decision`, { outcome: 'post' })).status).toBe(403);
  const other = (await ask('accountant', 'POST', '/api/vouchers', voucher('5201'))).json as { voucherId: string };
  const withdrawn = await ask('accountant', 'POST', `/api/vouchers/${other.voucherId}/withdrawal`);
  expect(withdrawn.json).toEqual({ state: 'withdrawn' });
  expect((await ask('approver', 'POST', `${path}/decision`, { outcome: 'post' })).json).toEqual({ state: 'posted' });
  expect((await ask('auditor', 'GET', path)).json).toMatchObject({ state: 'posted', isOwn: false, totalFen: 1_000 });
  expect((await ask('auditor', 'GET', '/api/vouchers?state=posted&limit=1')).json).toMatchObject({
    items: [{ voucherId }],
  });
  expect(
    (await ask('accountant', 'POST', '/api/vouchers/not-one/reversal', { onDay: '2026-03-05', summary: '错' })).status,
  ).toBe(400);
});

test('hindrances, rates, reserves and the end of a year are read by an auditor', async () => {
  const get = (path: string): Promise<Answer> => served.ask('GET', path, { as: 'auditor' });
  expect((await get('/api/ledger/months/2026-03/hindrances')).json).toContainEqual(
    expect.objectContaining({ kind: 'month-not-over', isBlocking: true }),
  );
  const rate = { kind: 'risk-reserve', fromDay: '2026-01-01', basisPoints: 500 };
  expect((await served.ask('POST', '/api/reserve-rates', { as: 'accountant', json: rate })).status).toBe(403);
  expect((await served.ask('POST', '/api/reserve-rates', { as: 'approver', json: rate })).status).toBe(204);
  expect((await get('/api/reserve-rates')).json).toMatchObject([rate]);
  expect((await get('/api/reserves?month=2026-02')).json).toMatchObject({ onDay: '2026-02-28', earnedFen: 2_700 });
  expect((await get('/api/ledger/years/2026')).json).toMatchObject({ lastDay: '2026-03-05' });
  const carrying = await served.ask('POST', '/api/ledger/years/2025/carrying', { as: 'accountant' });
  expect(carrying.problem.code).toBe('nothing-to-carry');
});
