import { Select } from 'antd';
import type { ReactElement } from 'react';
import type { Corrections } from '#contracts/appeals.ts';
import type { ClaimDetail } from '#contracts/claims.ts';
import { APPEAL } from '#web/desk/appeal/appeal-texts.ts';

const { corrections: texts } = APPEAL;

type Grade = keyof typeof texts.grades;
type Cause = NonNullable<Corrections['cause']>;

interface CorrectionsFieldsProps {
  readonly id: string;
  readonly benefit: ClaimDetail['benefit'];
  readonly value: Corrections;
  readonly onChange: (corrections: Corrections) => void;
}

/** Which facts of a case were wrong; what is left alone stays as it was. */
export function CorrectionsFields({ id, benefit, value, onChange }: CorrectionsFieldsProps): ReactElement {
  const isStay = benefit === 'inpatient';
  if (!isStay && benefit !== 'medical') return <p className="tz-quiet">{texts.none}</p>;
  return (
    <fieldset className="tz-field tz-stack">
      <legend className="tz-field__label">{texts.legend}</legend>
      <Choice
        id={`${id}-grade`}
        label={texts.grade}
        value={value.hospital === undefined ? '' : String(value.hospital.grade)}
        options={Object.entries(texts.grades).toReversed()}
        onChange={(grade) => {
          const { hospital: _before, ...others } = value;
          const next = Number(grade as Grade);
          onChange(grade === '' ? others : { ...others, hospital: { grade: next, recognised: next >= 2 } });
        }}
      />
      {isStay ? (
        <>
          <Choice
            id={`${id}-transfer`}
            label={texts.transfer}
            value={value.transferApproved === undefined ? '' : String(value.transferApproved)}
            options={[
              ['true', texts.transferYes],
              ['false', texts.transferNo],
            ]}
            onChange={(approved) => {
              const { transferApproved: _before, ...others } = value;
              onChange(approved === '' ? others : { ...others, transferApproved: approved === 'true' });
            }}
          />
          <Choice
            id={`${id}-cause`}
            label={texts.cause}
            value={value.cause ?? ''}
            options={Object.entries(texts.causes)}
            onChange={(cause) => {
              const { cause: _before, ...others } = value;
              onChange(cause === '' ? others : { ...others, cause: cause as Cause });
            }}
          />
        </>
      ) : null}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly label: string;
  /** Empty where nothing is corrected. */
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
}

function Choice({ id, label, value, options, onChange }: ChoiceProps): ReactElement {
  return (
    <div className="tz-field">
      <label className="tz-field__label" htmlFor={id}>
        {label}
      </label>
      <Select
        id={id}
        value={value}
        options={[{ value: '', label: texts.same }, ...options.map(([each, words]) => ({ value: each, label: words }))]}
        onChange={onChange}
      />
    </div>
  );
}
