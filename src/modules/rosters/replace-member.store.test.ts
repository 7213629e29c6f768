import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOfDay } from '#kernel/civil-date.ts';
import { findCovers } from '#modules/covers/index.ts';
import {
  day,
  imported,
  morning,
  ordered,
  persons,
  rosterFile,
  type TypedPerson,
  unitOf,
} from '../../../test/support/joining-fixture.ts';
import { must, openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { decideReplacement, fileRoster, findReplacements, findRosterEntries, requestReplacement } from './index.ts';

let base: TestDatabase;
let scheme: TestScheme;
let orderId: string;
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
  const { unitAgent, cashier } = scheme.henan.callers;
  const joining = { agent: unitAgent, rows: persons(1, 3), program: 'national-accident', shares: 2 } as const;
  const order = await ordered(base.platform, scheme.henan, joining);
  orderId = order.id;
  await imported(base.platform, cashier, [
    { on: '2025-05-10', time: '08:00:00', amountFen: order.amountFen, remark: order.reference, recordId: 'X1' },
  ]);
  base.clock.set(startOfDay(day('2025-05-11')) + 1);
  await morning(base.platform, scheme.henan.officeId);
});
afterAll(() => base?.close());

const periods = async (): Promise<Awaited<ReturnType<typeof findCovers>>> =>
  await findCovers(base.platform, scheme.henan.callers.cashier, { orderId, limit: 20 });
const request = (
  periodId: string,
  joiner: Pick<TypedPerson, 'name' | 'residentId' | 'phone'>,
): ReturnType<typeof requestReplacement> =>
  requestReplacement(base.platform, scheme.henan.callers.unitAgent, { orderId, periodId, joiner });
const decide = (replacementId: string, agree = true, reason?: string): ReturnType<typeof decideReplacement> =>
  decideReplacement(base.platform, scheme.henan.callers.countyReviewer, { replacementId, agree, reason });

test('one worker takes the place of another from the next day on, for the rest of the period', async () => {
  const [period] = await periods();
  const [covered, joiner] = [...persons(2, 1), ...persons(50, 1)];
  if (period === undefined || covered === undefined || joiner === undefined) throw new Error('nobody there');
  expect(await request(period.id, covered)).toMatchObject({ error: { code: 'joiner-covered' } });
  expect(await request(period.id, { ...joiner, phone: '12' })).toMatchObject({
    error: { code: 'joiner-data', field: 'phone' },
  });
  const { replacementId } = must(await request(period.id, joiner));
  expect(await request(period.id, joiner)).toMatchObject({ error: { code: 'replacement-waits' } });
  expect(
    await decideReplacement(base.platform, scheme.henan.callers.unitAgent, { replacementId, agree: true }),
  ).toMatchObject({ error: { code: 'own-submission' } });
  expect(
    await decideReplacement(base.platform, scheme.henan.callers.otherCountyReviewer, { replacementId, agree: true }),
  ).toMatchObject({ error: { code: 'replacement-unknown' } });
  expect(must(await decide(replacementId))).toEqual({ replacedOn: day('2025-05-11') });
  const after = await periods();
  expect(after.map(({ startOn, endOn, state, shares }) => [startOn, endOn, state, shares])).toEqual(
    expect.arrayContaining([
      [day('2025-05-11'), day('2025-05-11'), 'replaced', 2],
      [day('2025-05-12'), day('2026-05-10'), 'in-force', 2],
    ]),
  );
  expect(after).toHaveLength(4);
  expect(
    await findReplacements(base.platform, scheme.henan.callers.unitAgent, { waiting: false, limit: 5 }),
  ).toMatchObject([{ state: 'done', joiner: { residentId: expect.stringContaining('*') } }]);
});

test('nobody is replaced on whom a benefit was paid or is being claimed, or on the last day', async () => {
  const period = (await periods()).find(({ state }) => state === 'in-force');
  const [joiner] = persons(60, 1);
  if (period === undefined || joiner === undefined) throw new Error('nobody there');
  const { replacementId } = must(await request(period.id, joiner));
  const { officeId, countyAgencyId, unitId } = scheme.henan;
  // planted: a claim that is being reviewed
  await base.asSuperuser(
    `INSERT INTO tenant.claim (office_id, submitted_on, id, agency_id, unit_id, person_id, member_id, program, benefit,
       period_id, origin, state, reviewing_agency_id, outcome, amount_fen, submitted_by, sealed, changed_at)
     SELECT $1, '2025-05-11', gen_random_uuid(), $2, $3, person_id, member_id, program, 'medical', id, 'unit', 'in-review',
       $2, 'pay', 100, $3, '\\x00', now() FROM tenant.coverage_period WHERE id = $4`,
    [officeId, countyAgencyId, unitId, period.id],
  );
  expect(await decide(replacementId)).toMatchObject({ error: { code: 'benefit-claimed' } });
  await base.asSuperuser(`UPDATE tenant.claim SET state = 'declined', outcome = 'decline', reviewing_agency_id = NULL`);
  base.clock.set(startOfDay(day('2026-05-10')) + 1);
  expect(await decide(replacementId)).toMatchObject({ error: { code: 'last-day' } });
  expect(await decide(replacementId, false)).toMatchObject({ error: { code: 'reason-missing' } });
  expect(must(await decide(replacementId, false, '保障今天到期'))).toEqual({ replacedOn: undefined });
});

test('filed again, whoever is the same stays as he was sealed; another phone is sealed anew', async () => {
  const { unitAgent } = scheme.henan.callers;
  const rows = persons(900, 3);
  const input = { unitId: unitOf(unitAgent), program: 'henan-inpatient', shares: 1, fileName: '名单.xlsx' } as const;
  const sealedOf = async (rosterId: string): Promise<readonly string[]> => {
    const members = await base.asSuperuser<{ sealed: string }>(
      `SELECT encode(m.sealed, 'hex') AS sealed FROM tenant.roster_entry e JOIN tenant.member m ON m.id = e.member_id
       WHERE e.roster_id = $1 ORDER BY e.row_number`,
      [rosterId],
    );
    return members.map(({ sealed }) => sealed);
  };
  const first = must(await fileRoster(base.platform, unitAgent, input, await rosterFile(rows)));
  const before = await sealedOf(first.rosterId);
  const changed = rows.map((row, at) => (at === 1 ? { ...row, phone: '13911112222' } : row));
  const again = must(await fileRoster(base.platform, unitAgent, input, await rosterFile(changed)));
  const after = await sealedOf(again.rosterId);
  expect(after.map((sealed, at) => sealed === before[at])).toEqual([true, false, true]);
  const entries = await findRosterEntries(base.platform, unitAgent, {
    rosterId: again.rosterId,
    afterRow: 0,
    limit: 9,
    onlyRepaired: false,
  });
  expect(entries.map(({ phone }) => phone.slice(-4))).toEqual(['0900', '2222', '0902']);
});
