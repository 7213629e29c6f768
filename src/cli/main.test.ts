import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';

function start(...args: string[]): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function exitOf(child: ReturnType<typeof start>): Promise<number | null> {
  return new Promise((resolve) => {
    child.on('close', resolve);
  });
}

describe('the process', () => {
  test('prints the versions and ends with 0', async () => {
    const child = start('version');
    const [output, code] = await Promise.all([text(child.stdout), exitOf(child)]);
    expect(output).toMatch(/^tongzhou \d+\.\d+\.\d+\nnode 26\.\d+\.\d+\n$/);
    expect(code).toBe(0);
  });

  test('ends quietly when nobody reads its output any more', async () => {
    const child = start('version');
    child.stdout.destroy();
    const [complaint, code] = await Promise.all([text(child.stderr), exitOf(child)]);
    expect(complaint).toBe('');
    expect(code).toBe(0);
  });
});
