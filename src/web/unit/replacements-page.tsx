import type { ReactElement } from 'react';
import type { ReplacementRow } from '#contracts/replacements.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { AFTER } from '#web/unit/order/after-texts.ts';

const { swaps: texts } = AFTER;

/** Who was to take whose place, and what became of it. */
export function ReplacementsPage(): ReactElement {
  const pages = usePages<ReplacementRow>('/api/replacements');
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      <PageList label={texts.title} columns={COLUMNS} pages={pages} keyOf={({ id }) => id} empty={texts.empty} />
    </div>
  );
}

const COLUMNS: readonly PageColumn<ReplacementRow>[] = [
  {
    key: 'leaver',
    title: texts.column.leaver,
    width: '14rem',
    cell: ({ leaver }) => personText(leaver),
  },
  { key: 'joiner', title: texts.column.joiner, width: '14rem', cell: ({ joiner }) => personText(joiner) },
  { key: 'at', title: texts.column.at, width: '11rem', cell: ({ requestedAt }) => <Moment at={requestedAt} /> },
  {
    key: 'state',
    title: texts.column.state,
    width: 'minmax(14rem, 1fr)',
    cell: ({ state, replacedOn, reason }) => (
      <span>
        <StateTag state={texts.states[state]} />{' '}
        <span className="tz-quiet">
          {replacedOn === null ? (reason ?? '') : texts.done(dayText(replacedOn, 0), dayText(replacedOn, 1))}
        </span>
      </span>
    ),
  },
];

function personText({ name, residentId }: ReplacementRow['leaver']): ReactElement {
  return (
    <span>
      {name} <span className="tz-figure tz-quiet">{residentId}</span>
    </span>
  );
}

function dayText(date: string, daysLater: number): string {
  return formatChineseDate(parseDate(date) + daysLater);
}
