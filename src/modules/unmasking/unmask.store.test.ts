import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '#platform/acts/act.ts';
import { lookupHash } from '#platform/cryptography/lookup-hash.ts';
import { sealPerson } from '#platform/cryptography/seal-person.ts';
import { must, openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { openTestAccount } from '../../../test/support/test-accounts.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { unmask } from './index.ts';

let base: TestDatabase;
let scheme: TestScheme;
let memberId: string;
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
  memberId = base.platform.newId();
  const { officeId, countyAgencyId, unitId } = scheme.henan;
  const personId = base.platform.newId();
  const residentId = '411625199001011236';
  const { sealed, wrappedKey } = must(
    sealPerson(base.platform.ring(), {
      officeId,
      personId,
      name: '郑十一',
      residentId,
      phone: undefined,
      fields: {},
      wrappedKey: undefined,
    }),
  );
  await base.asSuperuser(
    'INSERT INTO tenant.person (office_id, id, resident_hash_1, wrapped_key) VALUES ($1, $2, $3, $4)',
    [officeId, personId, lookupHash(base.platform.ring(), 'resident-id', residentId), wrappedKey],
  );
  await base.asSuperuser(
    'INSERT INTO tenant.member (office_id, id, agency_id, unit_id, person_id, sealed) VALUES ($1, $2, $3, $4, $5, $6)',
    [officeId, memberId, countyAgencyId, unitId, personId, sealed],
  );
});
afterAll(() => base?.close());

const NOT_FOUND = { ok: false, error: { code: 'unmasked-not-found' } };

test('a member is shown in full within the tree, as far as asked, and the reason is kept sealed', async () => {
  const { callers } = scheme.henan;
  const look = (caller: Caller): ReturnType<typeof unmask> =>
    unmask(base.platform, caller, {
      kind: 'member',
      id: memberId,
      fields: ['residentId', 'phone'],
      reason: '核对证件，郑十一来电',
    });
  for (const caller of [callers.otherCountyReviewer, callers.otherUnitAgent, callers.systemAdministrator]) {
    expect(await look(caller)).toEqual(NOT_FOUND);
  }
  expect(await look(scheme.gansu.callers.officeReviewer)).toEqual(NOT_FOUND);
  for (const caller of [callers.countyReviewer, callers.unitAgent]) {
    expect(await look(caller)).toEqual({ ok: true, value: { residentId: '411625199001011236' } });
  }
  const trail = await base.asSuperuser<{ actor_id: string; detail: object; row: string }>(
    `SELECT actor_id, detail, a::text AS row FROM tenant.audit_row a WHERE act = 'unmask' ORDER BY id`,
  );
  expect(trail.map(({ actor_id, detail }) => [actor_id, detail])).toEqual(
    [callers.countyReviewer, callers.unitAgent].map(({ access }) => [
      access.actorId,
      { fields: ['residentId', 'phone'] },
    ]),
  );
  for (const { row } of trail) expect(row).not.toContain('郑十一');
});

test('who was deleted stays so', async () => {
  await base.asSuperuser('UPDATE tenant.person SET wrapped_key = NULL');
  const wanted = { kind: 'member', id: memberId, fields: ['name'], reason: '核对' } as const;
  expect(await unmask(base.platform, scheme.henan.callers.countyReviewer, wanted)).toEqual({
    ok: false,
    error: { code: 'person-deleted' },
  });
});

test('contacts of units and holders of accounts are shown to those in whose sight they are', async () => {
  const { callers, unitId } = scheme.henan;
  const { accountId } = await openTestAccount(base.platform, callers.countyReviewer, 'to-be-shown', {
    role: 'unitAgent',
    unitId,
    phone: '13512345678',
  });
  const account = { kind: 'account', id: accountId, fields: ['phone'], reason: '联系本人' } as const;
  expect(await unmask(base.platform, callers.systemAdministrator, account)).toEqual({
    ok: true,
    value: { phone: '13512345678' },
  });
  expect(await unmask(base.platform, callers.otherCountyReviewer, account)).toEqual(NOT_FOUND);
  const contact = { kind: 'unit-contact', id: unitId, fields: ['name'], reason: '联系单位' } as const;
  expect(await unmask(base.platform, callers.countyReviewer, contact)).toEqual({ ok: true, value: { name: '连系' } });
  expect(await unmask(base.platform, callers.systemAdministrator, contact)).toEqual(NOT_FOUND);
});
