import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { openMember } from '#modules/persons/index.ts';
import { findOwnLevel } from '#modules/reviews/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import type { Benefit, ProgramId } from '#scheme/case.ts';
import type { Outcome } from '#scheme/decision.ts';
import { type ClaimFilter, findClaimPage } from './queue-store.ts';
import type { ClaimState } from './states.ts';
import { type ClaimRow, findClaimsOfPerson } from './store.ts';

/** A claim as lists show it. */
export interface ClaimSummary {
  readonly claimId: string;
  readonly submittedOn: DayNumber;
  readonly agencyId: string;
  readonly unitId: string;
  readonly memberId: string;
  readonly program: ProgramId;
  readonly benefit: Benefit;
  readonly origin: ClaimRow['origin'];
  readonly state: ClaimState;
  readonly reviewingAgencyId: string | undefined;
  readonly outcome: Outcome;
  readonly amountFen: Fen;
  readonly flags: readonly string[];
  readonly dueOn: DayNumber | undefined;
  readonly assigneeId: string | undefined;
}

export interface ListedMemberClaim extends ClaimSummary {
  /** Empty where the person's data were deleted. */
  readonly memberName: string;
}

export interface FindClaimsInput extends Omit<ClaimFilter, 'reviewingAgencyId' | 'assigneeId' | 'dueBefore'> {
  /** Only those that were given to the caller. */
  readonly isMine?: boolean | undefined;
  /** Only those whose deadline has passed. */
  readonly isOverdue?: boolean | undefined;
  /** Only what waits for the caller's own level; with `state` left out, in whatever state it waits. */
  readonly waitsForMe?: boolean | undefined;
}

/** A page of claims; what the caller may not see is not there. */
export async function findClaims(
  platform: Platform,
  caller: Caller,
  { waitsForMe = false, isMine = false, isOverdue = false, ...filter }: FindClaimsInput,
): Promise<readonly ListedMemberClaim[]> {
  const { access } = caller;
  return await platform.database.transaction(access, async (transaction) => {
    const level = waitsForMe ? await findOwnLevel(transaction, access) : undefined;
    if (waitsForMe && level === undefined) return [];
    const rows = await findClaimPage(transaction, access.officeId, {
      ...filter,
      reviewingAgencyId: level?.id,
      assigneeId: isMine ? access.actorId : undefined,
      dueBefore: isOverdue ? today(platform.clock) : undefined,
    });
    const ring = platform.ring();
    return rows.map((row) => {
      const { person_id, wrapped_key, sealed_member } = row;
      const member = openMember(ring, {
        office_id: access.officeId,
        person_id,
        wrapped_key,
        sealed: sealed_member,
      });
      return { ...summaryOf(row), memberName: member?.name ?? '' };
    });
  });
}

/** So many claims nobody has in a lifetime of two stays a year. */
const MOST_OWN_CLAIMS = 500;

/** The claims of the person who asks, the latest first. */
export async function findMyClaims(platform: Platform, caller: Caller): Promise<readonly ClaimSummary[]> {
  const { access } = caller;
  if (access.scope !== 'person') return [];
  return await platform.database.transaction(access, async (transaction) =>
    (await findClaimsOfPerson(transaction, access.officeId, access.personId, MOST_OWN_CLAIMS)).map(summaryOf),
  );
}

export function summaryOf(row: ClaimRow): ClaimSummary {
  return {
    claimId: row.id,
    submittedOn: row.submitted_on,
    agencyId: row.agency_id,
    unitId: row.unit_id,
    memberId: row.member_id,
    program: row.program,
    benefit: row.benefit,
    origin: row.origin,
    state: row.state,
    reviewingAgencyId: row.reviewing_agency_id ?? undefined,
    outcome: row.outcome,
    amountFen: row.amount_fen,
    flags: row.flags,
    dueOn: row.due_on ?? undefined,
    assigneeId: row.assignee_id ?? undefined,
  };
}
