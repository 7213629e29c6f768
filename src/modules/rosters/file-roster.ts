import type { FileRefusal } from '#intake/sheet/file-refusal.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import { violatedConstraint } from '#platform/database/database.ts';
import { hashFile } from '#platform/hash-file.ts';
import type { Platform } from '#platform/platform.ts';
import type { ProgramId } from '#scheme/case.ts';
import { sharesAllowed } from '#scheme/joining/contribution.ts';
import { type FiledFault, Filing, type FilingOptions } from './filing.ts';
import { findUnitForRoster, insertDraft } from './store.ts';

export interface FileRosterInput {
  readonly unitId: string;
  readonly program: ProgramId;
  readonly shares: number;
  /** Staff less those who do not meet the conditions; the unit's own figure where left out. */
  readonly eligibleCount?: number | undefined;
  readonly fileName: string;
}

export interface FiledRoster {
  readonly rosterId: string;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Rows that the roster had already, just so; only where a file is added to one. */
  readonly unchanged: number;
  readonly repaired: number;
  readonly warnings: readonly string[];
  readonly faultyRows: readonly FiledFault[];
  /** Whether `faultyRows` are all; the rest stands in the store. */
  readonly isCut: boolean;
}

export type FileRosterRefusal =
  | { readonly code: 'unit-unknown' }
  | { readonly code: 'unit-not-active' }
  | { readonly code: 'shares-not-allowed' }
  | { readonly code: 'roster-file-refused'; readonly message: string; readonly reason: FileRefusal['code'] };

/**
 * Takes a unit's roster in: every row checked, good rows stored as a draft, bad rows kept with their faults, or the whole
 * file refused and nothing stored.
 *
 * Streams: the file is never in memory as a whole, only the batch under way. 200,000 rows in one transaction.
 */
export async function fileRoster(
  platform: Platform,
  caller: Caller,
  input: FileRosterInput,
  file: Blob,
  options: FilingOptions = {},
): Promise<Result<FiledRoster, FileRosterRefusal | IdempotencyRefusal>> {
  const fileHash = await hashFile(file);
  return await againAfterRace(() => fileOnce(platform, caller, input, { file, fileHash }, options));
}

async function fileOnce(
  platform: Platform,
  caller: Caller,
  input: FileRosterInput,
  { file, fileHash }: { readonly file: Blob; readonly fileHash: Buffer },
  options: FilingOptions,
): Promise<Result<FiledRoster, FileRosterRefusal | IdempotencyRefusal>> {
  return await perform(
    platform,
    caller,
    { name: 'file-roster', input: { ...input, fileHash: fileHash.toString('hex') } },
    async (act): Promise<Result<FiledRoster, FileRosterRefusal>> => {
      const unit = await findUnitForRoster(act.transaction, act.officeId, input.unitId);
      if (unit === undefined) return fail({ code: 'unit-unknown' });
      if (unit.state !== 'active') return fail({ code: 'unit-not-active' });
      const filedOn = today(platform.clock);
      const { program, shares } = input;
      if (!sharesAllowed.evaluate({ program, submittedOn: filedOn, shares }))
        return fail({ code: 'shares-not-allowed' });

      const rosterId = act.newId();
      const filing = await Filing.begin(act, {
        rosterId,
        unitId: input.unitId,
        agencyId: unit.agency_id,
        program,
        filedOn,
      });
      const read = await filing.read(file, filedOn, options);
      if (!read.ok) {
        return fail({ code: 'roster-file-refused', message: read.error.message, reason: read.error.code });
      }
      const accepted = read.value.accepted - filing.turnedDown;
      const rejected = read.value.rejected + filing.turnedDown;
      await insertDraft(act, {
        rosterId,
        agencyId: unit.agency_id,
        input,
        fileHash,
        filedOn,
        rows: read.value.rows,
        accepted,
        rejected,
        repaired: read.value.repaired,
        eligibleCount: input.eligibleCount ?? unit.eligible_count,
      });
      await act.audit({
        act: 'file-roster',
        objectKind: 'roster',
        objectId: rosterId,
        agencyId: unit.agency_id,
        unitId: input.unitId,
        detail: { program, shares, rows: read.value.rows, accepted, rejected, fileHash: fileHash.toString('hex') },
      });
      return ok({
        rosterId,
        rows: read.value.rows,
        accepted,
        rejected,
        unchanged: 0,
        repaired: read.value.repaired,
        warnings: read.value.warnings,
        faultyRows: filing.told.sort((a, b) => a.row - b.row),
        isCut: rejected > filing.told.length,
      });
    },
  );
}

/** Lost races that are run anew before the error is the caller's. */
const TRIES = 5;

/** A person's hashes, a unit's member. */
const RACED = /^(?:person_office_id_resident_hash|member_office_id_unit_id_person_id)/;

/** Two files that bring the same new person at the same moment: the one that comes second is filed anew and knows him. */
export async function againAfterRace<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= TRIES || !RACED.test(violatedConstraint(error))) throw error;
    }
  }
}
