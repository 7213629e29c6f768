import { Button, Input, Select } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import type { CorrectCase, CorrectedCase, Examination } from '#contracts/claim-desk.ts';
import type { ClaimAsTold } from '#contracts/member-claims.ts';
import { formatYuan } from '#kernel/money.ts';
import { ProblemError } from '#web/app/api/failures.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { EXAMINING } from '#web/desk/claim/desk-texts.ts';
import {
  EvidenceFields,
  evidenceOf,
  isEvidence,
  NO_EVIDENCE,
  type TypedEvidence,
} from '#web/desk/claim/evidence-fields.tsx';
import { type Fact, factsOf, shown, typedText, typedValue, valueAt } from '#web/desk/claim/fact-values.ts';
import { CLAIM } from '#web/desk/claim-texts.ts';
import { popupContainer } from '#web/ui/sheet.tsx';

const { correct: texts, assert, facts: factTexts } = EXAMINING;

interface CorrectionProps {
  readonly claimId: string;
  readonly examination: Examination;
  readonly documents: ClaimAsTold['documents'];
  readonly nameOf: (material: string) => string;
}

/** A new decision in a few words: 给付 4,320.00 元. */
function decidedWords({ outcome, amountFen }: CorrectedCase): string {
  return outcome === 'decline' ? EXAMINING.nothing : `${CLAIM.outcomes[outcome].label} ${formatYuan(amountFen)} 元`;
}

/** Every fact in a field; those that were changed go to the rules together, since figures must add up. */
export function CorrectFacts({ claimId, examination, documents, nameOf }: CorrectionProps): ReactElement {
  const tell = useTell();
  const { facts, record, differing } = examination;
  const fields = useMemo(() => factsOf(facts), [facts]);
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [evidence, setEvidence] = useState<TypedEvidence>(NO_EVIDENCE);
  const close = (): void => {
    setOpen(false);
    setTyped({});
    setEvidence(NO_EVIDENCE);
  };
  const writing = useWrite<CorrectCase, CorrectedCase>(
    (body) => ({ method: 'POST', path: `/api/claims/${claimId}/corrections`, body }),
    (corrected) => {
      close();
      tell(texts.done(decidedWords(corrected)));
    },
  );
  const changed = fields.filter(({ path }) => typed[path] !== undefined);
  const values = changed.map((fact) => ({ fact, value: typedValue(fact, typed[fact.path] ?? '') }));
  const wrong = new Map<string, string>(
    values.filter(({ value }) => value === undefined).map(({ fact }) => [fact.path, texts.wrong]),
  );
  const { failure } = writing;
  const refused = failure instanceof ProblemError ? (failure.problem.fields ?? []) : [];
  for (const { path, message } of refused) wrong.set(path, message);
  const change = (fact: Fact, text: string): void => {
    const { [fact.path]: _, ...others } = typed;
    setTyped(text === typedText(fact, valueAt(facts, fact.path)) ? others : { ...typed, [fact.path]: text });
  };
  const fromRecord = (): void =>
    setTyped(
      Object.fromEntries(
        fields
          .filter(({ path }) => differing.some((each) => each.path === path))
          .map((fact) => [fact.path, typedText(fact, valueAt(record, fact.path))]),
      ),
    );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{factTexts.correct}</Button>
      <ConfirmSheet
        isOpen={isOpen}
        onClose={close}
        title={texts.title}
        actLabel={texts.act(changed.length)}
        isReady={changed.length > 0 && values.every(({ value }) => value !== undefined) && isEvidence(evidence)}
        writing={writing}
        input={{
          facts: values.flatMap(({ fact, value }) =>
            value === undefined
              ? []
              : [
                  {
                    path: fact.path,
                    value: Array.isArray(value) ? [...value] : (value as string | number | boolean | null),
                    evidence: evidenceOf(evidence),
                  },
                ],
          ),
        }}
      >
        <p>{texts.lead}</p>
        {differing.length === 0 ? null : (
          <p>
            <Button onClick={fromRecord}>{texts.fromRecord}</Button>
          </p>
        )}
        <div className="tz-facts-form">
          {fields.map((fact) => (
            <FactField
              key={fact.path}
              fact={fact}
              text={typed[fact.path] ?? typedText(fact, valueAt(facts, fact.path))}
              before={typed[fact.path] === undefined ? undefined : shown(fact, valueAt(facts, fact.path))}
              fault={wrong.get(fact.path)}
              onChange={(text) => change(fact, text)}
            />
          ))}
        </div>
        <EvidenceFields id="correct" documents={documents} nameOf={nameOf} value={evidence} onChange={setEvidence} />
      </ConfirmSheet>
    </>
  );
}

interface FactFieldProps {
  readonly fact: Fact;
  readonly text: string;
  /** Where it was changed: what it was. */
  readonly before: string | undefined;
  readonly fault: string | undefined;
  readonly onChange: (text: string) => void;
}

function FactField({ fact, text, before, fault, onChange }: FactFieldProps): ReactElement {
  const id = `fact-${fact.path}`;
  const options =
    fact.kind === 'yes-no'
      ? [
          { value: 'true', label: EXAMINING.yes },
          { value: 'false', label: EXAMINING.no },
        ]
      : Object.entries(fact.choices).map(([value, label]) => ({ value, label }));
  return (
    <div className={`tz-field${before === undefined ? '' : ' tz-field--changed'}`}>
      <label className="tz-field__label" htmlFor={id}>
        {fact.label}
      </label>
      {options.length > 0 ? (
        <Select id={id} getPopupContainer={popupContainer} value={text} options={options} onChange={onChange} />
      ) : (
        <Input
          id={id}
          value={text}
          maxLength={40}
          autoComplete="off"
          inputMode={fact.kind === 'money' || fact.kind === 'number' ? 'decimal' : 'text'}
          {...(fact.kind === 'money' ? { suffix: '元' } : {})}
          {...(fact.kind === 'grades' ? { placeholder: texts.gradesHint } : {})}
          status={fault === undefined ? '' : 'error'}
          aria-invalid={fault !== undefined}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
      {fault !== undefined ? (
        <p className="tz-field__fault">{fault}</p>
      ) : before === undefined ? null : (
        <p className="tz-field__question">
          {factTexts.column.stands}：{before}
        </p>
      )}
    </div>
  );
}

/** Exclusions of the edition, asserted with what they rest on. */
export function AssertExclusions({ claimId, examination, documents, nameOf }: CorrectionProps): ReactElement {
  const tell = useTell();
  const standing = (examination.facts['exclusions'] as readonly string[] | undefined) ?? [];
  const [isOpen, setOpen] = useState(false);
  const [clauses, setClauses] = useState<string[]>([...standing]);
  const [evidence, setEvidence] = useState<TypedEvidence>(NO_EVIDENCE);
  const writing = useWrite<CorrectCase, CorrectedCase>(
    (body) => ({ method: 'POST', path: `/api/claims/${claimId}/corrections`, body }),
    (corrected) => {
      setOpen(false);
      setEvidence(NO_EVIDENCE);
      tell(assert.done(decidedWords(corrected)));
    },
  );
  return (
    <>
      <Button
        onClick={() => {
          setClauses([...standing]);
          setOpen(true);
        }}
      >
        {factTexts.assert}
      </Button>
      <ConfirmSheet
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={assert.title}
        actLabel={assert.act}
        isReady={clauses.length === 0 ? standing.length > 0 : isEvidence(evidence)}
        writing={writing}
        input={{ facts: [], exclusions: clauses.map((clause) => ({ clause, evidence: evidenceOf(evidence) })) }}
      >
        <p>{assert.lead}</p>
        <div className="tz-field">
          <label className="tz-field__label" htmlFor="assert-clauses">
            {assert.clauses}
          </label>
          <Select
            id="assert-clauses"
            mode="multiple"
            getPopupContainer={popupContainer}
            placeholder={assert.clausesHint}
            value={clauses}
            options={examination.exclusions.map(({ clause, text }) => ({ value: clause, label: `${clause} ${text}` }))}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={setClauses}
          />
        </div>
        <EvidenceFields id="assert" documents={documents} nameOf={nameOf} value={evidence} onChange={setEvidence} />
      </ConfirmSheet>
    </>
  );
}
