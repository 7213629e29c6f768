import { Button, Checkbox } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { Examination } from '#contracts/claim-desk.ts';
import type { ClaimDetail } from '#contracts/claims.ts';
import type { ClaimAsTold } from '#contracts/member-claims.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import type { Benefit } from '#scheme/case.ts';
import { MATERIALS } from '#scheme/materials.ts';
import { isClauseId } from '#scheme/words/clause-names.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { Moment } from '#web/app/moment.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { AssertExclusions, CorrectFacts } from '#web/desk/claim/correction-sheet.tsx';
import { EXAMINING } from '#web/desk/claim/desk-texts.ts';
import { type Fact, factsOf, shown, valueAt } from '#web/desk/claim/fact-values.ts';
import { CLAIM } from '#web/desk/claim-texts.ts';
import { ClauseLink } from '#web/ui/clause-text.tsx';
import { Note } from '#web/ui/note.tsx';

const { facts: texts, corrections, supplement: supplementTexts } = EXAMINING;

interface ExaminingProps {
  readonly claim: ClaimDetail;
}

/** The name of a paper's kind, as the member's list has it. */
export function materialNames(benefit: string): (material: string) => string {
  const list = MATERIALS[benefit as Benefit];
  return (material) => list.find(({ kind }) => kind === material)?.name ?? EXAMINING.supplement.other;
}

export function useExamination(claimId: string): ReturnType<typeof useAnswer<Examination>> {
  return useAnswer<Examination>(`/api/claims/${claimId}/examination`);
}

/** The facts of a claim as they stand, as they were typed, as the insurer has them; where the reviewer corrects them. */
export function Examining({ claim }: ExaminingProps): ReactElement {
  const { data: examination, error, refetch } = useExamination(claim.claimId);
  const { data: told } = useAnswer<ClaimAsTold>(`/api/claims/${claim.claimId}/told`);
  if (examination === undefined) {
    return error === null ? (
      <p className="tz-quiet">{EXAMINING.loading}</p>
    ) : (
      <FailureNote failure={error} onAgain={() => void refetch()} />
    );
  }
  const nameOf = materialNames(claim.benefit);
  const documents = told?.documents ?? [];
  const common = { claimId: claim.claimId, examination, documents, nameOf };
  return (
    <>
      {examination.supplement === null ? null : <SupplementCard claim={claim} examination={examination} />}
      <section className="tz-card tz-stack" aria-labelledby="examining-title">
        <div className="tz-row tz-row--apart">
          <h2 id="examining-title">{texts.title}</h2>
          {claim.canReview ? (
            <div className="tz-row">
              <AssertExclusions {...common} />
              <CorrectFacts {...common} />
            </div>
          ) : null}
        </div>
        <FactTable examination={examination} />
      </section>
      {examination.corrections.length === 0 ? null : <Corrections examination={examination} documents={documents} />}
    </>
  );
}

function FactTable({ examination }: { readonly examination: Examination }): ReactElement {
  const { facts, typed, record, differing } = examination;
  const [isAll, setAll] = useState(false);
  const rows = useMemo(() => factsOf(facts), [facts]);
  const differs = new Set(differing.map(({ path }) => path));
  const isChanged = ({ path }: Fact): boolean =>
    typed !== null && JSON.stringify(valueAt(typed, path)) !== JSON.stringify(valueAt(facts, path));
  const shownRows = isAll ? rows : rows.filter((fact) => differs.has(fact.path) || isChanged(fact));
  const isSame = differing.length === 0;
  return (
    <>
      <p className="tz-quiet">
        {record === null ? texts.noRecord : isSame && typed !== null ? texts.same : texts.lead}
      </p>
      <Checkbox checked={isAll} onChange={({ target }) => setAll(target.checked)}>
        {texts.all}
      </Checkbox>
      {shownRows.length === 0 ? null : (
        <table className="tz-fact-table">
          <thead>
            <tr>
              <th scope="col">{texts.column.fact}</th>
              <th scope="col">{texts.column.stands}</th>
              {typed === null ? null : <th scope="col">{texts.column.typed}</th>}
              {record === null ? null : <th scope="col">{texts.column.record}</th>}
            </tr>
          </thead>
          <tbody>
            {shownRows.map((fact) => (
              <tr key={fact.path} className={differs.has(fact.path) ? 'is-differing' : undefined}>
                <th scope="row">{fact.label}</th>
                <td className="tz-figure">{shown(fact, valueAt(facts, fact.path))}</td>
                {typed === null ? null : <td className="tz-figure">{shown(fact, valueAt(typed, fact.path))}</td>}
                {record === null ? null : <td className="tz-figure">{shown(fact, valueAt(record, fact.path))}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

interface CorrectionsProps {
  readonly examination: Examination;
  readonly documents: ClaimAsTold['documents'];
}

/** Who changed what, and on what he rested. */
function Corrections({ examination, documents }: CorrectionsProps): ReactElement {
  const facts = factsOf(examination.facts);
  const evidenceText = ({ documentId, text }: { documentId?: string; text: string }): string => {
    const paper = documents.find((each) => each.documentId === documentId);
    return [paper === undefined ? '' : `${corrections.paper}“${paper.fileName}”`, text].filter(Boolean).join('，');
  };
  return (
    <section className="tz-card tz-stack" aria-labelledby="corrections-title">
      <h2 id="corrections-title">{corrections.title}</h2>
      <ol className="tz-timeline">
        {examination.corrections.map(({ level, by, at, decisionNumber, facts: changed, exclusions }) => (
          <li key={decisionNumber}>
            <p>
              <strong>{corrections.who(CLAIM.case.levels[level] ?? level, by, decisionNumber)}</strong>
            </p>
            {changed.map(({ path, before, after, evidence }) => {
              const fact = facts.find((each) => each.path === path);
              const words =
                fact === undefined ? [String(before), String(after)] : [shown(fact, before), shown(fact, after)];
              return (
                <p key={path}>
                  {corrections.changed(fact?.label ?? path, words[0] ?? '', words[1] ?? '')}
                  <span className="tz-quiet">
                    {' '}
                    {corrections.evidence}
                    {evidenceText(evidence)}
                  </span>
                </p>
              );
            })}
            {exclusions === null ? null : exclusions.after.length === 0 ? (
              <p>{corrections.withdrawn}</p>
            ) : (
              exclusions.after.map(({ clause, evidence }) => (
                <p key={clause}>
                  {corrections.asserted('')}
                  {isClauseId(clause) ? <ClauseLink clause={clause} /> : clause}
                  <span className="tz-quiet">
                    {' '}
                    {corrections.evidence}
                    {evidenceText(evidence)}
                  </span>
                </p>
              ))
            )}
            <p className="tz-quiet">
              <Moment at={at} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface SupplementCardProps extends ExaminingProps {
  readonly examination: Examination;
}

/** What was asked for, once, and whether it came. */
function SupplementCard({ claim, examination }: SupplementCardProps): ReactElement | null {
  const tell = useTell();
  const { supplement } = examination;
  const writing = useWrite<undefined>(
    () => ({ method: 'POST', path: `/api/claims/${claim.claimId}/resumption` }),
    () => tell(supplementTexts.goOnDone),
  );
  if (supplement === null) return null;
  const nameOf = materialNames(claim.benefit);
  const day = formatChineseDate(parseDate(supplement.dueOn));
  const isWaiting = claim.state === 'sent-back' && supplement.answeredAt === null;
  return (
    <section className="tz-card tz-stack" aria-labelledby="supplement-title">
      <h2 id="supplement-title">{supplementTexts.title}</h2>
      <p className="tz-quiet">
        {supplementTexts.askedAt} <Moment at={supplement.askedAt} />
      </p>
      {isWaiting ? (
        <Note kind="remark" action={<Button onClick={() => writing.send(undefined)}>{supplementTexts.goOn}</Button>}>
          {supplementTexts.waits(day)}
        </Note>
      ) : (
        <p className="tz-quiet">{supplementTexts.answered}</p>
      )}
      <FailureNote failure={writing.failure} onAgain={writing.again} />
      <ul className="tz-listed">
        {supplement.items.map(({ material, text }) => (
          <li key={material + text}>
            {nameOf(material)}：{text}
          </li>
        ))}
      </ul>
      {supplement.answer === '' ? null : <p className="tz-told__statement">{supplement.answer}</p>}
    </section>
  );
}

/** Each flag with why it is there and where to look; none decides anything by itself. */
export function FlagNotes({ claim }: ExaminingProps): ReactElement | null {
  const { data } = useExamination(claim.claimId);
  if (claim.flags.length === 0) return null;
  const notes = data?.flags ?? claim.flags.map((flag): Examination['flags'][number] => ({ flag }));
  return (
    <section className="tz-stack" aria-label={EXAMINING.decidesNothing}>
      {notes.map((note) => (
        <Note key={note.flag} kind="remark">
          <strong>{CLAIM.flags[note.flag] ?? note.flag}</strong> {flagWords(note)}{' '}
          {(note.claimIds ?? []).map((claimId, index) => (
            <Link key={claimId} to={`/claims/${claimId}`}>
              {EXAMINING.openOther(index)}{' '}
            </Link>
          ))}
        </Note>
      ))}
      <p className="tz-quiet">{EXAMINING.decidesNothing}</p>
    </section>
  );
}

function flagWords({ flag, count, beside, days }: Examination['flags'][number]): string {
  const counted = EXAMINING.counted[flag];
  if (counted !== undefined) return count === undefined ? '' : counted(count);
  if (flag === 'frequent-unit') return EXAMINING.frequentUnit(count ?? 0, beside ?? 0, days ?? 0);
  if (flag === 'frequent-hospital') return EXAMINING.frequentHospital(count ?? 0, beside ?? 0, days ?? 0);
  return EXAMINING.flags[flag] ?? '';
}
