import { Input, Radio } from 'antd';
import { type ReactElement, useMemo } from 'react';
import { formatDate } from '#kernel/civil-date.ts';
import type { AddressChange, BatchAddress } from '#web/calculator/batch/batch-address.ts';
import { CALCULATOR } from '#web/calculator/texts.ts';
import { CivilDateField } from '#web/ui/civil-date-field.tsx';
import { ClauseLink } from '#web/ui/clause-text.tsx';
import { Field, type FieldNotes, FieldNotesContext } from '#web/ui/field.tsx';

const { batch, single } = CALCULATOR;

interface BatchSettingsProps {
  readonly address: BatchAddress;
  readonly onChange: (changes: AddressChange) => void;
}

/** What must be known beside the files. All of it stands in the address. */
export function BatchSettings({ address, onChange }: BatchSettingsProps): ReactElement {
  const { program, submittedOn, startOn, shares, staff } = address;
  const notes = useMemo<FieldNotes>(
    () => ({
      faults: new Map(),
      questions: new Map(startOn < submittedOn ? [['start', batch.startBeforeSubmission]] : []),
    }),
    [startOn, submittedOn],
  );
  return (
    <FieldNotesContext value={notes}>
      <section className="tz-card tz-batch-settings" aria-label={batch.settings}>
        <Field path="program" label={batch.program} kind="group">
          <Radio.Group
            optionType="button"
            buttonStyle="solid"
            value={program}
            options={[
              { value: 'henan-inpatient', label: single.programs['henan-inpatient'] },
              { value: 'national-accident', label: single.programs['national-accident'] },
            ]}
            onChange={(event) =>
              onChange({
                program: event.target.value === 'national-accident' ? 'accident' : undefined,
                open: undefined,
              })
            }
          />
        </Field>
        <CivilDateField
          path="submitted"
          label={batch.submittedOn[0]}
          term={batch.submittedOn[1]}
          value={formatDate(submittedOn)}
          onChange={(submitted) => onChange({ submitted: submitted === '' ? undefined : submitted })}
        />
        {program === 'henan-inpatient' ? (
          <CivilDateField
            path="start"
            label={batch.startOn[0]}
            term={batch.startOn[1]}
            hint={
              <>
                {batch.startHint} <ClauseLink clause="通知-三(一).5" reading="读法-6" />
              </>
            }
            value={formatDate(startOn)}
            onChange={(start) => onChange({ start: start === '' ? undefined : start })}
          />
        ) : (
          <Field path="shares" label={single.shares} kind="group">
            <Radio.Group
              optionType="button"
              value={shares}
              options={[1, 2].map((value) => ({ value, label: single.share(value) }))}
              onChange={(event) => onChange({ shares: event.target.value === 2 ? '2' : undefined })}
            />
          </Field>
        )}
        <Field path="staff" label={batch.staff[0]} term={batch.staff[1]} hint={batch.staffHint}>
          <Input
            id="staff"
            aria-describedby="staff--hint"
            inputMode="numeric"
            autoComplete="off"
            suffix="人"
            value={staff}
            onChange={(event) => onChange({ staff: event.target.value.replaceAll(/\D/g, '').slice(0, 7) })}
          />
        </Field>
      </section>
    </FieldNotesContext>
  );
}
