import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './database-refusal.ts';

/** What a running server says of itself; 0 and empty where it has not said it yet, or where there is no such file. */
export interface PidFile {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `ready`, `stopping`. */
  readonly status: string;
}

/** Places of the lines, as PostgreSQL's `pidfile.h` numbers them from 1. */
const PORT_LINE = 4;
const STATUS_LINE = 8;

/** Reads `postmaster.pid` of a data folder. */
export async function readPidFile(data: string): Promise<PidFile> {
  let content = '';
  try {
    content = await readFile(join(data, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  const lines = content.split('\n');
  return {
    pid: Number(lines[0]) || 0,
    port: Number(lines[PORT_LINE - 1]) || 0,
    status: lines[STATUS_LINE - 1]?.trim() ?? '',
  };
}
