import { Button } from 'antd';
import type { ReactElement } from 'react';
import { formatChineseDate, formatDate, parseDate } from '#kernel/civil-date.ts';
import { endOfPeriod } from '#kernel/period.ts';
import { INPATIENT_TERMS } from '#scheme/programs/henan-inpatient/terms.ts';
import { BLANK_PERIOD, blankPaid, type PaidDraft, type PeriodDraft } from '#web/calculator/single/case-draft.ts';
import { useDraft, withEntry, withoutEntry } from '#web/calculator/single/draft-editing.tsx';
import { ChoiceAsk, DateAsk, FormEntry, FormSection, MoneyAsk, YesAsk } from '#web/calculator/single/form-parts.tsx';
import { CALCULATOR } from '#web/calculator/texts.ts';

/** The member's periods in the program: each a year from its first day, unless typed otherwise. */
export function PeriodFields(): ReactElement {
  const { draft, patch } = useDraft();
  const { periods, program } = draft;
  const change = (at: number, parts: Partial<PeriodDraft>): void => {
    patch({ periods: withEntry(periods, at, parts) });
  };
  const start = (at: number, startOn: string): void => {
    const day = parseDate(startOn);
    change(at, { startOn, ...(Number.isNaN(day) ? {} : { endOn: formatDate(endOfPeriod(day, 1)) }) });
  };
  return (
    <FormSection title={CALCULATOR.single.cover} intro={CALCULATOR.single.coverIntro}>
      {periods.map((period, at) => (
        <FormEntry
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place, and its fields are controlled
          key={at}
          title={CALCULATOR.single.period(at + 1)}
          onRemove={
            periods.length === 1
              ? undefined
              : () => patch({ periods: withoutEntry(periods, at), ...paidWithout(draft.paid, at) })
          }
        >
          <DateAsk
            path={`periods[${at}].startOn`}
            ask={CALCULATOR.asks.startOn}
            value={period.startOn}
            onChange={(startOn) => start(at, startOn)}
            {...(program === 'henan-inpatient' && at === 0 ? waitingHint(period.startOn) : {})}
          />
          <DateAsk
            path={`periods[${at}].endOn`}
            ask={CALCULATOR.asks.endOn}
            value={period.endOn}
            onChange={(endOn) => change(at, { endOn })}
          />
          {program === 'national-accident' ? (
            <ChoiceAsk
              path={`periods[${at}].shares`}
              ask={[CALCULATOR.single.shares, undefined]}
              choices={[
                [1, CALCULATOR.single.share(1)],
                [2, CALCULATOR.single.share(2)],
              ]}
              value={period.shares}
              onChange={(shares) => change(at, { shares })}
            />
          ) : null}
        </FormEntry>
      ))}
      <Button
        onClick={() => patch({ periods: [...periods, { ...BLANK_PERIOD, shares: periods.at(-1)?.shares ?? 1 }] })}
      >
        {CALCULATOR.single.addPeriod}
      </Button>
    </FormSection>
  );
}

/** What was paid in a period goes with it; what was paid in later ones moves up. */
function paidWithout(paid: readonly PaidDraft[], at: number): { readonly paid: readonly PaidDraft[] } {
  return {
    paid: paid
      .filter(({ period }) => period !== at)
      .map((entry) => (entry.period > at ? { ...entry, period: entry.period - 1 } : entry)),
  };
}

function waitingHint(startOn: string): { readonly hint?: string } {
  const day = parseDate(startOn);
  const days = INPATIENT_TERMS.findLast(({ term }) => term === 'waitingPeriodDays')?.value ?? 0;
  return Number.isNaN(day) ? {} : { hint: CALCULATOR.single.waitingUntil(formatChineseDate(day + days - 1)) };
}

/** Benefits paid or approved before: they use up stays and amounts. */
export function PaidFields(): ReactElement {
  const { draft, patch } = useDraft();
  const { program } = draft;
  const change = (at: number, parts: Partial<PaidDraft>): void => patch({ paid: withEntry(draft.paid, at, parts) });
  const inpatient = program === 'henan-inpatient';
  const shown = draft.paid
    .map((paid, at) => ({ paid, at }))
    .filter(({ paid }) => (paid.benefit === 'inpatient') === inpatient);
  return (
    <FormSection title={CALCULATOR.single.paid} intro={CALCULATOR.single.paidIntro}>
      {shown.map(({ paid, at }, place) => (
        <FormEntry
          key={at}
          title={CALCULATOR.single.paidItem(place + 1)}
          onRemove={() => patch({ paid: withoutEntry(draft.paid, at) })}
        >
          {draft.periods.length > 1 ? (
            <ChoiceAsk
              path={`paid[${at}].period`}
              ask={CALCULATOR.asks.paidPeriod}
              choices={draft.periods.map((_, period) => [period, CALCULATOR.single.period(period + 1)] as const)}
              value={paid.period}
              onChange={(period) => change(at, { period })}
            />
          ) : null}
          {inpatient ? null : (
            <ChoiceAsk
              path={`paid[${at}].benefit`}
              ask={CALCULATOR.asks.paidBenefit}
              choices={ACCIDENT_BENEFITS.map((benefit) => [benefit, CALCULATOR.single.benefits[benefit]] as const)}
              value={paid.benefit}
              onChange={(benefit) => change(at, { benefit })}
            />
          )}
          <MoneyAsk
            path={`paid[${at}].amountFen`}
            ask={CALCULATOR.asks.paidAmount}
            value={paid.amount}
            onChange={(amount) => change(at, { amount })}
          />
          {paid.benefit === 'medical' ? (
            <SameEventFields paid={paid} at={at} onChange={(parts) => change(at, parts)} />
          ) : null}
        </FormEntry>
      ))}
      <Button onClick={() => patch({ paid: [...draft.paid, blankPaid(program, draft.accidentBenefit)] })}>
        {CALCULATOR.single.addPaid}
      </Button>
    </FormSection>
  );
}

const ACCIDENT_BENEFITS = ['medical', 'disability', 'death', 'sudden-death'] as const;

interface SameEventProps {
  readonly paid: PaidDraft;
  readonly at: number;
  readonly onChange: (parts: Partial<PaidDraft>) => void;
}

function SameEventFields({ paid, at, onChange }: SameEventProps): ReactElement {
  return (
    <>
      <YesAsk
        path={`paid[${at}].eventId`}
        label={CALCULATOR.asks.sameEvent}
        value={paid.sameEvent}
        onChange={(sameEvent) => onChange({ sameEvent })}
      />
      {paid.sameEvent ? (
        <>
          <MoneyAsk
            path={`paid[${at}].deductibleFen`}
            ask={CALCULATOR.asks.deductibleTaken}
            value={paid.deductible}
            onChange={(deductible) => onChange({ deductible })}
          />
          <YesAsk
            path={`paid[${at}].stayUsed`}
            label={CALCULATOR.asks.stayUsed}
            value={paid.stayUsed}
            onChange={(stayUsed) => onChange({ stayUsed })}
          />
        </>
      ) : null}
    </>
  );
}
