import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import type { Investigation } from '#contracts/investigations.ts';
import { formatDate, shanghaiDay } from '#kernel/civil-date.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { Choices } from '#web/app/choices.tsx';
import { DateText, Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { INVESTIGATION } from '#web/desk/investigation/investigation-texts.ts';

type List = keyof typeof INVESTIGATION.lists;

const LISTS = Object.keys(INVESTIGATION.lists) as [List, ...List[]];

/** Investigations: one's own first, the first sent out first. */
export function InvestigationsPage(): ReactElement {
  const [list, setList] = useChoiceInAddress<List>('list', LISTS);
  const navigate = useNavigate();
  const pages = usePages<Investigation>('/api/investigations', {
    state: list === 'ended' ? 'ended' : 'open',
    mine: list === 'mine' ? true : undefined,
  });
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{INVESTIGATION.title}</h1>
          <p className="tz-page__lead">{INVESTIGATION.lead}</p>
        </div>
        <Choices
          label={INVESTIGATION.title}
          choices={LISTS}
          labels={INVESTIGATION.lists}
          value={list}
          onChoose={setList}
        />
      </header>
      <PageList
        key={list}
        label={INVESTIGATION.title}
        columns={COLUMNS}
        pages={pages}
        keyOf={({ investigationId }) => investigationId}
        onOpen={({ investigationId }) => void navigate(`/investigations/${investigationId}`)}
        empty={INVESTIGATION.empty[list]}
      />
    </div>
  );
}

const COLUMNS: readonly PageColumn<Investigation>[] = [
  { key: 'task', title: INVESTIGATION.column.task, width: 'minmax(14rem, 1fr)', cell: ({ task }) => task },
  { key: 'assignee', title: INVESTIGATION.column.assignee, width: '7rem', cell: ({ assignee }) => assignee },
  {
    key: 'due',
    title: INVESTIGATION.column.due,
    width: '13rem',
    cell: ({ dueOn, state }) => (
      <span>
        <DateText date={dueOn} />{' '}
        {state === 'open' && dueOn < formatDate(shanghaiDay(Date.now())) ? (
          <StateTag state={INVESTIGATION.overdue} />
        ) : null}
      </span>
    ),
  },
  {
    key: 'opened',
    title: INVESTIGATION.column.opened,
    width: '13rem',
    cell: ({ openedAt }) => <Moment at={openedAt} />,
  },
  {
    key: 'state',
    title: INVESTIGATION.column.state,
    width: '7rem',
    cell: ({ state }) => <StateTag state={INVESTIGATION.states[state]} />,
  },
];
