import { type DatabaseRefusal, explainLoss } from './database-refusal.ts';
import { lockFolder } from './folder-lock.ts';
import { isAlive } from './processes.ts';
import { stopServer } from './server-process.ts';
import type { StartedServer } from './server-start.ts';
import type { SharingPrograms } from './sharing-programs.ts';

const WATCH_MILLISECONDS = 250;

/** A program that starts at the same moment joins this very server; after that time it is left to that program. */
const LOCK_MILLISECONDS = 30_000;

/** One program's hold on a server. Fits `EmbeddedServer`, which says what each part means. */
export class HeldServer {
  readonly folder: string;
  private readonly key: string;
  private readonly programs: SharingPrograms;
  private readonly entry: string;
  private readonly started: StartedServer;
  private readonly listeners: ((reason: DatabaseRefusal) => void)[] = [];
  private watch: NodeJS.Timeout | undefined;
  private stopped: Promise<void> | undefined;

  constructor(folder: string, key: string, programs: SharingPrograms, entry: string, started: StartedServer) {
    this.folder = folder;
    this.key = key;
    this.programs = programs;
    this.entry = entry;
    this.started = started;
  }

  get port(): number {
    return this.started.port;
  }

  get superuserUrl(): string {
    return this.started.superuserUrl;
  }

  stop(): Promise<void> {
    clearInterval(this.watch);
    this.stopped ??= this.leave();
    return this.stopped;
  }

  onExit(listener: (reason: DatabaseRefusal) => void): void {
    this.listeners.push(listener);
    this.watch ??= setInterval(() => void this.look(), WATCH_MILLISECONDS).unref();
  }

  private async leave(): Promise<void> {
    const lock = await lockFolder(this.key, LOCK_MILLISECONDS, () => undefined);
    try {
      const isLast = lock !== undefined && !(await this.programs.hasOthers(this.entry));
      if (isLast) await stopServer(this.started.process);
      await this.programs.leave(this.entry);
    } finally {
      await lock?.release();
    }
  }

  private async look(): Promise<void> {
    if ((await isAlive(this.started.process)) || this.stopped !== undefined) return;
    clearInterval(this.watch);
    const reason = await explainLoss(this.folder, this.port);
    for (const listener of this.listeners.splice(0)) listener(reason);
  }
}
