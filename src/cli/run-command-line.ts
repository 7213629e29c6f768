import { findClosestName } from './closest-name.ts';
import type { CommandEntry, CommandStreams } from './command.ts';
import { EXIT } from './command.ts';
import { describeMisuse } from './misuse.ts';

/**
 * Runs `tongzhou <args>` over a table of commands and resolves to the exit code.
 *
 * `--help` or `-h` anywhere before `--` shows help and does nothing else. Help that was asked for goes to stdout, help
 * that was not asked for to stderr.
 */
export async function runCommandLine(
  args: readonly string[],
  commands: readonly CommandEntry[],
  streams: CommandStreams,
): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    streams.stderr.write(listCommands(commands));
    return EXIT.usage;
  }
  if (name === '--help' || name === '-h') {
    streams.stdout.write(listCommands(commands));
    return EXIT.ok;
  }
  const entry = commands.find((candidate) => candidate.name === name);
  if (entry === undefined) {
    streams.stderr.write(`没有“${name}”这个命令。${suggest(name, commands)}全部命令见 tongzhou --help。\n`);
    return EXIT.usage;
  }
  const command = await entry.load();
  if (asksForHelp(rest)) {
    streams.stdout.write(command.help);
    return EXIT.ok;
  }
  try {
    return await command.run(rest, streams);
  } catch (error) {
    const sentence = describeMisuse(error);
    if (sentence === undefined) throw error;
    streams.stderr.write(`${sentence}用法见 tongzhou ${name} --help。\n`);
    return EXIT.usage;
  }
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const options = end === -1 ? args : args.slice(0, end);
  return options.includes('--help') || options.includes('-h');
}

function suggest(name: string, commands: readonly CommandEntry[]): string {
  const closest = findClosestName(
    name,
    commands.map((command) => command.name),
  );
  return closest === undefined ? '' : `是不是 ${closest}？`;
}

function listCommands(commands: readonly CommandEntry[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}\n`);
  return `用法：tongzhou <命令> [选项……]

命令：
${lines.join('')}
每个命令的用法：tongzhou <命令> --help
`;
}
