import type { DayNumber } from '#kernel/civil-date.ts';
import { maskName, maskResidentId } from '#kernel/mask.ts';
import { openMember } from '#modules/persons/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { lastWaiverDay } from '#scheme/joining/renewal.ts';
import { type ChangedField, countDifferences, type DifferenceKind, listDifferences } from './diff-store.ts';
import { listRosters } from './read-store.ts';
import { findLastCover } from './renewal-store.ts';

export interface MaskedPerson {
  readonly memberId: string;
  readonly name: string;
  readonly residentId: string;
  /** What is another than before, of a changed one. */
  readonly fields: readonly ChangedField[];
}

export interface RosterDiff {
  readonly joined: number;
  readonly left: number;
  readonly changed: number;
  /** The cover that the roster is compared with. */
  readonly before: {
    readonly orderId: string;
    readonly startOn: DayNumber;
    readonly endOn: DayNumber;
    /** Who starts later waits anew; of the inpatient program. */
    readonly lastWaiverOn: DayNumber | undefined;
  };
  /** Of the kind that was asked for. */
  readonly persons: readonly MaskedPerson[];
}

/**
 * How a roster differs from the unit's cover before it: who is new, who is left out (and loses the waiver of the waiting
 * time behind `lastWaiverOn`), whose name, phone or remark is another. `undefined` where there is no such roster, or no cover before it.
 */
export async function findRosterDiff(
  platform: Platform,
  { access }: Caller,
  request: {
    readonly rosterId: string;
    readonly kind: DifferenceKind;
    readonly afterMember?: string | undefined;
    readonly limit: number;
  },
): Promise<RosterDiff | undefined> {
  const { officeId } = access;
  return await platform.database.transaction(access, async (transaction) => {
    const [roster] = await listRosters(transaction, officeId, { rosterId: request.rosterId, limit: 1 });
    if (roster === undefined) return undefined;
    const { unit_id: unitId, program, id: exceptRosterId } = roster;
    const order = await findLastCover(transaction, officeId, { unitId, program, exceptRosterId });
    if (order === undefined) return undefined;
    const compared = { roster, order };
    const counts = await countDifferences(transaction, officeId, compared);
    const rows = await listDifferences(transaction, officeId, compared, request);
    const ring = platform.ring();
    return {
      ...counts,
      before: {
        orderId: order.id,
        startOn: order.start_on,
        endOn: order.end_on,
        lastWaiverOn: program === 'henan-inpatient' ? lastWaiverDay.evaluate({ endOn: order.end_on }) : undefined,
      },
      persons: rows.map((row): MaskedPerson => {
        const secrets = openMember(ring, row);
        return {
          memberId: row.member_id,
          name: secrets === undefined ? '已删除' : maskName(secrets.name),
          residentId: secrets === undefined ? '' : maskResidentId(secrets.residentId),
          fields: row.fields,
        };
      }),
    };
  });
}
