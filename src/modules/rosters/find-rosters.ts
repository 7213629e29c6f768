import type { FaultyRow } from '#intake/roster/roster.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import { maskName, maskPhone, maskResidentId } from '#kernel/mask.ts';
import { nameHolds, openMember } from '#modules/persons/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { openWithRing } from '#platform/cryptography/sealing.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { contributionOf } from '#scheme/joining/contribution.ts';
import { type Participation, participationMet } from '#scheme/joining/participation.ts';
import type { KeptFault } from './answered-faults.ts';
import { faultContext } from './entry-store.ts';
import {
  countLeftOut,
  ENTRY_MEMBER,
  type EntryFilter,
  type ListedRoster,
  listEntries,
  listFaults,
  listPayers,
  listReviews,
  listRosters,
  type ReviewRow,
  type RosterFilter,
} from './read-store.ts';
import type { FundingSource } from './roster.ts';
import { ROSTER_EDGES, type RosterAct } from './states.ts';

/** Rosters, newest first; with `waitsForAgency` those that wait for that agency's review, first due first. */
export async function findRosters(
  platform: Platform,
  { access }: Caller,
  filter: RosterFilter,
): Promise<readonly ListedRoster[]> {
  return await platform.database.transaction(access, (transaction) =>
    listRosters(transaction, access.officeId, filter),
  );
}

export interface RosterDetail extends ListedRoster {
  readonly participation: Participation;
  readonly contributionFen: number;
  /** Rows that stood and do not any more: the unit took them out, or something came in their way. */
  readonly leftOut: number;
  readonly payers: readonly {
    readonly source: FundingSource;
    readonly payer_name: string;
    readonly payer_code: string | null;
    readonly amount_fen: number;
  }[];
  readonly reviews: readonly ReviewRow[];
  /** What may happen to it in its state, whoever does it. */
  readonly acts: readonly RosterAct[];
}

/** One roster with its figures, payers and reviews; `undefined` where there is none, or none that the caller sees. */
export async function findRoster(
  platform: Platform,
  { access }: Caller,
  rosterId: string,
): Promise<RosterDetail | undefined> {
  return await platform.database.transaction(access, async (transaction) => {
    const [roster] = await listRosters(transaction, access.officeId, { rosterId, limit: 1 });
    if (roster === undefined) return undefined;
    const payers = await listPayers(transaction, access.officeId, rosterId);
    const reviews = await listReviews(transaction, access.officeId, rosterId);
    const { program, shares, accepted_count: participants, eligible_count: eligibleStaff } = roster;
    const submittedOn = roster.submitted_on ?? roster.filed_on;
    return {
      ...roster,
      participation: participationMet.evaluate({ program, submittedOn, eligibleStaff, participants }),
      contributionFen: contributionOf.evaluate({ program, submittedOn, shares, participants }),
      leftOut: await countLeftOut(transaction, access.officeId, roster),
      payers,
      reviews,
      acts: Object.keys(ROSTER_EDGES[roster.state]) as RosterAct[],
    };
  });
}

/** A row of a roster as screens show it: masked. */
export interface MaskedEntry {
  readonly row: number;
  readonly memberId: string;
  readonly name: string;
  readonly residentId: string;
  readonly phone: string;
  readonly delayedRetirement: boolean;
  readonly repaired: boolean;
  readonly previousEndOn: DayNumber | null;
  readonly state: 'standing' | 'sent-back' | 'void';
  readonly reason: string | null;
}

/** The rows of a roster that stood at some time, after `afterRow`, masked. */
export async function findRosterEntries(
  platform: Platform,
  { access }: Caller,
  request: EntryFilter,
): Promise<readonly MaskedEntry[]> {
  const ring = platform.ring();
  const { officeId } = access;
  const rows = await platform.database.transaction(access, (transaction) =>
    listEntries(transaction, officeId, request, nameHolds(ring, officeId, ENTRY_MEMBER, request.name)),
  );
  return rows.map((row) => {
    const secrets = openMember(ring, row);
    return {
      row: row.row_number,
      memberId: row.member_id,
      name: secrets === undefined ? '已删除' : maskName(secrets.name),
      residentId: secrets === undefined ? '' : maskResidentId(secrets.residentId),
      phone: secrets?.phone === undefined ? '' : maskPhone(secrets.phone),
      delayedRetirement: row.delayed_retirement,
      repaired: row.repaired,
      previousEndOn: row.previous_end_on,
      state: row.state,
      reason: row.reason,
    };
  });
}

/**
 * The bad rows of a roster after `afterRow`, with the cells as the file has them: whoever typed them must find them
 * again. Only for the unit's own agent and for the reviewers above it, whom row-level security lets through.
 */
export async function findRosterFaults(
  platform: Platform,
  { access }: Caller,
  request: { readonly rosterId: string; readonly afterRow: number; readonly limit: number },
): Promise<readonly KeptFault[]> {
  return await platform.database.transaction(access, (transaction) =>
    openFaults(platform, transaction, access.officeId, request),
  );
}

/** A page of the faulty rows of a roster, inside an act. */
export async function openFaults(
  platform: Platform,
  transaction: Transaction,
  officeId: string,
  request: { readonly rosterId: string; readonly afterRow: number; readonly limit: number },
): Promise<readonly KeptFault[]> {
  const ring = platform.ring();
  const rows = await listFaults(transaction, officeId, request);
  return rows.map(({ row_number: number, sealed }) => {
    const opened = openWithRing<FaultyRow>(ring, faultContext(officeId, request.rosterId, number), sealed);
    if (!opened.ok) throw new Error(`a faulty row does not open: ${opened.error}`);
    return { ...opened.value, number };
  });
}
