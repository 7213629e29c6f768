import type { ReactElement } from 'react';
import { type BillDraft, BLANK_BILL, type CaseDraft } from '#web/calculator/single/case-draft.ts';
import { withEntry, withoutEntry } from '#web/calculator/single/draft-editing.tsx';
import { CALCULATOR } from '#web/calculator/texts.ts';
import { GradeAsk } from '#web/member/draft/event-step.tsx';
import { RecipientsPart } from '#web/member/draft/recipients-part.tsx';
import type { StepProps } from '#web/member/draft/step-props.ts';
import { ChoiceAsk, DayAsk, MoneyAsk, Part, Press, TextAsk, YesAsk } from '#web/member/parts.tsx';
import { SlipsPart } from '#web/member/slip/slips-part.tsx';
import { MEMBER } from '#web/member/texts.ts';

const { asks, single } = CALCULATOR;

/** The figures of the benefit: the insurer's slip, bills, grades, the death. */
export function FiguresStep({ hand }: StepProps): ReactElement {
  const { form, change, detail } = hand;
  const { figures } = form;
  const patch = (parts: Partial<CaseDraft>): void => change({ ...form, figures: { ...figures, ...parts } });
  switch (detail.benefit) {
    case 'inpatient':
      return <SlipsPart hand={hand} />;
    case 'medical':
      return <BillsPart figures={figures} onChange={patch} />;
    case 'disability':
      return <InjuriesPart figures={figures} onChange={patch} />;
    default:
      return (
        <>
          <DeathPart figures={figures} isSudden={detail.benefit === 'sudden-death'} onChange={patch} />
          <RecipientsPart recipients={form.recipients} onChange={(recipients) => change({ ...form, recipients })} />
        </>
      );
  }
}

interface PartProps {
  readonly figures: CaseDraft;
  readonly onChange: (parts: Partial<CaseDraft>) => void;
}

function BillsPart({ figures, onChange }: PartProps): ReactElement {
  const { bills } = figures;
  const set = (at: number, parts: Partial<BillDraft>): void => onChange({ bills: withEntry(bills, at, parts) });
  return (
    <>
      {bills.map((bill, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place, and its fields are controlled
        <Part key={at} title={single.bill(at + 1)}>
          <ChoiceAsk
            path={`claim.bills[${at}].kind`}
            ask={asks.billKind}
            choices={[
              ['outpatient', asks.billKinds.outpatient],
              ['inpatient', asks.billKinds.inpatient],
            ]}
            value={bill.kind}
            onChange={(kind) => set(at, { kind })}
          />
          <DayAsk
            path={`claim.bills[${at}].on`}
            ask={bill.kind === 'outpatient' ? asks.billOn : asks.billOnStay}
            value={bill.on}
            onChange={(on) => set(at, { on })}
          />
          <MoneyAsk
            path={`claim.bills[${at}].costSharing`}
            ask={asks.costSharing}
            value={bill.costSharing}
            onChange={(costSharing) => set(at, { costSharing })}
          />
          <YesAsk
            path={`claim.bills[${at}].insured`}
            label={asks.insured}
            value={bill.insured}
            onChange={(insured) => set(at, { insured })}
          />
          <GradeAsk path={`claim.bills[${at}].hospital`} grade={bill.grade} onChange={(parts) => set(at, parts)} />
          {bills.length === 1 ? null : (
            <Press
              label={`${single.remove}：${single.bill(at + 1)}`}
              onPress={() => onChange({ bills: withoutEntry(bills, at) })}
            >
              {single.remove}
            </Press>
          )}
        </Part>
      ))}
      <Press onPress={() => onChange({ bills: [...bills, { ...BLANK_BILL, on: bills.at(-1)?.on ?? '' }] })}>
        {single.addBill}
      </Press>
      <section className="tz-card tz-part">
        <MoneyAsk
          path="claim.otherCompensation"
          ask={asks.otherCompensation}
          value={figures.otherCompensation}
          onChange={(otherCompensation) => onChange({ otherCompensation })}
        />
      </section>
    </>
  );
}

function InjuriesPart({ figures, onChange }: PartProps): ReactElement {
  const { grades } = figures;
  return (
    <Part title={MEMBER.figures.injuries}>
      {grades.map((grade, at) => {
        const [label = '', term] = asks.disabilityGrade(at + 1);
        return (
          <TextAsk
            // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place, and its field is controlled
            key={at}
            path={`claim.disability.grades[${at}]`}
            ask={[label, term]}
            inputMode="numeric"
            value={grade}
            onChange={(next) => onChange({ grades: grades.map((each, index) => (index === at ? next : each)) })}
          />
        );
      })}
      <Press onPress={() => onChange({ grades: [...grades, ''] })}>{single.addGrade}</Press>
      <DayAsk
        path="claim.disability.assessedOn"
        ask={asks.assessedOn}
        value={figures.assessedOn}
        onChange={(assessedOn) => onChange({ assessedOn })}
      />
    </Part>
  );
}

function DeathPart({ figures, isSudden, onChange }: PartProps & { readonly isSudden: boolean }): ReactElement {
  const { event } = figures;
  return (
    <Part title={MEMBER.figures.death}>
      <DayAsk
        path="claim.death.on"
        ask={asks.diedOn}
        value={event.diedOn}
        onChange={(diedOn) => onChange({ event: { ...event, diedOn } })}
      />
      {isSudden ? (
        <TextAsk
          path="claim.death.at"
          ask={asks.diedTime}
          hint="03:00"
          value={event.diedTime}
          onChange={(diedTime) => onChange({ event: { ...event, diedTime } })}
        />
      ) : null}
    </Part>
  );
}
