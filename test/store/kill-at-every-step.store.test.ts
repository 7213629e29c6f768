import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededDice } from '#generator/dice.ts';
import { parseDate } from '#kernel/civil-date.ts';
import { sealAudit, verifyAudit } from '#modules/audit/index.ts';
import { trialBalance } from '#modules/ledger/index.ts';
import { saveKeyRing } from '#platform/cryptography/key-ring-source.ts';
import { must, openTestScheme, type TestOffice } from '../support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import type { PathOrders, PathReport } from '../support/whole-path-program.ts';

const PROGRAM = join(import.meta.dirname, '../support/whole-path-program.ts');
const folder = mkdtempSync(join(tmpdir(), 'tongzhou-kills-'));

/** A scheme and the ring of its database as a file, for programs that are killed on it. */
interface Ground {
  readonly base: TestDatabase;
  readonly henan: TestOffice;
  readonly ringFile: string;
}

const MOST_KILLS = 12;

let undisturbed: Ground;
let killedAtCommits: Ground;
let killedAnywhen: Ground;
let whole: PathReport;
beforeAll(async () => {
  undisturbed = await openGround('undisturbed');
  killedAtCommits = await openGround('killed-at-commits');
  killedAnywhen = await openGround('killed-anywhen');
  const { report } = await new WaitingProgram(undisturbed).run(null);
  if (report === undefined) throw new Error('the undisturbed program was killed');
  whole = report;
});
afterAll(async () => {
  for (const ground of [undisturbed, killedAtCommits, killedAnywhen]) await ground?.base.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openGround(name: string): Promise<Ground> {
  const base = await createTestDatabase();
  const { henan } = await openTestScheme(base.platform);
  const ringFile = join(folder, `${name}.json`);
  must(await saveKeyRing(ringFile, base.platform.ring(), 'new'));
  return { base, henan, ringFile };
}

type Death = PathOrders['death'];

interface Run {
  readonly report: PathReport | undefined;
  readonly wasKilled: boolean;
}

/** One program on a ground, started before it is needed: most of its life is its start. */
class WaitingProgram {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly ground: Ground;
  private printed = '';
  private complaint = '';

  constructor(ground: Ground) {
    this.ground = ground;
    this.child = spawn(process.execPath, [PROGRAM, ground.base.url, ground.ringFile], {
      env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
    });
    this.child.stdout.on('data', (bytes: Buffer) => {
      this.printed += bytes.toString();
    });
    this.child.stderr.on('data', (bytes: Buffer) => {
      this.complaint += bytes.toString();
    });
  }

  /** Walks the path, and dies where it is told to, or by our hand after so long. */
  async run(death: Death, killAfterMs?: number): Promise<Run> {
    const { officeId, callers } = this.ground.henan;
    const ended = new Promise<NodeJS.Signals | null>((resolve) => {
      this.child.once('exit', (_code, signal) => resolve(signal));
    });
    this.child.stdin.end(`${JSON.stringify({ officeId, callers, death } satisfies PathOrders)}\n`);
    const timer = killAfterMs === undefined ? undefined : setTimeout(() => this.child.kill('SIGKILL'), killAfterMs);
    const signal = await ended;
    clearTimeout(timer);
    if (signal === 'SIGKILL') return { report: undefined, wasKilled: true };
    if (this.printed === '') throw new Error(`the program failed: ${this.complaint}`);
    return { report: JSON.parse(this.printed) as PathReport, wasKilled: false };
  }

  end(): void {
    this.child.kill('SIGKILL');
  }
}

/** Both sides of each commit: on the second run what the first one lost is written again. */
function deathsOf({ writes }: PathReport): readonly NonNullable<Death>[] {
  return writes.flatMap(([step, count]) =>
    Array.from({ length: count }).flatMap(() => [
      { step, nth: 1, when: 'before-commit' } as const,
      { step, nth: 1, when: 'after-commit' } as const,
    ]),
  );
}

/** How many rows each table has, and the books. */
async function stateOf({ base, henan }: Ground): Promise<unknown> {
  const tables = await base.asSuperuser<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('tenant', 'directory', 'local', 'stage') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname !~ '^audit_(seal|head)$' ORDER BY 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await base.asSuperuser<{ count: string }>(`SELECT count(*) FROM ${name}`);
    counts[name] = Number(row?.count);
  }
  const states = await base.asSuperuser(
    `SELECT 'period' AS of, state, count(*), NULL AS fen FROM tenant.coverage_period GROUP BY state
     UNION ALL SELECT 'claim', state, count(*), sum(amount_fen) FROM tenant.claim GROUP BY state
     UNION ALL SELECT 'order', state, count(*), sum(received_fen) FROM tenant.contribution_order GROUP BY state
     UNION ALL SELECT 'payout', state, count(*), sum(amount_fen) FROM tenant.payout GROUP BY state
     UNION ALL SELECT 'act', act, count(*), NULL FROM tenant.audit_row GROUP BY act
     UNION ALL SELECT 'event', kind, count(*), NULL FROM tenant.outbox_event GROUP BY kind ORDER BY 1, 2`,
  );
  const onDay = parseDate('2025-12-31');
  return { counts, states, balance: await trialBalance(base.platform, henan.callers.accountant, { onDay }) };
}

/** Programs on a ground one after the other, the next already started. */
class Programs {
  private readonly ground: Ground;
  private next: WaitingProgram;

  constructor(ground: Ground) {
    this.ground = ground;
    this.next = new WaitingProgram(ground);
  }

  async run(death: Death, killAfterMs?: number): Promise<Run> {
    const now = this.next;
    this.next = new WaitingProgram(this.ground);
    return await now.run(death, killAfterMs);
  }

  end(): void {
    this.next.end();
  }
}

/** The last program's answers, the rows, the books and the trail are those of a path that nobody disturbed. */
async function expectUndisturbed(ground: Ground, last: PathReport | undefined): Promise<void> {
  expect(last?.answers).toEqual(whole.answers);
  expect(await stateOf(ground)).toEqual(await stateOf(undisturbed));
  await sealAudit(ground.base.platform, ground.henan.officeId);
  expect((await verifyAudit(ground.base.platform, ground.henan.officeId)).faultCount).toBe(0);
}

test('killed on either side of every commit and started again, the program loses and doubles nothing', async () => {
  const deaths = deathsOf(whole);
  expect(deaths.length).toBeGreaterThan(30);
  const programs = new Programs(killedAtCommits);
  for (const death of deaths) {
    expect({ death, ...(await programs.run(death)) }).toEqual({ death, report: undefined, wasKilled: true });
  }
  const { report } = await programs.run(null);
  programs.end();
  await expectUndisturbed(killedAtCommits, report);
}, 180_000);

test('killed at any moment and started again, the program loses and doubles nothing', async () => {
  const seed = Date.now() % 1_000_000;
  const dice = seededDice(seed);
  const programs = new Programs(killedAnywhen);
  let kills = 0;
  let report: PathReport | undefined;
  for (let runs = 0; report === undefined; runs += 1) {
    const run = await programs.run(null, runs < MOST_KILLS ? dice.integer(5, 100 + 80 * runs) : undefined);
    if (run.wasKilled) kills += 1;
    report = run.report;
  }
  programs.end();
  process.stdout.write(`killed ${kills} times with seed ${seed}\n`);
  expect(kills).toBeGreaterThan(0);
  await expectUndisturbed(killedAnywhen, report);
}, 120_000);
