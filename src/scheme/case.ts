import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Period } from '#kernel/period.ts';
import type { ClauseId } from '#scheme/clause-texts.ts';

/** Later than every day: "not told", "no observation". Comparisons with it need no special case. */
export const NEVER: DayNumber = Number.POSITIVE_INFINITY;

export type ProgramId = 'henan-inpatient' | 'national-accident';

export type AccidentBenefit = 'disability' | 'death' | 'sudden-death' | 'medical';
export type Benefit = 'inpatient' | AccidentBenefit;

/** Where the hospital stands, seen from the office's province. `abroad` includes Hong Kong, Macao and Taiwan. */
export type Region = 'henan' | 'other-province' | 'abroad';

export type Cause =
  | 'illness'
  | 'accident'
  | 'work-injury'
  | 'occupational-disease'
  | 'third-party'
  | 'public-epidemic'
  | 'check-up'
  | 'convalescence'
  | 'rehabilitation';

/** A member's cover in one program: one to three years of it stand in a case, sorted, never overlapping. */
export interface CoveragePeriod extends Period {
  readonly id: string;
  readonly shares: number;
}

/** A benefit paid or finally approved before. The last three fields concern accident medical benefits only. */
export interface PaidBenefit {
  readonly periodId: string;
  readonly benefit: Benefit;
  readonly amountFen: Fen;
  readonly eventId: string | undefined;
  readonly deductibleFen: Fen;
  readonly stayUsed: boolean;
}

/** Grade 1 to 3 (一级, 二级, 三级); a house without a grade stands as grade 1, not recognised. */
export interface Hospital {
  readonly grade: number;
  readonly recognised: boolean;
}

export interface Stay {
  readonly admittedOn: DayNumber;
  readonly dischargedOn: DayNumber;
  readonly settledOn: DayNumber;
  /** First day of the emergency observation that led to the admission, {@link NEVER} where there was none. */
  readonly observationFrom: DayNumber;
  readonly excludedDays: number;
  readonly hospital: Hospital & { readonly region: Region };
  readonly transferApproved: boolean;
  /** ICD-10 code, upper case; empty where none is known. */
  readonly mainDiagnosis: string;
  readonly cause: Cause;
}

/** The insurer's settlement, whole fen, in the glossary's words. */
export interface Settlement {
  readonly billedTotal: Fen;
  readonly nonCovered: Fen;
  readonly overLimit: Fen;
  readonly upfrontCostSharing: Fen;
  readonly eligibleExpense: Fen;
  readonly deductible: Fen;
  /** What lies above the pooled fund's ceiling; `undefined` where the settlement does not tell. */
  readonly aboveCeiling: Fen | undefined;
  readonly poolingFundPaid: Fen;
  readonly catastrophicFundPaid: Fen;
  readonly civilServantPaid: Fen;
  readonly supplementaryPaid: Fen;
  readonly medicalAidPaid: Fen;
  readonly otherPaid: Fen;
}

/** Its figures, in the order of the slip. */
export const SETTLEMENT_FIELDS = [
  'billedTotal',
  'nonCovered',
  'overLimit',
  'upfrontCostSharing',
  'eligibleExpense',
  'deductible',
  'aboveCeiling',
  'poolingFundPaid',
  'catastrophicFundPaid',
  'civilServantPaid',
  'supplementaryPaid',
  'medicalAidPaid',
  'otherPaid',
] as const satisfies readonly (keyof Settlement)[];

export type SettlementField = (typeof SETTLEMENT_FIELDS)[number];

interface ClaimHead {
  readonly submittedOn: DayNumber;
  /** {@link NEVER} where the member did not tell. */
  readonly notifiedOn: DayNumber;
  /** Exclusions that a reviewer asserts. */
  readonly exclusions: readonly ClauseId[];
}

export interface InpatientClaim extends ClaimHead {
  readonly benefit: 'inpatient';
  readonly stay: Stay;
  readonly settlement: Settlement;
}

export interface AccidentEvent {
  readonly id: string;
  readonly on: DayNumber;
  readonly treatedAbroad: boolean;
}

/** One bill of the treatment; `on` is the day of service, for a stay the admission. */
export interface Bill {
  readonly kind: 'outpatient' | 'inpatient';
  readonly on: DayNumber;
  /** The conforming self-paid amount 自付. */
  readonly costSharing: Fen;
  /** Whether basic insurance reimbursed it. */
  readonly insured: boolean;
  readonly hospital: Hospital;
}

export interface DisabilityClaim extends ClaimHead {
  readonly benefit: 'disability';
  readonly event: AccidentEvent;
  /** Disability grades 1 (worst) to 10 of the injuries of this accident. */
  readonly grades: readonly number[];
  readonly assessedOn: DayNumber;
}

export interface DeathClaim extends ClaimHead {
  readonly benefit: 'death';
  readonly event: AccidentEvent;
  readonly diedOn: DayNumber;
}

export interface SuddenDeathClaim extends ClaimHead {
  readonly benefit: 'sudden-death';
  readonly event: AccidentEvent;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly onsetAt: number;
  readonly diedAt: number;
}

export interface MedicalClaim extends ClaimHead {
  readonly benefit: 'medical';
  readonly event: AccidentEvent;
  readonly bills: readonly Bill[];
  readonly otherCompensation: Fen;
}

export type AccidentClaim = DisabilityClaim | DeathClaim | SuddenDeathClaim | MedicalClaim;

interface CaseHead {
  readonly id: string;
  /** Of this member in this program, by start day, without overlap. */
  readonly periods: readonly CoveragePeriod[];
  readonly paid: readonly PaidBenefit[];
}

export interface InpatientCase extends CaseHead {
  readonly program: 'henan-inpatient';
  readonly claim: InpatientClaim;
}

export interface AccidentCase extends CaseHead {
  readonly program: 'national-accident';
  readonly claim: AccidentClaim;
}

/** One claim with everything that the rules may look at. */
export type Case = InpatientCase | AccidentCase;
