import type { Dice } from '#generator/dice.ts';
import { type DayNumber, formatDate, startOfDay } from '#kernel/civil-date.ts';
import type { BillJson, CaseJson, ClaimJson, PaidJson } from './case-json.ts';
import { drawDay, drawRuns, notifiedAround, type Run, shuffled, submittedAround } from './draw-periods.ts';

/** A valid case of one of the accident program's four benefits, near the limits of the rules. */
export function drawAccidentCase(dice: Dice): CaseJson {
  const runs = drawRuns(dice);
  const periods = shuffled(dice, runs, () => dice.of(1, 2));
  const eventOn = drawDay(dice, runs);
  const benefit = dice.of('disability', 'death', 'sudden-death', 'medical', 'medical', 'medical');
  return {
    id: `n${dice.integer(0, 9_999)}`,
    program: 'national-accident',
    periods,
    paid: drawAccidentPaid(dice, runs, eventOn),
    claim: drawAccidentClaim(dice, benefit, eventOn),
  };
}

function drawAccidentPaid(dice: Dice, runs: readonly Run[], eventOn: DayNumber): PaidJson[] {
  const paid: PaidJson[] = [];
  if (runs.length === 0) return paid;
  const own = runs.findIndex(({ startOn, endOn }) => startOn <= eventOn && eventOn <= endOn);
  for (let count = dice.of(0, 0, 0, 1, 1, 2, 3); count > 0; count -= 1) {
    const period = `p${own >= 0 && dice.oneIn(2) ? own : dice.integer(0, runs.length - 1)}`;
    const benefit = dice.of('disability', 'death', 'sudden-death', 'medical', 'medical');
    if (benefit === 'medical') {
      paid.push({
        period,
        benefit,
        amountFen: dice.of(1, 300_000, 500_000, 999_999, 1_000_000, 1_000_001),
        ...(dice.oneIn(4)
          ? {}
          : {
              eventId: dice.of('a1', 'a1', 'a2'),
              deductibleFen: dice.of(0, 5_000, 9_999, 10_000),
              stayUsed: dice.of(true, false, false),
            }),
      });
    } else if (benefit === 'sudden-death') {
      paid.push({ period, benefit, amountFen: dice.of(1_000_000, 2_000_000) });
    } else {
      paid.push({ period, benefit, amountFen: dice.of(1, 500_000, 4_999_999, 5_000_000, 9_999_999, 10_000_000) });
    }
  }
  return paid;
}

function drawAccidentClaim(dice: Dice, benefit: ClaimJson['benefit'], eventOn: DayNumber): ClaimJson {
  const event = { id: 'a1', on: formatDate(eventOn), treatedAbroad: dice.oneIn(40) };
  const head = {
    benefit,
    submittedOn: submittedAround(dice, eventOn),
    notifiedOn: notifiedAround(dice, eventOn, 15),
    exclusions: dice.oneIn(25) ? dice.of(['附件2-5.14'], ['附件2-5.17', '附件2-5.2'], ['附件2-5.10']) : [],
  };
  const aroundDay180 = (): string =>
    formatDate(eventOn + dice.of(0, 1, 30, 179, 180, 180, 181, 181, 400, dice.integer(0, 180)));
  switch (benefit) {
    case 'disability': {
      const grades: number[] = [];
      for (let count = dice.of(1, 1, 2, 2, 3); count > 0; count -= 1) {
        grades.push(grades.length > 0 && dice.oneIn(2) ? dice.of(...grades) : dice.integer(1, 10));
      }
      return { ...head, event, disability: { grades, assessedOn: aroundDay180() } };
    }
    case 'death':
      return { ...head, event, death: { on: aroundDay180() } };
    case 'sudden-death': {
      const onset = startOfDay(eventOn) / 1000 + dice.of(0, 1, 43_200, 86_399, dice.integer(0, 86_399));
      const lived = dice.of(0, 1, 3_600, 172_799, 172_800, 172_800, 172_801, 172_801, 259_200);
      const onsetAt = instantText(onset, dice.of(8, 8, 8, 0, -5));
      return { ...head, event: { ...event, onsetAt }, death: { at: instantText(onset + lived, dice.of(8, 8, 0, 9)) } };
    }
    default: {
      const bills: BillJson[] = [];
      for (let count = dice.of(0, 1, 1, 1, 2, 2, 3, 3, 5); count > 0; count -= 1) bills.push(drawBill(dice, eventOn));
      const otherCompensation = dice.of(0, 0, 0, 0, 1, 5_000, 100_000, 9_000_000);
      return { ...head, event, bills, otherCompensation };
    }
  }
}

function drawBill(dice: Dice, eventOn: DayNumber): BillJson {
  return {
    kind: dice.of('outpatient', 'outpatient', 'inpatient'),
    on: formatDate(eventOn + dice.of(0, 0, 3, 3, 30, 179, 180, 180, 181)),
    costSharing: dice.of(
      0,
      1,
      2,
      3,
      5_000,
      9_999,
      10_000,
      10_001,
      10_003,
      1_010_000,
      1_260_000,
      dice.integer(0, 900_000),
    ),
    insured: dice.of(true, false),
    hospital: { grade: dice.oneIn(12) ? 1 : dice.of(2, 3), recognised: !dice.oneIn(15) },
  };
}

/** Seconds since 1970 as an instant with the given offset of hours. */
function instantText(seconds: number, offsetHours: number): string {
  const shifted = new Date((seconds + offsetHours * 3_600) * 1000).toISOString().slice(0, 19);
  const sign = offsetHours < 0 ? '-' : '+';
  return `${shifted}${sign}${String(Math.abs(offsetHours)).padStart(2, '0')}:00`;
}
