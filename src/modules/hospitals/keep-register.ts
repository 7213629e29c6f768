import { type HospitalFile, type HospitalLine, readHospitals } from '#intake/hospitals/read-hospitals.ts';
import type { FileRefusal } from '#intake/sheet/file-refusal.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { hashFile } from '#platform/hash-file.ts';
import type { Platform } from '#platform/platform.ts';
import {
  appendEntries,
  type EntryRow,
  findEntriesOf,
  type HospitalRow,
  insertHospitals,
  lockHospitals,
  type NewEntry,
  renameHospitals,
} from './store.ts';

export type KeepHospitalRefusal =
  | { readonly code: 'office-only' }
  /** A house of another kind, or of grade 1, can't be recognised. */
  | { readonly code: 'hospital-not-recognisable' }
  /** It stands so already from that day on. */
  | { readonly code: 'hospital-unchanged' };

export interface HospitalToKeep extends Omit<HospitalLine, 'rowNumber'> {
  /** The paper that says so: its number and day. */
  readonly source: string;
}

/** Enters a house, or what holds of one that is known from a day on; what held before stays in its history. */
export async function keepHospital(
  platform: Platform,
  caller: Caller,
  input: HospitalToKeep,
): Promise<Result<{ readonly hospitalId: string }, KeepHospitalRefusal | IdempotencyRefusal>> {
  type Keeping = Result<{ readonly hospitalId: string }, KeepHospitalRefusal>;
  return await perform(platform, caller, { name: 'keep-hospital', input }, async (act): Promise<Keeping> => {
    if (caller.access.scope !== 'office') return fail({ code: 'office-only' });
    if (input.isRecognised && (input.kind !== 'hospital' || input.grade < 2)) {
      return fail({ code: 'hospital-not-recognisable' });
    }
    const [kept] = await keepAll(act, [input], input.source);
    if (kept === undefined || kept.what === 'same') return fail({ code: 'hospital-unchanged' });
    await audit(act, kept.hospitalId, { code: input.code, from: kept.what, fromOn: input.fromOn });
    return ok({ hospitalId: kept.hospitalId });
  });
}

export interface ImportedHospitals extends Pick<HospitalFile, 'faults'> {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
}

export type ImportHospitalsRefusal =
  | { readonly code: 'office-only' }
  | { readonly code: 'hospital-file-refused'; readonly message: string };

/** Enters all good lines of a file; a second import of the same file changes nothing. */
export async function importHospitals(
  platform: Platform,
  caller: Caller,
  file: Blob,
  input: { readonly fileName: string; readonly source: string },
): Promise<Result<ImportedHospitals, ImportHospitalsRefusal | IdempotencyRefusal>> {
  if (caller.access.scope !== 'office') return fail({ code: 'office-only' });
  const read: Result<HospitalFile, FileRefusal> = await readHospitals(file);
  if (!read.ok) return fail({ code: 'hospital-file-refused', message: read.error.message });
  const { lines, faults } = read.value;
  type Importing = Result<ImportedHospitals, ImportHospitalsRefusal>;
  const named = { ...input, fileHash: (await hashFile(file)).toString('hex') };
  return await perform(
    platform,
    caller,
    { name: 'import-hospitals', input: named },
    async (act): Promise<Importing> => {
      const counts = { added: 0, changed: 0, same: 0 };
      for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
        const kept = await keepAll(act, lines.slice(from, from + LINES_AT_ONCE), input.source);
        for (const { what } of kept) counts[what] += 1;
      }
      await audit(act, act.officeId, { ...counts, faulty: faults.length });
      return ok({ ...counts, faults });
    },
  );
}

/** A set of statements each: a province has some thousands of houses. */
const LINES_AT_ONCE = 2_000;

interface Kept {
  readonly what: 'added' | 'changed' | 'same';
  readonly hospitalId: string;
}

/** Enters lines of different codes; of each what it changed. */
async function keepAll(act: Act, lines: readonly Omit<HospitalLine, 'rowNumber'>[], source: string): Promise<Kept[]> {
  const codes = lines.map(({ code }) => code);
  const known = new Map((await lockHospitals(act, codes)).map((house) => [house.code, house]));
  const histories = new Map<string, EntryRow[]>();
  const knownIds = [...known.values()].map(({ id }) => id);
  for (const { hospital_id, ...entry } of await findEntriesOf(act, knownIds)) {
    histories.set(hospital_id, [...(histories.get(hospital_id) ?? []), entry]);
  }
  const houses: HospitalRow[] = [];
  const renamed: Pick<HospitalRow, 'id' | 'name'>[] = [];
  const entries: NewEntry[] = [];
  const kept = lines.map(({ code, name, kind, grade, isRecognised, fromOn }): Kept => {
    const house = known.get(code);
    const id = house?.id ?? act.newId();
    const history = histories.get(id) ?? [];
    const entry = { name, kind, grade, is_recognised: isRecognised, from_on: fromOn };
    if (isSame(standingOn(history, fromOn), entry)) return { what: 'same', hospitalId: id };
    if (house === undefined) houses.push({ id, code, name });
    else if (house.name !== name) renamed.push({ id, name });
    entries.push({ ...entry, source, hospital_id: id, number: (history.at(-1)?.number ?? 0) + 1 });
    return { what: house === undefined ? 'added' : 'changed', hospitalId: id };
  });
  if (houses.length > 0) await insertHospitals(act, houses);
  if (renamed.length > 0) await renameHospitals(act, renamed);
  if (entries.length > 0) await appendEntries(act, entries);
  return kept;
}

function isSame(
  standing: EntryRow | undefined,
  entry: Pick<EntryRow, 'name' | 'kind' | 'grade' | 'is_recognised'>,
): boolean {
  return (
    standing !== undefined &&
    standing.name === entry.name &&
    standing.kind === entry.kind &&
    standing.grade === entry.grade &&
    standing.is_recognised === entry.is_recognised
  );
}

/** What holds on a day: of those that begin by then the one that begins last, and of these the one entered last. */
function standingOn<E extends { readonly from_on: DayNumber }>(entries: readonly E[], day: DayNumber): E | undefined {
  return entries
    .filter(({ from_on }) => from_on <= day)
    .toSorted((a, b) => a.from_on - b.from_on)
    .at(-1);
}

async function audit(act: Act, objectId: string, detail: Readonly<Record<string, unknown>>): Promise<void> {
  await act.audit({ act: 'keep-hospitals', objectKind: 'hospital', objectId, detail });
}
