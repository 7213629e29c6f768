import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDebianPostgres } from '../test/support/debian-postgres.ts';
import { ensureChromium } from './chromium.ts';
import { inspectWalls } from './walls.ts';

const root = join(import.meta.dirname, '..');

/** No check may hang a CI run: far above what any takes (figures in docs/adr/0003). */
const LONGEST_CHECK_MILLISECONDS = 10 * 60_000;

export interface CheckResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What a developer needs to see when something failed. */
  readonly output: string;
}

export interface Check {
  readonly name: string;
  readonly title: string;
  /** How many processor cores it keeps busy. */
  readonly cores: 1 | 2;
  readonly run: () => Promise<CheckResult>;
}

/** Every check of `npm test`, the quick ones first. */
export function listChecks(): Check[] {
  return [
    {
      name: 'lint',
      title: '格式与写法 biome',
      cores: 1,
      run: () => runTool('biome', ['check', '--error-on-warnings']),
    },
    { name: 'types', title: '类型 tsc', cores: 1, run: () => runTool('tsc', ['-b']) },
    { name: 'walls', title: '依赖方向 dependency-cruiser', cores: 1, run: runWalls },
    {
      name: 'unused',
      title: '无用代码 knip',
      cores: 1,
      run: () => runTool('knip', []),
    },
    // the types end a while after the other tools: what is left of a core is taken up
    { name: 'unit', title: '单元与架构测试 vitest', cores: 1, run: () => runVitest(['unit', 'architecture'], {}) },
    { name: 'store', title: '数据库测试 自带 PostgreSQL 18', cores: 2, run: () => runVitest(['store'], {}) },
    { name: 'store-15', title: '数据库测试 Debian PostgreSQL 15', cores: 2, run: runStoreTestsOnDebian },
    { name: 'browser', title: '浏览器测试 Chromium', cores: 2, run: runBrowserTests },
  ];
}

async function runTool(tool: string, args: readonly string[]): Promise<CheckResult> {
  const { code, output } = await run(tool, args, {});
  return code === 0 ? { passed: 1, failed: 0, skipped: 0, output } : { passed: 0, failed: 1, skipped: 0, output };
}

async function runWalls(): Promise<CheckResult> {
  const { modules, edges, breaches } = await inspectWalls(root);
  const output = [...breaches, `${modules} modules, ${edges} edges`].join('\n');
  return { passed: breaches.length === 0 ? 1 : 0, failed: breaches.length, skipped: 0, output };
}

/**
 * These drive the whole program, or its interface and commands; what they prove does not depend on the server's version, and
 * all that they ask of it is asked by the others too.
 */
const ON_THE_NEWER_SERVER_ALONE = [
  'test/store/kill-at-every-step.store.test.ts',
  'test/store/dump.store.test.ts',
  'test/store/attack-routes.store.test.ts',
  'src/cli/commands/walk.store.test.ts',
  'src/composition/demonstration/build-demonstration.store.test.ts',
  'src/platform/jobs/jobs.store.test.ts',
  'src/modules/keys/rotate-key.store.test.ts',
  'src/http/routes/**',
  'src/cli/**',
];

/** The other store tests on the oldest server that is supported: installed by apt where it is missing. */
async function runStoreTestsOnDebian(): Promise<CheckResult> {
  try {
    const server = await startDebianPostgres();
    try {
      const excluded = ON_THE_NEWER_SERVER_ALONE.flatMap((path) => ['--exclude', path]);
      return await runVitest(['store'], { TONGZHOU_TEST_SERVER: server.superuserUrl }, excluded);
    } finally {
      await server.stop();
    }
  } catch (error) {
    return { passed: 0, failed: 1, skipped: 0, output: error instanceof Error ? error.message : String(error) };
  }
}

async function runBrowserTests(): Promise<CheckResult> {
  try {
    return await runVitest(['browser'], { CHROMIUM_PATH: await ensureChromium() });
  } catch (error) {
    return { passed: 0, failed: 1, skipped: 0, output: error instanceof Error ? error.message : String(error) };
  }
}

async function runVitest(
  projects: readonly string[],
  env: Readonly<Record<string, string>>,
  further: readonly string[] = [],
): Promise<CheckResult> {
  const folder = mkdtempSync(join(tmpdir(), 'tongzhou-report-'));
  try {
    const report = join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const args = ['run', ...projects.flatMap((project) => ['--project', project]), ...further, ...reporters];
    const { code, output } = await run('vitest', args, env);
    return { ...countTests(report, code), output };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The parts of vitest's JSON report that are counted. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/** Counts from the report; a file that did not load, and a run that failed without a failed test, count as one failure. */
function countTests(report: string, code: number | null): Omit<CheckResult, 'output'> {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }: VitestReport = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    const unloaded = testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    ).length;
    const failed = numFailedTests + unloaded;
    return {
      passed: numPassedTests,
      failed: failed === 0 && code !== 0 ? 1 : failed,
      skipped: numPendingTests + numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const running = new Set<ChildProcess>();

/** Ends the tools that still run: a check that was interrupted leaves nothing behind. */
export function stopChecks(): void {
  for (const child of running) child.kill();
}

/** Runs a tool of node_modules/.bin in the project's folder, its two outputs in one. */
function run(
  tool: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, 'node_modules', '.bin', tool), args, {
      cwd: root,
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LONGEST_CHECK_MILLISECONDS,
    });
    running.add(child);
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      running.delete(child);
      if (signal !== null) chunks.push(Buffer.from(`\n${tool} 被 ${signal} 终止\n`));
      resolve({ code, output: Buffer.concat(chunks).toString() });
    });
  });
}
