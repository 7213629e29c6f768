import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import { dropFaults, lastRowOf, voidEntries } from './entry-store.ts';
import { againAfterRace, type FiledRoster, type FileRosterRefusal, hashOfFile } from './file-roster.ts';
import { Filing, type FilingOptions } from './filing.ts';
import { ROSTER_EDGES } from './states.ts';
import { lockRoster, recountRows } from './store.ts';

export interface ExtendRosterInput {
  readonly rosterId: string;
  readonly fileName: string;
}

export type ExtendRosterRefusal =
  | { readonly code: 'roster-unknown' }
  | { readonly code: 'roster-state' }
  | Extract<FileRosterRefusal, { code: 'roster-file-refused' }>;

/**
 * Takes repaired or further rows into a roster that is a draft or came back: good rows join those that stand, and what is
 * still wrong takes the place of the faulty rows of before. A row for a person whose row came back replaces that one;
 * whoever stands already is a duplicate.
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
  const fileHash = (await hashOfFile(file)).toString('hex');
  return await againAfterRace(() =>
    perform(
      platform,
      caller,
      { name: 'extend-roster', input: { ...input, fileHash } },
      async (act): Promise<Result<FiledRoster, ExtendRosterRefusal>> => {
        const roster = await lockRoster(act.transaction, act.officeId, input.rosterId);
        if (roster === undefined) return fail({ code: 'roster-unknown' });
        if (ROSTER_EDGES[roster.state].submit === undefined) return fail({ code: 'roster-state' });
        const { id: rosterId, agency_id: agencyId, unit_id: unitId, program, filed_on: filedOn } = roster;
        await dropFaults(act, rosterId);
        const facts = { rosterId, unitId, agencyId, program, filedOn };
        const filing = await Filing.begin(act, facts, await lastRowOf(act, roster));
        const read = await filing.read(file, today(platform.clock), options);
        if (!read.ok) {
          return fail({ code: 'roster-file-refused', message: read.error.message, reason: read.error.code });
        }
        await voidEntries(act, roster, filing.replaced);
        const accepted = read.value.accepted - filing.turnedDown;
        const rejected = read.value.rejected + filing.turnedDown;
        await recountRows(act, roster, read.value.repaired);
        await act.audit({
          act: 'extend-roster',
          objectKind: 'roster',
          objectId: rosterId,
          agencyId,
          unitId,
          detail: { rows: read.value.rows, accepted, rejected, replaced: filing.replaced.length, fileHash },
        });
        return ok({
          rosterId,
          rows: read.value.rows,
          accepted,
          rejected,
          repaired: read.value.repaired,
          warnings: read.value.warnings,
          faultyRows: filing.told.sort((a, b) => a.row - b.row),
          isCut: rejected > filing.told.length,
        });
      },
    ),
  );
}
