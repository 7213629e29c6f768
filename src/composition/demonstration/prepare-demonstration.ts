import { type DayNumber, formatChineseDate } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { findAuditedOffices } from '#modules/audit/index.ts';
import type { Installation } from '#platform/installation/open-installation.ts';
import type { DemonstrationPeople } from '../people.ts';
import { buildDemonstration } from './build-demonstration.ts';
import { markBuilding, markBuilt, removeDemonstration, stateOfFolder } from './demonstration-folder.ts';

interface Preparing {
  readonly folder: string;
  readonly today: DayNumber;
  readonly say: (line: string) => void;
}

/**
 * Makes the folder ready for a demonstration, before the installation in it is opened. One that was cut off while it was
 * built is removed, to be made anew. A sentence where the folder holds something else.
 */
export async function prepareFolder({ folder, today, say }: Preparing): Promise<Result<undefined, string>> {
  const { kind } = stateOfFolder(folder);
  if (kind === 'foreign') {
    return fail(`${folder} 里已有别的数据，没有动它。请用环境变量 TONGZHOU_DATA 给演示另指一个文件夹。`);
  }
  if (kind === 'built') return ok(undefined);
  if (kind === 'half-built') {
    say('上次建立演示时中断了，现在重新建立……');
    const removed = await removeDemonstration(folder);
    if (!removed.ok) return removed;
  }
  markBuilding(folder, today);
  return ok(undefined);
}

/**
 * The people of the demonstration; built now where the folder holds none that was built to the end. The signal cuts that
 * off by throwing its reason.
 */
export async function prepareDemonstration(
  { platform }: Installation,
  { folder, today, say, signal }: Preparing & { readonly signal?: AbortSignal },
): Promise<DemonstrationPeople> {
  signal?.throwIfAborted();
  const before = stateOfFolder(folder);
  const offices = await findAuditedOffices(platform);
  if (before.kind === 'built' && offices.length > 0) {
    say(`演示建于${formatChineseDate(before.builtOn)}。`);
    return before.people;
  }
  if (offices.length > 0) throw new Error('a database with offices that no demonstration has made');
  say('正在建立演示：一个办事处一年的名单、缴费、保障和申领……');
  const people = await buildDemonstration(platform, today, signal);
  markBuilt(folder, today, people);
  return people;
}
