import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openFile } from './open-file.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), '名单 '));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe('a file that the user named', () => {
  test('opens as a Blob of its bytes, an empty one too', async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, '名单.csv'), '姓名');
    writeFileSync(join(folder, '空.csv'), '');
    expect(await (await openFile(join(folder, '名单.csv'))).text()).toBe('姓名');
    expect((await openFile(join(folder, '空.csv'))).size).toBe(0);
  });

  test('reads a pipe to its end', async () => {
    const pipe = join(makeFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const [blob] = await Promise.all([openFile(pipe), writeFile(pipe, '姓名')]);
    expect(await blob.text()).toBe('姓名');
  });

  test('says with its path when it is not there, or is a folder', async () => {
    const folder = makeFolder();
    const missing = join(folder, '没有.csv');
    await expect(openFile(missing)).rejects.toMatchObject({ code: 'ENOENT', path: missing });
    await expect(openFile(folder)).rejects.toMatchObject({ code: 'EISDIR', path: folder });
  });
});
