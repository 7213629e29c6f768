import { Button, ConfigProvider } from 'antd';
import { type ReactElement, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Static } from 'typebox';
import type { Reconciled, ReconciliationsAnswer } from '#contracts/books.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { APP } from '#web/app/app-texts.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { BOOKS } from '#web/desk/books/books-texts.ts';
import { Differences } from '#web/desk/books/differences.tsx';
import { Note } from '#web/ui/note.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';
import './books.css';

const { checks: texts } = BOOKS;

type Run = ReconciliationsAnswer['items'][number];

/** The daily check of the whole chain: what it found last, each difference with what it is of, and the runs before. */
export function ChecksPage(): ReactElement {
  const { may } = useSession();
  const [search, setSearch] = useSearchParams();
  const runs = usePages<Run>('/api/reconciliations');
  const chosenId = search.get('run');
  const [latest] = runs.rows;
  const shown = runs.rows.find(({ reconciliationId }) => reconciliationId === chosenId) ?? latest;
  const choose = (id: string | undefined): void =>
    setSearch(id === undefined || id === latest?.reconciliationId ? {} : { run: id }, { replace: true });
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.title}</h1>
          <p className="tz-page__lead">{texts.lead}</p>
        </div>
        {may('reconciliation.run') ? <RunNow onDone={() => choose(undefined)} /> : null}
      </header>
      {runs.isLoading ? <p className="tz-quiet">{APP.loading}</p> : null}
      {shown === undefined ? null : (
        <>
          <Outcome run={shown} isLatest={shown === latest} onLatest={() => choose(undefined)} />
          {shown.differenceCount === 0 ? null : <Differences key={shown.reconciliationId} run={shown} />}
          <ChecksDone run={shown} />
        </>
      )}
      <section className="tz-stack" aria-labelledby="runs-title">
        <h2 id="runs-title">{texts.runs}</h2>
        <PageList
          label={texts.runs}
          columns={RUN_COLUMNS}
          pages={runs}
          keyOf={({ reconciliationId }) => reconciliationId}
          onOpen={({ reconciliationId }) => choose(reconciliationId)}
          empty={texts.never}
        />
      </section>
    </div>
  );
}

/** Runs the check now. It is one piece of work on the server: how far it is nobody knows, so the time gone is shown. */
function RunNow({ onDone }: { readonly onDone: () => void }): ReactElement {
  const tell = useTell();
  const [seconds, setSeconds] = useState(0);
  const writing = useWrite<undefined, Static<typeof Reconciled>>(
    () => ({ method: 'POST', path: '/api/reconciliations' }),
    ({ differenceCount }) => {
      tell(texts.done(differenceCount));
      onDone();
    },
  );
  const { isSending } = writing;
  useEffect(() => {
    if (!isSending) return;
    setSeconds(0);
    const timer = window.setInterval(() => setSeconds((gone) => gone + 1), 1_000);
    return () => window.clearInterval(timer);
  }, [isSending]);
  return (
    <div className="tz-stack">
      <ConfigProvider theme={MAIN_ACTION_THEME}>
        <Button type="primary" loading={isSending} onClick={() => writing.send(undefined)}>
          {texts.run}
        </Button>
      </ConfigProvider>
      {isSending && seconds > 0 ? (
        <p className="tz-quiet" role="status">
          {texts.running(seconds)}
        </p>
      ) : null}
      <FailureNote failure={writing.failure} onAgain={writing.again} />
    </div>
  );
}

interface OutcomeProps {
  readonly run: Run;
  readonly isLatest: boolean;
  readonly onLatest: () => void;
}

function Outcome({ run, isLatest, onLatest }: OutcomeProps): ReactElement {
  const { unexplainedCount, differenceCount, checks } = run;
  return (
    <div className="tz-stack">
      <p className="tz-row tz-row--tight">
        <span className="tz-quiet">{isLatest ? texts.at : texts.chosen}</span> <Moment at={run.at} />
        {isLatest ? null : (
          <Button type="link" onClick={onLatest}>
            {texts.latest}
          </Button>
        )}
      </p>
      <Note kind={unexplainedCount > 0 ? 'fault' : 'remark'}>
        {differenceCount === 0
          ? texts.allSame(checks.length)
          : unexplainedCount > 0
            ? texts.alarm(unexplainedCount)
            : texts.explainedOnly(differenceCount)}
      </Note>
    </div>
  );
}

/** All that was looked at, with how often each was broken: what is not there was not checked. */
function ChecksDone({ run: { checks } }: { readonly run: Run }): ReactElement {
  return (
    <details className="tz-card tz-checks">
      <summary>{texts.checksOf(checks.length)}</summary>
      <ul>
        {checks.map(({ cause, words, count }) => (
          <li key={cause} className={count === 0 ? undefined : 'tz-checks__found'}>
            <span className="tz-figure">{count}</span> {words}
          </li>
        ))}
      </ul>
    </details>
  );
}

const RUN_COLUMNS: readonly PageColumn<Run>[] = [
  { key: 'at', title: texts.at, width: 'minmax(11rem, 1fr)', cell: ({ at }) => <Moment at={at} /> },
  { key: 'found', title: texts.found, width: '6rem', align: 'end', cell: ({ differenceCount }) => differenceCount },
  {
    key: 'open',
    title: texts.unexplained,
    width: '6rem',
    align: 'end',
    cell: ({ unexplainedCount }) => unexplainedCount,
  },
];
