import { Button, ConfigProvider } from 'antd';
import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import type { RosterRow } from '#contracts/rosters.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { DateText } from '#web/app/moment.tsx';
import { useOpenFrom } from '#web/app/neighbours.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { PROGRAM_SHORT_NAMES, ROSTER_STATES } from '#web/app/words.ts';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';
import { UNIT } from '#web/unit/texts.ts';

const { rosters: texts } = UNIT;

/** The unit's rosters, newest first. */
export function RostersPage(): ReactElement {
  const navigate = useNavigate();
  const pages = usePages<RosterRow>('/api/rosters');
  const open = useOpenFrom<RosterRow>(({ id }) => `/rosters/${id}`);
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.title}</h1>
          <p className="tz-page__lead">{texts.lead}</p>
        </div>
        <ConfigProvider theme={MAIN_ACTION_THEME}>
          <Button type="primary" onClick={() => void navigate('/rosters/new')}>
            {texts.upload}
          </Button>
        </ConfigProvider>
      </header>
      <PageList
        label={texts.title}
        columns={COLUMNS}
        pages={pages}
        keyOf={({ id }) => id}
        onOpen={(_row, index) => open(pages.rows, index)}
        empty={texts.empty}
      />
    </div>
  );
}

const COLUMNS: readonly PageColumn<RosterRow>[] = [
  { key: 'file', title: texts.column.file, width: 'minmax(10rem, 1fr)', cell: ({ fileName }) => fileName },
  { key: 'program', title: texts.column.program, width: '6rem', cell: ({ program }) => PROGRAM_SHORT_NAMES[program] },
  { key: 'people', title: texts.column.people, width: '5rem', align: 'end', cell: ({ accepted }) => accepted },
  { key: 'faulty', title: texts.column.faulty, width: '5rem', align: 'end', cell: ({ rejected }) => rejected },
  { key: 'filed', title: texts.column.filed, width: '9rem', cell: ({ filedOn }) => <DateText date={filedOn} /> },
  {
    key: 'state',
    title: texts.column.state,
    width: '9rem',
    cell: ({ state }) => <StateTag state={ROSTER_STATES[state]} />,
  },
];
