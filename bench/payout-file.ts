/**
 * A batch of 100,000 payouts from approved benefits to the bank's file and back: made, approved, sent, written as pain.001 with
 * the memory that this takes, then the bank's answers imported, and the same file again in halves.
 *
 * Memory is what lives after a collection (heap and buffers), taken while the file is written: after its first tenth, and
 * the most of all. The process itself grows by as much garbage as V8 cares to leave lying, which says nothing. Beside it, in the
 * same run, the reference: the same pieces kept until the file is whole, as a writer without a stream would.
 *
 * `npm run bench -- payout-file [--payouts N]`; on the server of TONGZHOU_TEST_SERVER (a superuser's address), else on an
 * embedded one that waits for the disk.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { cardCheckDigit } from '#kernel/bank-account.ts';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import {
  approvePayoutBatch,
  importPayoutResults,
  makePayoutBatch,
  registerPayeeAccounts,
  sendPayoutBatch,
  writePayoutFile,
} from '#modules/payouts/index.ts';
import { startEmbeddedServer } from '#platform/database/embedded/embedded-server.ts';
import { returnFile } from '../test/support/payout-fixture.ts';
import { type PlantedCover, plantCovers } from '../test/support/plant-covers.ts';
import { must, openTestScheme, type TestOffice } from '../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../test/support/test-database.ts';

const { values } = parseArgs({ options: { payouts: { type: 'string', default: '100000' } } });
const PAYOUTS = Number(values.payouts);
const AMOUNT_FEN = 39_952;
const ACCOUNTS_PER_ACT = 5_000;
const MEASURED_TIMES = 10;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-payout-file-'));
const given = process.env['TONGZHOU_TEST_SERVER'];
const started = given === undefined ? await startEmbeddedServer({ folder: join(folder, 'database') }) : undefined;
if (started?.ok === false) throw new Error(started.error.message);
try {
  if (started !== undefined) process.env['TONGZHOU_TEST_SERVER'] = started.value.superuserUrl;
  const base = await createTestDatabase();
  try {
    const { henan } = await openTestScheme(base.platform);
    base.clock.set(startOfDay(parseDate('2026-03-01')));
    await plant(base, henan);
    await measure(base, henan);
  } finally {
    await base.close();
  }
} finally {
  await started?.value.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Persons with cards and an approved benefit each. */
async function plant(base: TestDatabase, henan: TestOffice): Promise<void> {
  const { officeId, countyAgencyId, unitId } = henan;
  const persons = Array.from({ length: PAYOUTS }, (_, at) => ({
    name: `张${String.fromCharCode(0x4e00 + (at % 5_000))}`,
    residentId: `41162419900${String(at).padStart(6, '0')}X`,
  }));
  const startOn = parseDate('2025-05-26');
  const endOn = parseDate('2026-05-25');
  const place = { officeId, agencyId: countyAgencyId, unitId, program: 'henan-inpatient', startOn, endOn } as const;
  const covers = await plantCovers(base, { ...place, persons });
  await base.asSuperuser(
    `INSERT INTO tenant.claim (office_id, submitted_on, id, agency_id, unit_id, person_id, member_id, program, benefit, period_id,
       origin, state, outcome, amount_fen, submitted_by, sealed, changed_at)
     SELECT $1, '2026-02-01', gen_random_uuid(), $2, $3, p.person_id, p.member_id, 'henan-inpatient', 'inpatient', p.id,
       'settlement', 'approved', 'pay', $4, $1, '\\x00', now()
     FROM tenant.coverage_period p`,
    [officeId, countyAgencyId, unitId, AMOUNT_FEN],
  );
  for (let from = 0; from < covers.length; from += ACCOUNTS_PER_ACT) {
    const accounts = covers.slice(from, from + ACCOUNTS_PER_ACT).map((cover: PlantedCover, at) => {
      const first = `621700${String(from + at).padStart(12, '0')}`;
      return { memberId: cover.memberId, cardNumber: first + cardCheckDigit(first), bankName: '', bankNumber: '' };
    });
    must(await registerPayeeAccounts(base.platform, henan.callers.officeReviewer, { accounts }));
  }
  await base.asSuperuser('ANALYZE');
}

async function measure({ platform, asSuperuser }: TestDatabase, henan: TestOffice): Promise<void> {
  const { cashier, approver } = henan.callers;
  print(PAYOUTS, '笔互助金');
  const made = await timed('编制批次', () => makePayoutBatch(platform, cashier));
  const { batchId } = must(made);
  must(await approvePayoutBatch(platform, approver, { batchId }));
  must(await timed('送交银行，记入在途', () => sendPayoutBatch(platform, cashier, { batchId, layout: 'pain.001' })));
  const write = (take: (piece: string | Uint8Array) => void): Promise<unknown> =>
    timed('写 pain.001 文件', async () => must(await writePayoutFile(platform, cashier, batchId, take)));
  let bytes = 0;
  await write((piece) => {
    bytes += piece.length;
  });
  print(bytes / 1024 ** 2, '文件，兆字节');
  const kept: (string | Uint8Array)[] = [];
  for (const [what, take] of [
    ['逐段写出', () => undefined],
    ['对照：攒成整份', (piece: string | Uint8Array) => kept.push(piece)],
  ] as const) {
    const before = living();
    let [written, atTenth, most] = [0, 0, 0];
    await write((piece) => {
      take(piece);
      const measured = Math.floor((written / bytes) * MEASURED_TIMES);
      written += piece.length;
      if (Math.floor((written / bytes) * MEASURED_TIMES) === measured) return;
      const grown = living() - before;
      if (written <= (bytes * 2) / MEASURED_TIMES) atTenth = grown;
      most = Math.max(most, grown);
    });
    printTenths(atTenth, `${what}：写到十分之一时占用，兆字节`);
    printTenths(most, `${what}：最多占用，兆字节`);
  }
  const ids = await asSuperuser<{ id: string }>('SELECT end_to_end_id AS id FROM tenant.payout ORDER BY number');
  const results = ids.map(({ id }) => ({ endToEndId: id, amountFen: AMOUNT_FEN }));
  const imported = (what: string, file: Blob): Promise<unknown> =>
    timed(what, async () => must(await importPayoutResults(platform, cashier, file, { fileName: '回盘.txt' })));
  await imported('导入全部回盘', returnFile(...results));
  await imported('再导入后一半', returnFile(...results.slice(results.length / 2)));
}

/** What lives in the heap and in buffers after a collection. */
function living(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function printTenths(bytes: number, what: string): void {
  process.stdout.write(`${(bytes / 1024 ** 2).toFixed(1).padStart(10)}  ${what}\n`);
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  print(performance.now() - start, `${what}，毫秒`);
  return result;
}

function print(figure: number, what: string): void {
  process.stdout.write(`${figure.toFixed(0).padStart(10)}  ${what}\n`);
}
