import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Command, CommandEntry } from './command.ts';
import { COMMANDS } from './commands.ts';
import { Misuse } from './misuse.ts';
import { runCommandLine } from './run-command-line.ts';

const copy: Command = {
  help: '用法：tongzhou copy <文件>\n',
  run: async (args, { stdin, stdout }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { loud: { type: 'boolean' }, to: { type: 'string' } },
      allowPositionals: true,
    });
    if (values.loud === true && values.to !== undefined) throw new Misuse('--loud 与 --to 只能选一个');
    const source = positionals[0] === undefined ? await text(stdin) : readFileSync(positionals[0], 'utf8');
    stdout.write(values.loud === true ? source.toUpperCase() : source);
    return source === '' ? 1 : 0;
  },
};

const broken: Command = { help: '', run: () => Promise.reject(new TypeError('a bug')) };

const table: CommandEntry[] = [
  { name: 'copy', summary: '抄写', load: () => Promise.resolve(copy) },
  { name: 'adjudicate', summary: '核定', load: () => Promise.resolve(broken) },
];

async function call(args: string[], input = ''): Promise<{ code: number; stdout: string; stderr: string }> {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  streams.stdin.end(input);
  const code = await runCommandLine(args, table, streams);
  streams.stdout.end();
  streams.stderr.end();
  return { code, stdout: await text(streams.stdout), stderr: await text(streams.stderr) };
}

describe('tongzhou', () => {
  test('hands a command its arguments and streams, and passes its exit code on', async () => {
    expect(await call(['copy', '--loud'], 'abc')).toEqual({ code: 0, stdout: 'ABC', stderr: '' });
    expect(await call(['copy'], '')).toEqual({ code: 1, stdout: '', stderr: '' });
  });

  test('lists every command with its summary when asked for help', async () => {
    const { code, stdout, stderr } = await call(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('  copy        抄写\n  adjudicate  核定\n');
    expect((await call(['-h'])).stdout).toBe(stdout);
  });

  test('lists them on stderr when called without a command', async () => {
    const { code, stdout, stderr } = await call([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe((await call(['--help'])).stdout);
  });

  test.each([['--help'], ['-h'], ['--loud', '--help', '--color']])(
    'shows the help of a command and runs nothing: copy %s %s %s',
    async (...args) => {
      expect(await call(['copy', ...args], 'abc')).toEqual({ code: 0, stdout: copy.help, stderr: '' });
    },
  );

  test('takes --help behind -- for what it is: an argument', async () => {
    expect((await call(['copy', '--', '--help'])).stderr).toContain('找不到文件：--help');
  });

  test.each([
    ['adjudicat', '没有“adjudicat”这个命令。是不是 adjudicate？全部命令见 tongzhou --help。\n'],
    ['ocpy', '没有“ocpy”这个命令。是不是 copy？全部命令见 tongzhou --help。\n'],
    ['adj', '没有“adj”这个命令。是不是 adjudicate？全部命令见 tongzhou --help。\n'],
    ['publish', '没有“publish”这个命令。全部命令见 tongzhou --help。\n'],
  ])('answers the unknown command %s with a sentence and the nearest name', async (name, sentence) => {
    expect(await call([name])).toEqual({ code: 2, stdout: '', stderr: sentence });
  });

  test.each([
    [['--color'], '不认识选项 --color。'],
    [['--loud=yes'], '选项 --loud 不带值。'],
    [['--to'], '选项 --to 要带一个值。'],
    [['--loud', '--to', 'x'], '--loud 与 --to 只能选一个。'],
    [['nowhere.xlsx'], '找不到文件：nowhere.xlsx。'],
    [['nowhere.xlsx/x'], '找不到文件：nowhere.xlsx/x。'],
    [['package.json/x'], '路径中有一段不是文件夹：package.json/x。'],
  ])('answers wrong use with a sentence: copy %s', async (args, sentence) => {
    const { code, stdout, stderr } = await call(['copy', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(`${sentence}用法见 tongzhou copy --help。\n`);
  });

  test('does not dress a bug up as wrong use', async () => {
    await expect(call(['adjudicate'])).rejects.toThrow('a bug');
  });

  test('names an argument too many', async () => {
    const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
    expect(await runCommandLine(['version', 'now'], COMMANDS, streams)).toBe(2);
    streams.stderr.end();
    expect(await text(streams.stderr)).toContain('多出了参数 now。');
  });
});

describe('the table of commands', () => {
  test.each(COMMANDS)('$name has help that names it and ends with a line break', async ({ name, load }) => {
    const { help } = await load();
    expect(help).toContain(`用法：tongzhou ${name}`);
    expect(help).toMatch(/[^\n]\n$/);
  });
});
