import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DayNumber, formatDate, parseDate } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { startEmbeddedServer } from '#platform/database/embedded/embedded-server.ts';
import type { DemonstrationPeople } from '../people.ts';

const MARK = 'demonstration.json';

/** What a data folder holds. `foreign`: something, and no demonstration. */
type FolderState =
  | { readonly kind: 'empty' | 'half-built' | 'foreign' }
  | { readonly kind: 'built'; readonly builtOn: DayNumber; readonly people: DemonstrationPeople };

interface Mark {
  readonly state: 'building' | 'built';
  readonly on: string;
  readonly people: DemonstrationPeople;
}

/** Looks at the mark, which is written before anything else and again after the last act. */
export function stateOfFolder(folder: string): FolderState {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return { kind: 'empty' };
  const file = join(folder, MARK);
  if (!existsSync(file)) return { kind: 'foreign' };
  const { state, on, people } = JSON.parse(readFileSync(file, 'utf8')) as Mark;
  return state === 'built' ? { kind: 'built', builtOn: parseDate(on), people } : { kind: 'half-built' };
}

/** Makes the folder where it is missing. */
export function markBuilding(folder: string, today: DayNumber): void {
  mkdirSync(folder, { recursive: true });
  writeMark(folder, { state: 'building', on: formatDate(today), people: [] });
}

export function markBuilt(folder: string, today: DayNumber, people: DemonstrationPeople): void {
  writeMark(folder, { state: 'built', on: formatDate(today), people });
}

/** In one step: a reader finds the old mark or the new one. */
function writeMark(folder: string, mark: Mark): void {
  const beside = join(folder, `${MARK}.${process.pid}`);
  writeFileSync(beside, `${JSON.stringify(mark, undefined, 1)}\n`);
  renameSync(beside, join(folder, MARK));
}

/**
 * Removes a demonstration with its database and keys. A sentence where the folder is none of a demonstration, or another
 * program works on it.
 *
 * A server that a killed program left is stopped first: it would go on writing into a folder that is gone.
 */
export async function removeDemonstration(folder: string): Promise<Result<undefined, string>> {
  const { kind } = stateOfFolder(folder);
  if (kind === 'empty') return ok(undefined);
  if (kind === 'foreign') return fail(`${folder} 里不是演示的数据，没有动它。`);
  const database = join(folder, 'database');
  const data = join(database, 'data');
  const postmaster = join(data, 'postmaster.pid');
  // without the data someone may be making them
  if (existsSync(postmaster) || (existsSync(database) && !existsSync(data))) {
    const server = await startEmbeddedServer({ folder: database });
    if (!server.ok) return fail(server.error.message);
    await server.value.stop();
    if (existsSync(postmaster)) return fail(`另一个程序正在用 ${folder} 里的演示，请先结束它。`);
  }
  rmSync(folder, { recursive: true });
  return ok(undefined);
}
