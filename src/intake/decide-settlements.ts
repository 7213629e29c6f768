import { careKindOf } from '#intake/settlements/care-kinds.ts';
import type { SettlementRow } from '#intake/settlements/settlement-row.ts';
import { type DayNumber, formatDate } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { adjudicate } from '#scheme/adjudicate.ts';
import type { Case, CoveragePeriod, Settlement } from '#scheme/case.ts';
import type { CaseFault } from '#scheme/case-fault.ts';
import { findCoveringPeriod } from '#scheme/covering-period.ts';
import type { Decision } from '#scheme/decision.ts';
import { readCase } from '#scheme/read-case.ts';

/** A settlement and what the rules say of it. */
export interface DecidedSettlement {
  readonly settlement: SettlementRow;
  readonly outcome: 'pay' | 'decline' | 'refer' | 'not-a-member' | 'joined' | 'fault';
  readonly amountFen: Fen;
  /** Absent for `not-a-member`, `joined` and `fault`. */
  readonly decision: Decision | undefined;
  /** The case in the format of the rules' page §4, to be decided again by anyone; absent for `not-a-member`. */
  readonly caseJson: unknown;
  /** `joined`: the settlement of the same stay with which this one was summed and decided. */
  readonly joinedTo: string | undefined;
  /** `fault`: what is wrong with the figures. */
  readonly fault: CaseFault | undefined;
  /** The period that holds the admission; absent where none does, and where nothing was decided. */
  readonly periodId: string | undefined;
}

/** A benefit that counts against the limits of its period. */
export interface PaidSoFar {
  readonly period: string;
  readonly benefit: 'inpatient';
  readonly amountFen: Fen;
}

/**
 * Decide the settlements of a program's members in the order of settlement day, then id, with each member's counters
 * carried along: what one settlement is paid counts when the next is decided.
 *
 * Submitted and told on the settlement day. Settlements of one stay (same 就诊ID) are summed and decided once, with the
 * last of them. `periodsOf` gives a person's periods by resident ID, `undefined` where he is no member; `paidBefore` what
 * counts against their limits already, asked once for each person.
 */
export class SettlementDecider {
  private readonly periodsOf: (residentId: string) => readonly CoveragePeriod[] | undefined;
  private readonly paidBefore: (residentId: string) => readonly PaidSoFar[];
  private readonly paid = new Map<string, PaidSoFar[]>();
  private paidSumFen = 0;

  constructor(
    periodsOf: (residentId: string) => readonly CoveragePeriod[] | undefined,
    paidBefore: (residentId: string) => readonly PaidSoFar[] = () => [],
  ) {
    this.periodsOf = periodsOf;
    this.paidBefore = paidBefore;
  }

  /** Sum of all that was decided to be paid so far. */
  get paidFen(): Fen {
    return this.paidSumFen;
  }

  /** Decide the next stay: its settlements, one as a rule, in order. */
  decide(stay: readonly SettlementRow[]): readonly DecidedSettlement[] {
    const last = stay.at(-1);
    if (last === undefined) return [];
    const periods = this.periodsOf(last.personId);
    if (periods === undefined) return stay.map((settlement) => undecided(settlement, 'not-a-member'));
    const paid = this.paid.get(last.personId) ?? [...this.paidBefore(last.personId)];
    const joined = joinedStay(stay);
    const caseJson = settlementCase(joined, periods, paid);
    const decided = decideJson(caseJson);
    const before = stay
      .slice(0, -1)
      .map((settlement): DecidedSettlement => ({ ...undecided(settlement, 'joined'), joinedTo: last.id, caseJson }));
    if (!decided.ok) return [...before, { ...undecided(last, 'fault'), caseJson, fault: decided.error }];
    const { decision, period } = decided.value;
    if (decision.outcome === 'pay' && period !== undefined) {
      paid.push({ period, benefit: 'inpatient', amountFen: decision.amountFen });
      this.paid.set(last.personId, paid);
      this.paidSumFen += decision.amountFen;
    }
    return [
      ...before,
      {
        settlement: last,
        outcome: decision.outcome,
        amountFen: decision.amountFen,
        decision,
        caseJson,
        joinedTo: undefined,
        fault: undefined,
        periodId: period,
      },
    ];
  }
}

function undecided(settlement: SettlementRow, outcome: 'not-a-member' | 'joined' | 'fault'): DecidedSettlement {
  return {
    settlement,
    outcome,
    amountFen: 0,
    decision: undefined,
    caseJson: undefined,
    joinedTo: undefined,
    fault: undefined,
    periodId: undefined,
  };
}

/** By settlement day, then id; rows of one id (a faulty file) by place. */
export function inSettlementOrder(a: SettlementRow, b: SettlementRow): number {
  return a.settledOn - b.settledOn || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.row - b.row);
}

/**
 * Settlements in the order in which they are decided, those of one stay together at the place of its last.
 */
export function staysInOrder(settlements: readonly SettlementRow[]): readonly (readonly SettlementRow[])[] {
  const sorted = [...settlements].sort(inSettlementOrder);
  const byStay = new Map<string, SettlementRow[]>();
  for (const settlement of sorted) {
    const key = settlement.encounterId === '' ? '' : `${settlement.personId} ${settlement.encounterId}`;
    const stay = key === '' ? undefined : byStay.get(key);
    if (stay === undefined) byStay.set(key === '' ? `${settlement.row}` : key, [settlement]);
    else stay.push(settlement);
  }
  const places = new Map(sorted.map((settlement, place) => [settlement, place]));
  const placeOfLast = (stay: readonly SettlementRow[]): number => {
    const last = stay.at(-1);
    return last === undefined ? 0 : (places.get(last) ?? 0);
  };
  return [...byStay.values()].sort((a, b) => placeOfLast(a) - placeOfLast(b));
}

/** A stay as it is decided: one settlement, or several joined. */
interface JoinedStay extends SettlementRow {
  /** First day of the emergency observation that was settled apart, `undefined` where there was none. */
  readonly observationFrom?: DayNumber;
}

/** The settlements of one stay as one. */
export function joinedStay(stay: readonly SettlementRow[]): JoinedStay {
  const [only] = stay;
  if (only === undefined) throw new Error('a stay without a settlement');
  return stay.length === 1 ? only : joinStay(stay);
}

/**
 * One stay settled in parts: from the first admission to the last discharge, every figure summed. Emergency observation
 * that led to the admission counts with its figures, not with its days.
 */
function joinStay(parts: readonly SettlementRow[]): JoinedStay {
  const observations = parts.filter(({ careKind }) => careKindOf(careKind).setting === 'emergency');
  const stays = parts.filter((settlement) => !observations.includes(settlement));
  const inHospital = stays.length === 0 ? parts : stays;
  const first = inHospital.reduce((a, b) => (b.admittedOn < a.admittedOn ? b : a));
  const joined: SettlementRow = {
    ...first,
    id: (parts.at(-1) ?? first).id,
    admittedOn: first.admittedOn,
    dischargedOn: Math.max(...inHospital.map((settlement) => settlement.dischargedOn)),
    settledOn: Math.max(...parts.map((settlement) => settlement.settledOn)),
    figures: parts.map(({ figures }) => figures).reduce(sum),
  };
  if (stays.length === 0 || observations.length === 0) return joined;
  return { ...joined, observationFrom: Math.min(...observations.map((settlement) => settlement.admittedOn)) };
}

function sum(a: Settlement, b: Settlement): Settlement {
  return {
    billedTotal: a.billedTotal + b.billedTotal,
    nonCovered: a.nonCovered + b.nonCovered,
    overLimit: a.overLimit + b.overLimit,
    upfrontCostSharing: a.upfrontCostSharing + b.upfrontCostSharing,
    eligibleExpense: a.eligibleExpense + b.eligibleExpense,
    deductible: a.deductible + b.deductible,
    aboveCeiling:
      a.aboveCeiling === undefined || b.aboveCeiling === undefined ? undefined : a.aboveCeiling + b.aboveCeiling,
    poolingFundPaid: a.poolingFundPaid + b.poolingFundPaid,
    catastrophicFundPaid: a.catastrophicFundPaid + b.catastrophicFundPaid,
    civilServantPaid: a.civilServantPaid + b.civilServantPaid,
    supplementaryPaid: a.supplementaryPaid + b.supplementaryPaid,
    medicalAidPaid: a.medicalAidPaid + b.medicalAidPaid,
    otherPaid: a.otherPaid + b.otherPaid,
  };
}

const INJURY_CARE = '外伤住院';

/**
 * A settlement as a case in the format of the rules' page §4.
 *
 * A hospital of grade 2 or 3 counts as recognised; one without a grade as grade 1, not recognised. The settlement tells
 * nothing of excluded days or of causes other than 外伤住院: those are a reviewer's to add.
 */
export function settlementCase(
  settlement: JoinedStay,
  periods: readonly CoveragePeriod[],
  paid: readonly PaidSoFar[],
): unknown {
  const settledOn = formatDate(settlement.settledOn);
  const { grade, region } = settlement.hospital;
  return {
    id: settlement.id,
    program: 'henan-inpatient',
    periods: periods.map(({ id, startOn, endOn, shares }) => ({
      id,
      startOn: formatDate(startOn),
      endOn: formatDate(endOn),
      shares,
    })),
    paid: [...paid],
    claim: {
      benefit: 'inpatient',
      submittedOn: settledOn,
      notifiedOn: settledOn,
      exclusions: [],
      stay: {
        admittedOn: formatDate(settlement.admittedOn),
        dischargedOn: formatDate(settlement.dischargedOn),
        settledOn,
        observationFrom: settlement.observationFrom === undefined ? null : formatDate(settlement.observationFrom),
        excludedDays: 0,
        hospital: { grade: grade ?? 1, recognised: grade !== undefined && grade >= 2, region },
        transferApproved: settlement.transferApproved,
        mainDiagnosis: settlement.diagnosis.code,
        cause: settlement.careKind === INJURY_CARE ? 'accident' : 'illness',
      },
      settlement: { ...settlement.figures, aboveCeiling: settlement.figures.aboveCeiling ?? null },
    },
  };
}

function decideJson(
  caseJson: unknown,
): Result<{ readonly decision: Decision; readonly period: string | undefined }, CaseFault> {
  const read = readCase(caseJson);
  if (!read.ok) return fail(read.error);
  const decided: Case = read.value;
  const day = decided.program === 'henan-inpatient' ? decided.claim.stay.admittedOn : decided.claim.event.on;
  const period = decided.periods[findCoveringPeriod(decided.periods, day)]?.id;
  return ok({ decision: adjudicate(decided), period });
}
