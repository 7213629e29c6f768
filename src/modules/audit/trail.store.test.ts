import { afterAll, beforeAll, expect, test } from 'vitest';
import { fail, ok } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import { inclusionProof, isIncluded, leafHash, merkleRoot } from '#platform/cryptography/merkle.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { checkAudit, findIntegrity, findTrail, openAuditRow, sealAudit, type TrailQuery } from './index.ts';

const OFFICE = '01970000-0000-7000-8000-00000000000a';
const [CITY, COUNTY] = ['01970000-0000-7000-8000-0000000000a1', '01970000-0000-7000-8000-0000000000a2'];
const ACTOR = '01970000-0000-7000-8000-0000000000c1';
const OBJECT = '01970000-0000-7000-8000-0000000000d1';
const ROOT = merkleRoot(['one', 'two', 'three'].map((row) => leafHash(row)));

const office: Caller = { access: { scope: 'office', officeId: OFFICE, actorId: ACTOR } };
const county: Caller = { access: { scope: 'agencies', officeId: OFFICE, agencyIds: [COUNTY], actorId: OBJECT } };

let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
  for (const [index, agencyId] of [CITY, COUNTY, COUNTY, CITY].entries()) {
    await perform(base.platform, office, { name: 'try', input: index }, async (act) => {
      const objectId = index < 3 ? OBJECT : act.newId();
      await act.audit({ act: 'try', objectKind: 'roster', objectId, agencyId, detail: { index }, merkleRoot: ROOT });
      await act.audit({ act: 'lock', objectKind: 'account', objectId: ACTOR, personal: { why: '李四离职' } });
      return ok(index);
    });
  }
});
afterAll(() => base?.close());

async function trail(caller: Caller, query: Partial<TrailQuery>): Promise<unknown[]> {
  const rows = await findTrail(base.platform, caller, { area: 'business', limit: 10, ...query });
  return rows.map(({ detail }) => detail['index']);
}

test('the trail is read newest first, by object, by agency, page by page, and as far as one may see', async () => {
  expect(await trail(office, {})).toEqual([3, 2, 1, 0]);
  expect(await trail(office, { objectId: OBJECT })).toEqual([2, 1, 0]);
  expect(await trail(office, { agencyId: CITY })).toEqual([3, 0]);
  expect(await trail(county, {})).toEqual([2, 1]);
  expect(await trail(county, { agencyId: CITY })).toEqual([]);
  const page = await findTrail(base.platform, office, { area: 'business', limit: 2 });
  expect(await trail(office, { limit: 2, after: page.at(-1)?.id ?? 0 })).toEqual([1, 0]);
});

test('acts on accounts stand in a trail of their own, nothing personal in either', async () => {
  const rows = await findTrail(base.platform, office, { area: 'security', limit: 10 });
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatchObject({ act: 'lock', hasPersonal: true, actorId: ACTOR });
  expect(JSON.stringify(rows)).not.toContain('李四');
});

test('what is personal opens for a reason, which is written down first', async () => {
  const [row] = await findTrail(base.platform, office, { area: 'security', limit: 1 });
  const request = { area: 'security', rowId: row?.id ?? 0, reason: '核对离职名单' } as const;
  expect(await openAuditRow(base.platform, office, request)).toEqual(ok({ personal: { why: '李四离职' } }));
  const [opening] = await findTrail(base.platform, office, { area: 'security', limit: 1 });
  expect(opening).toMatchObject({
    act: 'open-audit-row',
    objectId: ACTOR,
    detail: { rowId: row?.id },
    hasPersonal: true,
  });
  const unknown = fail({ code: 'audit-row-unknown' });
  expect(await openAuditRow(base.platform, county, request)).toEqual(unknown);
  expect(await openAuditRow(base.platform, office, { ...request, area: 'business' })).toEqual(unknown);
  const [plain] = await findTrail(base.platform, office, { area: 'business', limit: 1 });
  const nothing = await openAuditRow(base.platform, office, { ...request, area: 'business', rowId: plain?.id ?? 0 });
  expect(nothing).toEqual(fail({ code: 'audit-row-without-personal' }));
});

test('one row of a bulk act is proved from the root that the act left', async () => {
  const [stored] = await base.asSuperuser<{ merkle_root: Buffer }>(
    `SELECT merkle_root FROM tenant.audit_row WHERE act = 'try' LIMIT 1`,
  );
  const leaves = ['one', 'two', 'three'].map((row) => leafHash(row));
  const proof = inclusionProof(leaves, 2);
  const root = stored?.merkle_root ?? Buffer.alloc(0);
  expect(isIncluded(root, { leaf: leafHash('three'), index: 2, count: 3 }, proof)).toBe(true);
  expect(isIncluded(root, { leaf: leafHash('four'), index: 2, count: 3 }, proof)).toBe(false);
});

test('what a check found is kept and shown with the last seal', async () => {
  expect(await findIntegrity(base.platform, office)).toEqual({ lastSeal: undefined, lastCheck: undefined });
  while ((await sealAudit(base.platform, OFFICE)).rows === 0) await new Promise((resolve) => setTimeout(resolve, 25));
  const { faultCount } = await checkAudit(base.platform, OFFICE);
  expect(faultCount).toBe(0);
  await base.asSuperuser(`UPDATE tenant.audit_row SET act = 'x' WHERE id = 1`);
  base.clock.set(base.clock.now() + 1_000);
  await checkAudit(base.platform, OFFICE);
  expect(await findIntegrity(base.platform, office)).toMatchObject({
    lastSeal: { number: 1, link: expect.stringMatching(/^[0-9a-f]{64}$/) },
    lastCheck: { at: base.clock.now(), faultCount: 1, faults: [{ kind: 'row-changed', rowId: 1 }] },
  });
  expect(await findIntegrity(base.platform, county)).toEqual({ lastSeal: undefined, lastCheck: undefined });
});
