/** A case as it stands in a line of JSON: the format of the rules' page §4, amounts in fen, dates as `YYYY-MM-DD`. */
export interface CaseJson {
  readonly id: string;
  readonly program: 'henan-inpatient' | 'national-accident';
  readonly periods: readonly PeriodJson[];
  readonly paid: readonly PaidJson[];
  readonly claim: ClaimJson;
}

export interface PeriodJson {
  readonly id: string;
  readonly startOn: string;
  readonly endOn: string;
  readonly shares: number;
}

export interface PaidJson {
  readonly period: string;
  readonly benefit: string;
  readonly amountFen: number;
  readonly eventId?: string;
  readonly deductibleFen?: number;
  readonly stayUsed?: boolean;
}

export interface HospitalJson {
  readonly grade: number;
  readonly recognised: boolean;
}

export interface StayJson {
  readonly admittedOn: string;
  readonly dischargedOn: string;
  readonly settledOn: string;
  readonly observationFrom: string | null;
  readonly excludedDays: number;
  readonly hospital: HospitalJson & { readonly region: string };
  readonly transferApproved: boolean;
  readonly mainDiagnosis: string;
  readonly cause: string;
}

export interface SettlementJson {
  readonly billedTotal: number;
  readonly nonCovered: number;
  readonly overLimit: number;
  readonly upfrontCostSharing: number;
  readonly eligibleExpense: number;
  readonly deductible: number;
  readonly aboveCeiling: number | null;
  readonly poolingFundPaid: number;
  readonly catastrophicFundPaid: number;
  readonly civilServantPaid: number;
  readonly supplementaryPaid: number;
  readonly medicalAidPaid: number;
  readonly otherPaid: number;
}

export interface BillJson {
  readonly kind: 'outpatient' | 'inpatient';
  readonly on: string;
  readonly costSharing: number;
  readonly insured: boolean;
  readonly hospital: HospitalJson;
}

/** The claim of any benefit; the benefit tells which of the optional parts stand in it. */
export interface ClaimJson {
  readonly benefit: 'inpatient' | 'disability' | 'death' | 'sudden-death' | 'medical';
  readonly submittedOn: string;
  readonly notifiedOn: string | null;
  readonly exclusions: readonly string[];
  readonly stay?: StayJson;
  readonly settlement?: SettlementJson;
  readonly event?: {
    readonly id: string;
    readonly on: string;
    readonly onsetAt?: string;
    readonly treatedAbroad: boolean;
  };
  readonly bills?: readonly BillJson[];
  readonly otherCompensation?: number;
  readonly disability?: { readonly grades: readonly number[]; readonly assessedOn: string };
  readonly death?: { readonly on?: string; readonly at?: string };
}
