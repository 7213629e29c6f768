import type { DayNumber } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Case } from '#scheme/case.ts';
import { readCase } from '#scheme/read-case.ts';
import { openDecision } from './decide-again.ts';
import { findClaimsOfPerson, findStandingDecisions } from './store.ts';
import type { OwnPeriod } from './submission-store.ts';

/** So many days after the waiting time an admission is looked at by itself. */
const SOON_DAYS = 30;
/** A person's claims that are looked through, the latest first. */
const MOST_LOOKED_THROUGH = 50;

/**
 * What a reviewer should look at in a claim beside the rules: a stay or accident that was claimed before, stays that
 * overlap, an admission soon after the waiting time. None decides anything by itself.
 */
export async function ownFlags(
  act: Act,
  decided: Case,
  personId: string,
  covering: OwnPeriod | undefined,
): Promise<readonly string[]> {
  const flags = new Set<string>();
  for (const other of await earlierCases(act, decided, personId)) {
    const flag = likeness(decided, other);
    if (flag !== undefined) flags.add(flag);
  }
  const waitedUntil = covering?.waitingUntil ?? null;
  if (decided.program === 'henan-inpatient' && waitedUntil !== null) {
    const { admittedOn } = decided.claim.stay;
    if (isSoonAfter(waitedUntil, admittedOn)) flags.add('soon-after-waiting');
  }
  return [...flags];
}

/** Whether an admission follows soon on the waiting time of its period. */
export function isSoonAfter(waitingUntil: DayNumber | null, admittedOn: DayNumber): boolean {
  return waitingUntil !== null && admittedOn > waitingUntil && admittedOn <= waitingUntil + SOON_DAYS;
}

async function earlierCases(act: Act, { id, program }: Case, personId: string): Promise<readonly Case[]> {
  const claims = (await findClaimsOfPerson(act.transaction, act.officeId, personId, MOST_LOOKED_THROUGH)).filter(
    (claim) => claim.id !== id && claim.program === program,
  );
  const standing = await findStandingDecisions(act, claims);
  const cases: Case[] = [];
  for (const claim of claims) {
    const decision = standing.get(claim.id);
    if (decision === undefined || decision.wrapped_key === null) continue;
    const { wrapped_key } = decision;
    const read = readCase(openDecision(act, claim, { ...decision, wrapped_key }).case);
    if (read.ok) cases.push(read.value);
  }
  return cases;
}

/** In what two claims of a person are the same event, or events that can't both be. */
export function likeness(one: Case, other: Case): string | undefined {
  if (one.program === 'henan-inpatient' && other.program === 'henan-inpatient') {
    const [a, b] = [one.claim.stay, other.claim.stay];
    if (a.admittedOn === b.admittedOn && a.dischargedOn === b.dischargedOn) return 'same-stay';
    return a.admittedOn < b.dischargedOn && b.admittedOn < a.dischargedOn ? 'overlapping-stay' : undefined;
  }
  if (one.program === 'national-accident' && other.program === 'national-accident') {
    return one.claim.benefit === other.claim.benefit && one.claim.event.on === other.claim.event.on
      ? 'same-event'
      : undefined;
  }
  return undefined;
}
