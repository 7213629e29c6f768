import { Radio } from 'antd';
import type { ReactElement } from 'react';
import type { RosterRow } from '#contracts/rosters.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { DateText } from '#web/app/moment.tsx';
import { useOpenFrom } from '#web/app/neighbours.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { PROGRAM_SHORT_NAMES, ROSTER_STATES } from '#web/app/words.ts';
import { DESK } from '#web/desk/texts.ts';

const { rosters } = DESK;

/** Rosters: those that wait for me first. */
export function RostersPage(): ReactElement {
  const { may } = useSession();
  const isReviewer = may('roster.review');
  const [list, setList] = useChoiceInAddress('list', isReviewer ? ['waiting', 'all'] : ['all']);
  const pages = usePages<RosterRow>('/api/rosters', list === 'waiting' ? { waiting: true } : {});
  const open = useOpenFrom<RosterRow>(({ id }) => `/rosters/${id}`);
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{rosters.title}</h1>
          <p className="tz-page__lead">{rosters.lead}</p>
        </div>
        {isReviewer ? (
          <Radio.Group
            aria-label={rosters.title}
            optionType="button"
            value={list}
            options={[
              { value: 'waiting', label: rosters.waiting },
              { value: 'all', label: rosters.all },
            ]}
            onChange={({ target }) => setList(target.value === 'all' ? 'all' : 'waiting')}
          />
        ) : null}
      </header>
      <PageList
        key={list}
        label={rosters.title}
        columns={COLUMNS}
        pages={pages}
        keyOf={({ id }) => id}
        onOpen={(_row, index) => open(pages.rows, index)}
        empty={list === 'waiting' ? rosters.emptyWaiting : rosters.empty}
      />
    </div>
  );
}

const COLUMNS: readonly PageColumn<RosterRow>[] = [
  { key: 'unit', title: rosters.column.unit, width: 'minmax(12rem, 1fr)', cell: ({ unitName }) => unitName },
  {
    key: 'program',
    title: rosters.column.program,
    width: '6rem',
    cell: ({ program }) => PROGRAM_SHORT_NAMES[program],
  },
  { key: 'people', title: rosters.column.people, width: '5rem', align: 'end', cell: ({ accepted }) => accepted },
  { key: 'faulty', title: rosters.column.faulty, width: '5rem', align: 'end', cell: ({ rejected }) => rejected },
  {
    key: 'submitted',
    title: rosters.column.submitted,
    width: '8.5rem',
    cell: ({ submittedOn }) => (submittedOn === null ? '—' : <DateText date={submittedOn} />),
  },
  {
    key: 'state',
    title: rosters.column.state,
    width: '9rem',
    cell: ({ state }) => <StateTag state={ROSTER_STATES[state]} />,
  },
];
