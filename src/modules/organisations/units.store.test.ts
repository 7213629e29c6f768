import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptInvitation, resolveSession, signIn } from '#modules/accounts/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import { must, openTestScheme, type TestScheme, testCreditCode } from '../../../test/support/scheme-fixture.ts';
import { openTestAccount, TEST_PASSWORD } from '../../../test/support/test-accounts.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  addUnitPaper,
  amendUnit,
  closeAgency,
  findUnitHistory,
  findUnitPapers,
  findUnits,
  getUnit,
  mergeUnits,
  moveUnit,
  moveUnitAcross,
  openAgency,
  openUnitPaper,
  readRegistrationToken,
  registerUnit,
  registrationToken,
  reviewUnit,
  selfRegistration,
  splitUnit,
  type UnitToRegister,
} from './index.ts';
import { tablesThatFollow } from './unit-store.ts';

let base: TestDatabase;
let scheme: TestScheme;
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
});
afterAll(() => base?.close());

let numbers = 100;

const A_PDF = Buffer.from('%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\nxref\ntrailer <<>>\nstartxref\n9\n%%EOF\n');

function typed(agencyId: string, changes: Partial<UnitToRegister> = {}): UnitToRegister {
  numbers += 1;
  return {
    agencyId,
    name: `第${numbers}小学`,
    creditCode: testCreditCode('411625', numbers),
    address: '人民路 1 号',
    staffCount: 90,
    womenCount: 50,
    eligibleCount: 88,
    contact: { name: '王 五', phone: '１３８００００１２３４' },
    ...changes,
  };
}

async function enter(caller: Caller, agencyId: string, changes: Partial<UnitToRegister> = {}): Promise<string> {
  return must(await registerUnit(base.platform, caller, typed(agencyId, changes))).unitId;
}

async function namesSeen(caller: Caller): Promise<string[]> {
  const { items } = await findUnits(base.platform, caller, {}, { limit: 200 });
  return items.map(({ name }) => name);
}

test('a unit that registers itself waits; passed, it is active and its contact opens an account', async () => {
  const { henan } = scheme;
  const { platform } = base;
  const input = typed(henan.countyAgencyId);
  const registered = must(await registerUnit(platform, selfRegistration(henan.officeId, henan.countyAgencyId), input));
  expect(registered).toEqual({ unitId: registered.unitId, state: 'registered' });
  expect(await getUnit(platform, henan.callers.countyReviewer, registered.unitId)).toMatchObject({
    state: 'registered',
    contact: { maskedName: '王*', maskedPhone: '138****1234' },
  });
  const pass = { unitId: registered.unitId, decision: 'pass' } as const;
  expect(await reviewUnit(platform, henan.callers.otherCountyReviewer, pass)).toEqual({
    ok: false,
    error: { code: 'unit-not-found' },
  });
  expect(await reviewUnit(platform, scheme.gansu.callers.officeReviewer, pass)).toEqual({
    ok: false,
    error: { code: 'unit-not-found' },
  });
  const { invitation } = must(await reviewUnit(platform, henan.callers.countyReviewer, pass));
  const account = { signInName: 'xiaoxue', password: TEST_PASSWORD };
  must(await acceptInvitation(platform, { code: invitation?.code ?? '', ...account }));
  const { token } = must(await signIn(platform, account));
  expect((await resolveSession(platform, token))?.access).toMatchObject({ scope: 'unit', unitId: registered.unitId });
  expect(await reviewUnit(platform, henan.callers.countyReviewer, pass)).toEqual({
    ok: false,
    error: { code: 'unit-state', state: 'active' },
  });
});

test('a refused unit leaves its code free', async () => {
  const { henan } = scheme;
  const input = typed(henan.countyAgencyId);
  const caller = selfRegistration(henan.officeId, henan.countyAgencyId);
  const { unitId } = must(await registerUnit(base.platform, caller, input));
  const refuse = (reason: string): ReturnType<typeof reviewUnit> =>
    reviewUnit(base.platform, henan.callers.cityReviewer, { unitId, decision: 'refuse', reason });
  expect(await refuse('  ')).toEqual({ ok: false, error: { code: 'refusal-reason-missing' } });
  expect(await registerUnit(base.platform, caller, input)).toEqual({ ok: false, error: { code: 'unit-code-taken' } });
  must(await refuse('不在本县'));
  must(await registerUnit(base.platform, caller, input));
});

test.each<[string, Partial<UnitToRegister>, object]>([
  [
    'a code with a wrong check character',
    { creditCode: '91411625MA0000001A' },
    { code: 'unit-code-faulty', fault: 'check-character' },
  ],
  ['no name', { name: ' ' }, { code: 'unit-name-missing' }],
  [
    "a union's code that is a company's",
    { unionCreditCode: testCreditCode('411625', 1) },
    { code: 'union-code-faulty' },
  ],
  ['more women than staff', { womenCount: 91 }, { code: 'unit-counts-faulty' }],
  ['a contact without a name', { contact: { name: '1', phone: '13800001234' } }, { code: 'name-faulty' }],
  ['a contact with a landline', { contact: { name: '王五', phone: '0394-8888888' } }, { code: 'phone-faulty' }],
])('a unit with %s is refused', async (_, changes, error) => {
  const { officeId, countyAgencyId } = scheme.henan;
  const caller = selfRegistration(officeId, countyAgencyId);
  expect(await registerUnit(base.platform, caller, typed(countyAgencyId, changes))).toEqual({ ok: false, error });
});

test('a code is one living unit’s in the nation, of two at the same moment too', async () => {
  const { henan, gansu } = scheme;
  const creditCode = testCreditCode('620100', 999);
  const outcomes = await Promise.all([
    registerUnit(base.platform, henan.callers.officeReviewer, typed(henan.countyAgencyId, { creditCode })),
    registerUnit(base.platform, gansu.callers.officeReviewer, typed(gansu.countyAgencyId, { creditCode })),
  ]);
  expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(outcomes.find(({ ok }) => !ok)).toEqual({ ok: false, error: { code: 'unit-code-taken' } });
});

test('nobody registers a unit under an agency that he does not see', async () => {
  const { henan } = scheme;
  const input = typed(henan.otherCountyAgencyId);
  for (const caller of [henan.callers.countyReviewer, selfRegistration(henan.officeId, henan.countyAgencyId)]) {
    expect(await registerUnit(base.platform, caller, input)).toEqual({
      ok: false,
      error: { code: 'agency-not-found' },
    });
  }
});

test('amending goes into the trail before and after, its contact sealed', async () => {
  const { henan } = scheme;
  const unitId = await enter(henan.callers.countyReviewer, henan.countyAgencyId);
  const change = {
    ...typed(henan.countyAgencyId),
    unitId,
    name: '实验小学',
    contact: { name: '赵六', phone: '13900005678' },
  };
  expect(await amendUnit(base.platform, henan.callers.otherUnitAgent, change)).toEqual({
    ok: false,
    error: { code: 'unit-not-found' },
  });
  must(await amendUnit(base.platform, henan.callers.countyReviewer, change));
  expect(await getUnit(base.platform, henan.callers.cityReviewer, unitId)).toMatchObject({
    name: '实验小学',
    contact: { maskedName: '赵*', maskedPhone: '139****5678' },
  });
  const [row] = await base.asSuperuser<{ detail: { after: { name: string } }; sealed: Buffer; row: string }>(
    `SELECT detail, sealed, a::text AS row FROM tenant.audit_row a WHERE act = 'amend-unit' AND object_id = $1`,
    [unitId],
  );
  expect(row?.detail.after.name).toBe('实验小学');
  expect(row?.sealed).not.toBeNull();
  expect(row?.row).not.toContain('赵六');
  expect(row?.row).not.toContain('13900005678');
});

test('a unit that moves takes every row with it that says where it belongs; its agents sign in anew', async () => {
  const { henan } = scheme;
  const { callers } = henan;
  const { platform } = base;
  const creditCode = testCreditCode('411625', 5_001);
  const unitId = await enter(callers.countyReviewer, henan.countyAgencyId, { creditCode, name: '要搬走的厂' });
  const account = await openTestAccount(platform, callers.countyReviewer, 'moves', { role: 'unitAgent', unitId });
  const { token } = must(await signIn(platform, account));
  await base.asSuperuser(`INSERT INTO tenant.person (office_id, id, resident_hash_0) VALUES ($1, $2, sha256('p'));`, [
    henan.officeId,
    unitId,
  ]);
  await base.asSuperuser(
    `INSERT INTO tenant.member (office_id, id, agency_id, unit_id, person_id, sealed) VALUES ($1, $2, $3, $2, $2, '')`,
    [henan.officeId, unitId, henan.countyAgencyId],
  );
  await base.asSuperuser(
    `INSERT INTO tenant.member_token (office_id, agency_id, unit_id, token, member_id) VALUES ($1, $3, $2, 7, $2)`,
    [henan.officeId, unitId, henan.countyAgencyId],
  );
  const move = { creditCode, agencyId: henan.otherCountyAgencyId };
  for (const caller of [callers.cityReviewer, callers.countyReviewer, callers.unitAgent]) {
    expect(await moveUnit(platform, caller, move)).toEqual({ ok: false, error: { code: 'not-of-the-office' } });
  }
  must(await moveUnit(platform, callers.systemAdministrator, move));
  expect(await namesSeen(callers.countyReviewer)).not.toContain('要搬走的厂');
  expect(await namesSeen(callers.otherCountyReviewer)).toContain('要搬走的厂');
  const members = (caller: Caller): Promise<object[]> =>
    platform.database.transaction(caller.access, (transaction) =>
      transaction.rows(sql`SELECT member_id FROM tenant.member_token JOIN tenant.member m USING (office_id)
        WHERE office_id = ${henan.officeId} AND token = 7 AND m.id = member_id`),
    );
  expect(await members(callers.countyReviewer)).toHaveLength(0);
  expect(await members(callers.otherCountyReviewer)).toHaveLength(1);
  expect(await resolveSession(platform, token)).toBeUndefined();
  const anew = must(await signIn(platform, account)).token;
  expect((await resolveSession(platform, anew))?.access).toMatchObject({
    agencyIds: [henan.rootAgencyId, henan.cityAgencyId, henan.otherCountyAgencyId],
  });
  expect(await moveUnit(platform, callers.systemAdministrator, move)).toEqual({
    ok: false,
    error: { code: 'unit-is-there' },
  });
});

/** What tells of its own day, and so keeps the agency of that day. */
const KEEP_THEIR_AGENCY = ['tenant.audit_row', 'tenant.ledger_entry', 'tenant.outbox_event'];

test('every table with the agency of a unit follows it, or is listed here as one that does not', async () => {
  const context = scheme.henan.callers.officeReviewer.access;
  const following = await base.platform.database.transaction(context, tablesThatFollow);
  const all = await base.asSuperuser<{ name: string }>(`
    SELECT table_schema || '.' || table_name AS name FROM information_schema.columns c
    WHERE table_schema IN ('tenant', 'directory') AND column_name = 'unit_id'
      AND EXISTS (SELECT FROM information_schema.columns o WHERE o.table_schema = c.table_schema
        AND o.table_name = c.table_name AND o.column_name = 'agency_id')
      AND NOT (SELECT relispartition FROM pg_class WHERE oid = (quote_ident(table_schema) || '.' || quote_ident(table_name))::regclass)
    ORDER BY name`);
  expect([...following, ...KEEP_THEIR_AGENCY].sort()).toEqual(all.map(({ name }) => name).sort());
});

test('a unit handed to another office leaves its past behind and is reviewed there; its code leads to the successor', async () => {
  const { henan, gansu } = scheme;
  const { platform } = base;
  const creditCode = testCreditCode('411625', 6_001);
  const unitId = await enter(henan.callers.countyReviewer, henan.countyAgencyId, { creditCode, name: '迁往兰州的厂' });
  const handOver = { creditCode, toOfficeId: gansu.officeId, toAgencyId: gansu.countyAgencyId };
  expect(
    await moveUnitAcross(platform, henan.callers.systemAdministrator, {
      ...handOver,
      toAgencyId: henan.countyAgencyId,
    }),
  ).toEqual({ ok: false, error: { code: 'agency-not-found' } });
  expect((await getUnit(platform, henan.callers.countyReviewer, unitId))?.state).toBe('active');
  expect(
    await moveUnitAcross(platform, gansu.callers.systemAdministrator, { ...handOver, toOfficeId: henan.officeId }),
  ).toEqual({ ok: false, error: { code: 'unit-not-found' } });

  const withKey = { ...henan.callers.systemAdministrator, idempotencyKey: 'hand-over-once' };
  const successor = must(await moveUnitAcross(platform, withKey, handOver));
  expect(must(await moveUnitAcross(platform, withKey, handOver))).toEqual(successor);
  expect(await getUnit(platform, henan.callers.countyReviewer, unitId)).toMatchObject({
    state: 'moved',
    successorOfficeId: gansu.officeId,
    successorId: successor.unitId,
  });
  expect(await getUnit(platform, gansu.callers.countyReviewer, successor.unitId)).toMatchObject({
    state: 'registered',
    name: '迁往兰州的厂',
    creditCode,
    predecessorOfficeId: henan.officeId,
    predecessorId: unitId,
    contact: { maskedName: '王*' },
  });
  expect(await getUnit(platform, gansu.callers.officeReviewer, unitId)).toBeUndefined();
  expect(await getUnit(platform, henan.callers.officeReviewer, successor.unitId)).toBeUndefined();
  must(await reviewUnit(platform, gansu.callers.countyReviewer, { unitId: successor.unitId, decision: 'pass' }));
  expect(
    await base.asSuperuser('SELECT office_id, unit_id FROM directory.unit_code WHERE credit_code = $1', [creditCode]),
  ).toEqual([{ office_id: gansu.officeId, unit_id: successor.unitId }]);
  const trail = await base.asSuperuser<{ act: string; office_id: string }>(
    `SELECT act, office_id FROM tenant.audit_row WHERE act IN ('move-unit-across', 'receive-unit') AND object_id = ANY ($1)`,
    [[unitId, successor.unitId]],
  );
  expect(trail.map((row) => [row.act, row.office_id]).sort()).toEqual([
    ['move-unit-across', henan.officeId],
    ['receive-unit', gansu.officeId],
  ]);
});

test('a merged unit names its successor and leaves its code free', async () => {
  const { henan } = scheme;
  const { cityReviewer, countyReviewer } = henan.callers;
  const from = typed(henan.countyAgencyId);
  const unitId = must(await registerUnit(base.platform, countyReviewer, from)).unitId;
  const intoUnitId = await enter(cityReviewer, henan.otherCountyAgencyId);
  expect(await mergeUnits(base.platform, countyReviewer, { unitId, intoUnitId })).toEqual({
    ok: false,
    error: { code: 'unit-not-found' },
  });
  const both = await Promise.all([
    mergeUnits(base.platform, cityReviewer, { unitId, intoUnitId }),
    mergeUnits(base.platform, cityReviewer, { unitId: intoUnitId, intoUnitId: unitId }),
  ]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  const states = await Promise.all([unitId, intoUnitId].map((id) => getUnit(base.platform, cityReviewer, id)));
  expect(states.map((unit) => unit?.state).sort()).toEqual(['active', 'merged']);
});

test('a node closes only when nothing hangs below it any more', async () => {
  const { henan } = scheme;
  const { systemAdministrator, cityReviewer } = henan.callers;
  const { agencyId } = must(
    await openAgency(base.platform, systemAdministrator, {
      parentId: henan.otherCityAgencyId,
      kind: 'county',
      code: 'EMPTY-SOON',
      name: '空县',
    }),
  );
  const creditCode = testCreditCode('411625', 7_001);
  await enter(henan.callers.officeReviewer, agencyId, { creditCode });
  const close = (caller: Caller, id: string): ReturnType<typeof closeAgency> =>
    closeAgency(base.platform, caller, { agencyId: id });
  expect(await close(cityReviewer, agencyId)).toEqual({ ok: false, error: { code: 'not-of-the-office' } });
  expect(await close(systemAdministrator, henan.rootAgencyId)).toEqual({
    ok: false,
    error: { code: 'agency-is-root' },
  });
  expect(await close(systemAdministrator, agencyId)).toEqual({
    ok: false,
    error: { code: 'agency-in-use', agencies: 0, units: 1 },
  });
  must(await moveUnit(base.platform, systemAdministrator, { creditCode, agencyId: henan.cityAgencyId }));
  must(await close(systemAdministrator, agencyId));
  expect(await registerUnit(base.platform, henan.callers.officeReviewer, typed(agencyId))).toEqual({
    ok: false,
    error: { code: 'agency-closed' },
  });
});

test('a second node with a code or a name of its sister is refused, a county has nothing below it', async () => {
  const { henan } = scheme;
  const open = (parentId: string, kind: 'city' | 'county', name: string, code: string): ReturnType<typeof openAgency> =>
    openAgency(base.platform, henan.callers.systemAdministrator, { parentId, kind, name, code });
  const taken = { ok: false, error: { code: 'agency-taken' } };
  expect(await open(henan.cityAgencyId, 'county', '甲县', 'NEW-1')).toEqual(taken);
  expect(await open(henan.cityAgencyId, 'county', '新县', 'HENAN-11')).toEqual(taken);
  expect(await open(henan.countyAgencyId, 'county', '乡', 'NEW-2')).toEqual({
    ok: false,
    error: { code: 'agency-level' },
  });
  expect(await open(scheme.gansu.cityAgencyId, 'county', '乡', 'NEW-3')).toEqual({
    ok: false,
    error: { code: 'agency-not-found' },
  });
});

test('pages meet without gap or overlap, by id and by the beginning of the name, in a county and in an office of 100,000', async () => {
  const { henan } = scheme;
  await base.asSuperuser(
    `INSERT INTO tenant.unit (office_id, id, agency_id, name, credit_code, staff_count, eligible_count, state, registered_at)
     SELECT $1, gen_random_uuid(), CASE WHEN n % 2500 = 0 THEN $2::uuid ELSE $3::uuid END,
       '大厂' || n, lpad(n::text, 18, '0'), 1, 1, 'active', now() FROM generate_series(1, 100000) n`,
    [henan.officeId, henan.otherCityAgencyId, henan.rootAgencyId],
  );
  await base.asSuperuser('ANALYZE tenant.unit');
  const { officeReviewer } = henan.callers;
  const pages = async (query: Parameters<typeof findUnits>[2], caller: Caller, limit: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let after: { name: string; id: string } | undefined; ; ) {
      const page = await findUnits(base.platform, caller, query, { limit, ...(after === undefined ? {} : { after }) });
      ids.push(...page.items.map(({ id }) => id));
      after = page.next;
      if (after === undefined) return ids;
    }
  };
  const ofCounty = await pages({ agencyId: henan.otherCityAgencyId }, officeReviewer, 7);
  expect(ofCounty).toHaveLength(40);
  expect(new Set(ofCounty).size).toBe(40);
  const reviewer: Caller = {
    access: {
      scope: 'agencies',
      officeId: henan.officeId,
      agencyIds: [henan.otherCityAgencyId],
      actorId: base.platform.newId(),
    },
  };
  expect(new Set(await pages({}, reviewer, 15))).toEqual(new Set(ofCounty));
  const named = await pages({ namePrefix: '大厂777' }, officeReviewer, 10);
  expect(named).toHaveLength(111);
  expect(new Set(named).size).toBe(111);

  for (const [caller, query] of [
    [officeReviewer, {}],
    [reviewer, {}],
    [officeReviewer, { namePrefix: '大厂5' }],
    [officeReviewer, { state: 'registered' }],
  ] as const) {
    const times: number[] = [];
    for (let at = 0; at < 3; at += 1) {
      const begin = performance.now();
      await findUnits(base.platform, caller, query, { limit: 50 });
      times.push(performance.now() - begin);
    }
    expect([query, caller.access.scope, Math.min(...times) < 2_000]).toEqual([query, caller.access.scope, true]);
  }
});

test('a unit split off takes its staff along and names where it came from; both tell it in their history', async () => {
  const { henan } = scheme;
  const { countyReviewer, otherCountyReviewer, cityReviewer } = henan.callers;
  const unitId = await enter(countyReviewer, henan.countyAgencyId, {
    staffCount: 90,
    womenCount: 40,
    eligibleCount: 80,
  });
  const { agencyId: _, ...branch } = typed(henan.countyAgencyId, { staffCount: 30, womenCount: 10, eligibleCount: 25 });
  expect(await splitUnit(base.platform, otherCountyReviewer, { ...branch, unitId })).toMatchObject({
    error: { code: 'unit-not-found' },
  });
  expect(await splitUnit(base.platform, countyReviewer, { ...branch, unitId, staffCount: 90 })).toEqual({
    ok: false,
    error: { code: 'split-counts-faulty' },
  });
  const split = must(await splitUnit(base.platform, countyReviewer, { ...branch, unitId }));
  expect(await getUnit(base.platform, cityReviewer, unitId)).toMatchObject({
    state: 'active',
    staffCount: 60,
    womenCount: 30,
    eligibleCount: 55,
  });
  expect(await getUnit(base.platform, cityReviewer, split.unitId)).toMatchObject({
    state: 'active',
    predecessorId: unitId,
    staffCount: 30,
  });
  const { contact: __, ...unchanged } = branch;
  must(await amendUnit(base.platform, countyReviewer, { ...unchanged, unitId: split.unitId, address: '新址' }));
  expect(await getUnit(base.platform, cityReviewer, split.unitId)).toMatchObject({
    address: '新址',
    contact: { maskedName: '王*' },
  });
  const old = await findUnitHistory(base.platform, cityReviewer, unitId);
  expect(old?.events.map(({ act }) => act)).toEqual(['split-unit', 'register-unit']);
  expect(old?.relatives).toEqual([{ relation: 'split-off', id: split.unitId, name: branch.name }]);
  const history = await findUnitHistory(base.platform, countyReviewer, split.unitId);
  expect(history?.events.map(({ act }) => act)).toEqual(['amend-unit', 'split-unit']);
  expect(history?.relatives).toMatchObject([{ relation: 'came-from', id: unitId }]);
  expect(await findUnitHistory(base.platform, otherCountyReviewer, unitId)).toBeUndefined();
});

test('who registers a unit adds its papers until it is reviewed, and nobody opens them sideways', async () => {
  const { henan } = scheme;
  const { platform } = base;
  const kept = new Map<string, Buffer>();
  const store: DocumentStore = {
    put: (sealed) => {
      const address = createHash('sha256').update(sealed).digest();
      kept.set(address.toString('hex'), Buffer.from(sealed));
      return Promise.resolve(address);
    },
    find: (address) => Promise.resolve(kept.get(Buffer.from(address).toString('hex'))),
  };
  const place = { officeId: henan.officeId, agencyId: henan.countyAgencyId };
  const registered = await registerUnit(
    platform,
    selfRegistration(place.officeId, place.agencyId),
    typed(henan.countyAgencyId),
  );
  const { unitId } = must(registered);
  const token = registrationToken(platform, { ...place, unitId });
  expect(readRegistrationToken(platform, token.replace(unitId, platform.newId()), {})).toBeUndefined();
  const bearer = readRegistrationToken(platform, token, {});
  if (bearer === undefined) throw new Error('our own token is refused');
  const add = (file: Buffer): ReturnType<typeof addUnitPaper> =>
    addUnitPaper(platform, store, bearer.caller, { unitId: bearer.unitId, kind: 'unit-certificate' }, file);
  expect(await add(Buffer.from('MZ'))).toMatchObject({ error: { code: 'paper-refused' } });
  const { paperId } = must(await add(A_PDF));
  expect(await findUnitPapers(platform, henan.callers.countyReviewer, unitId)).toMatchObject([
    { id: paperId, kind: 'unit-certificate', media_type: 'application/pdf' },
  ]);
  const paper = await openUnitPaper(platform, store, henan.callers.countyReviewer, { unitId, paperId });
  expect(paper?.bytes).toEqual(A_PDF);
  expect(await openUnitPaper(platform, store, henan.callers.otherCountyReviewer, { unitId, paperId })).toBeUndefined();
  must(await reviewUnit(platform, henan.callers.countyReviewer, { unitId, decision: 'pass' }));
  expect(await add(A_PDF)).toEqual({ ok: false, error: { code: 'unit-state', state: 'active' } });
});
