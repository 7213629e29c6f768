/**
 * Decisions a second on one core, and lines a second of `tongzhou adjudicate`, each beside a reference in the same run.
 *
 * `npm run bench -- adjudicate [--seconds N]`. The other engines are installed into bench/engines when first needed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { adjudicate } from '#scheme/adjudicate.ts';
import type { Case } from '#scheme/case.ts';
import { readCase } from '#scheme/read-case.ts';
import { adjudicateLines } from '../src/cli/adjudicate-lines.ts';
import { listContenders } from './adjudicate/engines.ts';
import { makeCases } from './adjudicate/make-cases.ts';
import { makeSimplifiedFacts } from './adjudicate/simplified.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '2' } } });
const SECONDS = Number(values.seconds);
const CASES = 5_000;
const LINES = 200_000;

if (!existsSync(new URL('engines/node_modules', import.meta.url))) {
  const installed = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: new URL('engines', import.meta.url),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (installed.status !== 0) throw new Error('npm ci in bench/engines failed');
}

/** Seconds of processor time that this process has used: unlike the clock's, other programs do not slow them down. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Rounds of `round` (which does `count` things) for about the given seconds; the best rate, things a second. */
async function bestRate(count: number, round: () => unknown): Promise<number> {
  await round();
  let best = 0;
  const until = performance.now() + SECONDS * 1000;
  do {
    const from = cpuSeconds();
    await round();
    best = Math.max(best, count / (cpuSeconds() - from));
  } while (performance.now() < until);
  return best;
}

function row(name: string, rate: number, reference: number): void {
  const figure = Math.round(rate).toLocaleString('en-US').padStart(14);
  console.log(`${figure}  ${(rate / reference).toFixed(2).padStart(10)}  ${name}`);
}

console.log(`Node ${process.versions.node}，${cpus()[0]?.model ?? ''}，按处理器时间计，每项约 ${SECONDS} 秒取最好一轮`);

let kept = 0;

console.log('\n一、命令 adjudicate 的每秒行数，对同样各行 JSON.parse + JSON.stringify 之比');
console.log('        每秒    对 JSON 之比');
const lines = makeCases(LINES, 2).map((json) => JSON.stringify(json));
const file = Buffer.from(`${lines.join('\n')}\n`);
const floor = await bestRate(LINES, () => {
  for (const line of lines) kept += JSON.stringify(JSON.parse(line)).length;
});
row('JSON.parse + JSON.stringify', floor, floor);
const piece = 64 * 1024;
function* input(): Generator<Uint8Array> {
  for (let at = 0; at < file.length; at += piece) yield file.subarray(at, at + piece);
}
const command = await bestRate(LINES, async () => {
  for await (const out of adjudicateLines(Readable.from(input()), () => undefined)) kept += out.length;
});
row('案件逐行读入、核算、写出结论', command, floor);
const cases = makeCases(CASES)
  .map((json) => readCase(JSON.parse(JSON.stringify(json))))
  .map((read): Case => {
    if (!read.ok) throw new Error(`${read.error.field} ${read.error.message}`);
    return read.value;
  });
let steps = 0;
let paid = 0;
// no decision is kept: V8 would learn to allocate all that follow as if they lived for ever
for (const each of cases) {
  const decision = adjudicate(each);
  steps += decision.steps.length / CASES;
  if (decision.outcome === 'pay') paid += 1 / CASES;
}

console.log(`\n二、完整核算：${CASES} 个案件，${(paid * 100).toFixed(0)} % 给付，平均 ${steps.toFixed(1)} 步`);
console.log('        每秒  对一百万之比');
const full = await bestRate(CASES * 40, () => {
  for (let i = 0; i < 40; i++) for (const each of cases) kept += adjudicate(each).amountFen;
});
row('完整结论（金额、步骤、条款、读法）', full, 1_000_000);

console.log('\n三、同一个简化的决定（8 个条件和金额）');
console.log('        每秒   对 ZEN 表达式之比');
const facts = makeSimplifiedFacts(1000);
const rates: { name: string; rate: number }[] = [];
let expected: readonly number[] | undefined;
for (const { name, perRound, decide } of await listContenders()) {
  const amounts = await Promise.all(facts.map((each) => decide(each)));
  expected ??= amounts;
  const differing = amounts.findIndex((amount, i) => amount !== expected?.[i]);
  if (differing >= 0)
    throw new Error(`${name} decides ${amounts[differing]} where ours decides ${expected[differing]}`);
  const asynchronous = decide(facts[0] as (typeof facts)[0]) instanceof Promise;
  const rate = await bestRate(
    perRound,
    asynchronous
      ? async () => {
          for (let i = 0; i < perRound; i++) kept += await decide(facts[i % 1000] as (typeof facts)[0]);
        }
      : () => {
          for (let i = 0; i < perRound; i++) kept += decide(facts[i % 1000] as (typeof facts)[0]) as number;
        },
  );
  rates.push({ name, rate });
}
const zen = rates.find(({ name }) => name.includes('表达式'))?.rate ?? 1;
for (const { name, rate } of rates) row(name, rate, zen);

if (kept === 0) throw new Error('nothing was decided');
