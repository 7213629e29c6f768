/**
 * Time and memory of reading a workbook of 200,000 rows × 12 columns, beside inflating it alone, each in a process of its own.
 *
 * `npm run bench -- read-workbook [--rows N] [--rounds N]`
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { workbookOf } from './workbooks/make-workbook.ts';
import { MEASURES } from './workbooks/measures.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
  },
});
const ROWS = Number(values.rows);
const ROUNDS = Number(values.rounds);

interface Figures {
  readonly count: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMegabytes: number;
}

if (values.only !== undefined) await measureHere(values.only);
else await measureAll();

/** In the process that the other started: one round, from a cold start. */
async function measureHere(name: string): Promise<void> {
  const measure = MEASURES[name];
  if (measure === undefined) throw new Error(`no measure is called ${name}`);
  const path = await pathFor(name);
  const from = performance.now();
  const cpuFrom = process.cpuUsage();
  const count = await measure(path, ROWS);
  const { user, system } = process.cpuUsage(cpuFrom);
  const wallMs = performance.now() - from;
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ count, wallMs, cpuMs: (user + system) / 1000, peakMegabytes } satisfies Figures));
}

function pathFor(name: string): Promise<string> {
  return workbookOf(ROWS, name.includes('roster') ? 6 : 12);
}

async function measureAll(): Promise<void> {
  console.log(
    `Node ${process.versions.node}，${ROWS.toLocaleString('en-US')} 行，各 ${ROUNDS} 轮取最好，每轮一个新进程`,
  );
  console.log('   墙钟 ms   对单纯解压   处理器 ms   峰值内存 MB');
  let reference = 0;
  for (const name of Object.keys(MEASURES)) {
    await pathFor(name);
    const best = bestOf(Array.from({ length: ROUNDS }, () => runApart(name)));
    if (reference === 0) reference = best.wallMs;
    const isReading = !name.startsWith('inflate') && !name.includes('writer');
    if (isReading && best.count !== ROWS + 1) throw new Error(`${name} saw ${best.count} rows`);
    const figures = [
      best.wallMs.toFixed(0),
      (best.wallMs / reference).toFixed(1),
      best.cpuMs.toFixed(0),
      best.peakMegabytes.toFixed(0),
    ];
    console.log(`${figures.map((figure) => figure.padStart(11)).join('')}  ${name}`);
  }
}

function runApart(name: string): Figures {
  const file = process.argv[1] ?? '';
  const { stdout, status } = spawnSync(process.execPath, [file, '--rows', values.rows, '--only', name], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${name} failed`);
  return JSON.parse(stdout) as Figures;
}

function bestOf(all: readonly Figures[]): Figures {
  const [first, ...rest] = all;
  if (first === undefined) throw new RangeError('at least one round');
  return rest.reduce((best, figures) => (figures.wallMs < best.wallMs ? figures : best), first);
}
