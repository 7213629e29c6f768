import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDate } from '#kernel/civil-date.ts';
import { ok } from '#kernel/result.ts';
import { type Posting, postMany } from '#modules/ledger/index.ts';
import { perform } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import { type Answer, actorWith, type ServedRoutes, serveRoutes } from '../../../test/support/serve-routes.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { ledgerRoutes } from './ledger.ts';

let base: TestDatabase;
let served: ServedRoutes;
beforeAll(async () => {
  base = await createTestDatabase();
  const { platform } = base;
  const access = { scope: 'office', officeId: platform.newId(), actorId: SYSTEM_ACTOR_ID } as const;
  await perform(platform, { access }, { name: 'test', input: {} }, async (act) => {
    await act.audit({ act: 'test', objectKind: 'test', objectId: act.newId() });
    const received = Array.from(
      { length: 3 },
      (_, index): Posting => ({
        event: 'credit-received',
        objectKind: 'bank-credit',
        objectId: act.newId(),
        onDay: parseDate('2025-05-01') + index,
        amountFen: 100 * (index + 1),
      }),
    );
    return ok(await postMany(act, received));
  });
  const actors = [
    actorWith('accountant', ['ledger.read'], { officeId: access.officeId, access }),
    actorWith('cashier', ['remittance.read'], { officeId: access.officeId, access }),
  ];
  served = await serveRoutes(ledgerRoutes({ platform, namesOf: () => Promise.resolve(new Map()) }), actors);
});
afterAll(async () => {
  await served?.stop();
  await base?.close();
});

test('the trial balance of some days', async () => {
  const { json } = await served.ask('GET', '/api/ledger/trial-balance?fromDay=2025-05-02&onDay=2025-05-02', {
    as: 'accountant',
  });
  expect(json).toMatchObject({ debitFen: 200, creditFen: 200, debitBalanceFen: 300, creditBalanceFen: 300 });
  expect(json).toHaveProperty('rows.0', {
    account: { code: '1002', name: '银行存款', kind: 'asset', normalSide: 'debit' },
    openingFen: 100,
    debitFen: 200,
    creditFen: 0,
    closingFen: 300,
  });
});

test('a trial balance of days that end before they begin is refused by its field', async () => {
  const { problem } = await served.ask('GET', '/api/ledger/trial-balance?fromDay=2025-05-02&onDay=2025-05-01', {
    as: 'accountant',
  });
  expect(problem).toMatchObject({ status: 400, fields: [{ path: 'query.fromDay' }] });
});

test('entries in pages, to the last', async () => {
  const page = (query: string): Promise<Answer> =>
    served.ask('GET', `/api/ledger/entries?account=1002&limit=2${query}`, { as: 'accountant' });
  const first = await page('');
  expect(first.json).toMatchObject({ items: [{ onDay: '2025-05-03' }, { onDay: '2025-05-02' }] });
  const { next } = first.json as { next: string };
  const second = await page(`&after=${next}`);
  expect(second.json).toMatchObject({ items: [{ onDay: '2025-05-01', amountFen: 100, refersToDay: null }] });
  expect(second.json).not.toHaveProperty('next');
  expect((await page('&after=bm8')).problem.code).toBe('bad-cursor');
  expect((await page(`&after=${Buffer.from('["no",1]').toString('base64url')}`)).problem.code).toBe('bad-cursor');
});

test('the books are for those who may read them', async () => {
  for (const path of ['accounts', 'entries', 'trial-balance?onDay=2025-05-02']) {
    expect((await served.ask('GET', `/api/ledger/${path}`, { as: 'cashier' })).status).toBe(403);
    expect((await served.ask('GET', `/api/ledger/${path}`)).status).toBe(401);
    expect((await served.ask('GET', `/api/ledger/${path}`, { as: 'accountant' })).status).toBe(200);
  }
});
