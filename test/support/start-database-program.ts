import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import pg from 'pg';
import { type EmbeddedServerOptions, startEmbeddedServer } from '#platform/database/embedded/embedded-server.ts';
import { clearPostgresFrom, findPostgresIn } from '#platform/database/embedded/processes.ts';

interface ProgramLine {
  readonly kind: 'ready' | 'refused' | 'exit' | 'stopped' | 'failed' | 'end';
  readonly url?: string;
  readonly port?: number;
  readonly code?: string;
  readonly message?: string;
}

/** A process of its own that holds an embedded server (database-program.ts), to be killed in all ways. */
export class DatabaseProgram {
  readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;

  constructor(options: EmbeddedServerOptions, uid?: number) {
    const program = join(import.meta.dirname, 'database-program.ts');
    this.child = spawn(process.execPath, [program, JSON.stringify(options)], {
      ...(uid === undefined ? {} : { uid, gid: uid }),
      env: {},
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (this.child.stdout === null) throw new Error('no output');
    this.lines = createInterface(this.child.stdout)[Symbol.asyncIterator]();
  }

  /** The next line that it prints; of kind `end` when it ended. */
  async next(): Promise<ProgramLine> {
    const { done, value } = await this.lines.next();
    return done === true ? { kind: 'end' } : JSON.parse(value);
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    this.child.kill(signal);
    await this.ended();
  }

  /** As Ctrl-C at a terminal does: the signal reaches every process of the group. */
  interrupt(): void {
    if (this.child.pid !== undefined) process.kill(-this.child.pid, 'SIGINT');
  }

  async ended(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    await new Promise((resolve) => this.child.once('exit', resolve));
  }
}

/** Folders that are removed at the end, and whatever PostgreSQL still runs in them killed. */
export class DatabaseFolders {
  private readonly folders: string[] = [];
  private prepared: string | undefined;

  /** One with data: initdb runs once, for the first; the others are copies. */
  async makeWithData(): Promise<string> {
    if (this.prepared === undefined) {
      this.prepared = join(await mkdtemp(join(tmpdir(), 'tongzhou-embedded-')), 'database');
      const started = await startEmbeddedServer({ folder: this.prepared, isDurable: false });
      if (!started.ok) throw new Error(started.error.message);
      await started.value.stop();
    }
    const folder = await this.make();
    await promisify(execFile)('cp', ['--archive', this.prepared, folder]);
    return folder;
  }

  async make(name = 'database'): Promise<string> {
    const parent = await mkdtemp(join(tmpdir(), 'tongzhou-embedded-'));
    this.folders.push(parent);
    return join(parent, name);
  }

  async removePrepared(): Promise<void> {
    if (this.prepared !== undefined) await rm(dirname(this.prepared), { recursive: true, force: true });
  }

  async remove(): Promise<void> {
    for (const parent of this.folders.splice(0)) {
      for (const name of ['database', '数据 库']) {
        for (const data of ['data', 'data.unfinished']) {
          await clearPostgresFrom(join(parent, name, data), 0).catch(() => undefined);
        }
      }
      await rm(parent, { recursive: true, force: true, maxRetries: 5 });
    }
  }
}

/** The rows of one query. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Whether a server works on that database folder. */
export async function isServed(folder: string): Promise<boolean> {
  return (await findPostgresIn(join(folder, 'data'))).length > 0;
}
