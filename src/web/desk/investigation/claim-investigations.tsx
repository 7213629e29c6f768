import { Button, Select } from 'antd';
import { type ReactElement, useState } from 'react';
import { Link } from 'react-router';
import type { ClaimDetail } from '#contracts/claims.ts';
import type { InvestigationsAnswer, Investigators, OpenInvestigation } from '#contracts/investigations.ts';
import { formatDate, shanghaiDay } from '#kernel/civil-date.ts';
import { formatYuan } from '#kernel/money.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { FailureNote } from '#web/app/failure-note.tsx';
import { LongTextField, TextField } from '#web/app/form.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { PayPart } from '#web/desk/investigation/determined-part.tsx';
import { INVESTIGATION } from '#web/desk/investigation/investigation-texts.ts';
import { Note } from '#web/ui/note.tsx';

const { claim: texts } = INVESTIGATION;

const UNDECIDED: readonly ClaimDetail['state'][] = ['in-review', 'referred', 'sent-back'];
/** Days that an investigation is given at first. */
const USUAL_DAYS = 10;

/** What was found out about a claim, the way to have it found out, and the papers that the platform prints of it. */
export function ClaimInvestigations({ claim }: { readonly claim: ClaimDetail }): ReactElement | null {
  const { may } = useSession();
  const canRead = may('investigation.read');
  const { data, error, refetch } = useAnswer<InvestigationsAnswer>(
    canRead ? `/api/claims/${claim.claimId}/investigations` : undefined,
  );
  const [isAsking, setAsking] = useState(false);
  const standing = claim.decisions.at(-1);
  const isToldLate = standing?.ruled.notices.some(({ code }) => code === 'late-notice') === true;
  const canPayPart = claim.canReview && claim.benefit === 'medical' && isToldLate && standing.determined === null;
  const canOpen = may('investigation.manage') && UNDECIDED.includes(claim.state);
  return (
    <section className="tz-card tz-stack" aria-labelledby="investigations-title">
      <div className="tz-row tz-row--apart">
        <h2 id="investigations-title">{texts.title}</h2>
        {canOpen ? <Button onClick={() => setAsking(true)}>{texts.act}</Button> : null}
      </div>
      <FailureNote failure={error ?? undefined} onAgain={() => void refetch()} />
      {data?.items.length === 0 ? <p className="tz-quiet">{texts.none}</p> : null}
      {data?.items.map(({ investigationId, state, task, assignee, report }) => (
        <div key={investigationId} className="tz-stack">
          <p className="tz-row">
            <StateTag state={INVESTIGATION.states[state]} /> {assignee}：{task}{' '}
            <Link to={`/investigations/${investigationId}`}>{texts.open}</Link>
          </p>
          {report === null ? null : (
            <p>
              {INVESTIGATION.case.kinds[report.determined]}。{report.findings}
            </p>
          )}
          {report?.determinedFen == null ? null : (
            <Note kind="remark">{INVESTIGATION.case.partly(formatYuan(report.determinedFen))}</Note>
          )}
          {canPayPart && report?.determinedFen != null ? (
            <PayPart claimId={claim.claimId} investigationId={investigationId} determinedFen={report.determinedFen} />
          ) : null}
        </div>
      ))}
      <Papers claim={claim} />
      {isAsking ? <OpenSheet claimId={claim.claimId} onClose={() => setAsking(false)} /> : null}
    </section>
  );
}

function Papers({ claim }: { readonly claim: ClaimDetail }): ReactElement {
  const { may } = useSession();
  const links = [
    ...(claim.origin !== 'settlement' && may('claim.file')
      ? [[texts.application, `/api/claims/${claim.claimId}/application`]]
      : []),
    ...(may('claim.file') ? [[texts.proof, `/api/participation-proof?memberId=${claim.memberId}`]] : []),
    [texts.notice, `/api/claims/${claim.claimId}/notice`],
  ];
  return (
    <p className="tz-row">
      {links.map(([label, href]) => (
        <Button key={label} href={href ?? ''} target="_blank" rel="noreferrer">
          {label}
        </Button>
      ))}
    </p>
  );
}

function OpenSheet({ claimId, onClose }: { readonly claimId: string; readonly onClose: () => void }): ReactElement {
  const tell = useTell();
  const { data } = useAnswer<Investigators>('/api/investigators');
  const [assigneeId, setAssignee] = useState<string>();
  const [dueOn, setDueOn] = useState(formatDate(shanghaiDay(Date.now()) + USUAL_DAYS));
  const [task, setTask] = useState('');
  const writing = useWrite<OpenInvestigation, unknown>(
    (body) => ({ method: 'POST', path: `/api/claims/${claimId}/investigations`, body }),
    () => {
      onClose();
      tell(texts.done);
    },
  );
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={texts.sheetTitle}
      actLabel={texts.act}
      isReady={assigneeId !== undefined && task.trim().length >= 2 && /^\d{4}-\d\d-\d\d$/.test(dueOn)}
      writing={writing}
      input={{ assigneeId: assigneeId ?? '', dueOn, task: task.trim() }}
    >
      <p>{texts.what}</p>
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="investigation-assignee">
          {texts.assignee}
        </label>
        <Select
          id="investigation-assignee"
          value={assigneeId}
          options={(data?.items ?? []).map(({ accountId, name }) => ({ value: accountId, label: name }))}
          onChange={setAssignee}
        />
      </div>
      <TextField path="investigation-due" label={texts.due} hint="2026-12-05" value={dueOn} onChange={setDueOn} />
      <LongTextField
        path="investigation-task"
        label={texts.task}
        value={task}
        onChange={setTask}
        maxLength={2000}
        placeholder={texts.taskHint}
      />
    </ConfirmSheet>
  );
}
