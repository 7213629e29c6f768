import { Button } from 'antd';
import type { ReactElement } from 'react';
import type { Static } from 'typebox';
import type { SetAsideEventsAnswer, SetAsideJobsAnswer } from '#contracts/jobs.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { CONTROL } from '#web/desk/control-texts.ts';

const { jobs: texts } = CONTROL;

type Job = Static<typeof SetAsideJobsAnswer>['items'][number];
type Event = Static<typeof SetAsideEventsAnswer>['items'][number];

/** What the program gave up doing by itself, and waits for a person. */
export function JobsPage(): ReactElement {
  const { may } = useSession();
  const tell = useTell();
  const writing = useWrite<string>(
    (path) => ({ method: 'POST', path }),
    () => tell(texts.retried),
  );
  const jobs = usePages<Job>('/api/jobs');
  const events = usePages<Event>('/api/events');
  const retry = may('job.manage') ? writing.send : undefined;
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      <FailureNote failure={writing.failure} onAgain={writing.again} />
      <section className="tz-stack" aria-labelledby="jobs-title">
        <h2 id="jobs-title">{texts.tasks}</h2>
        <PageList
          label={texts.tasks}
          columns={columnsOf<Job>(
            ({ tries }) => tries,
            retry,
            ({ id }) => `/api/jobs/${id}/retry`,
          )}
          pages={jobs}
          keyOf={({ id }) => id}
          empty={texts.none}
        />
      </section>
      <section className="tz-stack" aria-labelledby="events-title">
        <h2 id="events-title">{texts.events}</h2>
        <PageList
          label={texts.events}
          columns={columnsOf<Event>(
            ({ attempts }) => attempts,
            retry,
            ({ id }) => `/api/events/${id}/retry`,
          )}
          pages={events}
          keyOf={({ id }) => String(id)}
          empty={texts.noEvents}
        />
      </section>
    </div>
  );
}

function columnsOf<Row extends Job | Event>(
  triesOf: (row: Row) => number,
  onRetry: ((path: string) => void) | undefined,
  pathOf: (row: Row) => string,
): readonly PageColumn<Row>[] {
  return [
    { key: 'kind', title: texts.column.kind, width: 'minmax(8rem, 1fr)', cell: ({ kind }) => kind },
    { key: 'at', title: texts.column.at, width: '11rem', cell: ({ setAsideAt }) => <Moment at={setAsideAt} /> },
    { key: 'tries', title: texts.column.tries, width: '4rem', cell: (row) => texts.tries(triesOf(row)) },
    { key: 'failure', title: texts.column.failure, width: 'minmax(10rem, 2fr)', cell: ({ failure }) => failure },
    {
      key: 'acts',
      title: texts.column.acts,
      width: '7rem',
      cell: (row) =>
        onRetry === undefined ? null : (
          <Button size="small" onClick={() => onRetry(pathOf(row))}>
            {texts.retry}
          </Button>
        ),
    },
  ];
}
