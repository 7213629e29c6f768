import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';

const program = join(import.meta.dirname, 'start.ts');
let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL'));

interface Started {
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

function start(port: string): Started {
  const started = spawn(process.execPath, [program], { env: { ...process.env, PORT: port } });
  child = started;
  let output = '';
  for (const stream of [started.stdout, started.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      output += part;
    });
  }
  return { output: () => output, ended: once(started, 'exit').then(([code]) => code as number | null) };
}

test('says in Chinese where the page is, serves it, and ends at once on Ctrl-C', { timeout: 60_000 }, async () => {
  const { output, ended } = start('0');
  await expect.poll(output, { timeout: 50_000 }).toContain('按 Ctrl-C 结束');
  const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(output())?.[0] ?? '';
  const page = await fetch(address);
  expect(page.headers.get('content-security-policy')).toContain("connect-src 'none'");
  expect(await page.text()).toContain('<html lang="zh-CN">');
  child?.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(output()).toContain('已停止');
});

test('refuses a port that is none', async () => {
  const { output, ended } = start('八千');
  expect(await ended).toBe(2);
  expect(output()).toContain('PORT 应当是 0 到 65535 的整数');
});
