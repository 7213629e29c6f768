import { afterAll, beforeAll, expect, test } from 'vitest';
import { permissionsOf, type Role } from '#contracts/permissions.ts';
import { cardCheckDigit } from '#kernel/bank-account.ts';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { BENEFIT_FEN, PayoutFixture, returnFile } from '../../../test/support/payout-fixture.ts';
import { openTestScheme } from '../../../test/support/scheme-fixture.ts';
import { type Answer, actorWith, type ServedRoutes, serveRoutes } from '../../../test/support/serve-routes.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { payoutResultRoutes } from './payout-results.ts';
import { payoutRoutes } from './payouts.ts';
import { recoveryRoutes } from './recoveries.ts';

let base: TestDatabase;
let fixture: PayoutFixture;
let served: ServedRoutes;
beforeAll(async () => {
  base = await createTestDatabase();
  const { henan } = await openTestScheme(base.platform);
  base.clock.set(startOfDay(parseDate('2026-03-05')));
  fixture = new PayoutFixture(base, henan);
  const { callers, officeId, rootAgencyId } = henan;
  const roles = { cashier: 'cashier', approver: 'approver', officeReviewer: 'reviewer', auditor: 'auditor' } as const;
  const actors = Object.entries(roles).map(([name, role]: [string, Role]) =>
    actorWith(name, [...permissionsOf([role])], {
      officeId,
      access: callers[name as keyof typeof roles].access,
      agencyIds: [rootAgencyId],
    }),
  );
  const deps = { platform: base.platform, namesOf: () => Promise.resolve(new Map<string, string>()) };
  served = await serveRoutes([...payoutRoutes(deps), ...payoutResultRoutes(deps), ...recoveryRoutes(deps)], actors);
});
afterAll(async () => {
  await served?.stop();
  await base?.close();
});

async function upload(file: Blob, as: string): Promise<Answer> {
  const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="回盘.txt"\r\n\r\n';
  return await served.ask('POST', '/api/payout-results', {
    as,
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: `${head}${await file.text()}\r\n--b--\r\n`,
  });
}

test('the bank\u2019s answer, what it left open, and a recovery by two people, over HTTP', async () => {
  const { payouts, claimIds, batchId, persons } = await fixture.sent(2);
  const [first, second] = payouts.map(({ endToEndId }) => endToEndId);
  if (first === undefined || second === undefined) throw new Error('two payouts');
  const file = returnFile(
    { endToEndId: first },
    { endToEndId: second, said: '失败', reason: '账户已销户' },
    { endToEndId: 'TZ20990101000001000001' },
  );
  expect((await upload(file, 'approver')).status).toBe(403);
  const taken = await upload(file, 'cashier');
  expect(taken).toMatchObject({
    status: 201,
    json: { rows: 3, outcomes: { paid: 1, refused: 1, unknown: 1 }, explained: { explained: 0 } },
  });
  expect((await upload(file, 'cashier')).problem.code).toBe('payout-results-known');
  const { fileId } = taken.json as { fileId: string };
  const strays = await served.ask('GET', `/api/payout-results/${fileId}/strays`, { as: 'cashier' });
  expect(strays.json).toMatchObject([{ row: 4, outcome: 'unknown', endToEndId: 'TZ20990101000001000001' }]);
  expect((await served.ask('GET', '/api/payout-results', { as: 'auditor' })).json).toMatchObject({
    items: [{ id: fileId, fileName: '回盘.txt', rowCount: 3 }],
  });
  const returned = await served.ask('GET', `/api/payouts?state=returned&batchId=${batchId}`, { as: 'cashier' });
  expect(returned.json).toMatchObject({
    items: [{ fault: 'account-closed', hasNewCard: false, returnKind: 'refused', cardAskedAt: null }],
  });
  const { items } = returned.json as { items: { payoutId: string; account: { cardNumber: string } }[] };
  expect(items[0]?.account.cardNumber).toMatch(/^6217 \*{4} \*{4} \d{4}$/);
  const ask = (as: string): Promise<Answer> =>
    served.ask('POST', `/api/payouts/${items[0]?.payoutId}/card-request`, { as });
  expect((await ask('approver')).status).toBe(403);
  expect((await ask('cashier')).json).toEqual({ askedAt: '2026-03-04T16:00:00.000Z' });
  expect((await ask('cashier')).problem.code).toBe('card-asked-lately');
  await fixture.registerCard(persons[1] ?? { memberId: '' });
  base.clock.set(base.clock.now() + 25 * 3_600_000);
  expect((await ask('cashier')).problem.code).toBe('card-registered');
  const open = `/api/payouts?state=returned&open=true`;
  expect((await served.ask('GET', open, { as: 'cashier' })).json).toMatchObject({ items: [{ hasNewCard: true }] });
  await fixture.sendAll();
  expect((await ask('cashier')).problem.code).toBe('payout-not-returned');
  expect((await served.ask('GET', open, { as: 'cashier' })).json).toEqual({ items: [] });
  const detail = await served.ask('GET', `/api/payout-batches/${batchId}`, { as: 'approver' });
  expect(detail.json).toMatchObject({
    state: 'sent',
    remarks: { 'no-bank-number': 2 },
    held: 0,
    answers: [
      { state: 'paid', count: 1, totalFen: BENEFIT_FEN },
      { state: 'returned', count: 1, totalFen: BENEFIT_FEN },
    ],
  });
  const page = await served.ask('GET', `/api/payouts?batchId=${batchId}&limit=1`, { as: 'cashier' });
  const { next } = page.json as { next: string };
  const rest = await served.ask('GET', `/api/payouts?batchId=${batchId}&limit=1&after=${next}`, { as: 'cashier' });
  expect(rest.json).toMatchObject({ items: [{ endToEndId: first, state: 'paid' }] });

  const json = { claimId: claimIds[0], amountFen: BENEFIT_FEN, cause: 'error', reason: '录入有误' };
  const proposed = await served.ask('POST', '/api/recoveries', { as: 'officeReviewer', json });
  expect(proposed).toMatchObject({ status: 201, json: { number: 'ZH00000001' } });
  const { recoveryId } = proposed.json as { recoveryId: string };
  const decide = (as: string): Promise<Answer> =>
    served.ask('POST', `/api/recoveries/${recoveryId}/decision`, { as, json: { outcome: 'decide' } });
  expect((await decide('officeReviewer')).status).toBe(403);
  expect((await decide('approver')).json).toEqual({ state: 'decided' });
  const list = await served.ask('GET', '/api/recoveries?state=decided', { as: 'cashier' });
  expect(list.json).toMatchObject({ items: [{ recoveryId, receivedFen: 0, isOwn: false }] });
});

test('the relatives who share a death benefit', async () => {
  const { claimIds } = await fixture.approved(1);
  await base.asSuperuser(`UPDATE tenant.claim SET benefit = 'death' WHERE id = $1`, [claimIds[0]]);
  const path = `/api/claims/${claimIds[0]}/beneficiaries`;
  const number = '622200000000000000';
  const card = { holder: '配偶', cardNumber: number + cardCheckDigit(number), bankName: '', bankNumber: '' };
  const ask = (basisPoints: number, as = 'officeReviewer'): Promise<Answer> =>
    served.ask('PUT', path, { as, json: { beneficiaries: [{ ...card, basisPoints }] } });
  expect((await ask(10_000, 'approver')).status).toBe(403);
  expect((await ask(5_000)).problem).toMatchObject({
    code: 'shares-not-whole',
    message: expect.stringContaining('50%'),
  });
  expect((await ask(10_000)).json).toEqual({ shares: 1 });
  const change = (share: number): Promise<Answer> =>
    served.ask('PUT', `${path}/${share}/card`, { as: 'officeReviewer', json: card });
  expect((await change(1)).json).toEqual({ share: 1 });
  expect((await served.ask('GET', path, { as: 'officeReviewer' })).json).toMatchObject([
    { share: 1, basisPoints: 10_000, amountFen: BENEFIT_FEN, state: null, account: { holder: '配*' } },
  ]);
  expect((await change(2)).problem.code).toBe('share-fixed');
});

test('refunds, unexplained debits and limits', async () => {
  await fixture.statement(
    { amountFen: 5_000, on: '2026-03-03', remark: '多汇', recordId: 'IN' },
    { amountFen: -700, on: '2026-03-04', remark: '不明', recordId: 'OUT' },
    { amountFen: -900, on: '2026-03-05', remark: '也不明', recordId: 'LATER' },
  );
  const debits = await served.ask('GET', '/api/unexplained-debits?limit=1', { as: 'cashier' });
  expect(debits.json).toMatchObject([{ amountFen: 700, postedOn: '2026-03-04', names: null, texts: ['不明'] }]);
  const [credit] = await base.asSuperuser<{ id: string }>(`SELECT id FROM tenant.bank_entry WHERE amount_fen = 5000`);
  const proposed = await served.ask('POST', '/api/refunds', { as: 'cashier', json: { entryId: credit?.id } });
  expect(proposed).toMatchObject({ status: 201, json: { number: 'TF00000001', amountFen: 5_000 } });
  const { refundId } = proposed.json as { refundId: string };
  const approved = await served.ask('POST', `/api/refunds/${refundId}/decision`, {
    as: 'approver',
    json: { outcome: 'approve' },
  });
  expect(approved.json).toEqual({ state: 'approved' });
  const entryId = (debits.json as { entryId: string }[])[0]?.entryId;
  const wrong = await served.ask('POST', `/api/bank-entries/${entryId}/explanation`, {
    as: 'cashier',
    json: { refundId },
  });
  expect(wrong.problem.code).toBe('refund-amount');
  const listed = await served.ask('GET', '/api/refunds', { as: 'approver' });
  expect(listed.json).toMatchObject({ items: [{ refundId, payerName: '某付款人', paidOn: null }] });
  expect((await served.ask('GET', '/api/overpaid-orders', { as: 'cashier' })).json).toEqual([]);

  const json = { batchFen: 100_000_00, dayFen: null };
  expect((await served.ask('PUT', '/api/payout-limits', { as: 'cashier', json })).status).toBe(403);
  expect((await served.ask('PUT', '/api/payout-limits', { as: 'approver', json })).status).toBe(200);
  expect((await served.ask('GET', '/api/payout-limits', { as: 'cashier' })).json).toEqual(json);
});

test('the bank\u2019s own layout by two people, and who set the limits', async () => {
  const get = async (path: string): Promise<unknown> => (await served.ask('GET', path, { as: 'approver' })).json;
  const { example } = (await get('/api/bank-layouts')) as { example: { text: { columns: readonly object[] } } };
  const propose = (layout: object): Promise<Answer> =>
    served.ask('POST', '/api/bank-layouts', { as: 'cashier', json: { name: '某行代发', layout } });
  const text = { ...example.text, columns: example.text.columns.slice(1) };
  expect((await propose({ ...example, text })).problem).toMatchObject({
    code: 'bank-layout-wrong',
    message: expect.stringContaining('每样恰好一列'),
  });
  const { layoutId } = (await propose(example)).json as { layoutId: string };
  const decide = (as: string): Promise<Answer> =>
    served.ask('POST', `/api/bank-layouts/${layoutId}/decision`, { as, json: { outcome: 'approve' } });
  expect((await decide('cashier')).status).toBe(403);
  expect((await decide('approver')).json).toEqual({ state: 'standing' });
  expect(await get('/api/bank-layouts')).toMatchObject({ layouts: [{ layoutId, state: 'standing', isOwn: false }] });
  const limits = { batchFen: 1_000_000, dayFen: null };
  await served.ask('PUT', '/api/payout-limits', { as: 'approver', json: limits });
  const [latest] = (await get('/api/payout-limits/changes')) as unknown[];
  expect(latest).toMatchObject({ after: limits, setBy: '经办人' });
  expect(await get('/api/recoveries/outstanding')).toMatchObject({ count: expect.any(Number) });
});
