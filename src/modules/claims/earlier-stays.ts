import { type DayNumber, parseDate } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import { openDecision } from './decide-again.ts';
import { type ClaimRow, findLatestClaimsOf, findStandingDecisions } from './store.ts';

/** A stay that was claimed before. */
export interface EarlierStay {
  /** `undefined` for one of the same file. */
  readonly claim: ClaimRow | undefined;
  readonly admittedOn: DayNumber;
  readonly dischargedOn: DayNumber;
}

type Days = Pick<EarlierStay, 'admittedOn' | 'dischargedOn'>;

/** A person's claims that are looked through, the latest first. */
const MOST_LOOKED_THROUGH = 20;

/** The stays that these persons claimed before, by person. */
export async function findEarlierStays(
  act: Act,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, readonly EarlierStay[]>> {
  const claims = await findLatestClaimsOf(act, personIds, 'henan-inpatient', MOST_LOOKED_THROUGH);
  if (claims.length === 0) return new Map();
  const standing = await findStandingDecisions(act, claims);
  const stays = claims.flatMap((claim): EarlierStay[] => {
    const decision = standing.get(claim.id);
    if (decision === undefined || decision.wrapped_key === null) return [];
    const { wrapped_key } = decision;
    const decided = openDecision(act, claim, { ...decision, wrapped_key }).case as StoredStay;
    const { admittedOn, dischargedOn } = decided.claim.stay;
    return [{ claim, admittedOn: parseDate(admittedOn), dischargedOn: parseDate(dischargedOn) }];
  });
  return Map.groupBy(stays, ({ claim }) => claim?.person_id ?? '');
}

interface StoredStay {
  readonly claim: { readonly stay: { readonly admittedOn: string; readonly dischargedOn: string } };
}

export function isSameStay(a: Days, b: Days): boolean {
  return a.admittedOn === b.admittedOn && a.dischargedOn === b.dischargedOn;
}

/** The day of discharge is not one of the stay: one may leave a hospital and enter another on it. */
export function overlaps(a: Days, b: Days): boolean {
  return a.admittedOn < b.dischargedOn && b.admittedOn < a.dischargedOn;
}
