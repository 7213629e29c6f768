import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { COMMANDS } from '../commands.ts';
import { runCommandLine } from '../run-command-line.ts';

async function rulebook(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  const code = await runCommandLine(['rulebook', ...args], COMMANDS, streams);
  streams.stdout.end();
  streams.stderr.end();
  return { code, stdout: await text(streams.stdout), stderr: await text(streams.stderr) };
}

function makePage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rulebook-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, '手册.md');
}

describe('tongzhou rulebook', () => {
  test('lists clauses, their rules and how many cases prove each, and ends with 0 where nothing is missing', async () => {
    const { code, stdout } = await rulebook();
    expect(stdout).toMatch(
      /^ {2}henan-inpatient\/waiting-time {2}整次住院都在观察期内 {2}案例 \d+（给付 \d+，不予给付 \d+）$/m,
    );
    expect(stdout).toMatch(/没有缺漏。\n$/);
    expect(code).toBe(0);
  });

  test('writes the page, and finds it current until something changes', async () => {
    const page = makePage();
    expect(await rulebook('--write', page)).toEqual({ code: 0, stdout: `已写入 ${page}。\n`, stderr: '' });
    expect(await rulebook('--check', page)).toEqual({ code: 0, stdout: `${page} 是最新的。\n`, stderr: '' });
    writeFileSync(page, `${readFileSync(page, 'utf8')}\n`);
    const { code, stdout } = await rulebook('--check', page);
    expect(stdout).toContain('不是最新的');
    expect(code).toBe(1);
  });

  test('refuses two wishes at once, and a page that is not there', async () => {
    expect(await rulebook('--write', 'a', '--check', 'a')).toMatchObject({ code: 2, stdout: '' });
    const missing = makePage();
    expect((await rulebook('--check', missing)).stderr).toContain(`找不到文件：${missing}。`);
  });
});
