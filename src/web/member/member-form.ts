import type { DraftDetail, MyCover } from '#contracts/member-claims.ts';
import { formatDate, shanghaiDay } from '#kernel/civil-date.ts';
import { formatYuan } from '#kernel/money.ts';
import { adjudicate } from '#scheme/adjudicate.ts';
import type { AccidentBenefit, Benefit, Case, ProgramId } from '#scheme/case.ts';
import type { Decision } from '#scheme/decision.ts';
import { BLANK_DRAFT, type CaseDraft, type PaidDraft } from '#web/calculator/single/case-draft.ts';
import { readDraft } from '#web/calculator/single/draft-to-case.ts';
import { BLANK_RECIPIENT, type RecipientDraft } from '#web/member/relative/recipient.ts';
import { basisPointsOf, recipientFaults } from '#web/member/relative/recipient-faults.ts';
import { joined, NO_SLIPS, readSlips, type Slips } from '#web/member/slip/joined-slips.ts';
import { MEMBER } from '#web/member/texts.ts';
import type { FormFault } from '#web/ui/error-summary.tsx';

/** A claim as it is being typed on the phone. */
export interface MemberForm {
  /** The figures; its periods and payments come from the office and are never typed. */
  readonly figures: CaseDraft;
  readonly slips: Slips;
  readonly statement: string;
  readonly hospitalName: string;
  readonly recipients: readonly RecipientDraft[];
  /** Kept back by the member, to be sent later. */
  readonly isHeld: boolean;
}

export function blankForm(program: ProgramId, benefit: Benefit): MemberForm {
  const accidentBenefit: AccidentBenefit = benefit === 'inpatient' ? 'medical' : benefit;
  return {
    figures: { ...BLANK_DRAFT, program, accidentBenefit },
    slips: NO_SLIPS,
    isHeld: false,
    statement: '',
    hospitalName: '',
    recipients: benefit === 'death' || benefit === 'sudden-death' ? [BLANK_RECIPIENT] : [],
  };
}

/** The form of a stored draft; one that was never typed into is blank. */
export function formOf({ program, benefit, content }: DraftDetail): MemberForm {
  if (content.form === null) return blankForm(program, benefit);
  const form = content.form as MemberForm;
  return {
    ...blankForm(program, benefit),
    ...form,
    recipients: form.recipients.map((recipient) => ({ ...BLANK_RECIPIENT, ...recipient })),
  };
}

/** What a form comes to. */
export interface FormReading {
  readonly missing: readonly FormFault[];
  readonly wrong: readonly FormFault[];
  /** What looks odd by its path, and may be right. */
  readonly questions: ReadonlyMap<string, string>;
  readonly decision: Decision | undefined;
  readonly case: Case | undefined;
  /** The figures as the office takes them; `null` until they are complete. */
  readonly facts: Readonly<Record<string, unknown>> | null;
}

/** Reads a form by the same rules as the office, with what the office knows of cover and payments. */
export function readForm(
  form: MemberForm,
  cover: MyCover,
  { now, needsCards }: { readonly now: number; readonly needsCards: boolean },
): FormReading {
  const figures = joined(form.figures, form.slips);
  const isStay = figures.program === 'henan-inpatient';
  const slips = isStay ? readSlips(form.figures, form.slips) : undefined;
  const today = formatDate(shanghaiDay(now));
  const own = cover.find(({ program }) => program === figures.program);
  const reading = readDraft({
    ...figures,
    periods: own?.periods ?? [],
    paid: paidOf(own, figures),
    submittedOn: today,
    notifiedOn: notifiedOn(own, figures) ?? today,
    exclusions: [],
  });
  const missing = [...reading.missing];
  if (form.statement.trim() === '') {
    missing.push({ path: 'statement', label: MEMBER.event.statement, message: '' });
  }
  if (isDeath(figures)) missing.push(...recipientFaults(form.recipients, needsCards));
  if (slips !== undefined) missing.push(...slips.missing);
  const broken = slips?.wrong ?? [];
  // what the rules say of the sum of the slips is said at the slip's own figures
  const others = reading.wrong.filter(({ path }) => broken.length === 0 || path !== 'claim.settlement.billedTotal');
  const wrong = [...broken, ...others.filter(({ path }) => !broken.some((each) => each.path === path))];
  const decision = reading.case === undefined ? undefined : adjudicate(reading.case);
  return {
    missing,
    wrong,
    questions: slips?.questions ?? new Map(),
    decision,
    case: reading.case,
    facts: reading.case === undefined ? null : factsOf(reading.json),
  };
}

function isDeath({ program, accidentBenefit }: CaseDraft): boolean {
  return program === 'national-accident' && (accidentBenefit === 'death' || accidentBenefit === 'sudden-death');
}

/** When the office was told of this event, where it was before the claim: as the office finds it. */
function notifiedOn(own: MyCover[number] | undefined, { program, stay, event }: CaseDraft): string | undefined {
  const [from, until] = program === 'henan-inpatient' ? [stay.admittedOn, stay.dischargedOn] : [event.on, event.on];
  return own?.reports
    .filter(({ eventOn }) => eventOn >= from && eventOn <= until)
    .map((report) => report.notifiedOn)
    .toSorted()[0];
}

interface OwnPaid {
  readonly period: string;
  readonly benefit: Benefit;
  readonly amountFen: number;
  readonly eventId?: string;
  readonly deductibleFen?: number;
  readonly stayUsed?: boolean;
}

function paidOf(own: MyCover[number] | undefined, { event }: CaseDraft): readonly PaidDraft[] {
  if (own === undefined) return [];
  return (own.paid as readonly OwnPaid[]).map(({ period, benefit, amountFen, eventId, deductibleFen, stayUsed }) => ({
    period: own.periods.findIndex(({ id }) => id === period),
    benefit,
    amount: formatYuan(amountFen),
    // the office counts the accidents of a day as one
    sameEvent: eventId === `on-${event.on}`,
    deductible: formatYuan(deductibleFen ?? 0),
    stayUsed: stayUsed ?? false,
  }));
}

function factsOf(json: unknown): Readonly<Record<string, unknown>> {
  const { claim } = json as { readonly claim: Readonly<Record<string, unknown>> };
  const { benefit: _benefit, submittedOn: _submitted, notifiedOn: _notified, exclusions: _none, ...facts } = claim;
  return facts;
}

/** The days of the slips of a stay that was settled in parts, as far as they are typed: the office looks for overlaps. */
function slipDays({ figures, slips: { first, further } }: MemberForm): NonNullable<DraftDetail['content']['slips']> {
  if (further.length === 0) return [];
  return [{ ...first, settledOn: figures.stay.settledOn }, ...further]
    .filter(({ from, until, settledOn }) => from !== '' && until !== '' && settledOn !== '')
    .map(({ from, until, settledOn }) => ({ from, until, settledOn }));
}

/** What is kept of a form: the typed and what the office reads of it. */
export function contentOf(form: MemberForm, facts: FormReading['facts']): DraftDetail['content'] {
  return {
    form,
    facts: facts === null ? null : { ...facts },
    statement: form.statement,
    hospitalName: form.hospitalName,
    slips: slipDays(form),
    recipients: form.recipients
      .filter(
        ({ name, residentId, percent }) => name !== '' && residentId !== '' && basisPointsOf(percent) !== undefined,
      )
      .map(({ percent, residentId, cardNumber, ...recipient }) => ({
        ...recipient,
        residentId: residentId.normalize('NFKC').trim().toUpperCase().slice(0, 18),
        shareBasisPoints: basisPointsOf(percent) ?? 1,
        cardNumber: cardNumber.replaceAll(/[\s-]/g, '').slice(0, 40),
      })),
  };
}
