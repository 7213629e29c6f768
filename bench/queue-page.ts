/**
 * Database time of a page of the queue of rosters that wait for one agency, out of 100,000: the first page and one from the
 * middle, with the plan of each. The statements are those of the program, under its policies, planned and run anew.
 *
 * On the server of TONGZHOU_TEST_SERVER (a superuser's address), else on an embedded one.
 *
 * `npm run bench -- queue-page [--rosters N] [--rounds N]`
 */
import { parseArgs } from 'node:util';
import sql, { type Sql } from 'sql-template-tag';
import { listRosters, type RosterFilter } from '#modules/rosters/read-store.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { openTestScheme, testCreditCode } from '../test/support/scheme-fixture.ts';
import { setup } from '../test/support/store-setup.ts';
import { createTestDatabase } from '../test/support/test-database.ts';

const { values } = parseArgs({
  options: { rosters: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '7' } },
});
const ROSTERS = Number(values.rosters);
const ROUNDS = Number(values.rounds);
const UNITS = 2_000;
const PAGE_ROWS = 51;
const AIM_MS = 100;

interface Plan {
  readonly milliseconds: number;
  readonly lines: readonly string[];
}

const stopServer = await setup();
const base = await createTestDatabase();
try {
  const { henan } = await openTestScheme(base.platform);
  await plant(henan.officeId, henan.countyAgencyId);
  const [middle] = await base.asSuperuser<{ id: string }>(
    `SELECT id FROM tenant.roster ORDER BY submitted_on, id OFFSET ${Math.floor(ROSTERS / 2)} LIMIT 1`,
  );
  const filter = { waitsForAgency: henan.countyAgencyId, limit: PAGE_ROWS };
  const { access } = henan.callers.countyReviewer;
  console.log(`${ROSTERS.toLocaleString('en-US')} 份名单等同一机构审核，每页 ${PAGE_ROWS - 1} 份，${ROUNDS} 轮取最好`);
  for (const [name, page] of [
    ['第一页', filter],
    ['中间一页', { ...filter, after: middle?.id }],
  ] as const) {
    const plans: Plan[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      plans.push(await base.platform.database.transaction(access, (transaction) => explain(transaction, page)));
    }
    const best = plans.reduce((least, plan) => (plan.milliseconds < least.milliseconds ? plan : least));
    console.log(`\n${name}：数据库 ${best.milliseconds.toFixed(2)} ms（目标 ${AIM_MS}）`);
    console.log(best.lines.join('\n'));
  }

  /** Planning and execution of every statement of the page; the plan of the last. */
  async function explain(transaction: Transaction, page: RosterFilter): Promise<Plan> {
    let milliseconds = 0;
    let lines: readonly string[] = [];
    const explained = async (statement: Sql): Promise<never[]> => {
      const rows = await transaction.rows<{ 'QUERY PLAN': string }>(sql`EXPLAIN (ANALYZE, BUFFERS) ${statement}`);
      lines = rows.map((row) => row['QUERY PLAN']);
      for (const line of lines) milliseconds += Number(/^(?:Planning|Execution) Time: ([\d.]+)/.exec(line)?.[1] ?? 0);
      return [];
    };
    const watched = Object.assign(Object.create(transaction) as Transaction, {
      rows: explained,
      findRow: async (statement: Sql) => {
        await explained(statement);
        return await transaction.findRow(statement);
      },
    });
    await listRosters(watched, henan.officeId, page);
    return { milliseconds, lines };
  }
} finally {
  await base.close();
  await stopServer?.();
}

async function plant(officeId: string, agencyId: string): Promise<void> {
  const codes = Array.from({ length: UNITS }, (_, at) => testCreditCode('411602', at + 100_000));
  await base.asSuperuser(
    `INSERT INTO tenant.unit (office_id, id, agency_id, name, credit_code, staff_count, eligible_count, state, registered_at)
     SELECT $1, gen_random_uuid(), $2, '单位' || code, code, 300, 280, 'active', now() FROM unnest($3::text[]) AS code`,
    [officeId, agencyId, codes],
  );
  await base.asSuperuser(
    `INSERT INTO tenant.roster (office_id, id, agency_id, unit_id, program, shares, state, reviewing_agency_id, file_name,
       file_hash, filed_on, filed_by, submitted_on, submitted_by, row_count, accepted_count, rejected_count, repaired_count,
       eligible_count, round, changed_at)
     SELECT $1, gen_random_uuid(), $2, u.id, 'henan-inpatient', 1, 'in-review', $2, '名单.xlsx', '\\x00', '2025-05-01', $2,
       date '2025-05-01' + (n % 30), $2, 100, 100, 0, 0, 100, 1, now()
     FROM generate_series(1, $3) AS n
       JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM tenant.unit WHERE office_id = $1) u
         ON u.place = 1 + n % $4`,
    [officeId, agencyId, ROSTERS, UNITS],
  );
  await base.asSuperuser('ANALYZE');
}
