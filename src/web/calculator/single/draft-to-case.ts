import { parseDate } from '#kernel/civil-date.ts';
import { isFen, parseYuan } from '#kernel/money.ts';
import { type Case, SETTLEMENT_FIELDS } from '#scheme/case.ts';
import { readCase } from '#scheme/read-case.ts';
import { benefitOf, type CaseDraft, type PaidDraft } from '#web/calculator/single/case-draft.ts';
import { fieldLabel } from '#web/calculator/single/field-labels.ts';
import { CALCULATOR } from '#web/calculator/texts.ts';
import type { FormFault } from '#web/ui/error-summary.tsx';

/** A draft on its way to a case: what is not filled in yet, what must be changed, and the case where neither is left. */
export interface DraftReading {
  /** In the format of the rules' page §4; parts that can't be read stand as `null`. */
  readonly json: unknown;
  readonly missing: readonly FormFault[];
  readonly wrong: readonly FormFault[];
  readonly case: Case | undefined;
}

/** The one accident of a form; what was paid for another accident carries the other id. */
const THIS_EVENT = 'e1';
const OTHER_EVENT = 'e0';

/** Collects what keeps a draft from being a case, each under the path of its field. */
class Reader {
  readonly missing: FormFault[] = [];
  readonly wrong: FormFault[] = [];

  date(path: string, text: string): string | null {
    if (text === '') return this.isMissing(path);
    return Number.isNaN(parseDate(text)) ? this.isWrong(path, CALCULATOR.single.notADate) : text;
  }

  dateOrNull(path: string, text: string): string | null {
    return text === '' ? null : this.date(path, text);
  }

  /** `HH:mm` or `HH:mm:ss` of a day in Shanghai. */
  instant(datePath: string, date: string, timePath: string, time: string): string | null {
    const day = this.date(datePath, date);
    if (time === '') return this.isMissing(timePath);
    const match = /^([01]?\d|2[0-3])[:：]([0-5]\d)(?:[:：]([0-5]\d))?$/.exec(time.trim());
    if (match === null) return this.isWrong(timePath, CALCULATOR.single.notATime);
    return day === null ? null : `${day}T${match[1]?.padStart(2, '0')}:${match[2]}:${match[3] ?? '00'}+08:00`;
  }

  fen(path: string, text: string): number | null {
    if (text.trim() === '') return this.isMissing(path);
    const fen = parseYuan(text);
    return isFen(fen) ? fen : this.isWrong(path, CALCULATOR.single.notMoney);
  }

  /** An amount that most slips don't have: nothing counts as 0. */
  fenOrZero(path: string, text: string): number | null {
    return text.trim() === '' ? 0 : this.fen(path, text);
  }

  count(path: string, text: string, ifEmpty: number | null): number | null {
    if (text.trim() === '') return ifEmpty ?? this.isMissing(path);
    return /^\d{1,4}$/.test(text.trim()) ? Number(text) : this.isWrong(path, CALCULATOR.single.notACount);
  }

  private isMissing(path: string): null {
    this.missing.push({ path, label: fieldLabel(path), message: CALCULATOR.single.notFilled });
    return null;
  }

  private isWrong(path: string, message: string): null {
    this.wrong.push({ path, label: fieldLabel(path), message });
    return null;
  }
}

/** Read what was typed. The rules' own reader has the last word, in the order of the format. */
export function readDraft(draft: CaseDraft): DraftReading {
  const reader = new Reader();
  const json = {
    id: CALCULATOR.single.caseId,
    program: draft.program,
    periods: draft.periods.map(({ startOn, endOn, shares }, at) => ({
      id: periodId(at),
      startOn: reader.date(`periods[${at}].startOn`, startOn),
      endOn: reader.date(`periods[${at}].endOn`, endOn),
      shares: draft.program === 'henan-inpatient' ? 1 : shares,
    })),
    paid: paidOf(draft).map((paid) => paidJson(reader, paid, draft)),
    claim: claimJson(reader, draft),
  };
  if (reader.missing.length > 0 || reader.wrong.length > 0) {
    return { json, missing: reader.missing, wrong: reader.wrong, case: undefined };
  }
  const read = readCase(json);
  if (read.ok) return { json, missing: [], wrong: [], case: read.value };
  const { field, message } = read.error;
  const path = CONTROL_OF[field] ?? field;
  return { json, missing: [], wrong: [{ path, label: fieldLabel(path), message }], case: undefined };
}

/** Paths of the format whose control in the form is another one. */
const CONTROL_OF: Readonly<Record<string, string>> = {
  'claim.bills': 'claim.bills[0].on',
  'claim.disability.grades': 'claim.disability.grades[0]',
};

function periodId(at: number): string {
  return `p${at + 1}`;
}

/** What was paid before in the program of the draft; entries of the other program wait for it. */
export function paidOf(draft: CaseDraft): readonly PaidDraft[] {
  const inpatient = draft.program === 'henan-inpatient';
  return draft.paid.filter(({ benefit }) => (benefit === 'inpatient') === inpatient);
}

function paidJson(reader: Reader, paid: PaidDraft, draft: CaseDraft): object {
  const at = draft.paid.indexOf(paid);
  const json = {
    period: periodId(paid.period),
    benefit: paid.benefit,
    amountFen: reader.fen(`paid[${at}].amountFen`, paid.amount),
  };
  if (paid.benefit !== 'medical') return json;
  if (!paid.sameEvent) return { ...json, eventId: OTHER_EVENT };
  const deductibleFen = reader.fenOrZero(`paid[${at}].deductibleFen`, paid.deductible);
  return { ...json, eventId: THIS_EVENT, deductibleFen, stayUsed: paid.stayUsed };
}

function claimJson(reader: Reader, draft: CaseDraft): object {
  const benefit = benefitOf(draft);
  const annex = benefit === 'inpatient' ? '附件1' : '附件2';
  const head = {
    benefit,
    submittedOn: reader.date('claim.submittedOn', draft.submittedOn),
    notifiedOn: reader.dateOrNull('claim.notifiedOn', draft.notifiedOn),
    exclusions: draft.exclusions.filter((clause) => clause.startsWith(annex)),
  };
  switch (benefit) {
    case 'inpatient':
      return { ...head, stay: stayJson(reader, draft), settlement: settlementJson(reader, draft) };
    case 'medical':
      return {
        ...head,
        event: eventJson(reader, draft),
        bills: draft.bills.map(({ kind, on, costSharing, insured, grade, recognised }, at) => ({
          kind,
          on: reader.date(`claim.bills[${at}].on`, on),
          costSharing: reader.fen(`claim.bills[${at}].costSharing`, costSharing),
          insured,
          hospital: { grade, recognised },
        })),
        otherCompensation: reader.fenOrZero('claim.otherCompensation', draft.otherCompensation),
      };
    case 'disability':
      return {
        ...head,
        event: eventJson(reader, draft),
        disability: {
          grades: draft.grades.map((grade, at) => reader.count(`claim.disability.grades[${at}]`, grade, null)),
          assessedOn: reader.date('claim.disability.assessedOn', draft.assessedOn),
        },
      };
    case 'death':
      return {
        ...head,
        event: eventJson(reader, draft),
        death: { on: reader.date('claim.death.on', draft.event.diedOn) },
      };
    case 'sudden-death': {
      const { on, treatedAbroad, onsetTime, diedOn, diedTime } = draft.event;
      const onsetAt = reader.instant('claim.event.on', on, 'claim.event.onsetAt', onsetTime);
      const at = reader.instant('claim.death.on', diedOn, 'claim.death.at', diedTime);
      return { ...head, event: { id: THIS_EVENT, on: on === '' ? null : on, onsetAt, treatedAbroad }, death: { at } };
    }
  }
}

function eventJson(reader: Reader, { event }: CaseDraft): object {
  return { id: THIS_EVENT, on: reader.date('claim.event.on', event.on), treatedAbroad: event.treatedAbroad };
}

function stayJson(reader: Reader, { stay }: CaseDraft): object {
  const { grade, recognised, region, mainDiagnosis, cause } = stay;
  return {
    admittedOn: reader.date('claim.stay.admittedOn', stay.admittedOn),
    dischargedOn: reader.date('claim.stay.dischargedOn', stay.dischargedOn),
    settledOn: reader.date('claim.stay.settledOn', stay.settledOn),
    observationFrom: reader.dateOrNull('claim.stay.observationFrom', stay.observationFrom),
    excludedDays: reader.count('claim.stay.excludedDays', stay.excludedDays, 0),
    hospital: { grade, recognised, region },
    transferApproved: region === 'other-province' && stay.transferApproved,
    mainDiagnosis: mainDiagnosis.trim(),
    cause,
  };
}

/** Figures that every slip has; the others may be left empty. */
const ALWAYS_GIVEN: ReadonlySet<string> = new Set(['billedTotal', 'eligibleExpense', 'poolingFundPaid']);

function settlementJson(reader: Reader, { settlement }: CaseDraft): object {
  const { amounts, ceilingUnknown } = settlement;
  return Object.fromEntries(
    SETTLEMENT_FIELDS.map((field) => {
      const path = `claim.settlement.${field}`;
      if (field === 'aboveCeiling' && ceilingUnknown) return [field, null];
      return [
        field,
        ALWAYS_GIVEN.has(field) ? reader.fen(path, amounts[field]) : reader.fenOrZero(path, amounts[field]),
      ];
    }),
  );
}
