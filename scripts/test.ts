/**
 * `npm test`: every check of the house, or those named (`npm test -- lint types`), two cores' worth at a time.
 *
 * Prints a line per check as it ends, the whole output of those that failed, and last the counts. Exit code 1 when
 * anything failed, 2 for an unknown name.
 */
import { constants } from 'node:os';
import type { Check, CheckResult } from './checks.ts';
import { listChecks, stopChecks } from './checks.ts';

const CORES = 2;

/** Runs the checks in their order, each as soon as the cores that it needs are free. */
async function runAll(checks: readonly Check[]): Promise<CheckResult[]> {
  let free = CORES;
  let wake = (): void => {};
  const running: Promise<CheckResult>[] = [];
  for (const check of checks) {
    while (free < check.cores) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    free -= check.cores;
    running.push(
      runOne(check).finally(() => {
        free += check.cores;
        wake();
      }),
    );
  }
  return await Promise.all(running);
}

async function runOne(check: Check): Promise<CheckResult> {
  const startedAt = performance.now();
  const result = await check.run();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const mark = result.failed === 0 ? '✓' : '✗';
  const counts = [
    `${result.passed} passed`,
    ...(result.failed > 0 ? [`${result.failed} failed`] : []),
    ...(result.skipped > 0 ? [`${result.skipped} skipped`] : []),
  ].join(', ');
  console.log(`${mark} ${check.title}：${counts}，${seconds} s`);
  if (result.failed > 0) console.log(`\n${result.output.trim()}\n`);
  return result;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopChecks();
    process.exit(128 + constants.signals[signal]);
  });
}

const names = process.argv.slice(2);
const checks = listChecks();
const unknown = names.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(`没有这项检查：${unknown.join('、')}。有：${checks.map((check) => check.name).join('、')}。`);
  process.exitCode = 2;
} else {
  const startedAt = performance.now();
  const results = await runAll(names.length === 0 ? checks : checks.filter((check) => names.includes(check.name)));
  const sum = (count: (result: CheckResult) => number): number =>
    results.reduce((total, result) => total + count(result), 0);
  const failed = sum((result) => result.failed);
  console.log(`\n共用 ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  console.log(`${sum((result) => result.passed)} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
