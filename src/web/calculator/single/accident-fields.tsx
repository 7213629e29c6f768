import { Button } from 'antd';
import type { ReactElement } from 'react';
import { type BillDraft, BLANK_BILL, type EventDraft } from '#web/calculator/single/case-draft.ts';
import { useDraft, withEntry, withoutEntry } from '#web/calculator/single/draft-editing.tsx';
import {
  ChoiceAsk,
  DateAsk,
  FormEntry,
  FormSection,
  MoneyAsk,
  TextAsk,
  YesAsk,
} from '#web/calculator/single/form-parts.tsx';
import { HospitalChoice } from '#web/calculator/single/hospital-choice.tsx';
import { CALCULATOR } from '#web/calculator/texts.ts';

const { asks } = CALCULATOR;

/** The accident, or the onset of the illness for sudden death, and the death where there is one. */
export function EventFields(): ReactElement {
  const { draft, patch } = useDraft();
  const { event, accidentBenefit } = draft;
  const change = (parts: Partial<EventDraft>): void => patch({ event: { ...event, ...parts } });
  const isSudden = accidentBenefit === 'sudden-death';
  return (
    <FormSection title={isSudden ? CALCULATOR.single.onset : CALCULATOR.single.event}>
      <div className="tz-form-grid">
        <DateAsk
          path="claim.event.on"
          ask={isSudden ? asks.onsetOn : asks.accidentOn}
          value={event.on}
          onChange={(on) => change({ on })}
        />
        {isSudden ? (
          <TextAsk
            path="claim.event.onsetAt"
            ask={asks.onsetTime}
            placeholder="22:30"
            value={event.onsetTime}
            onChange={(onsetTime) => change({ onsetTime })}
          />
        ) : null}
        {accidentBenefit === 'death' || isSudden ? (
          <DateAsk
            path="claim.death.on"
            ask={asks.diedOn}
            value={event.diedOn}
            onChange={(diedOn) => change({ diedOn })}
          />
        ) : null}
        {isSudden ? (
          <TextAsk
            path="claim.death.at"
            ask={asks.diedTime}
            placeholder="03:00"
            value={event.diedTime}
            onChange={(diedTime) => change({ diedTime })}
          />
        ) : null}
      </div>
      <YesAsk
        path="claim.event.treatedAbroad"
        label={asks.treatedAbroad}
        value={event.treatedAbroad}
        onChange={(treatedAbroad) => change({ treatedAbroad })}
      />
    </FormSection>
  );
}

export function BillFields(): ReactElement {
  const { draft, patch } = useDraft();
  const { bills } = draft;
  const change = (at: number, parts: Partial<BillDraft>): void => patch({ bills: withEntry(bills, at, parts) });
  return (
    <FormSection title={CALCULATOR.single.bills}>
      {bills.map((bill, at) => (
        <FormEntry
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place, and its fields are controlled
          key={at}
          title={CALCULATOR.single.bill(at + 1)}
          onRemove={() => patch({ bills: withoutEntry(bills, at) })}
        >
          <ChoiceAsk
            path={`claim.bills[${at}].kind`}
            ask={asks.billKind}
            choices={[
              ['outpatient', asks.billKinds.outpatient],
              ['inpatient', asks.billKinds.inpatient],
            ]}
            value={bill.kind}
            onChange={(kind) => change(at, { kind })}
          />
          <DateAsk
            path={`claim.bills[${at}].on`}
            ask={bill.kind === 'outpatient' ? asks.billOn : asks.billOnStay}
            value={bill.on}
            onChange={(on) => change(at, { on })}
          />
          <div>
            <MoneyAsk
              path={`claim.bills[${at}].costSharing`}
              ask={asks.costSharing}
              value={bill.costSharing}
              onChange={(costSharing) => change(at, { costSharing })}
            />
            <YesAsk
              path={`claim.bills[${at}].insured`}
              label={asks.insured}
              value={bill.insured}
              onChange={(insured) => change(at, { insured })}
            />
          </div>
          <HospitalChoice
            path={`claim.bills[${at}].hospital`}
            grade={bill.grade}
            recognised={bill.recognised}
            onChange={(parts) => change(at, parts)}
          />
        </FormEntry>
      ))}
      <Button onClick={() => patch({ bills: [...bills, { ...BLANK_BILL, on: bills.at(-1)?.on ?? '' }] })}>
        {CALCULATOR.single.addBill}
      </Button>
      <div className="tz-form-grid">
        <MoneyAsk
          path="claim.otherCompensation"
          ask={asks.otherCompensation}
          value={draft.otherCompensation}
          onChange={(otherCompensation) => patch({ otherCompensation })}
        />
      </div>
    </FormSection>
  );
}

export function DisabilityFields(): ReactElement {
  const { draft, patch } = useDraft();
  const { grades } = draft;
  return (
    <FormSection title={CALCULATOR.single.injuries}>
      {grades.map((grade, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place, and its field is controlled
        <div className="tz-form-grid" key={at}>
          <TextAsk
            path={`claim.disability.grades[${at}]`}
            ask={gradeAsk(at)}
            inputMode="numeric"
            value={grade}
            onChange={(next) => patch({ grades: grades.map((each, index) => (index === at ? next : each)) })}
          />
          {grades.length > 1 ? (
            <Button
              className="tz-form-grid__button"
              aria-label={`${CALCULATOR.single.remove}：${gradeAsk(at)[0]}`}
              onClick={() => patch({ grades: withoutEntry(grades, at) })}
            >
              {CALCULATOR.single.remove}
            </Button>
          ) : null}
        </div>
      ))}
      <Button onClick={() => patch({ grades: [...grades, ''] })}>{CALCULATOR.single.addGrade}</Button>
      <div className="tz-form-grid">
        <DateAsk
          path="claim.disability.assessedOn"
          ask={asks.assessedOn}
          value={draft.assessedOn}
          onChange={(assessedOn) => patch({ assessedOn })}
        />
      </div>
    </FormSection>
  );
}

function gradeAsk(at: number): readonly [string, string] {
  const [label, term] = asks.disabilityGrade(at + 1);
  return [label ?? '', term ?? ''];
}
