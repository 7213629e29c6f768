import type { ReactElement } from 'react';
import type { Cause, Region } from '#scheme/case.ts';
import type { CaseDraft, EventDraft, StayDraft } from '#web/calculator/single/case-draft.ts';
import { CALCULATOR } from '#web/calculator/texts.ts';
import { HospitalAsk, type KnownHospital } from '#web/member/draft/hospital-ask.tsx';
import type { StepProps } from '#web/member/draft/step-props.ts';
import { ChoiceAsk, DayAsk, Part, SelectAsk, TextAsk, YesAsk } from '#web/member/parts.tsx';
import { MEMBER } from '#web/member/texts.ts';

const { asks } = CALCULATOR;
const CAUSES = Object.entries(asks.causes) as [Cause, string][];
const REGIONS = Object.entries(asks.regions) as [Region, string][];

/** What happened: the stay, or the accident, and the story in a few words. */
export function EventStep({ hand }: StepProps): ReactElement {
  const { form, change, detail } = hand;
  const figures = (parts: Partial<CaseDraft>): void => change({ ...form, figures: { ...form.figures, ...parts } });
  return (
    <>
      {detail.benefit === 'inpatient' ? (
        <StayPart
          stay={form.figures.stay}
          hospitalName={form.hospitalName}
          onStay={(parts) => figures({ stay: { ...form.figures.stay, ...parts } })}
          onHospital={(hospitalName, house) =>
            change({
              ...form,
              hospitalName,
              figures: { ...form.figures, stay: { ...form.figures.stay, ...house } },
            })
          }
        />
      ) : (
        <EventPart
          event={form.figures.event}
          isSudden={detail.benefit === 'sudden-death'}
          onEvent={(parts) => figures({ event: { ...form.figures.event, ...parts } })}
        />
      )}
      <section className="tz-card tz-part">
        <TextAsk
          path="statement"
          ask={[MEMBER.event.statement, undefined]}
          hint={MEMBER.event.statementHint}
          lines={4}
          value={form.statement}
          onChange={(statement) => change({ ...form, statement })}
        />
      </section>
    </>
  );
}

interface StayPartProps {
  readonly stay: StayDraft;
  readonly hospitalName: string;
  readonly onStay: (parts: Partial<StayDraft>) => void;
  readonly onHospital: (name: string, house: KnownHospital | undefined) => void;
}

function StayPart({ stay, hospitalName, onStay, onHospital }: StayPartProps): ReactElement {
  return (
    <Part title={MEMBER.event.stay}>
      <DayAsk
        path="claim.stay.admittedOn"
        ask={asks.admittedOn}
        value={stay.admittedOn}
        onChange={(admittedOn) => onStay({ admittedOn })}
      />
      <DayAsk
        path="claim.stay.dischargedOn"
        ask={asks.dischargedOn}
        value={stay.dischargedOn}
        onChange={(dischargedOn) => onStay({ dischargedOn })}
      />
      <DayAsk
        path="claim.stay.settledOn"
        ask={asks.settledOn}
        value={stay.settledOn}
        onChange={(settledOn) => onStay({ settledOn })}
      />
      <HospitalAsk label={MEMBER.event.hospitalName} value={hospitalName} onChange={onHospital} />
      <GradeAsk path="claim.stay.hospital" grade={stay.grade} onChange={onStay} />
      <ChoiceAsk
        path="claim.stay.hospital.region"
        ask={asks.region}
        choices={REGIONS}
        value={stay.region}
        onChange={(region) => onStay({ region })}
      />
      {stay.region === 'other-province' ? (
        <YesAsk
          path="claim.stay.transferApproved"
          label={asks.transferApproved}
          value={stay.transferApproved}
          onChange={(transferApproved) => onStay({ transferApproved })}
        />
      ) : null}
      <SelectAsk
        path="claim.stay.cause"
        ask={asks.cause}
        choices={CAUSES}
        value={stay.cause}
        onChange={(cause) => onStay({ cause })}
      />
      <TextAsk
        path="claim.stay.mainDiagnosis"
        ask={asks.mainDiagnosis}
        hint={asks.diagnosisHint}
        value={stay.mainDiagnosis}
        onChange={(mainDiagnosis) => onStay({ mainDiagnosis })}
      />
      <details>
        <summary className="tz-fold">{MEMBER.event.more}</summary>
        <DayAsk
          path="claim.stay.observationFrom"
          ask={asks.observationFrom}
          value={stay.observationFrom}
          onChange={(observationFrom) => onStay({ observationFrom })}
        />
      </details>
    </Part>
  );
}

interface GradeProps {
  readonly path: string;
  readonly grade: number;
  readonly onChange: (parts: { readonly grade: number; readonly recognised: boolean }) => void;
}

/** A house of grade 2 or 3 counts as recognised until a reviewer says otherwise. */
export function GradeAsk({ path, grade, onChange }: GradeProps): ReactElement {
  return (
    <ChoiceAsk
      path={path}
      ask={asks.grade}
      choices={[
        [3, asks.grades[3]],
        [2, asks.grades[2]],
        [1, asks.grades[1]],
      ]}
      value={grade}
      onChange={(next) => onChange({ grade: next, recognised: next >= 2 })}
    />
  );
}

interface EventPartProps {
  readonly event: EventDraft;
  readonly isSudden: boolean;
  readonly onEvent: (parts: Partial<EventDraft>) => void;
}

function EventPart({ event, isSudden, onEvent }: EventPartProps): ReactElement {
  return (
    <Part title={isSudden ? MEMBER.event.onset : MEMBER.event.accident}>
      <DayAsk
        path="claim.event.on"
        ask={isSudden ? asks.onsetOn : asks.accidentOn}
        value={event.on}
        onChange={(on) => onEvent({ on })}
      />
      {isSudden ? (
        <TextAsk
          path="claim.event.onsetAt"
          ask={asks.onsetTime}
          hint="22:30"
          value={event.onsetTime}
          onChange={(onsetTime) => onEvent({ onsetTime })}
        />
      ) : null}
      <YesAsk
        path="claim.event.treatedAbroad"
        label={asks.treatedAbroad}
        value={event.treatedAbroad}
        onChange={(treatedAbroad) => onEvent({ treatedAbroad })}
      />
    </Part>
  );
}
