import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import type { Benefit, ProgramId } from '#scheme/case.ts';
import { INPATIENT_TERMS } from '#scheme/programs/henan-inpatient/terms.ts';
import { ACCIDENT_TERMS } from '#scheme/programs/national-accident/terms.ts';
import { termsOn } from '#scheme/term.ts';
import { type BenefitUse, findUsesOf, type PaidBefore, paidBefore } from './benefit-store.ts';
import { findPeriods, type OwnPeriod } from './submission-store.ts';

/** A person's cover in a program, with what is left of it. */
export interface Entitlement {
  readonly program: ProgramId;
  readonly periods: readonly EntitledPeriod[];
  /** What counts against the limits, in the format of the rules' page §4: so that a phone computes as the office does. */
  readonly paid: readonly PaidBefore[];
}

export interface EntitledPeriod extends OwnPeriod {
  readonly limits: readonly LimitLeft[];
}

export interface LimitLeft {
  readonly name: 'stays' | 'inpatient' | 'injury' | 'sudden-death' | 'medical';
  /** Fen, but for stays, which are counted. */
  readonly most: Fen;
  readonly left: Fen;
}

const PROGRAMS: readonly ProgramId[] = ['henan-inpatient', 'national-accident'];

/** The cover of the person who asks, by program; programs in which he never was are not there. */
export async function findEntitlements(platform: Platform, { access }: Caller): Promise<readonly Entitlement[]> {
  if (access.scope !== 'person') return [];
  const { officeId, personId } = access;
  return await platform.database.transaction(access, async (transaction) => {
    const uses = await findUsesOf({ transaction, officeId }, [personId]);
    const found: Entitlement[] = [];
    for (const program of PROGRAMS) {
      const periods = await findPeriods(transaction, officeId, personId, program);
      if (periods.length === 0) continue;
      const counted = uses.filter((use) => use.program === program && periods.some(({ id }) => id === use.period_id));
      found.push({
        program,
        periods: periods.map((period) => ({ ...period, limits: limitsOf(program, period, counted) })),
        paid: counted.map(paidBefore),
      });
    }
    return found;
  });
}

function limitsOf(program: ProgramId, period: OwnPeriod, uses: readonly BenefitUse[]): readonly LimitLeft[] {
  const ofPeriod = uses.filter(({ period_id }) => period_id === period.id);
  const limit = (name: LimitLeft['name'], most: number, ...benefits: readonly string[]): LimitLeft => {
    const used = ofPeriod
      .filter(({ benefit }) => benefits.includes(benefit))
      .reduce((sum, { amount_fen }) => sum + amount_fen, 0);
    return { name, most, left: Math.max(0, most - used) };
  };
  return program === 'henan-inpatient'
    ? inpatientLimits(period.startOn, ofPeriod.length, limit)
    : accidentLimits(period, limit);
}

type Limit = (name: LimitLeft['name'], most: number, ...benefits: readonly string[]) => LimitLeft;

function inpatientLimits(day: DayNumber, stays: number, limit: Limit): readonly LimitLeft[] {
  const { paidStaysLimit, benefitCeilingFen } = termsOn(INPATIENT_TERMS, day);
  return [
    { name: 'stays', most: paidStaysLimit, left: Math.max(0, paidStaysLimit - stays) },
    limit('inpatient', benefitCeilingFen, 'inpatient'),
  ];
}

function accidentLimits({ startOn, shares }: OwnPeriod, limit: Limit): readonly LimitLeft[] {
  const terms = termsOn(ACCIDENT_TERMS, startOn);
  return [
    limit('medical', terms.medicalCeilingFen, 'medical'),
    limit('injury', terms.disabilityPerShareFen * shares, 'disability', 'death'),
    limit('sudden-death', terms.suddenDeathPerShareFen * shares, 'sudden-death'),
  ];
}

/**
 * What a period has left for one benefit, beside what these uses of other claims take of it. Of an inpatient stay nothing
 * where no stay is left.
 */
export function leftForClaim(
  program: ProgramId,
  benefit: Benefit,
  period: OwnPeriod,
  uses: readonly BenefitUse[],
): Fen {
  const limits = limitsOf(program, period, uses);
  const left = (name: LimitLeft['name']): number => limits.find((limit) => limit.name === name)?.left ?? 0;
  if (benefit === 'inpatient') return left('stays') === 0 ? 0 : left('inpatient');
  return left(benefit === 'disability' || benefit === 'death' ? 'injury' : benefit);
}
