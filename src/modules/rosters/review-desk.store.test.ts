import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatDate } from '#kernel/civil-date.ts';
import { gunzip } from '#platform/gunzip.ts';
import { DECLARED, filed, persons, rosterFile, submitted } from '../../../test/support/joining-fixture.ts';
import { must, openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  extendRoster,
  findRoster,
  findRosterChanges,
  findRosters,
  passRosters,
  reviewRoster,
  rosterFlags,
  submitRoster,
} from './index.ts';

let base: TestDatabase;
let scheme: TestScheme;
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
});
afterAll(() => base?.close());

/** As many as the units of the scheme are registered with. */
const EVERYBODY = 280;

test('many rosters pass together, each an act of its own; what asks for a look is told and stays', async () => {
  const { unitAgent, cityUnitAgent, countyReviewer, officeReviewer } = scheme.henan.callers;
  const { platform } = base;
  const plain = await submitted(platform, {
    agent: unitAgent,
    rows: persons(1, EVERYBODY),
    eligibleCount: EVERYBODY,
  });
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
