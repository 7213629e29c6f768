import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startProgram } from './start-program.ts';

const scratch = mkdtempSync(join(tmpdir(), 'tongzhou-program-'));
afterAll(() => rmSync(scratch, { recursive: true }));

it.each([
  ['0.0.0.0', {}, '不能在 0.0.0.0 上提供'],
  ['::', {}, '不能在 :: 上提供'],
  ['192.168.1.10', {}, '不能在 192.168.1.10 上提供'],
  ['127.0.0.1', { DATABASE_URL: 'postgres://127.0.0.1:1/none' }, '请去掉环境变量 DATABASE_URL'],
  ['127.0.0.1', { TONGZHOU_ORIGIN: 'https://example.org' }, '请去掉环境变量 TONGZHOU_ORIGIN'],
])('opens no door without a password on %s with %j, and touches nothing', async (host, environment, sentence) => {
  const folder = join(scratch, 'var');
  const started = await startProgram({
    root: scratch,
    environment: { ...environment, TONGZHOU_DATA: folder },
    screensFolder: scratch,
    host,
    port: 0,
    portsTried: 1,
    version: '0',
    log: { level: 'silent' },
    prepare: () => Promise.reject(new Error('it was prepared')),
    say: () => undefined,
  });
  expect(started).toMatchObject({ ok: false, error: { code: 'demonstration' } });
  expect(started.ok ? '' : started.error.message).toContain(sentence);
  expect(existsSync(folder)).toBe(false);
});
