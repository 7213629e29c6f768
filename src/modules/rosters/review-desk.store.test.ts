import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatDate, parseDate, startOfDay } from '#kernel/civil-date.ts';
import { reconcile } from '#modules/books/index.ts';
import { beginCovers } from '#modules/contributions/index.ts';
import { ACCOUNTS, balancesOn, post } from '#modules/ledger/index.ts';
import { registerUnit } from '#modules/organisations/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import { SettableClock } from '#platform/clock.ts';
import { gunzip } from '#platform/gunzip.ts';
import { DECLARED, filed, persons, program, rosterFile, submitted } from '../../../test/support/joining-fixture.ts';
import { must, openTestScheme, type TestScheme, testCreditCode } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  decideGrant,
  extendRoster,
  fileRoster,
  findGrants,
  findRoster,
  findRosterChanges,
  findRosters,
  passRosters,
  proposeGrant,
  reviewRoster,
  rosterFlags,
  submitRoster,
  withdrawGrant,
  withdrawRoster,
} from './index.ts';

let base: TestDatabase;
let scheme: TestScheme;
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
});
afterAll(() => base?.close());

/** A unit of five in the county, with who acts for it. */
async function smallUnit(): Promise<Caller> {
  const { officeId, countyAgencyId, cityAgencyId, rootAgencyId, callers } = scheme.henan;
  const { unitId } = must(
    await registerUnit(base.platform, callers.officeReviewer, {
      agencyId: countyAgencyId,
      name: '甲县小学',
      creditCode: testCreditCode('411600', 77),
      address: '某路二号',
      staffCount: 6,
      womenCount: 3,
      eligibleCount: 5,
      contact: { name: '连系', phone: '13900001077' },
    }),
  );
  const agencyIds = [rootAgencyId, cityAgencyId, countyAgencyId];
  return { access: { scope: 'unit', officeId, unitId, agencyIds, actorId: base.platform.newId() } };
}

test('many rosters pass together, each an act of its own; what asks for a look is told and stays', async () => {
  const { unitAgent, cityUnitAgent, countyReviewer, officeReviewer } = scheme.henan.callers;
  const { platform } = base;
  const plain = await submitted(platform, { agent: await smallUnit(), rows: persons(1, 5) });
  const differing = await submitted(platform, {
    agent: unitAgent,
    rows: persons(301, 3),
    program: 'national-accident',
  });
  const elsewhere = await submitted(platform, { agent: cityUnitAgent, rows: persons(401, 2) });
  const key = { ...countyReviewer, idempotencyKey: 'one-press-of-a-button' };
  const passing = { rosterIds: [plain, differing, elsewhere, plain] };
  const first = must(await passRosters(platform, key, passing));
  expect(first.passed.map(({ rosterId, state }) => [rosterId, state])).toEqual([[plain, 'in-review']]);
  expect(first.notPassed).toEqual([
    { rosterId: differing, code: 'roster-flagged' },
    { rosterId: elsewhere, code: 'roster-unknown' },
  ]);
  expect(must(await passRosters(platform, key, passing))).toEqual(first);
  const flagged = await findRoster(platform, officeReviewer, differing);
  expect(flagged && rosterFlags(flagged)).toEqual(['eligible-differs']);
  const tooMany = await passRosters(platform, key, { rosterIds: Array.from({ length: 21 }, () => platform.newId()) });
  expect(tooMany).toEqual({ ok: false, error: { code: 'too-many-rosters', most: 20 } });
});

test('a roster waits with its deadline, in working days of the level; the first due stands first', async () => {
  const { cityUnitAgent, cityReviewer, officeReviewer } = scheme.henan.callers;
  const { platform } = base;
  const [first] = await findRosters(platform, cityReviewer, {
    waitsForAgency: scheme.henan.cityAgencyId,
    limit: 10,
  });
  const later = await submitted(platform, { agent: cityUnitAgent, rows: persons(411, 2) });
  const queue = await findRosters(platform, cityReviewer, { waitsForAgency: scheme.henan.cityAgencyId, limit: 10 });
  expect(queue.map(({ due_on }) => due_on !== null)).not.toContain(false);
  expect(queue[0]?.id).toBe(first?.id);
  expect(queue.at(-1)?.id).toBe(later);
  const found = async (unitBegins: string): Promise<readonly string[]> =>
    (await findRosters(platform, cityReviewer, { unitBegins, limit: 10 })).map(({ id }) => id);
  const unitName = queue.at(-1)?.unit_name ?? '';
  expect(await found(unitName)).toContain(later);
  expect(await found(`${unitName}%`)).toEqual([]);
  must(await reviewRoster(platform, cityReviewer, { rosterId: later, outcome: 'pass' }));
  const above = await findRoster(platform, officeReviewer, later);
  const before = queue.at(-1)?.due_on ?? 0;
  expect(formatDate(above?.due_on ?? 0) > formatDate(before)).toBe(true);
  expect(above?.reviewing_kind).toBe('office');
});

test('what comes back is told row by row: kept, corrected, dropped, added, and the figures before and after', async () => {
  const { otherUnitAgent: agent, otherCountyReviewer } = scheme.henan.callers;
  const { platform } = base;
  const rows = persons(501, 5);
  const rosterId = await filed(platform, { agent, rows });
  must(await submitRoster(platform, agent, { rosterId, declaration: DECLARED }));
  expect(await findRosterChanges(platform, otherCountyReviewer, rosterId)).toBeUndefined();
  const asked = [2, 3, 4].map((row) => ({ row, reason: '请核对' }));
  must(await reviewRoster(platform, otherCountyReviewer, { rosterId, outcome: 'send-back', rows: asked }));
  const [, corrected] = rows;
  const file = await rosterFile([...(corrected ? [{ ...corrected, phone: '13912345678' }] : []), ...persons(511, 2)]);
  must(await extendRoster(platform, agent, { rosterId, fileName: '改.xlsx' }, file, { gunzip }));
  must(await submitRoster(platform, agent, { rosterId, declaration: DECLARED, keepRows: [2] }));

  const changes = await findRosterChanges(platform, otherCountyReviewer, rosterId);
  expect(changes).toMatchObject({ before: { accepted: 5 }, now: { accepted: 6 }, added: 3, leftOut: 0, isCut: false });
  expect(changes?.rows.map(({ row, became, sentBackFor }) => [row, became, sentBackFor])).toEqual([
    [2, 'kept', '请核对'],
    [3, 'dropped', '请核对'],
    [4, 'open', '请核对'],
    [8, 'added', undefined],
    [9, 'added', undefined],
    [10, 'added', undefined],
  ]);
  expect(changes?.rows[1]?.note).toContain('已由第 8 行');
});

test('cover is given: proposed by one, approved by another, paid out of the relief fund, begun by the rule of the 25th', async () => {
  const { platform } = base;
  const { henan } = scheme;
  const { officeReviewer: proposer, approver, cashier, countyReviewer, unitAgent } = henan.callers;
  const clock = new SettableClock(startOfDay(parseDate('2025-05-10')) + 9 * 3_600_000);
  const dated = { ...platform, clock };
  const draft = async (first: number): Promise<string> => {
    const input = { unitId: henan.unitId, program: 'national-accident', shares: 1, fileName: '困难职工.xlsx' } as const;
    return must(await fileRoster(dated, proposer, input, await rosterFile(persons(first, 4)), { gunzip })).rosterId;
  };
  const grant = {
    kind: 'hardship',
    purpose: '2025 年困难职工赠送保障',
    funding: 'relief-fund',
    payerName: '河南省办事处',
    declaration: DECLARED,
  } as const;
  const rosterId = await draft(601);
  expect(await proposeGrant(dated, countyReviewer, { ...grant, rosterId })).toEqual({
    ok: false,
    error: { code: 'grant-office-only' },
  });
  const proposed = must(await proposeGrant(dated, proposer, { ...grant, rosterId }));
  expect(proposed).toMatchObject({ members: 4, amountFen: 10_000, voided: [] });
  expect(await findRosters(dated, proposer, { waitsForAgency: henan.rootAgencyId, limit: 50 })).not.toContainEqual(
    expect.objectContaining({ id: rosterId }),
  );
  expect(await reviewRoster(dated, proposer, { rosterId, outcome: 'pass' })).toMatchObject({
    error: { code: 'roster-state' },
  });
  expect(await withdrawRoster(dated, unitAgent, { rosterId })).toMatchObject({ error: { code: 'roster-state' } });
  const decision = { grantId: proposed.grantId, approve: true };
  expect(await decideGrant(dated, proposer, decision)).toEqual({ ok: false, error: { code: 'own-grant' } });
  expect(await decideGrant(dated, approver, decision)).toEqual({
    ok: false,
    error: { code: 'relief-fund-short', balanceFen: 0 },
  });
  must(
    await perform(dated, cashier, { name: 'allocate', input: {} }, async (act) => {
      await act.audit({ act: 'allocate', objectKind: 'office', objectId: henan.officeId });
      return await post(act, {
        event: 'surplus-allocated',
        objectKind: 'office',
        objectId: henan.officeId,
        onDay: parseDate('2025-05-01'),
        amounts: { reliefFund: 25_000, developmentFund: 0 },
      });
    }),
  );
  const decided = must(await decideGrant(dated, approver, decision));
  expect(decided).toMatchObject({ state: 'approved', order: { amountFen: 10_000 } });
  expect(await findGrants(dated, approver, { limit: 5 })).toMatchObject([
    { id: proposed.grantId, state: 'approved', start_on: parseDate('2025-05-11'), member_count: 4 },
  ]);
  expect(await findGrants(dated, countyReviewer, { limit: 5 })).toEqual([]);
  clock.set(startOfDay(parseDate('2025-05-11')) + 9 * 3_600_000);
  expect(await beginCovers(dated, program(henan.officeId))).toHaveLength(1);
  const balances = await balancesOn(dated, approver, parseDate('2025-05-11'));
  const balance = (code: string): number | undefined =>
    balances.find(({ account }) => account.code === code)?.amountFen;
  expect([balance(ACCOUNTS.reliefFund.code), balance(ACCOUNTS.unearnedContributions.code)]).toEqual([15_000, 10_000]);
  const { differences } = must(await reconcile(dated, approver));
  expect(differences.filter(({ cause }) => cause === 'order-received')).toEqual([]);

  const other = must(await proposeGrant(dated, proposer, { ...grant, rosterId: await draft(611) }));
  const refused = { grantId: other.grantId, approve: false, reason: '不在今年名单内' };
  expect(must(await decideGrant(dated, approver, refused)).state).toBe('refused');
  const again = must(await proposeGrant(dated, proposer, { ...grant, rosterId: await draft(611) }));
  expect(again.voided).toEqual([]);
  must(await withdrawGrant(dated, proposer, { grantId: again.grantId }));

  // two at the same moment where the fund has enough for one
  const two = [await draft(621), await draft(631)];
  const waiting: string[] = [];
  for (const id of two) waiting.push(must(await proposeGrant(dated, proposer, { ...grant, rosterId: id })).grantId);
  const both = await Promise.all(waiting.map((grantId) => decideGrant(dated, approver, { grantId, approve: true })));
  expect(both.map((each) => (each.ok ? each.value.state : each.error.code)).toSorted()).toEqual([
    'approved',
    'relief-fund-short',
  ]);
});
