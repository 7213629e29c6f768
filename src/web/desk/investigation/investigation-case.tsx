import { Button, Radio } from 'antd';
import { type ReactElement, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { InvestigationDetail, ReportInvestigation } from '#contracts/investigations.ts';
import { formatDate, shanghaiDay } from '#kernel/civil-date.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { LongTextField, TextField } from '#web/app/form.tsx';
import { DateText, Moment } from '#web/app/moment.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { CasePapersCard } from '#web/desk/appeal/case-papers-card.tsx';
import { INVESTIGATION } from '#web/desk/investigation/investigation-texts.ts';
import { MoneyField } from '#web/ui/money-field.tsx';
import { Note } from '#web/ui/note.tsx';

const { case: texts } = INVESTIGATION;

type Determined = ReportInvestigation['determined'];

/** One investigation: what is asked, the evidence, the report, or the form for it. */
export function InvestigationCase(): ReactElement {
  const { id = '' } = useParams();
  const { may } = useSession();
  const { data, error, refetch } = useAnswer<InvestigationDetail>(`/api/investigations/${id}`);
  if (data === undefined) {
    return <Pending error={error} refetch={refetch} />;
  }
  const { report } = data;
  const isOpen = data.state === 'open';
  return (
    <div className="tz-page" key={id}>
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead tz-row">
          <StateTag state={INVESTIGATION.states[data.state]} />
          <span>{texts.to(data.assignee)}</span>
          <span>
            {INVESTIGATION.column.due} <DateText date={data.dueOn} />
          </span>
          <Link to={`/claims/${data.claimId}`}>{texts.claim}</Link>
        </p>
      </header>
      <section className="tz-card tz-stack">
        <h2>{INVESTIGATION.column.task}</h2>
        <p className="tz-told__statement">{data.task}</p>
        <p className="tz-quiet">
          {texts.by(data.openedBy)} <Moment at={data.openedAt} />
        </p>
      </section>
      <CasePapersCard
        title={texts.evidence}
        papers={data.papers}
        addPath={isOpen && may('claim.attach') ? `/api/investigations/${id}/papers` : undefined}
      />
      {report === null ? null : (
        <section className="tz-card tz-stack">
          <h2>{texts.report}</h2>
          <p>
            <DateText date={report.visitedOn} /> {report.place}
          </p>
          <p className="tz-told__statement">{report.findings}</p>
          <p>
            <strong>{texts.kinds[report.determined]}</strong>
          </p>
          {report.determinedFen === null ? null : (
            <Note kind="remark">{texts.partly(formatYuan(report.determinedFen))}</Note>
          )}
        </section>
      )}
      {isOpen && data.isMine ? <ReportForm investigationId={id} /> : null}
    </div>
  );
}

function ReportForm({ investigationId }: { readonly investigationId: string }): ReactElement {
  const tell = useTell();
  const [visitedOn, setVisitedOn] = useState(formatDate(shanghaiDay(Date.now())));
  const [place, setPlace] = useState('');
  const [findings, setFindings] = useState('');
  const [determined, setDetermined] = useState<Determined>('all');
  const [amount, setAmount] = useState('');
  const writing = useWrite<ReportInvestigation>(
    (body) => ({ method: 'POST', path: `/api/investigations/${investigationId}/report`, body }),
    () => tell(texts.done),
  );
  const determinedFen = determined === 'part' ? (parseYuan(amount) ?? null) : null;
  const isReady =
    findings.trim().length >= 2 &&
    /^\d{4}-\d\d-\d\d$/.test(visitedOn) &&
    (determined !== 'part' || determinedFen !== null);
  return (
    <section className="tz-card tz-stack" aria-labelledby="report-title">
      <h2 id="report-title">{texts.reportTitle}</h2>
      <TextField
        path="report-visited"
        label={texts.visited}
        hint="2026-11-25"
        value={visitedOn}
        onChange={setVisitedOn}
      />
      <TextField path="report-place" label={texts.place} value={place} onChange={setPlace} maxLength={200} />
      <LongTextField
        path="report-findings"
        label={texts.findings}
        value={findings}
        onChange={setFindings}
        maxLength={4000}
        rows={5}
      />
      <Radio.Group
        aria-label={texts.determined}
        value={determined}
        options={Object.entries(texts.kinds).map(([value, label]) => ({ value: value as Determined, label }))}
        onChange={({ target }) => setDetermined(target.value as Determined)}
      />
      {determined === 'part' ? (
        <MoneyField
          path="report-amount"
          label={texts.amount}
          hint={texts.amountHint}
          value={amount}
          onChange={setAmount}
        />
      ) : null}
      <p className="tz-quiet">{texts.sure}</p>
      <FailureNote failure={writing.failure} onAgain={writing.again} />
      <p>
        <Button
          type="primary"
          disabled={!isReady}
          loading={writing.isSending}
          onClick={() =>
            writing.send({ visitedOn, place: place.trim(), findings: findings.trim(), determined, determinedFen })
          }
        >
          {texts.act}
        </Button>
      </p>
    </section>
  );
}
