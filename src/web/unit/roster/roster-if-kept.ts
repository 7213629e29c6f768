import type { RosterDetail } from '#contracts/rosters.ts';
import { parseDate } from '#kernel/civil-date.ts';
import { contributionOf } from '#scheme/joining/contribution.ts';
import { participationMet } from '#scheme/joining/participation.ts';

/** The roster's figures as they will be once `kept` of the rows that came back stand again. */
export function rosterIfKept(roster: RosterDetail, kept: number): RosterDetail {
  if (kept === 0) return roster;
  const { program, shares, eligibleCount: eligibleStaff } = roster;
  const submittedOn = parseDate(roster.submittedOn ?? roster.filedOn);
  const participants = roster.accepted + kept;
  return {
    ...roster,
    accepted: participants,
    rejected: roster.rejected - kept,
    participation: participationMet.evaluate({ program, submittedOn, eligibleStaff, participants }),
    contributionFen: contributionOf.evaluate({ program, submittedOn, shares, participants }),
  };
}
