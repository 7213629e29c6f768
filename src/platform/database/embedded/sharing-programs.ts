import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './database-refusal.ts';
import { findProcess } from './processes.ts';

/**
 * Which programs use the server of a folder: a file each in `programs/`, named by process and use, that holds the start of the
 * process and the machine's boot. A program that was killed leaves its file; it no longer fits any living process.
 *
 * Read and written under the folder's lock.
 */
export class SharingPrograms {
  private readonly folder: string;

  constructor(databaseFolder: string) {
    this.folder = join(databaseFolder, 'programs');
  }

  /** Enters this process and removes the entries of the dead; returns the name of the entry. */
  async enter(use: string): Promise<string> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    for (const dead of await this.list((isLiving) => !isLiving)) await this.leave(dead);
    const name = `${process.pid}-${use}`;
    await writeFile(join(this.folder, name), await describeProcess(process.pid), { mode: 0o600 });
    return name;
  }

  async leave(name: string): Promise<void> {
    await rm(join(this.folder, name), { force: true });
  }

  /** Whether there is a living use besides that one. */
  async hasOthers(own?: string): Promise<boolean> {
    return (await this.list((isLiving) => isLiving)).some((name) => name !== own);
  }

  private async list(filter: (isLiving: boolean) => boolean): Promise<string[]> {
    const found: string[] = [];
    for (const name of await this.names()) {
      const entered = await readFile(join(this.folder, name), 'utf8');
      if (filter(entered === (await describeProcess(Number.parseInt(name, 10))))) found.push(name);
    }
    return found;
  }

  private async names(): Promise<string[]> {
    try {
      return await readdir(this.folder);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    }
  }
}

async function describeProcess(pid: number): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
  return `${(await findProcess(pid))?.startTicks ?? 'none'} ${boot}`;
}
