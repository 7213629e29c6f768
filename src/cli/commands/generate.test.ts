import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../commands.ts';
import { runCommandLine } from '../run-command-line.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongzhou-generate-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function call(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  const [stdout, stderr, code] = await Promise.all([
    text(streams.stdout),
    text(streams.stderr),
    runCommandLine(args, COMMANDS, streams).finally(() => {
      streams.stdout.end();
      streams.stderr.end();
    }),
  ]);
  return { code, stdout, stderr };
}

describe('tongzhou generate', () => {
  it('writes a folder on which tongzhou decide runs and agrees', async () => {
    const out = join(folder, 'scheme');
    const generated = await call('generate', '--out', out, '--units', '2', '--members', '400', '--settlements', '80');
    expect(generated).toMatchObject({ code: 0, stderr: '' });
    expect(generated.stdout).toContain('2 个单位，合格 400 人');
    const expected = JSON.parse(await readFile(join(out, 'expected.json'), 'utf8'));
    const { code, stdout } = await call(
      ...['decide', '--program', 'henan-inpatient', '--submitted', '2025-05-10', '--json'],
      ...['--roster', join(out, 'roster-1.xlsx'), '--settlements', join(out, 'settlements.xlsx')],
      ...['--start', expected.cover[0].startOn],
    );
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    const [unit] = expected.units;
    expect(report.roster).toMatchObject({ accepted: unit.accepted, rejected: unit.rejected });
    expect(report.roster.rejectedRows.map(({ row }: { row: number }) => row)).toEqual(
      unit.rejectedRows.map(({ row }: { row: number }) => row),
    );
    expect(report.faultySettlements).toEqual([]);
    expect(
      report.settlements.map(({ id, outcome, amountFen }: Record<string, unknown>) => [id, outcome, amountFen]),
    ).toEqual(
      expected.settlements.map(({ id, outcome, amountFen }: Record<string, unknown>) => [id, outcome, amountFen]),
    );
    expect(report.settlementsPaidFen).toBe(expected.settlementsPaidFen);
    expect(report.settlementsPaidFen).toBeGreaterThan(0);
  });

  it('refuses with a sentence what gives no scheme', async () => {
    const refusals: readonly [args: readonly string[], word: string][] = [
      [[], '--out'],
      [['--out', folder, '--members', '多'], '--members'],
      [['--out', folder, '--submitted', '2025-02-30'], '--submitted'],
      [['--out', folder, '--faults', '0.9'], '比例'],
      [['--out', folder, '--members', '10', '--settlements', '300'], '结算'],
      [['--out', folder, '--members', '200000', '--settlements', '200001'], '一个文件放不下'],
      [['--out', folder, '--colour', 'red'], '--colour'],
    ];
    for (const [args, word] of refusals) {
      expect(await call('generate', ...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(word) });
    }
  });
});
