import { fail, ok, type Result } from '#kernel/result.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import { hashFile } from '#platform/hash-file.ts';
import type { Platform } from '#platform/platform.ts';
import { AnsweredFaults } from './answered-faults.ts';
import { dropFaults, lastRowOf, voidEntries } from './entry-store.ts';
import { againAfterRace, type FiledRoster, type FileRosterRefusal } from './file-roster.ts';
import { Filing, type FilingBehind, type FilingOptions } from './filing.ts';
import { openFaults } from './find-rosters.ts';
import { ROSTER_EDGES } from './states.ts';
import { lockRoster, type RosterRow, recountRows } from './store.ts';

export interface ExtendRosterInput {
  readonly rosterId: string;
  readonly fileName: string;
}

export type ExtendRosterRefusal =
  | { readonly code: 'roster-unknown' }
  | { readonly code: 'roster-state' }
  | Extract<FileRosterRefusal, { code: 'roster-file-refused' }>;

/**
 * Takes repaired or further rows into a roster that is a draft or came back. Good rows join those that stand; a row for a
 * person who is there already replaces his where it differs and counts for nothing where it does not. Faulty rows of
 * before that the file answers go; the others stay.
 *
 * Rows go on being numbered behind those that are there. The figures given back are those of this file.
 */
export async function extendRoster(
  platform: Platform,
  caller: Caller,
  input: ExtendRosterInput,
  file: Blob,
  options: FilingOptions = {},
): Promise<Result<FiledRoster, ExtendRosterRefusal | IdempotencyRefusal>> {
  const fileHash = (await hashFile(file)).toString('hex');
  return await againAfterRace(() =>
    perform(
      platform,
      caller,
      { name: 'extend-roster', input: { ...input, fileHash } },
      async (act): Promise<Result<FiledRoster, ExtendRosterRefusal>> => {
        const roster = await lockRoster(act.transaction, act.officeId, input.rosterId);
        if (roster === undefined) return fail({ code: 'roster-unknown' });
        if (ROSTER_EDGES[roster.state].submit === undefined) return fail({ code: 'roster-state' });
        const { id: rosterId, agency_id: agencyId, unit_id: unitId } = roster;
        const behind = await whatIsThere(act, roster);
        const filing = await Filing.begin(act, factsOf(roster), behind);
        const read = await filing.read(file, today(platform.clock), options);
        if (!read.ok) {
          return fail({ code: 'roster-file-refused', message: read.error.message, reason: read.error.code });
        }
        await dropFaults(act, rosterId, behind.answered.numbers);
        await voidEntries(act, roster, filing.replaced);
        const { turnedDown, unchanged } = filing;
        const accepted = read.value.accepted - turnedDown - unchanged;
        const rejected = read.value.rejected + turnedDown;
        await recountRows(act, roster, read.value.repaired);
        await act.audit({
          act: 'extend-roster',
          objectKind: 'roster',
          objectId: rosterId,
          agencyId,
          unitId,
          detail: {
            rows: read.value.rows,
            accepted,
            rejected,
            unchanged,
            replaced: filing.replaced.length,
            answered: behind.answered.numbers.length,
            fileHash,
          },
        });
        return ok({
          rosterId,
          rows: read.value.rows,
          accepted,
          rejected,
          unchanged,
          repaired: read.value.repaired,
          warnings: read.value.warnings,
          faultyRows: filing.told.sort((a, b) => a.row - b.row),
          isCut: rejected > filing.told.length,
        });
      },
    ),
  );
}

/** Faulty rows that stand opened in memory at a time. */
const FAULTS_A_PAGE = 1_000;

/** What a roster has before rows are added to it. */
export async function whatIsThere(act: Act, roster: RosterRow): Promise<FilingBehind> {
  const answered = new AnsweredFaults();
  let page = { rosterId: roster.id, afterRow: 0, limit: FAULTS_A_PAGE };
  for (;;) {
    const faults = await openFaults(act.platform, act.transaction, act.officeId, page);
    answered.expect(faults);
    const last = faults.at(-1);
    if (last === undefined || faults.length < FAULTS_A_PAGE) break;
    page = { ...page, afterRow: last.number };
  }
  return { rowOffset: await lastRowOf(act, roster), answered };
}

export function factsOf({ id: rosterId, agency_id, unit_id, program, filed_on }: RosterRow): {
  readonly rosterId: string;
  readonly unitId: string;
  readonly agencyId: string;
  readonly program: RosterRow['program'];
  readonly filedOn: RosterRow['filed_on'];
} {
  return { rosterId, unitId: unit_id, agencyId: agency_id, program, filedOn: filed_on };
}
