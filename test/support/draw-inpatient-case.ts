import type { Dice } from '#generator/dice.ts';
import { formatDate, parseDate } from '#kernel/civil-date.ts';
import type { CaseJson, PaidJson, SettlementJson, StayJson } from './case-json.ts';
import { drawDay, drawRuns, notifiedAround, type Run, shuffled, submittedAround } from './draw-periods.ts';

/**
 * A valid case of the inpatient program, near the limits of the rules: the ends of periods, of the waiting time and of
 * the days of grace, days of notice, two years, Feb 29, the ceiling, amounts that round at half a fen.
 */
export function drawInpatientCase(dice: Dice): CaseJson {
  const runs = drawRuns(dice);
  const periods = shuffled(dice, runs, () => 1);
  const stay = drawStay(dice, runs);
  return {
    id: `i${dice.integer(0, 9_999)}`,
    program: 'henan-inpatient',
    periods,
    paid: drawStaysPaid(dice, runs, stay.admittedOn),
    claim: {
      benefit: 'inpatient',
      submittedOn: submittedAround(dice, parseDate(stay.settledOn)),
      notifiedOn: notifiedAround(dice, parseDate(stay.dischargedOn), 10),
      exclusions: dice.oneIn(25)
        ? dice.of(['附件1-5(一).7'], ['附件1-5(一).9', '附件1-5(二).1'], ['附件1-5(二).5'], ['附件1-5(一).12'])
        : [],
      stay,
      settlement: drawSettlement(dice),
    },
  };
}

function drawStay(dice: Dice, runs: readonly Run[]): StayJson {
  const admittedOn = drawDay(dice, runs);
  const run = runs.find(({ startOn, endOn }) => startOn <= admittedOn && admittedOn <= endOn);
  const edges = run === undefined ? [] : [run.startOn + 30, run.endOn + 1, run.endOn + 16];
  const edge = edges.length > 0 && dice.oneIn(2) ? dice.of(...edges) + dice.of(-1, 0, 1, 2) : undefined;
  const dischargedOn =
    edge !== undefined && edge >= admittedOn
      ? edge
      : admittedOn + dice.of(0, 0, 1, 2, 3, 7, 12, 14, 29, 30, 31, 45, 90, 400);
  const days = Math.max(1, dischargedOn - admittedOn);
  return {
    admittedOn: formatDate(admittedOn),
    dischargedOn: formatDate(dischargedOn),
    settledOn: formatDate(dice.oneIn(8) ? dice.integer(admittedOn, dischargedOn) : dischargedOn + dice.of(0, 0, 1, 40)),
    observationFrom: dice.oneIn(3) ? formatDate(admittedOn - dice.of(-1, 0, 1, 6, 7, 7, 8, 8, 30)) : null,
    excludedDays: dice.oneIn(4) ? dice.integer(0, dice.of(1, days, Math.min(days, 3))) : dice.oneIn(12) ? days : 0,
    hospital: {
      grade: dice.oneIn(30) ? 1 : dice.of(2, 3),
      recognised: !dice.oneIn(40),
      region: dice.of('henan', 'henan', 'henan', 'other-province', dice.oneIn(6) ? 'abroad' : 'henan'),
    },
    transferApproved: dice.of(true, false),
    mainDiagnosis: dice.oneIn(25)
      ? dice.of('F00', 'F32.1', 'F99', 'N46', 'N46.x00', 'N97.9', 'Z31', 'Z31.201')
      : dice.of('I21.0', 'J18.900', 'N45', 'N96', 'N98', 'Z30.5', 'Z32', 'E99', 'G00.0', ''),
    cause: dice.oneIn(25)
      ? dice.of(
          'work-injury',
          'occupational-disease',
          'third-party',
          'public-epidemic',
          'check-up',
          'convalescence',
          'rehabilitation',
        )
      : dice.of('illness', 'illness', 'accident'),
  };
}

function drawStaysPaid(dice: Dice, runs: readonly Run[], admittedOn: string): PaidJson[] {
  const paid: PaidJson[] = [];
  if (runs.length === 0) return paid;
  const day = parseDate(admittedOn);
  const own = runs.findIndex(({ startOn, endOn }) => startOn <= day && day <= endOn);
  for (let count = dice.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 3); count > 0; count -= 1) {
    const index = own >= 0 && dice.oneIn(2) ? own : dice.integer(0, runs.length - 1);
    const amountFen = dice.of(1, 250_000, 4_999_999, 5_000_000, 9_999_999, 9_999_998, 10_000_000, 10_000_001);
    paid.push({ period: `p${index}`, benefit: 'inpatient', amountFen });
  }
  return paid;
}

/** Figures that add up, around a base of the member's own part that is drawn first. */
function drawSettlement(dice: Dice): SettlementJson {
  const base = drawBase(dice);
  const part = (most: number): number => (dice.oneIn(2) ? 0 : dice.integer(0, most));
  const deductible = dice.of(0, 60_000, 90_000, 120_000, dice.integer(0, 300_000));
  const poolingFundPaid = dice.integer(0, 30_000_000);
  const civilServantPaid = part(500_000);
  const supplementaryPaid = part(500_000);
  const medicalAidPaid = part(500_000);
  const otherPaid = part(1_000_000);
  const ceiling = dice.of('none', 'none', 'some', 'unknown');
  const aboveCeiling = ceiling === 'unknown' ? null : ceiling === 'none' ? 0 : dice.integer(0, 5_000_000);
  const around = aboveCeiling ?? dice.integer(1, 2_000_000);
  const catastrophicFundPaid = dice.oneIn(2) ? 0 : Math.max(0, around + dice.of(-1, 0, 1, -around, 77_777));
  const inBand = Math.max(aboveCeiling ?? 0, catastrophicFundPaid);
  const eligibleExpense =
    base +
    deductible +
    poolingFundPaid +
    civilServantPaid +
    supplementaryPaid +
    medicalAidPaid +
    otherPaid +
    (aboveCeiling === null && dice.oneIn(3) ? 0 : inBand);
  const nonCovered = part(2_000_000);
  const overLimit = part(200_000);
  const upfrontCostSharing = part(200_000);
  return {
    billedTotal: nonCovered + overLimit + upfrontCostSharing + eligibleExpense,
    nonCovered,
    overLimit,
    upfrontCostSharing,
    eligibleExpense,
    deductible,
    aboveCeiling,
    poolingFundPaid,
    catastrophicFundPaid,
    civilServantPaid,
    supplementaryPaid,
    medicalAidPaid,
    otherPaid,
  };
}

/** Nothing, a few fen, sums that round at half a fen, the sums that reach 100,000.00 at 60 % and 50 %, or anything. */
function drawBase(dice: Dice): number {
  switch (dice.of('nothing', 'fen', 'fen', 'ceiling', 'ceiling', 'any', 'any', 'any', 'any', 'any')) {
    case 'nothing':
      return 0;
    case 'fen':
      return dice.integer(0, 12);
    case 'ceiling':
      return dice.of(16_666_666, 20_000_000, 33_333_333) + dice.integer(-2, 2);
    default:
      return dice.integer(0, dice.of(1_000, 1_000_000, 40_000_000));
  }
}
