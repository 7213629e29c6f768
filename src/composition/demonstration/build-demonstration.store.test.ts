import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseDate } from '#kernel/civil-date.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { buildDemonstration } from './build-demonstration.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

it('x', async () => {
  const started = performance.now();
  const people = await buildDemonstration(database.platform, parseDate('2025-12-25')).catch((e) => {
    console.log(e);
    return [];
  });
  console.log(
    performance.now() - started,
    people.map(({ title }) => title),
  );
  console.log(
    await database.asSuperuser(
      'select state, origin, outcome, reviewing_agency_id, array_agg(distinct flags::text) f, count(*) from tenant.claim group by 1,2,3,4',
    ),
  );
  console.log(await database.asSuperuser('select state, count(*) from tenant.roster group by 1'));
  console.log(await database.asSuperuser('select state, count(*) from tenant.contribution_order group by 1'));
  console.log(await database.asSuperuser('select state, count(*) from tenant.unit group by 1'));
  console.log(
    await database.asSuperuser('select state, count(*), sum(payout_count) from tenant.payout_batch group by 1'),
  );
  console.log(
    await database.asSuperuser('select file_name, counts, paid_fen, imported_on from tenant.settlement_import'),
  );
  expect(1).toBe(1);
});
