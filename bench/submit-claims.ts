/**
 * Claims sent per second, each an act of its own: draft opened, papers counted, decided by the rules, its place in the
 * limits held, stored with event and audit row; beside pgbench's simple-update on the same durable server in the same run.
 *
 * `npm run bench -- submit-claims [--claims N] [--clients N]`; pgbench of Debian's postgresql-15.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { submitDraft } from '#modules/drafts/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { startEmbeddedServer } from '#platform/database/embedded/embedded-server.ts';
import { openFolderStore } from '#platform/documents/folder-store.ts';
import { CONSENTS, filledDraft, inpatientFacts, withCard } from '../test/support/claim-draft.ts';
import { plantCovers } from '../test/support/plant-covers.ts';
import { must, openTestScheme } from '../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../test/support/test-database.ts';

const { values } = parseArgs({
  options: { claims: { type: 'string', default: '400' }, clients: { type: 'string', default: '8' } },
});
const CLAIMS = Number(values.claims);
const CLIENTS = Number(values.clients);
/** Sent before anything is timed: each connection has planned its statements, as it has in the program after a minute. */
const WARMING = CLIENTS * 10;
const PGBENCH = '/usr/lib/postgresql/15/bin/pgbench';

interface Ready {
  readonly caller: Caller;
  readonly draftId: string;
  readonly version: number;
}

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-submissions-'));
const started = await startEmbeddedServer({ folder: join(folder, 'database') });
if (!started.ok) throw new Error(started.error.message);
try {
  process.env['TONGZHOU_TEST_SERVER'] = started.value.superuserUrl;
  const base = await createTestDatabase();
  try {
    await measure(base, started.value.superuserUrl);
  } finally {
    await base.close();
  }
} finally {
  await started.value.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(base: TestDatabase, serverUrl: string): Promise<void> {
  const drafts = await prepare(base);
  run(PGBENCH, '--initialize', '--quiet', '--scale', '20', serverUrl);
  const before = simpleUpdates(serverUrl);
  await send(base, drafts.slice(CLAIMS));
  const [from, cpuFrom] = [performance.now(), process.cpuUsage()];
  await send(base, drafts.slice(0, CLAIMS));
  const perSecond = CLAIMS / ((performance.now() - from) / 1_000);
  const { user, system } = process.cpuUsage(cpuFrom);
  const reference = Math.max(before, simpleUpdates(serverUrl));
  print(reference, 1, `pgbench，simple-update，${CLIENTS} 个连接，每秒事务`);
  print(perSecond, perSecond / reference, `提交申领（核算、占用额度、留痕），${CLIENTS} 个连接，每秒件数（目标 0.25）`);
  console.log(
    `每件用本进程处理器 ${((user + system) / 1_000 / CLAIMS).toFixed(1)} 毫秒，负载 ${loadavg()[0]?.toFixed(1)}`,
  );
}

/** Sends drafts, as many at a time as there are clients. */
async function send({ platform }: TestDatabase, drafts: readonly Ready[]): Promise<void> {
  const waiting = [...drafts];
  const client = async (): Promise<void> => {
    for (let draft = waiting.pop(); draft !== undefined; draft = waiting.pop()) {
      const { caller, draftId, version } = draft;
      must(await submitDraft(platform, caller, { draftId, version, consents: CONSENTS }));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

/** Everybody with cover since a year, a card, and a stay of fifteen days told with its papers. */
async function prepare(base: TestDatabase): Promise<readonly Ready[]> {
  const { platform, clock } = base;
  const { henan: office } = await openTestScheme(platform);
  const store = openFolderStore(join(folder, 'documents'));
  const covers = await plantCovers(base, {
    officeId: office.officeId,
    agencyId: office.countyAgencyId,
    unitId: office.unitId,
    program: 'henan-inpatient',
    startOn: parseDate('2025-05-26'),
    endOn: parseDate('2026-05-25'),
    persons: Array.from({ length: CLAIMS + WARMING }, (_, at) => ({
      name: `会员${at}`,
      residentId: `41162419900202${String(1_000 + at).padStart(4, '0')}`,
    })),
  });
  clock.set(startOfDay(parseDate('2025-09-20')) + 10 * 3_600_000);
  const drafts: Ready[] = [];
  for (const { personId, memberId } of covers) {
    const caller: Caller = {
      access: { scope: 'person', officeId: office.officeId, personId, actorId: platform.newId() },
    };
    await withCard(platform, caller, memberId);
    const draft = await filledDraft(platform, store, caller, {
      benefit: 'inpatient',
      facts: inpatientFacts('2025-08-15', '2025-08-30'),
      onlyCore: true,
    });
    drafts.push({ caller, ...draft });
  }
  return drafts;
}

function simpleUpdates(serverUrl: string): number {
  const report = run(
    PGBENCH,
    ...['--builtin', 'simple-update', '--client', String(CLIENTS), '--jobs', '2', '--time', '6', '--no-vacuum'],
    serverUrl,
  );
  return Number(/tps = ([\d.]+)/.exec(report)?.[1]);
}

function run(program: string, ...given: string[]): string {
  const { stdout, stderr, status } = spawnSync(program, given, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  return stdout;
}

function print(perSecond: number, ratio: number, name: string): void {
  console.log(`${perSecond.toFixed(1).padStart(10)}${ratio.toFixed(3).padStart(9)}  ${name}`);
}
