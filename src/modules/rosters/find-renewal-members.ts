import type { DayNumber } from '#kernel/civil-date.ts';
import { maskName, maskResidentId } from '#kernel/mask.ts';
import { nameHolds, openMember } from '#modules/persons/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { lastWaiverDay } from '#scheme/joining/renewal.ts';
import { findRenewableOrder, listRenewable, RENEWABLE_MEMBER } from './renewal-members-store.ts';
import type { RosterState } from './states.ts';

export interface RenewalMember {
  readonly memberId: string;
  readonly name: string;
  readonly residentId: string;
  /** Where he stands on a roster under way that follows. */
  readonly rosterState: RosterState | null;
}

export interface RenewalMembers {
  readonly endOn: DayNumber;
  /** Who starts from this day on waits anew; only of the inpatient program. */
  readonly losesWaiverOn: DayNumber | undefined;
  readonly persons: readonly RenewalMember[];
}

/**
 * Whom an order covers, with those first who are on no roster that follows it: they lose the waiver of the waiting time on
 * the day given. `undefined` where there is no such order in force, or none that the caller sees.
 */
export async function findRenewalMembers(
  platform: Platform,
  { access }: Caller,
  request: {
    readonly orderId: string;
    readonly name?: string | undefined;
    /** The last one of the page before. */
    readonly after?: { readonly isOnRoster: boolean; readonly memberId: string } | undefined;
    readonly limit: number;
  },
): Promise<RenewalMembers | undefined> {
  const { officeId } = access;
  const ring = platform.ring();
  return await platform.database.transaction(access, async (transaction) => {
    const order = await findRenewableOrder(transaction, officeId, request.orderId);
    if (order === undefined) return undefined;
    const isNamed = nameHolds(ring, officeId, RENEWABLE_MEMBER, request.name);
    const rows = await listRenewable(transaction, officeId, { ...request, order, isNamed });
    const { program, end_on: endOn } = order;
    return {
      endOn,
      losesWaiverOn: program === 'henan-inpatient' ? lastWaiverDay.evaluate({ endOn }) + 1 : undefined,
      persons: rows.map((row) => {
        const secrets = openMember(ring, row);
        return {
          memberId: row.member_id,
          name: secrets === undefined ? '已删除' : maskName(secrets.name),
          residentId: secrets === undefined ? '' : maskResidentId(secrets.residentId),
          rosterState: row.roster_state,
        };
      }),
    };
  });
}
