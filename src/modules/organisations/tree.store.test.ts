import { afterAll, beforeAll, expect, test } from 'vitest';
import { must, openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { findTree, openHenan, openOffice, subtreeOf } from './index.ts';

let base: TestDatabase;
let scheme: TestScheme;
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
});
afterAll(() => base?.close());

test('a node sees itself and what lies below it, never sideways', async () => {
  const { henan } = scheme;
  const sight = async (name: keyof typeof henan.callers): Promise<string[]> =>
    (await findTree(base.platform, henan.callers[name])).map((agency) => agency.name);
  const whole = ['河南省办事处', '一市', '二市', '甲县', '乙县'];
  expect(await sight('officeReviewer')).toEqual(whole);
  expect(await sight('systemAdministrator')).toEqual(whole);
  expect(await sight('cityReviewer')).toEqual(['一市', '甲县', '乙县']);
  expect(await sight('countyReviewer')).toEqual(['甲县']);
  expect(await sight('unitAgent')).toEqual(['河南省办事处', '一市', '甲县']);
});

test('an office sees nothing of another, whatever ids it is asked for', async () => {
  const { henan, gansu } = scheme;
  const seen = await base.platform.database.transaction(henan.callers.officeReviewer.access, async (transaction) => [
    ...(await subtreeOf(transaction, gansu.officeId, gansu.rootAgencyId)),
    ...(await subtreeOf(transaction, henan.officeId, gansu.rootAgencyId)),
  ]);
  expect(seen).toEqual([]);
});

test('a subtree is the node and all below it', async () => {
  const { henan } = scheme;
  const { access } = henan.callers.officeReviewer;
  const below = await base.platform.database.transaction(access, (transaction) =>
    subtreeOf(transaction, henan.officeId, henan.cityAgencyId),
  );
  expect(below).toEqual([henan.cityAgencyId, henan.countyAgencyId, henan.otherCountyAgencyId].sort());
});

const ADMINISTRATORS = {
  systemAdministrator: { name: '甲某', phone: '13600000001' },
  securityAdministrator: { name: '乙某', phone: '13600000002' },
  auditAdministrator: { name: '丙某', phone: '13600000003' },
};

test('Henan opens on an empty database, with the account of the notice and thirteen nodes below its city; once', async () => {
  const empty = await createTestDatabase();
  try {
    const opened = must(await openHenan(empty.platform, ADMINISTRATORS));
    expect(opened.countyAgencyIds.size).toBe(13);
    expect(new Set(Object.values(opened.invitations).map(({ code }) => code)).size).toBe(3);
    const [office] = await empty.asSuperuser('SELECT bank_account_number, bank_number FROM reference.office');
    expect(office).toEqual({ bank_account_number: '255993175316', bank_number: '104491063206' });
    expect(await openHenan(empty.platform, ADMINISTRATORS)).toEqual({ ok: false, error: { code: 'office-taken' } });
    expect(await empty.asSuperuser('SELECT FROM tenant.agency WHERE parent_id IS NULL')).toHaveLength(1);
  } finally {
    await empty.close();
  }
});

test('an office whose administrators cannot be invited is not opened at all', async () => {
  const input = { code: 'HUBEI', name: '湖北省办事处', kind: 'office', openedOn: 739_000 } as const;
  const administrators = { ...ADMINISTRATORS, auditAdministrator: { name: '丙某', phone: '12345' } };
  expect(await openOffice(base.platform, {}, { ...input, administrators })).toEqual({
    ok: false,
    error: { code: 'phone-faulty' },
  });
  expect(await base.asSuperuser(`SELECT FROM reference.office WHERE code = 'HUBEI'`)).toEqual([]);
  must(await openOffice(base.platform, {}, { ...input, administrators: ADMINISTRATORS }));
});
