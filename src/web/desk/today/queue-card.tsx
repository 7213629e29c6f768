import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import type { Pages } from '#web/app/api/use-answer.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { DESK } from '#web/desk/texts.ts';
import './today-page.css';

const { today: texts } = DESK;

interface QueueProps<Row> {
  readonly title: string;
  readonly pages: Pages<Row>;
  readonly all: string;
  readonly children: ReactNode;
}

/** A list of what waits; nothing where nothing does. */
export function Queue<Row>({ title, pages, all, children }: QueueProps<Row>): ReactElement | null {
  if (pages.failure !== undefined) return <FailureNote failure={pages.failure} onAgain={pages.again} />;
  // of the first rows none may be for him, and those behind are
  if (pages.rows.length === 0 && !pages.hasMore) return null;
  return (
    <QueueCard title={title} count={pages.rows.length} all={all} hasMore={pages.hasMore}>
      {children}
    </QueueCard>
  );
}

interface QueueCardProps {
  readonly title: string;
  readonly count: number;
  readonly all: string;
  readonly hasMore: boolean;
  readonly children: ReactNode;
}

/** What waits of one kind, with how much and the way to all of it. */
export function QueueCard({ title, count, all, hasMore, children }: QueueCardProps): ReactElement {
  return (
    <section className="tz-card tz-queue" aria-label={title}>
      <div className="tz-row tz-row--apart">
        <h2>
          {title}{' '}
          <span className="tz-app__count">
            {count}
            {hasMore ? '+' : ''}
          </span>
        </h2>
        <Link to={all}>{texts.all}</Link>
      </div>
      <ul>{children}</ul>
    </section>
  );
}

interface ItemProps {
  readonly to: string;
  readonly name: string;
  readonly what: ReactNode;
  readonly children: ReactNode;
}

/** One of them: who, what, since when. */
export function Item({ to, name, what, children }: ItemProps): ReactElement {
  return (
    <li>
      <Link to={to} className="tz-queue__item">
        <strong>{name}</strong>
        <span>{what}</span>
        <span className="tz-quiet">{children}</span>
      </Link>
    </li>
  );
}
