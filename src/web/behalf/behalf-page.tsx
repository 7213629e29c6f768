import { Button, ConfigProvider } from 'antd';
import { type ReactElement, useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { BehalfRow } from '#contracts/behalf.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { BEHALF } from '#web/behalf/behalf-texts.ts';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

const { list: texts } = BEHALF;

interface BehalfPageProps {
  /** Where these pages stand in their app: `/claims`. */
  readonly base: string;
  readonly isUnit: boolean;
}

/** What is filed for members, the latest first; one goes on with it by opening it. */
export function BehalfPage({ base, isUnit }: BehalfPageProps): ReactElement {
  const pages = usePages<BehalfRow>('/api/behalf-drafts');
  const navigate = useNavigate();
  const columns = useMemo(() => COLUMNS, []);
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.title}</h1>
          <p className="tz-page__lead">{isUnit ? texts.leadUnit : texts.leadDesk}</p>
        </div>
        <ConfigProvider theme={MAIN_ACTION_THEME}>
          <Button type="primary" onClick={() => void navigate(`${base}/new`)}>
            {texts.act}
          </Button>
        </ConfigProvider>
      </header>
      <PageList
        label={texts.title}
        columns={columns}
        pages={pages}
        keyOf={({ draftId }) => draftId}
        onOpen={({ memberId, draftId, memberName }) =>
          void navigate(`${base}/${memberId}/${draftId}`, { state: { name: memberName } })
        }
        empty={texts.empty}
      />
    </div>
  );
}

const COLUMNS: readonly PageColumn<BehalfRow>[] = [
  { key: 'member', title: texts.column.member, width: '8rem', cell: ({ memberName }) => memberName },
  {
    key: 'benefit',
    title: texts.column.benefit,
    width: 'minmax(10rem, 1fr)',
    cell: ({ benefit }) => BEHALF.benefits[benefit],
  },
  {
    key: 'state',
    title: texts.column.state,
    width: '8rem',
    cell: ({ state }) => <StateTag state={texts.states[state]} />,
  },
  { key: 'by', title: texts.column.by, width: '8rem', cell: ({ openedBy }) => openedBy },
  { key: 'at', title: texts.column.at, width: '13rem', cell: ({ changedAt }) => <Moment at={changedAt} /> },
];
