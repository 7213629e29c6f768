import { parseDate } from '#kernel/civil-date.ts';
import { parseYuan } from '#kernel/money.ts';
import { endOfPeriod } from '#kernel/period.ts';
import { benefitOf, type CaseDraft } from '#web/calculator/single/case-draft.ts';
import { CALCULATOR } from '#web/calculator/texts.ts';

/**
 * What looks odd in a draft though the rules take it, by the path of its field: the page asks, and goes on computing.
 *
 * Days after the day of submission, a settlement before discharge, a period that is not a year, a catastrophic fund
 * that paid with nothing above the ceiling.
 */
export function questionsOf(draft: CaseDraft): ReadonlyMap<string, string> {
  const questions = new Map<string, string>();
  const ask = (path: string, question: string): void => {
    questions.set(path, question);
  };
  const submittedOn = parseDate(draft.submittedOn);
  // a comparison with a day that is not there is false: nothing is asked then
  const afterSubmission = (path: string, date: string): void => {
    if (parseDate(date) > submittedOn) ask(path, CALCULATOR.questions.afterSubmission);
  };
  draft.periods.forEach(({ startOn, endOn }, at) => {
    const start = parseDate(startOn);
    if (endOn !== '' && !Number.isNaN(start) && parseDate(endOn) !== endOfPeriod(start, 1)) {
      ask(`periods[${at}].endOn`, CALCULATOR.questions.notOneYear);
    }
  });
  afterSubmission('claim.notifiedOn', draft.notifiedOn);
  switch (benefitOf(draft)) {
    case 'inpatient': {
      const { stay, settlement } = draft;
      afterSubmission('claim.stay.admittedOn', stay.admittedOn);
      afterSubmission('claim.stay.dischargedOn', stay.dischargedOn);
      afterSubmission('claim.stay.settledOn', stay.settledOn);
      if (parseDate(stay.settledOn) < parseDate(stay.dischargedOn)) {
        questions.set('claim.stay.settledOn', CALCULATOR.questions.settledBeforeDischarge);
      }
      const { aboveCeiling, catastrophicFundPaid } = settlement.amounts;
      if (!settlement.ceilingUnknown && positive(catastrophicFundPaid) && !positive(aboveCeiling)) {
        ask('claim.settlement.aboveCeiling', CALCULATOR.questions.ceilingNotGiven);
      }
      break;
    }
    case 'medical':
      afterSubmission('claim.event.on', draft.event.on);
      draft.bills.forEach(({ on }, at) => {
        afterSubmission(`claim.bills[${at}].on`, on);
      });
      break;
    case 'disability':
      afterSubmission('claim.event.on', draft.event.on);
      afterSubmission('claim.disability.assessedOn', draft.assessedOn);
      break;
    case 'death':
    case 'sudden-death':
      afterSubmission('claim.event.on', draft.event.on);
      afterSubmission('claim.death.on', draft.event.diedOn);
      break;
  }
  return questions;
}

function positive(amount: string): boolean {
  return (parseYuan(amount) ?? 0) > 0;
}
