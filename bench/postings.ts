/**
 * Postings per second, each an act of its own with its audit row, beside pgbench's TPC-B-like transaction on the same
 * durable server in the same run; entries per second where thousands are posted at once; and reading balances.
 *
 * `npm run bench -- postings [--seconds N] [--rounds N] [--clients N] [--entries N]`; pgbench of Debian's postgresql-15.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseDate } from '#kernel/civil-date.ts';
import { ok } from '#kernel/result.ts';
import { foldMovements, type Posting, post, postMany, trialBalance } from '#modules/ledger/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import { startEmbeddedServer } from '#platform/database/embedded/embedded-server.ts';
import type { Platform } from '#platform/platform.ts';
import { createTestDatabase } from '../test/support/test-database.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    clients: { type: 'string', default: '8' },
    entries: { type: 'string', default: '200000' },
  },
});
const SECONDS = Number(values.seconds);
const CLIENTS = Number(values.clients);
const PGBENCH = '/usr/lib/postgresql/15/bin/pgbench';
const FIRST_DAY = parseDate('2025-01-01');

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-postings-'));
const started = await startEmbeddedServer({ folder: join(folder, 'database') });
if (!started.ok) throw new Error(started.error.message);
try {
  process.env['TONGZHOU_TEST_SERVER'] = started.value.superuserUrl;
  const base = await createTestDatabase();
  try {
    await measure(base.platform, started.value.superuserUrl);
  } finally {
    await base.close();
  }
} finally {
  await started.value.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(platform: Platform, serverUrl: string): Promise<void> {
  const caller: Caller = { access: { scope: 'office', officeId: platform.newId(), actorId: SYSTEM_ACTOR_ID } };
  run(PGBENCH, '--initialize', '--quiet', '--scale', '20', serverUrl);
  await postFor(platform, caller, 1);
  let [reference, prepared, postings] = [0, 0, 0];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    reference = Math.max(reference, tpcB(serverUrl, 'simple'));
    prepared = Math.max(prepared, tpcB(serverUrl, 'prepared'));
    postings = Math.max(postings, await postFor(platform, caller, SECONDS));
  }
  print(reference, 1, `pgbench，TPC-B，${CLIENTS} 个连接，每秒事务`);
  print(prepared, prepared / reference, '同上，语句预先准备');
  print(postings, postings / reference, `逐笔记账（含留痕），${CLIENTS} 个连接，每秒笔数`);
  const bulk = await postInBulk(platform, caller, Number(values.entries));
  print(bulk, bulk / reference, '成批记账，一次 5,000 笔，每秒笔数');
  const from = performance.now();
  const folded = await foldMovements(platform, caller);
  console.log(`汇入余额 ${folded.toLocaleString('en-US')} 笔：${(performance.now() - from).toFixed(0)} 毫秒`);
  const asked = performance.now();
  const { debitFen, creditFen } = await trialBalance(platform, caller, { onDay: parseDate('2025-12-31') });
  if (debitFen !== creditFen) throw new Error('the books are not balanced');
  console.log(`试算平衡表：${(performance.now() - asked).toFixed(1)} 毫秒`);
}

function tpcB(serverUrl: string, protocol: 'simple' | 'prepared'): number {
  const report = run(
    PGBENCH,
    ...['--client', String(CLIENTS), '--jobs', '2', '--time', String(SECONDS), '--protocol', protocol, '--no-vacuum'],
    serverUrl,
  );
  return Number(/tps = ([\d.]+)/.exec(report)?.[1]);
}

function run(program: string, ...given: string[]): string {
  const { stdout, stderr, status } = spawnSync(program, given, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  return stdout;
}

/** Postings per second of as many clients, one after the other each. */
async function postFor(platform: Platform, caller: Caller, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  let count = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      await acting(platform, caller, (act) => post(act, postingOf(act, count)));
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return count / seconds;
}

async function postInBulk(platform: Platform, caller: Caller, entries: number): Promise<number> {
  const from = performance.now();
  for (let posted = 0; posted < entries; posted += 5_000) {
    await acting(platform, caller, (act) =>
      postMany(
        act,
        Array.from({ length: 5_000 }, (_, index) => postingOf(act, posted + index)),
      ),
    );
  }
  return entries / ((performance.now() - from) / 1_000);
}

function postingOf(act: Act, number: number): Posting {
  return {
    event: 'contribution-earned',
    objectKind: 'contribution-order',
    objectId: act.newId(),
    onDay: FIRST_DAY + (number % 365),
    amountFen: 8_000,
  };
}

async function acting(platform: Platform, caller: Caller, work: (act: Act) => Promise<unknown>): Promise<void> {
  await perform(platform, caller, { name: 'post', input: {} }, async (act) => {
    await act.audit({ act: 'post', objectKind: 'bench', objectId: act.newId() });
    return ok(await work(act));
  });
}

function print(perSecond: number, ratio: number, name: string): void {
  console.log(`${perSecond.toFixed(0).padStart(10)}${ratio.toFixed(2).padStart(9)}  ${name}`);
}
