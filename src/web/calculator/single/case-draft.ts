import {
  type AccidentBenefit,
  type Benefit,
  type Cause,
  type ProgramId,
  type Region,
  SETTLEMENT_FIELDS,
  type SettlementField,
} from '#scheme/case.ts';
import type { ClauseId } from '#scheme/clause-texts.ts';

/**
 * A case as it is being typed: dates as `YYYY-MM-DD` or nothing, amounts as they stand in their fields.
 *
 * Holds the fields of both programs, so that switching between them loses nothing.
 */
export interface CaseDraft {
  readonly program: ProgramId;
  readonly accidentBenefit: AccidentBenefit;
  readonly periods: readonly PeriodDraft[];
  readonly paid: readonly PaidDraft[];
  readonly submittedOn: string;
  /** Nothing where the member did not tell. */
  readonly notifiedOn: string;
  readonly exclusions: readonly ClauseId[];
  readonly stay: StayDraft;
  readonly settlement: SettlementDraft;
  readonly event: EventDraft;
  readonly bills: readonly BillDraft[];
  readonly otherCompensation: string;
  readonly grades: readonly string[];
  readonly assessedOn: string;
}

export interface PeriodDraft {
  readonly startOn: string;
  readonly endOn: string;
  readonly shares: number;
}

export interface PaidDraft {
  /** Which of the draft's periods. */
  readonly period: number;
  readonly benefit: Benefit;
  readonly amount: string;
  /** The last three concern accident medical benefits. */
  readonly sameEvent: boolean;
  readonly deductible: string;
  readonly stayUsed: boolean;
}

export interface StayDraft {
  readonly admittedOn: string;
  readonly dischargedOn: string;
  readonly settledOn: string;
  readonly observationFrom: string;
  readonly excludedDays: string;
  readonly grade: number;
  readonly recognised: boolean;
  readonly region: Region;
  readonly transferApproved: boolean;
  readonly mainDiagnosis: string;
  readonly cause: Cause;
}

export interface SettlementDraft {
  readonly amounts: Readonly<Record<SettlementField, string>>;
  /** The slip does not tell what lies above the ceiling. */
  readonly ceilingUnknown: boolean;
}

export interface EventDraft {
  readonly on: string;
  readonly treatedAbroad: boolean;
  /** `HH:mm`, for sudden death. */
  readonly onsetTime: string;
  readonly diedOn: string;
  readonly diedTime: string;
}

export interface BillDraft {
  readonly kind: 'outpatient' | 'inpatient';
  readonly on: string;
  readonly costSharing: string;
  readonly insured: boolean;
  readonly grade: number;
  readonly recognised: boolean;
}

export const BLANK_PERIOD: PeriodDraft = { startOn: '', endOn: '', shares: 1 };

export const BLANK_BILL: BillDraft = {
  kind: 'outpatient',
  on: '',
  costSharing: '',
  insured: true,
  grade: 3,
  recognised: true,
};

export function blankPaid(program: ProgramId, benefit: AccidentBenefit): PaidDraft {
  return {
    period: 0,
    benefit: program === 'henan-inpatient' ? 'inpatient' : benefit,
    amount: '',
    sameEvent: false,
    deductible: '',
    stayUsed: false,
  };
}

export const BLANK_DRAFT: CaseDraft = {
  program: 'henan-inpatient',
  accidentBenefit: 'medical',
  periods: [BLANK_PERIOD],
  paid: [],
  submittedOn: '',
  notifiedOn: '',
  exclusions: [],
  stay: {
    admittedOn: '',
    dischargedOn: '',
    settledOn: '',
    observationFrom: '',
    excludedDays: '',
    grade: 3,
    recognised: true,
    region: 'henan',
    transferApproved: false,
    mainDiagnosis: '',
    cause: 'illness',
  },
  settlement: {
    amounts: Object.fromEntries(SETTLEMENT_FIELDS.map((field) => [field, ''])) as Record<SettlementField, string>,
    ceilingUnknown: false,
  },
  event: { on: '', treatedAbroad: false, onsetTime: '', diedOn: '', diedTime: '' },
  bills: [BLANK_BILL],
  otherCompensation: '',
  grades: [''],
  assessedOn: '',
};

export function benefitOf(draft: CaseDraft): Benefit {
  return draft.program === 'henan-inpatient' ? 'inpatient' : draft.accidentBenefit;
}
