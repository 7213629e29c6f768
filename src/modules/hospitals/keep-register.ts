import { type HospitalFile, type HospitalLine, readHospitals } from '#intake/hospitals/read-hospitals.ts';
import type { FileRefusal } from '#intake/sheet/file-refusal.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { appendEntry, findEntries, insertHospital, lockHospital, renameHospital } from './store.ts';

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
    const kept = await keep(act, input, input.source);
    if (kept.what === 'same') return fail({ code: 'hospital-unchanged' });
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
  const named = { ...input, bytes: file.size };
  return await perform(
    platform,
    caller,
    { name: 'import-hospitals', input: named },
    async (act): Promise<Importing> => {
      const counts = { added: 0, changed: 0, same: 0 };
      for (const line of lines) counts[(await keep(act, line, input.source)).what] += 1;
      await audit(act, act.officeId, { ...counts, faulty: faults.length });
      return ok({ ...counts, faults });
    },
  );
}

async function keep(
  act: Act,
  line: Omit<HospitalLine, 'rowNumber'>,
  source: string,
): Promise<{ readonly what: 'added' | 'changed' | 'same'; readonly hospitalId: string }> {
  const { code, name, kind, grade, isRecognised, fromOn } = line;
  const entry = { name, kind, grade, is_recognised: isRecognised, from_on: fromOn, source };
  const known = await lockHospital(act, code);
  if (known === undefined) {
    const id = act.newId();
    await insertHospital(act, { id, code, name });
    await appendEntry(act, id, entry);
    return { what: 'added', hospitalId: id };
  }
  const standing = standingOn(await findEntries(act.transaction, act.officeId, known.id), fromOn);
  const isSame =
    standing !== undefined &&
    standing.name === name &&
    standing.kind === kind &&
    standing.grade === grade &&
    standing.is_recognised === isRecognised;
  if (isSame) return { what: 'same', hospitalId: known.id };
  await appendEntry(act, known.id, entry);
  if (known.name !== name) await renameHospital(act, known.id, name);
  return { what: 'changed', hospitalId: known.id };
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
