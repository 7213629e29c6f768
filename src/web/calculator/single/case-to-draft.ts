import { formatDate, MILLISECONDS_PER_DAY, shanghaiDay, startOfDay } from '#kernel/civil-date.ts';
import { formatYuan } from '#kernel/money.ts';
import { type Case, NEVER, SETTLEMENT_FIELDS, type SettlementField } from '#scheme/case.ts';
import { BLANK_DRAFT, type CaseDraft, type EventDraft } from '#web/calculator/single/case-draft.ts';

/** A case laid out in the form, to be looked at and changed: an example, or a settlement of a file. */
export function draftOfCase(given: Case): CaseDraft {
  const { claim } = given;
  const head: CaseDraft = {
    ...BLANK_DRAFT,
    program: given.program,
    periods: given.periods.map(({ startOn, endOn, shares }) => ({
      startOn: formatDate(startOn),
      endOn: formatDate(endOn),
      shares,
    })),
    paid: given.paid.map(({ periodId, benefit, amountFen, eventId, deductibleFen, stayUsed }) => ({
      period: Math.max(
        0,
        given.periods.findIndex(({ id }) => id === periodId),
      ),
      benefit,
      amount: formatYuan(amountFen),
      sameEvent: claim.benefit !== 'inpatient' && eventId === claim.event.id,
      deductible: deductibleFen === 0 ? '' : formatYuan(deductibleFen),
      stayUsed,
    })),
    submittedOn: formatDate(claim.submittedOn),
    notifiedOn: dateOrNothing(claim.notifiedOn),
    exclusions: claim.exclusions,
  };
  switch (claim.benefit) {
    case 'inpatient': {
      const { stay, settlement } = claim;
      const { admittedOn, dischargedOn, settledOn, observationFrom, excludedDays, hospital, ...rest } = stay;
      return {
        ...head,
        stay: {
          ...rest,
          ...hospital,
          admittedOn: formatDate(admittedOn),
          dischargedOn: formatDate(dischargedOn),
          settledOn: formatDate(settledOn),
          observationFrom: dateOrNothing(observationFrom),
          excludedDays: excludedDays === 0 ? '' : String(excludedDays),
        },
        settlement: {
          amounts: Object.fromEntries(
            SETTLEMENT_FIELDS.map((field) => [field, amountText(settlement[field])]),
          ) as Record<SettlementField, string>,
          ceilingUnknown: settlement.aboveCeiling === undefined,
        },
      };
    }
    case 'medical':
      return {
        ...head,
        accidentBenefit: 'medical',
        event: eventOf(claim.event),
        bills: claim.bills.map(({ kind, on, costSharing, insured, hospital }) => ({
          kind,
          on: formatDate(on),
          costSharing: formatYuan(costSharing),
          insured,
          ...hospital,
        })),
        otherCompensation: amountText(claim.otherCompensation),
      };
    case 'disability':
      return {
        ...head,
        accidentBenefit: 'disability',
        event: eventOf(claim.event),
        grades: claim.grades.map(String),
        assessedOn: formatDate(claim.assessedOn),
      };
    case 'death':
      return {
        ...head,
        accidentBenefit: 'death',
        event: { ...eventOf(claim.event), diedOn: formatDate(claim.diedOn) },
      };
    case 'sudden-death':
      return {
        ...head,
        accidentBenefit: 'sudden-death',
        event: {
          ...eventOf(claim.event),
          onsetTime: timeOf(claim.onsetAt),
          diedOn: formatDate(shanghaiDay(claim.diedAt)),
          diedTime: timeOf(claim.diedAt),
        },
      };
  }
}

function dateOrNothing(day: number): string {
  return day === NEVER ? '' : formatDate(day);
}

/** Nothing for 0: most figures of a slip are, and an empty field says so more quietly. */
function amountText(fen: number | undefined): string {
  return fen === undefined || fen === 0 ? '' : formatYuan(fen);
}

function eventOf({ on, treatedAbroad }: { readonly on: number; readonly treatedAbroad: boolean }): EventDraft {
  return { ...BLANK_DRAFT.event, on: formatDate(on), treatedAbroad };
}

/** The time of day in Shanghai, to the second where it has seconds. */
function timeOf(instant: number): string {
  const seconds = Math.floor(((instant - startOfDay(shanghaiDay(instant))) % MILLISECONDS_PER_DAY) / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`;
  return seconds % 60 === 0 ? time : `${time}:${two(seconds % 60)}`;
}
