import type { Readable, Writable } from 'node:stream';

/** Where a command reads and writes; the process's own streams, or a test's. */
export interface CommandStreams {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/** Exit codes of every command, after sysexits and the habit of Unix tools. */
export const EXIT = {
  ok: 0,
  /** The command ran, and something in what it was given is at fault. */
  faults: 1,
  /** It was called wrongly: an unknown option, a file that is not there. */
  usage: 2,
} as const;

export interface Command {
  /** What `--help` prints: usage line, what it does, options, exit codes; Chinese, ends with a line break. */
  readonly help: string;
  /**
   * Does the work and resolves to the exit code.
   *
   * Options are read with `parseArgs` of node:util. What that throws, what the file system throws about a file, and any
   * `Misuse` the frame tells the user in a sentence.
   */
  readonly run: (args: readonly string[], streams: CommandStreams) => Promise<number>;
}

/** A command's line in the table: its module loads only when it is called, which keeps every start short. */
export interface CommandEntry {
  readonly name: string;
  /** One line of Chinese in the list of commands. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}
