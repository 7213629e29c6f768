/**
 * Time and memory of filing a roster of 200,000 rows, from the file to stored and checked rows, beside inflating the
 * workbook alone and beside plain COPY of the very rows that it stores; then of filing it again, when everybody is known.
 *
 * Each in a process of its own, on the server of TONGZHOU_TEST_SERVER (a superuser's address), else on an embedded one that
 * does not wait for the disk.
 *
 * `npm run bench -- file-roster [--rows N] [--threads N]`
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { fileRoster } from '#modules/rosters/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { createBulkCryptography } from '#platform/cryptography/bulk/bulk-cryptography.ts';
import { readKeyRing, writeKeyRing } from '#platform/cryptography/key-ring.ts';
import { Database } from '#platform/database/database.ts';
import { gunzip } from '#platform/gunzip.ts';
import { uuidMaker } from '#platform/identifier.ts';
import { openTestScheme } from '../test/support/scheme-fixture.ts';
import { setup } from '../test/support/store-setup.ts';
import { createTestDatabase } from '../test/support/test-database.ts';
import { workbookOf } from './workbooks/make-workbook.ts';
import { MEASURES } from './workbooks/measures.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '200000' },
    threads: { type: 'string', default: '2' },
    only: { type: 'string' },
    task: { type: 'string', default: '{}' },
  },
});
const ROWS = Number(values.rows);

/** What a process of the bench gets and gives. */
interface Task {
  readonly url: string;
  readonly superuserUrl: string;
  readonly copyFile: string;
  readonly unitId: string;
  readonly access: Caller['access'];
  readonly ring: string;
  readonly now: number;
}

interface Figures {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMegabytes: number;
}

const ROW = `SELECT e.roster_id, e.row_number, e.person_id, e.member_id, p.resident_hash_0, p.resident_hash_1,
    m.phone_hash_0, m.phone_hash_1, p.wrapped_key, m.sealed,
    (SELECT array_agg(t.token) FROM tenant.member_token t WHERE t.office_id = m.office_id AND t.member_id = m.id) AS tokens,
    e.delayed_retirement, e.repaired, e.previous_end_on
  FROM tenant.roster_entry e JOIN tenant.person p ON p.office_id = e.office_id AND p.id = e.person_id
    JOIN tenant.member m ON m.office_id = e.office_id AND m.id = e.member_id`;

const WORK: Readonly<Record<string, (task: Task) => Promise<void>>> = {
  inflate: async () => {
    await MEASURES['inflate alone']?.(await workbookOf(ROWS, 6), ROWS);
  },
  copy: async ({ superuserUrl, copyFile }) => {
    await withClient(superuserUrl, async (client) => {
      await pipeline(createReadStream(copyFile), client.query(copyFrom('COPY public.plain_row FROM STDIN')));
    });
  },
  file: async ({ url, unitId, access, ring, now }) => {
    const database = new Database({ url, connections: 4 });
    const clock = { now: () => now };
    const keys = readKeyRing(ring);
    if (keys === undefined) throw new Error('no ring');
    const bulk = createBulkCryptography(keys, { threads: Number(values.threads) });
    const platform = { database, clock, ring: () => keys, newId: uuidMaker(clock), bulk: () => bulk };
    const input = { unitId, program: 'henan-inpatient', shares: 1, fileName: '名单.xlsx' } as const;
    const filed = await fileRoster(platform, { access }, input, await openAsBlob(await workbookOf(ROWS, 6)), {
      gunzip,
    });
    if (!filed.ok || filed.value.accepted !== ROWS) throw new Error(JSON.stringify(filed).slice(0, 500));
    await bulk.close();
    await database.close();
  },
};

/** In the process that the other started. */
async function measureHere(name: string, task: Task): Promise<void> {
  const from = performance.now();
  const cpuFrom = process.cpuUsage();
  await WORK[name]?.(task);
  const { user, system } = process.cpuUsage(cpuFrom);
  const wallMs = performance.now() - from;
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ wallMs, cpuMs: (user + system) / 1000, peakMegabytes } satisfies Figures));
}

async function measureAll(): Promise<void> {
  await workbookOf(ROWS, 6);
  const stopServer = await setup();
  const base = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'tongzhou-file-roster-'));
  try {
    const { henan } = await openTestScheme(base.platform);
    const task: Task = {
      url: base.url,
      superuserUrl: base.superuserUrl,
      copyFile: join(folder, 'rows'),
      unitId: henan.unitId,
      access: henan.callers.unitAgent.access,
      ring: writeKeyRing(base.platform.ring()),
      now: base.platform.clock.now(),
    };
    console.log(
      `Node ${process.versions.node}，${ROWS.toLocaleString('en-US')} 行，每项一个新进程，负载 ${loadavg()[0]?.toFixed(1)}`,
    );
    console.log('   墙钟 ms   处理器 ms   峰值内存 MB');
    const inflate = best(3, 'inflate', task);
    const first = best(1, 'file', task);
    await base.asSuperuser(`ANALYZE`);
    await base.asSuperuser(`CREATE TABLE public.plain_row AS ${ROW} LIMIT 0`);
    await withClient(base.superuserUrl, async (client) => {
      await pipeline(client.query(copyTo(`COPY (${ROW}) TO STDOUT`)), createWriteStream(task.copyFile));
    });
    const copy = best(3, 'copy', task);
    const again = best(1, 'file', task);
    print('只解压', inflate);
    print('只 COPY 同样的行，无索引', copy);
    print('上传到存好，人都是新的', first);
    print('上传到存好，人都认识（续保）', again);
    const sum = inflate.wallMs + copy.wallMs;
    console.log(`对两者之和：新 ${(first.wallMs / sum).toFixed(2)}，续保 ${(again.wallMs / sum).toFixed(2)}（目标 3）`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await base.close();
    await stopServer?.();
  }
}

function best(rounds: number, name: string, task: Task): Figures {
  const all = Array.from({ length: rounds }, () => runApart(name, task));
  return all.reduce((least, figures) => (figures.wallMs < least.wallMs ? figures : least));
}

function runApart(name: string, task: Task): Figures {
  const args = ['--rows', values.rows, '--threads', values.threads, '--only', name, '--task', JSON.stringify(task)];
  const { stdout, status } = spawnSync(process.execPath, [process.argv[1] ?? '', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    // as the program itself starts (scripts/bootstrap.js)
    env: { ...process.env, NODE_COMPILE_CACHE: getCompileCacheDir() },
  });
  if (status !== 0) throw new Error(`${name} failed`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Figures;
}

function print(name: string, { wallMs, cpuMs, peakMegabytes }: Figures): void {
  const figures = [wallMs, cpuMs, peakMegabytes].map((figure) => figure.toFixed(0).padStart(11));
  console.log(`${figures.join('')}  ${name}`);
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

if (values.only === undefined) await measureAll();
else await measureHere(values.only, JSON.parse(values.task) as Task);
