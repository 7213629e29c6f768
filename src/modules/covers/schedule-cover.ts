import type { DayNumber } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import { waitingUntil } from '#scheme/joining/renewal.ts';
import { coverOf } from '#scheme/joining/start-of-cover.ts';
import type { CoverToSchedule } from './cover.ts';
import { issueCertificate } from './issue-certificate.ts';
import {
  dropReservations,
  findPreviousEnds,
  findRunningUntil,
  insertPeriods,
  type RosterForCover,
  registerCovers,
  rosterForCover,
  voidUnregistered,
  type WaitingRow,
} from './store.ts';

export interface ScheduledCover {
  readonly startOn: DayNumber;
  readonly endOn: DayNumber;
  /** Persons who are covered now; of the others another period stood against each. */
  readonly members: number;
  readonly certificateId: string | undefined;
}

/**
 * Gives every standing person of a paid roster his coverage period, set by set, and issues the certificate; inside the act
 * that found the money complete.
 *
 * The nation's directory is asked under its constraint: whoever has a period on one of these days, in whatever office,
 * gets none, and his row is void.
 */
export async function scheduleCover(act: Act, cover: CoverToSchedule): Promise<ScheduledCover> {
  const roster = await rosterForCover(act, cover.rosterId);
  const runningUntil = await findRunningUntil(act, cover);
  const { startOn, endOn } = coverOf.evaluate({
    program: cover.program,
    confirmedOn: cover.confirmedOn,
    runningUntil,
  });
  await registerCovers(act, cover, roster, { startOn, endOn });
  await voidUnregistered(act, cover, roster);
  const waiting = await waitingTimes(act, cover, roster, startOn);
  const members = await insertPeriods(act, cover, roster, { startOn, endOn }, waiting);
  await dropReservations(act, cover.rosterId);
  const certificateId = members === 0 ? undefined : await issueCertificate(act, cover, { startOn, endOn, members });
  return { startOn, endOn, members, certificateId };
}

/** The waiting time of each member follows from the end of his previous period; many share one. */
async function waitingTimes(
  act: Act,
  cover: CoverToSchedule,
  roster: RosterForCover,
  startOn: DayNumber,
): Promise<readonly WaitingRow[]> {
  if (cover.program !== 'henan-inpatient') return [];
  const ends = await findPreviousEnds(act, cover, roster, startOn);
  return ends.map((previousEndOn) => ({
    previousEndOn,
    waitingUntil: waitingUntil.evaluate({ startOn, previousEndOn: previousEndOn ?? undefined }),
  }));
}
