import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';
import { removeDemonstration } from '#composition/demonstration/demonstration-folder.ts';

/** A first start is some 10 seconds; the machine has other things to do. */
const LONG = { timeout: 300_000 };

const program = join(import.meta.dirname, 'start.ts');
const scratch = mkdtempSync(join(tmpdir(), 'tongzhou-start-'));
const folder = join(scratch, 'var');
const postmaster = join(folder, 'database/data/postmaster.pid');
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await removeDemonstration(folder);
  rmSync(scratch, { recursive: true, force: true });
});

interface Started {
  readonly output: () => string;
  readonly ended: Promise<number | null>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

function start(options: readonly string[] = [], environment: Readonly<Record<string, string>> = {}): Started {
  const { DATABASE_URL: _, TONGZHOU_ORIGIN: __, ...inherited } = process.env;
  const env = { ...inherited, PORT: '0', TONGZHOU_DATA: folder, ...environment };
  const child = spawn(process.execPath, [program, ...options], { env });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      output += part;
    });
  }
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { output: () => output, ended, kill: (signal) => void child.kill(signal) };
}

/** Waits until the program has said it; one that ends before fails the test with what it said instead. */
async function said({ output, ended }: Started, text: string): Promise<void> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  while (!isOver && !output().includes(text)) await sleep(50);
  expect(output()).toContain(text);
}

async function ready(started: Started): Promise<string> {
  await said(started, '按 Ctrl-C 结束');
  return /首页 +(http:\/\/127\.0\.0\.1:\d+)\//.exec(started.output())?.[1] ?? '';
}

/** Signs in by a click as everybody whom the start page names; gives their names. */
async function clickThrough(address: string): Promise<readonly string[]> {
  const answer = await fetch(`${address}/api/demonstration/accounts`);
  const { accounts } = (await answer.json()) as { accounts: readonly { key: string; title: string }[] };
  for (const { key } of accounts) {
    const signedIn = await fetch(`${address}/api/demonstration/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key }),
    });
    expect(signedIn.status).toBe(201);
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect((await fetch(`${address}/api/session`, { headers: { cookie } })).status).toBe(200);
  }
  return accounts.map(({ title }) => title);
}

test('killed in the middle of building the demonstration, it is built anew at the next start', LONG, async () => {
  const cutOff = start();
  await said(cutOff, '正在建立演示');
  await sleep(1_500);
  cutOff.kill('SIGKILL');
  await cutOff.ended;
  expect(cutOff.output()).not.toContain('已就绪');
  expect(existsSync(postmaster)).toBe(true);

  const again = start();
  const address = await ready(again);
  expect(again.output()).toContain('上次建立演示时中断了');
  const titles = await clickThrough(address);
  expect(titles.length).toBeGreaterThan(10);
  for (const title of titles) expect(again.output()).toContain(title);
  const page = await fetch(`${address}/`);
  expect(await page.text()).toContain('<html lang="zh-CN">');
  const calculator = await fetch(`${address}/calculator/`);
  expect(calculator.headers.get('content-security-policy')).toContain("connect-src 'none'");

  const meanwhile = start(['--reset']);
  expect(await meanwhile.ended).toBe(1);
  expect(meanwhile.output()).toContain('另一个程序正在用');
  expect((await fetch(`${address}/api/ready`)).status).toBe(200);

  again.kill('SIGINT');
  expect(await again.ended).toBe(0);
  expect(again.output()).toContain('已停止');
  expect(existsSync(postmaster)).toBe(false);
});

test('a second start finds the demonstration as it was, and builds nothing', LONG, async () => {
  const started = start();
  const address = await ready(started);
  expect(started.output()).toContain('演示建于');
  expect(started.output()).not.toContain('正在建立演示');
  await clickThrough(address);
  started.kill('SIGTERM');
  expect(await started.ended).toBe(0);
});

test('--reset begins anew, and Ctrl-C ends that cleanly even while it builds', LONG, async () => {
  const reset = start(['--reset']);
  await said(reset, '正在建立演示');
  reset.kill('SIGINT');
  expect(await reset.ended).toBe(0);
  expect(reset.output()).toContain('已停止');
  expect(existsSync(postmaster)).toBe(false);
});

test('a folder with other data is left alone, with --reset and without', LONG, async () => {
  const foreign = join(scratch, 'foreign');
  mkdirSync(foreign);
  writeFileSync(join(foreign, 'keys.json'), '{}');
  for (const options of [[], ['--reset']]) {
    const { ended, output } = start(options, { TONGZHOU_DATA: foreign });
    expect(await ended).toBe(1);
    expect(output()).toContain('没有动它');
    expect(readdirSync(foreign)).toEqual(['keys.json']);
  }
});

test.each([
  ['a port that is none', [], { PORT: '八千' }, 2, 'PORT 应当是 0 到 65535 的整数'],
  ['an option that it does not know', ['--rest'], {}, 2, 'npm start -- --reset'],
  [
    'a database of somebody else',
    [],
    { DATABASE_URL: 'postgres://127.0.0.1:1/none' },
    1,
    '请去掉环境变量 DATABASE_URL',
  ],
  ['an address for others', [], { TONGZHOU_ORIGIN: 'https://example.org' }, 1, '请去掉环境变量 TONGZHOU_ORIGIN'],
] as const)('refuses %s', LONG, async (_, options, environment, exitCode, sentence) => {
  const { output, ended } = start(options, { TONGZHOU_DATA: join(scratch, 'refused'), ...environment });
  expect(await ended).toBe(exitCode);
  expect(output()).toContain(sentence);
});
