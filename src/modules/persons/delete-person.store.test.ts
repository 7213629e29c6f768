import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { verifyAudit } from '#modules/audit/index.ts';
import { findClaims, importSettlements, reviewClaim } from '#modules/claims/index.ts';
import { findCertificate, findCovers } from '#modules/covers/index.ts';
import { trialBalance } from '#modules/ledger/index.ts';
import { findRosterEntries } from '#modules/rosters/index.ts';
import { filed, imported, morning, ordered, persons } from '../../../test/support/joining-fixture.ts';
import { must, openTestScheme, type TestOffice } from '../../../test/support/scheme-fixture.ts';
import { settlementFile } from '../../../test/support/settlement-file.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { deletePerson, findPersonDeletions, refusePersonDeletion, requestPersonDeletion } from './index.ts';

let base: TestDatabase;
let henan: TestOffice;
let order: Awaited<ReturnType<typeof ordered>>;
let personId: string;
let memberId: string;
const rows = persons(0, 5);
const residentId = rows[2]?.residentId ?? '';

beforeAll(async () => {
  base = await createTestDatabase();
  const { platform, clock } = base;
  ({ henan } = await openTestScheme(platform));
  order = await ordered(platform, henan, { agent: henan.callers.unitAgent, rows });
  const { amountFen, reference: remark } = order;
  await imported(platform, henan.callers.cashier, [{ amountFen, on: '2025-05-12', remark, recordId: 'R1' }]);
  clock.set(startOfDay(parseDate('2025-06-26')));
  await morning(platform, henan.officeId);
  const [row] = await base.asSuperuser<{ person: string; member: string }>(
    `SELECT person_id AS person, member_id AS member FROM tenant.roster_entry WHERE roster_id = $1 AND row_number = (
       SELECT min(row_number) + 2 FROM tenant.roster_entry WHERE roster_id = $1)`,
    [order.rosterId],
  );
  personId = row?.person ?? '';
  memberId = row?.member ?? '';
});
afterAll(() => base?.close());

const request = (reason = '本人要求删除'): ReturnType<typeof requestPersonDeletion> =>
  requestPersonDeletion(base.platform, henan.callers.officeReviewer, { personId, reason });

async function settle(id: string): Promise<Readonly<Record<string, number>>> {
  const file = settlementFile({ 结算ID: id, 就诊ID: id, 证件号码: residentId, 人员姓名: rows[2]?.name });
  const imported = await importSettlements(base.platform, henan.callers.officeReviewer, file, { fileName: 'a.csv' });
  return must(imported).counts as Readonly<Record<string, number>>;
}

test('nobody is deleted without a reason, while his cover runs, or while he is owed money', async () => {
  expect(await request('  ')).toEqual({ ok: false, error: { code: 'deletion-reason-missing' } });
  expect(await request()).toEqual({ ok: false, error: { code: 'cover-runs' } });
  base.clock.set(startOfDay(parseDate('2026-07-01')));
  expect(await settle('S1')).toMatchObject({ pay: 1 });
  expect(await request()).toEqual({ ok: false, error: { code: 'money-owed' } });
  const [claim] = await findClaims(base.platform, henan.callers.countyReviewer, { limit: 2 });
  const denial = {
    claimId: claim?.claimId ?? '',
    outcome: 'deny',
    comment: '材料不实',
    clauses: ['附件1-4.1'],
  } as const;
  must(await reviewClaim(base.platform, henan.callers.countyReviewer, denial));
});

test('one asks, another decides: he may refuse, and then it may be asked for again', async () => {
  const { officeReviewer, secondOfficeReviewer } = henan.callers;
  const { deletionId } = must(await request());
  expect(await request()).toEqual({ ok: false, error: { code: 'deletion-requested' } });
  expect(await deletePerson(base.platform, officeReviewer, { deletionId })).toEqual({
    ok: false,
    error: { code: 'second-person-needed' },
  });
  must(await refusePersonDeletion(base.platform, secondOfficeReviewer, { deletionId, reason: '身份未核实' }));
  expect(await deletePerson(base.platform, secondOfficeReviewer, { deletionId })).toEqual({
    ok: false,
    error: { code: 'deletion-decided' },
  });
  must(await request('再次申请'));
  expect(await findPersonDeletions(base.platform, officeReviewer, { state: 'requested', limit: 10 })).toEqual([
    expect.objectContaining({ personId, reason: '再次申请', decidedBy: undefined }),
  ]);
});

test('he is gone, and the books are whole', async () => {
  const { platform } = base;
  const { officeReviewer, secondOfficeReviewer, unitAgent } = henan.callers;
  const before = await trialBalance(platform, officeReviewer, { onDay: parseDate('2026-07-01') });
  const [open] = await findPersonDeletions(platform, officeReviewer, { state: 'requested', limit: 1 });
  must(await deletePerson(platform, secondOfficeReviewer, { deletionId: open?.deletionId ?? '' }));

  const covers = await findCovers(platform, unitAgent, { orderId: order.id, limit: 10 });
  expect(covers).toHaveLength(5);
  expect(covers.filter(({ name }) => name === '已删除')).toEqual([
    expect.objectContaining({ memberId, residentId: '' }),
  ]);
  const page = { rosterId: order.rosterId, afterRow: 0, limit: 10, onlyRepaired: false };
  expect(await findRosterEntries(platform, unitAgent, page)).toHaveLength(5);
  expect((await findCertificate(platform, unitAgent, order.id))?.members.map(({ name }) => name)).toContain('已删除');
  expect(await findClaims(platform, officeReviewer, { limit: 10 })).toHaveLength(1);
  expect(await trialBalance(platform, officeReviewer, { onDay: parseDate('2026-07-01') })).toEqual(before);
  expect(before.debitFen).toBe(before.creditFen);
  expect((await verifyAudit(platform, henan.officeId)).faultCount).toBe(0);
  const left = await base.asSuperuser(
    `SELECT FROM tenant.person p WHERE p.id = $1 AND p.wrapped_key IS NOT NULL
     UNION ALL SELECT FROM tenant.member_token WHERE member_id = $2
     UNION ALL SELECT FROM tenant.member WHERE id = $2 AND num_nonnulls(phone_hash_0, phone_hash_1) > 0`,
    [personId, memberId],
  );
  expect(left).toEqual([]);
});

test("nothing finds him: his settlement is nobody's, and who joins again is somebody new", async () => {
  expect(await settle('S2')).toEqual({ 'not-a-member': 1 });
  const joining = { agent: henan.callers.otherUnitAgent, rows: rows.slice(2, 3) };
  await filed(base.platform, joining);
  const same = await base.asSuperuser('SELECT FROM tenant.person WHERE id = $1', [personId]);
  const all = await base.asSuperuser('SELECT FROM tenant.person');
  expect([same.length, all.length]).toEqual([1, 6]);
  const [directory] = await base.asSuperuser<{ covers: string; keys: string }>(
    `SELECT count(*) AS covers, count(DISTINCT coalesce(person_key_0, person_key_1)) AS keys FROM directory.cover`,
  );
  expect(directory).toEqual({ covers: '5', keys: '5' });
  expect(await request()).toEqual({ ok: false, error: { code: 'person-erased' } });
});
