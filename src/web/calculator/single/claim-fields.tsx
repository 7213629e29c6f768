import { Checkbox, Radio } from 'antd';
import { type ReactElement, useState } from 'react';
import type { AccidentBenefit, ProgramId } from '#scheme/case.ts';
import { CLAUSE_TEXTS, type ClauseId } from '#scheme/clause-texts.ts';
import { EXCLUSION_CLAUSES as INPATIENT_EXCLUSIONS } from '#scheme/programs/henan-inpatient/exclusions.ts';
import { EXCLUSION_CLAUSES as ACCIDENT_EXCLUSIONS } from '#scheme/programs/national-accident/exclusions.ts';
import { withoutNumber } from '#scheme/words/clause-names.ts';
import { PROGRAM_NAMES } from '#scheme/words/decision-words.ts';
import { useDraft } from '#web/calculator/single/draft-editing.tsx';
import { ChoiceAsk, DateAsk, FormSection } from '#web/calculator/single/form-parts.tsx';
import { CALCULATOR } from '#web/calculator/texts.ts';
import { ClauseLink } from '#web/ui/clause-text.tsx';
import { Field } from '#web/ui/field.tsx';

const { asks, single } = CALCULATOR;

const ACCIDENT_BENEFITS: readonly AccidentBenefit[] = ['medical', 'disability', 'death', 'sudden-death'];

/** Which program, and which of its benefits. */
export function ProgramFields(): ReactElement {
  const { draft, patch } = useDraft();
  return (
    <section className="tz-card tz-form-section">
      <Field
        path="program"
        label={single.program}
        kind="group"
        hint={`${PROGRAM_NAMES[draft.program]}（${single.annexes[draft.program]}）`}
      >
        <Radio.Group
          optionType="button"
          buttonStyle="solid"
          value={draft.program}
          options={(['henan-inpatient', 'national-accident'] as const).map((value) => ({
            value,
            label: single.programs[value],
          }))}
          onChange={(event) => patch({ program: event.target.value as ProgramId })}
        />
      </Field>
      {draft.program === 'national-accident' ? (
        <ChoiceAsk
          path="claim.benefit"
          ask={[single.benefit, undefined]}
          choices={ACCIDENT_BENEFITS.map((benefit) => [benefit, single.benefits[benefit]] as const)}
          value={draft.accidentBenefit}
          onChange={(accidentBenefit) => patch({ accidentBenefit })}
        />
      ) : null}
    </section>
  );
}

/** When the member asked for the money, and when he told. */
export function ClaimDateFields(): ReactElement {
  const { draft, patch } = useDraft();
  return (
    <FormSection title={single.dates}>
      <div className="tz-form-grid">
        <DateAsk
          path="claim.submittedOn"
          ask={asks.submittedOn}
          value={draft.submittedOn}
          onChange={(submittedOn) => patch({ submittedOn })}
        />
        <DateAsk
          path="claim.notifiedOn"
          ask={asks.notifiedOn}
          hint={asks.notifiedHint}
          value={draft.notifiedOn}
          onChange={(notifiedOn) => patch({ notifiedOn })}
        />
      </div>
    </FormSection>
  );
}

/** Exclusions that a reviewer asserts, each in the words of its clause; folded away, since a case rarely has one. */
export function ExclusionFields(): ReactElement {
  const { draft, patch } = useDraft();
  const clauses = draft.program === 'henan-inpatient' ? INPATIENT_EXCLUSIONS : ACCIDENT_EXCLUSIONS;
  const chosen = draft.exclusions.filter((clause) => clauses.includes(clause));
  const [isOpen, setOpen] = useState(chosen.length > 0);
  const toggle = (clause: ClauseId, isOn: boolean): void => {
    const others = draft.exclusions.filter((each) => each !== clause);
    patch({ exclusions: isOn ? [...others, clause] : others });
  };
  return (
    <section className="tz-card">
      <details id="claim.exclusions" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <strong>{single.exclusions}</strong>
          <span className="tz-quiet">
            {' '}
            {chosen.length > 0 ? single.exclusionsChosen(chosen.length) : single.exclusionsIntro}
          </span>
        </summary>
        <ul className="tz-exclusions">
          {clauses.map((clause) => (
            <li key={clause}>
              <Checkbox checked={chosen.includes(clause)} onChange={(event) => toggle(clause, event.target.checked)}>
                {withoutNumber(CLAUSE_TEXTS[clause])}
              </Checkbox>
              <ClauseLink clause={clause} />
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
