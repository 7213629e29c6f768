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

  /** Enters this process; returns the name of the entry. */
  async enter(use: string): Promise<string> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const name = `${process.pid}-${use}`;
    await writeFile(join(this.folder, name), await describeProcess(process.pid), { mode: 0o600 });
    return name;
  }

  async leave(name: string): Promise<void> {
    await rm(join(this.folder, name), { force: true });
  }

  /** How many living uses there are; entries of the dead are removed. */
  async count(): Promise<number> {
    let living = 0;
    for (const name of await this.list()) {
      const path = join(this.folder, name);
      if ((await readFile(path, 'utf8')) === (await describeProcess(Number.parseInt(name, 10)))) living += 1;
      else await rm(path, { force: true });
    }
    return living;
  }

  private async list(): Promise<string[]> {
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
