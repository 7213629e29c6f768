/**
 * A month close of an office with 1,000,000 covers: contributions earned by the day, the month closed, the whole chain checked,
 * trial balance and fund statement read. Beside them one plain UPDATE of as many order rows as are earned, in the same run.
 *
 * `npm run bench -- month-close [--covers N] [--members N]`: members of an order; on the server of TONGZHOU_TEST_SERVER (a
 * superuser's address), else on an embedded one that waits for the disk.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addYears, parseDate, startOfDay } from '#kernel/civil-date.ts';
import { closeMonth, earnContributions, fundStatement, reconcile } from '#modules/books/index.ts';
import { foldMovements, trialBalance } from '#modules/ledger/index.ts';
import { startEmbeddedServer } from '#platform/database/embedded/embedded-server.ts';
import { plantOrders } from '../test/support/plant-orders.ts';
import { must, openTestScheme } from '../test/support/scheme-fixture.ts';
import { createTestDatabase } from '../test/support/test-database.ts';

const { values } = parseArgs({
  options: { covers: { type: 'string', default: '1000000' }, members: { type: 'string', default: '50' } },
});
const COVERS = Number(values.covers);
const MEMBERS = Number(values.members);
const ORDERS = Math.ceil(COVERS / MEMBERS);
const ORDERS_PER_STATEMENT = 4_000;
const START = parseDate('2026-01-02');
const FEE_FEN = 8_000;

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-month-close-'));
const given = process.env['TONGZHOU_TEST_SERVER'];
const started = given === undefined ? await startEmbeddedServer({ folder: join(folder, 'database') }) : undefined;
if (started?.ok === false) throw new Error(started.error.message);
try {
  if (started !== undefined) process.env['TONGZHOU_TEST_SERVER'] = started.value.superuserUrl;
  await measure();
} finally {
  await started?.value.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  const base = await createTestDatabase();
  try {
    const { henan } = await openTestScheme(base.platform);
    const { accountant } = henan.callers;
    base.clock.set(startOfDay(parseDate('2026-02-03')));
    for (let from = 0; from < ORDERS; from += ORDERS_PER_STATEMENT) {
      await plantOrders(
        base,
        henan,
        Array.from({ length: Math.min(ORDERS_PER_STATEMENT, ORDERS - from) }, () => ({
          amountFen: MEMBERS * FEE_FEN,
          startOn: START,
          endOn: addYears(START, 1) - 1,
        })),
      );
    }
    await base.asSuperuser(
      `INSERT INTO tenant.coverage_period (office_id, start_on, id, end_on, agency_id, unit_id, person_id, member_id, program, shares,
         order_id, state)
       SELECT o.office_id, o.start_on, gen_random_uuid(), o.end_on, o.agency_id, o.unit_id, gen_random_uuid(), gen_random_uuid(),
         o.program, 1, o.id, 'in-force'
       FROM tenant.contribution_order o, generate_series(1, $1)`,
      [MEMBERS],
    );
    await base.asSuperuser('ANALYZE');
    print(COVERS, `保障期，${ORDERS} 份缴费通知`);
    const plain = await timed(() =>
      base.asSuperuser('UPDATE tenant.contribution_order SET member_count = member_count'),
    );
    print(plain, '对照：一条 UPDATE 改同样多的缴费通知，毫秒');
    print(await timed(async () => must(await earnContributions(base.platform, accountant))), '计提一个月会费，毫秒');
    print(await timed(() => foldMovements(base.platform, accountant)), '汇总余额，毫秒');
    const month = parseDate('2026-01-01');
    print(await timed(async () => must(await closeMonth(base.platform, accountant, { month }))), '月结，毫秒');
    const period = { fromDay: month, onDay: parseDate('2026-01-31') };
    print(await timed(() => trialBalance(base.platform, accountant, period)), '试算平衡表，毫秒');
    print(await timed(() => fundStatement(base.platform, accountant, period)), '基金收支表，毫秒');
    print(await timed(async () => must(await reconcile(base.platform, accountant))), '全链对账，毫秒');
  } finally {
    await base.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function print(figure: number, what: string): void {
  process.stdout.write(`${figure.toFixed(0).padStart(10)}  ${what}\n`);
}
