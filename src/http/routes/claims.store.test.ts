import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissionsOf, type Role } from '#contracts/permissions.ts';
import type { Actor } from '#http/actor.ts';
import { cardCheckDigit } from '#kernel/bank-account.ts';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { adjudicateCase } from '#modules/claims/index.ts';
import { ClaimFixture, stayOf } from '../../../test/support/claim-fixture.ts';
import { must, openTestScheme, type TestOffice } from '../../../test/support/scheme-fixture.ts';
import { actorWith, type ServedRoutes, serveRoutes } from '../../../test/support/serve-routes.ts';
import { settlementFile } from '../../../test/support/settlement-file.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { claimDeskRoutes } from './claim-desk.ts';
import { claimRoutes } from './claims.ts';
import { payoutRoutes } from './payouts.ts';
import { settlementRoutes } from './settlements.ts';

let base: TestDatabase;
let henan: TestOffice;
let fixture: ClaimFixture;
let served: ServedRoutes;
beforeAll(async () => {
  base = await createTestDatabase();
  ({ henan } = await openTestScheme(base.platform));
  base.clock.set(startOfDay(parseDate('2026-03-01')));
  fixture = new ClaimFixture(base, henan);
  const { callers, officeId } = henan;
  const actor = (name: keyof TestOffice['callers'], role: Role, agencyIds: readonly string[]): Actor =>
    actorWith(name, [...permissionsOf([role])], { officeId, access: callers[name].access, agencyIds });
  const deps = { platform: base.platform, namesOf: () => Promise.resolve(new Map<string, string>()) };
  served = await serveRoutes(
    [
      ...settlementRoutes(deps),
      ...claimRoutes(deps),
      ...claimDeskRoutes({ ...deps, reviewersAt: () => Promise.resolve([]) }),
      ...payoutRoutes(deps),
    ],
    [
      actor('officeReviewer', 'reviewer', [henan.rootAgencyId]),
      actor('secondOfficeReviewer', 'reviewer', [henan.rootAgencyId]),
      actor('cityReviewer', 'reviewer', [henan.cityAgencyId]),
      actor('countyReviewer', 'reviewer', [henan.countyAgencyId]),
      actor('unitAgent', 'unitAgent', []),
      actor('cashier', 'cashier', [henan.rootAgencyId]),
      actor('approver', 'approver', [henan.rootAgencyId]),
    ],
  );
});
afterAll(async () => {
  await served?.stop();
  await base?.close();
});

function upload(file: Blob, as: string): ReturnType<ServedRoutes['ask']> {
  return file.text().then((text) =>
    served.ask('POST', '/api/settlement-imports', {
      as,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: `--b\r\nContent-Disposition: form-data; name="file"; filename="settlements.csv"\r\n\r\n${text}\r\n--b--\r\n`,
    }),
  );
}

test('from the insurer\u2019s file to the bank\u2019s, over HTTP alone', async () => {
  const person = await fixture.person('苗芝');
  const imported = await upload(settlementFile(stayOf(person, 'H1')), 'officeReviewer');
  expect(imported).toMatchObject({ status: 201, json: { counts: { pay: 1 }, paidFen: 39_952, warnings: [] } });
  const list = await served.ask('GET', '/api/settlement-imports', { as: 'officeReviewer' });
  expect(list.json).toMatchObject({ items: [{ fileName: 'settlements.csv', paidFen: 39_952 }] });

  const queue = await served.ask('GET', '/api/claims?waiting=true', { as: 'countyReviewer' });
  expect(queue.json).toMatchObject({ items: [{ memberName: '苗*', state: 'in-review', amountFen: 39_952 }] });
  const { claimId, memberId } = (queue.json as { items: { claimId: string; memberId: string }[] }).items[0] ?? {
    claimId: '',
    memberId: '',
  };
  const detail = await served.ask('GET', `/api/claims/${claimId}`, { as: 'countyReviewer' });
  expect(detail.json).toMatchObject({
    canReview: true,
    canTakeUp: false,
    settlements: [{ id: 'H1', hospitalName: '周口市中心医院', figures: { eligibleExpense: 755_864, aboveCeiling: 0 } }],
    decisions: [
      {
        number: 1,
        outcome: 'pay',
        ruled: { steps: expect.arrayContaining([expect.objectContaining({ valueFen: 39_952 })]) },
      },
    ],
  });
  const recomputed = await served.ask('GET', `/api/claims/${claimId}/recomputation`, { as: 'countyReviewer' });
  expect(recomputed.json).toEqual({ isSame: true });
  const review = (as: string): ReturnType<ServedRoutes['ask']> =>
    served.ask('POST', `/api/claims/${claimId}/review`, { as, json: { outcome: 'pass' } });
  const levels = ['officeReviewer', 'cityReviewer', 'countyReviewer'];
  const takenUpBy = async (): Promise<readonly string[]> => {
    const may = async (as: string): Promise<boolean> =>
      ((await served.ask('GET', `/api/claims/${claimId}`, { as })).json as { canTakeUp: boolean }).canTakeUp;
    const each = await Promise.all(levels.map(may));
    return levels.filter((_, at) => each[at]);
  };
  expect(await takenUpBy()).toEqual(['officeReviewer', 'cityReviewer']);
  expect((await review('countyReviewer')).json).toMatchObject({ state: 'in-review' });
  expect(await takenUpBy()).toEqual(['officeReviewer']);
  expect((await review('countyReviewer')).problem).toMatchObject({ status: 403, code: 'claim-at-other-level' });
  expect((await review('cityReviewer')).status).toBe(200);
  const passes = await served.ask('POST', '/api/claims/passes', {
    as: 'officeReviewer',
    json: { claimIds: [claimId] },
  });
  expect(passes.json).toMatchObject({
    passed: 0,
    notPassed: [{ claimId, message: '自己提交或导入的申领，不能由自己审核。' }],
  });
  expect((await review('secondOfficeReviewer')).json).toMatchObject({ state: 'approved', amountFen: 39_952 });

  // all of it on one day, half a year after the stay began
  const [stay] = (detail.json as { settlements: { admittedOn: string }[] }).settlements;
  const sinceEventTenths = (parseDate('2026-03-01') - parseDate(stay?.admittedOn ?? '')) * 10;
  const figures = await served.ask('GET', '/api/claim-figures?from=2025-03-01&until=2026-03-01', {
    as: 'cityReviewer',
  });
  expect(figures.json).toMatchObject({
    whole: { claims: 1, decided: 1, approved: 1, averageTenths: 0, sinceEventTenths },
    levels: ['county', 'city', 'office'].map((level) => ({ level, reviews: 1, sinceEventTenths })),
  });

  const none = await served.ask('POST', '/api/payout-batches', { as: 'cashier', json: {} });
  expect(none.problem).toMatchObject({ status: 409, code: 'nothing-to-pay-out' });
  const first18 = '621700000000000001';
  const cardNumber = first18 + cardCheckDigit(first18);
  const accounts = [{ memberId, cardNumber, bankName: '中国银行', bankNumber: '' }];
  const wrong = await served.ask('POST', '/api/payee-accounts', {
    as: 'cashier',
    json: { accounts: [{ ...accounts[0], cardNumber: `${first18.slice(0, -1)}2${cardNumber.at(-1)}` }] },
  });
  expect(wrong.problem).toMatchObject({ status: 422, code: 'card-number-wrong' });
  expect((await served.ask('POST', '/api/payee-accounts', { as: 'cashier', json: { accounts } })).json).toEqual({
    registered: 1,
    shared: 0,
  });
  const made = await served.ask('POST', '/api/payout-batches', { as: 'cashier', json: {} });
  expect(made).toMatchObject({ status: 201, json: { payouts: 1, totalFen: 39_952 } });
  const { batchId } = made.json as { batchId: string };
  const post = (as: string, step: string, json: object = {}): ReturnType<ServedRoutes['ask']> =>
    served.ask('POST', `/api/payout-batches/${batchId}/${step}`, { as, ...(step === 'approval' ? {} : { json }) });
  expect((await post('approver', 'approval')).json).toEqual({ batchId, state: 'approved' });
  const early = await served.ask('GET', `/api/payout-batches/${batchId}/file`, { as: 'cashier' });
  expect(early.problem.code).toBe('payout-batch-not-sent');
  expect((await post('cashier', 'sending', { layout: 'pain.001' })).json).toMatchObject({ payouts: 1 });
  const file = await served.ask('GET', `/api/payout-batches/${batchId}/file`, { as: 'cashier' });
  expect(file.headers['content-type']).toContain('application/xml');
  expect(file.text).toContain(`<Id>${cardNumber}</Id>`);
  expect(file.text.trimEnd().endsWith('</Document>')).toBe(true);
  const batches = await served.ask('GET', '/api/payout-batches', { as: 'cashier' });
  expect(batches.json).toMatchObject({ items: [{ batchId, state: 'sent', layout: 'pain.001', isOwn: true }] });
  const waiting = await served.ask('GET', '/api/payouts/waiting-for-card', { as: 'approver' });
  expect(waiting.json).toEqual({ count: 0, totalFen: 0 });
});

test('claims come in pages, to the last', async () => {
  for (let at = 0; at < 3; at++) await fixture.claim(stayOf(await fixture.person(), `J${at}`));
  const seen: string[] = [];
  let after = '';
  for (;;) {
    const page = await served.ask('GET', `/api/claims?limit=1&waiting=true${after}`, { as: 'countyReviewer' });
    const { items, next } = page.json as { items: { claimId: string }[]; next?: string };
    seen.push(...items.map(({ claimId }) => claimId));
    if (next === undefined) break;
    after = `&after=${next}`;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toHaveLength(3);
  expect((await served.ask('GET', '/api/claims?after=bm8', { as: 'countyReviewer' })).problem.code).toBe('bad-cursor');
});

test('a unit\u2019s agent has no way to claims, a county none to the office\u2019s import', async () => {
  expect((await served.ask('GET', '/api/claims', { as: 'unitAgent' })).status).toBe(403);
  const refused = await upload(settlementFile(stayOf(await fixture.person(), 'K1')), 'countyReviewer');
  expect(refused.problem).toMatchObject({ status: 403, code: 'office-only' });
});

describe('a case that is only tried', () => {
  const isThere = existsSync('../shared/data/cases-sample.jsonl');
  const linesOf = (path: string): string[] => (isThere ? readFileSync(path, 'utf8').trim().split('\n') : []);
  const cases = linesOf('../shared/data/cases-sample.jsonl');
  const decisions = linesOf('../shared/data/cases-sample.expected.jsonl');

  test.skipIf(!isThere)('is decided as the command decides it', async () => {
    for (const [index, line] of cases.slice(0, 60).entries()) {
      const answer = await served.ask('POST', '/api/adjudications', { as: 'countyReviewer', json: JSON.parse(line) });
      const expected = JSON.parse(decisions[index] ?? '{}');
      if (expected.error !== undefined) {
        expect(answer.problem).toMatchObject({ status: 422, code: 'case-invalid' });
        const [field] = answer.problem.fields ?? [];
        expect(field?.path.endsWith(`.${expected.error.field}`), line).toBe(true);
        continue;
      }
      const { outcome, amountFen, reasons } = expected;
      expect(answer.json, line).toMatchObject({ outcome, amountFen, reasons });
      // every step and reading too, exactly as the command writes its line
      expect(answer.json).toEqual(JSON.parse(must(adjudicateCase(JSON.parse(line)))));
    }
  });

  test('that is no case is refused with its field', async () => {
    const answer = await served.ask('POST', '/api/adjudications', { as: 'countyReviewer', json: { id: 'x' } });
    expect(answer.problem).toMatchObject({ status: 422, code: 'case-invalid' });
  });
});
