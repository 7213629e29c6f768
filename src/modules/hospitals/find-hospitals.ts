import type { DayNumber } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { Caller } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import {
  type EntryRow,
  findEntries,
  findHospital,
  findHospitalPage,
  findStandingEntry,
  type HospitalRow,
  hasHospitals,
  type ListedHospital,
} from './store.ts';

/** A page of the register as it stands today. */
export function findHospitals(
  platform: Platform,
  { access }: Caller,
  page: { readonly search?: string | undefined; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly ListedHospital[]> {
  const onDay = today(platform.clock);
  return platform.database.transaction(access, (transaction) =>
    findHospitalPage(transaction, access.officeId, { ...page, onDay }),
  );
}

export interface HospitalHistory extends HospitalRow {
  /** The first first. */
  readonly entries: readonly EntryRow[];
}

/** A house with everything that was ever entered of it. */
export async function getHospital(
  platform: Platform,
  { access }: Caller,
  id: string,
): Promise<Result<HospitalHistory, { readonly code: 'hospital-unknown' }>> {
  return await platform.database.transaction(access, async (transaction) => {
    const hospital = await findHospital(transaction, access.officeId, id);
    if (hospital === undefined) return fail({ code: 'hospital-unknown' });
    return ok({ ...hospital, entries: await findEntries(transaction, access.officeId, id) });
  });
}

/** What the register says of a house that somebody named. */
export type RegisterWord =
  /** The office keeps no register. */
  | { readonly known: 'no-register' }
  | { readonly known: 'not-in-register' }
  | { readonly known: 'yes'; readonly grade: number; readonly recognised: boolean };

/** Looks a house up by its name, for the day on which somebody was admitted. */
export async function askRegister(
  transaction: Transaction,
  officeId: string,
  { name, onDay }: { readonly name: string; readonly onDay: DayNumber },
): Promise<RegisterWord> {
  const entry = name.trim() === '' ? undefined : await findStandingEntry(transaction, officeId, name, onDay);
  if (entry !== undefined) return { known: 'yes', grade: entry.grade, recognised: entry.is_recognised };
  return (await hasHospitals(transaction, officeId)) ? { known: 'not-in-register' } : { known: 'no-register' };
}
