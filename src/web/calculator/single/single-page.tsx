import { Button, ConfigProvider, Popconfirm } from 'antd';
import { type ReactElement, useMemo } from 'react';
import { adjudicate } from '#scheme/adjudicate.ts';
import type { Decision } from '#scheme/decision.ts';
import { readCase } from '#scheme/read-case.ts';
import { OUTCOME_WORDS } from '#scheme/words/decision-words.ts';
import { AccidentForm, InpatientForm } from '#web/calculator/single/benefit-forms.tsx';
import { benefitOf, type CaseDraft } from '#web/calculator/single/case-draft.ts';
import { questionsOf } from '#web/calculator/single/case-questions.ts';
import { draftOfCase } from '#web/calculator/single/case-to-draft.ts';
import { ProgramFields } from '#web/calculator/single/claim-fields.tsx';
import { DraftContext, useDraftEditing } from '#web/calculator/single/draft-editing.tsx';
import { type DraftReading, readDraft } from '#web/calculator/single/draft-to-case.ts';
import { EXAMPLES, type ExampleCase } from '#web/calculator/single/examples.ts';
import { JsonPanel } from '#web/calculator/single/json-panel.tsx';
import { CALCULATOR } from '#web/calculator/texts.ts';
import { ErrorSummary, type FormFault, jumpTo } from '#web/ui/error-summary.tsx';
import { type FieldNotes, FieldNotesContext } from '#web/ui/field.tsx';
import { Money } from '#web/ui/money.tsx';
import { Receipt } from '#web/ui/receipt.tsx';
import './single-page.css';

const { single } = CALCULATOR;

/** One claim by hand: the form on the left, what the rules say of it on the right, as it is typed. */
export function SinglePage(): ReactElement {
  const editing = useDraftEditing();
  const { draft, replace } = editing;
  const reading = useMemo(() => readDraft(draft), [draft]);
  const decision = useMemo(() => (reading.case === undefined ? undefined : adjudicate(reading.case)), [reading]);
  const notes = useMemo<FieldNotes>(
    () => ({
      faults: new Map(reading.wrong.map(({ path, message }) => [path, message])),
      questions: questionsOf(draft),
    }),
    [reading, draft],
  );
  const claim = reading.case?.claim;
  return (
    <DraftContext value={editing}>
      <FieldNotesContext value={notes}>
        <h1>{single.heading}</h1>
        <p className="tz-quiet">{single.intro}</p>
        <Examples program={draft.program} onChoose={replace} onClear={() => replace()} />
        <div className="tz-single">
          <form
            className="tz-stack"
            noValidate
            onSubmit={(event) => event.preventDefault()}
            aria-label={single.heading}
          >
            <ProgramFields />
            {draft.program === 'henan-inpatient' ? <InpatientForm /> : <AccidentForm benefit={draft.accidentBenefit} />}
            <ResultBar reading={reading} decision={decision} />
          </form>
          <section id="result" tabIndex={-1} className="tz-single__result tz-stack" aria-label={single.receiptTitle}>
            <ErrorSummary faults={reading.wrong} />
            {decision === undefined ? (
              <Waiting missing={reading.missing} />
            ) : (
              <Receipt
                decision={decision}
                title={single.benefitTitles[benefitOf(draft)]}
                settlement={claim?.benefit === 'inpatient' ? claim.settlement : undefined}
              />
            )}
            {decision === undefined ? null : <JsonPanel caseJson={reading.json} decision={decision} />}
          </section>
        </div>
      </FieldNotesContext>
    </DraftContext>
  );
}

interface ResultBarProps {
  readonly reading: DraftReading;
  readonly decision: Decision | undefined;
}

/** On a narrow screen, where the receipt stands below the form: what it says so far, and the way to it. */
function ResultBar({ reading, decision }: ResultBarProps): ReactElement {
  return (
    <div className="tz-result-bar">
      <span>
        {decision === undefined ? (
          <span className="tz-quiet">
            {reading.wrong.length > 0
              ? single.faultsLeft(reading.wrong.length)
              : single.missingLeft(reading.missing.length)}
          </span>
        ) : (
          <>
            {OUTCOME_WORDS[decision.outcome]} {decision.amountFen > 0 ? <Money fen={decision.amountFen} unit /> : null}
          </>
        )}
      </span>
      <Button onClick={() => jumpTo('result')}>{single.toReceipt}</Button>
    </div>
  );
}

interface ExamplesProps {
  readonly program: CaseDraft['program'];
  readonly onChoose: (draft: CaseDraft) => void;
  readonly onClear: () => void;
}

function Examples({ program, onChoose, onClear }: ExamplesProps): ReactElement {
  return (
    <div className="tz-examples">
      <span className="tz-quiet" id="examples-title">
        {single.examples}
      </span>
      <ul aria-labelledby="examples-title">
        {EXAMPLES.filter((example) => example.program === program).map((example) => (
          <li key={example.title}>
            <Button size="small" onClick={() => onChoose(draftOf(example))}>
              <span className={`tz-dot tz-dot--${example.outcome}`} aria-hidden="true" />
              {OUTCOME_WORDS[example.outcome]}：{example.title}
            </Button>
          </li>
        ))}
      </ul>
      <Popconfirm
        title={single.clearAsk}
        description={single.clearSays}
        okText={single.clearYes}
        cancelText={single.keep}
        onConfirm={onClear}
      >
        <Button size="small" type="text">
          {single.clear}
        </Button>
      </Popconfirm>
    </div>
  );
}

function draftOf({ title, json }: ExampleCase): CaseDraft {
  const read = readCase(json);
  if (!read.ok) throw new Error(`the example ${title} is no case: ${read.error.field}`);
  return draftOfCase(read.value);
}

/** Where the receipt will stand: what it still waits for, each a step to its field. */
function Waiting({ missing }: { readonly missing: readonly FormFault[] }): ReactElement {
  return (
    <ConfigProvider componentSize="small">
      <div className="tz-card tz-waiting">
        <p className="tz-waiting__title">{single.waiting}</p>
        {missing.length === 0 ? null : (
          <>
            <p className="tz-quiet">{single.stillMissing(missing.length)}</p>
            <ul>
              {missing.map(({ path, label }) => (
                <li key={path}>
                  <Button onClick={() => jumpTo(path)}>{label}</Button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </ConfigProvider>
  );
}
