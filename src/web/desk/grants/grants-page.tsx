import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import { useNavigate } from 'react-router';
import type { GrantRow } from '#contracts/grants.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { Choices } from '#web/app/choices.tsx';
import { Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { PROGRAM_SHORT_NAMES } from '#web/app/words.ts';
import { GrantSheet } from '#web/desk/grants/grant-sheet.tsx';
import { GRANT as texts } from '#web/desk/grants/grant-texts.ts';
import { Money } from '#web/ui/money.tsx';

/** Cover that is given away: what waits for a second person first. */
export function GrantsPage(): ReactElement {
  const { may } = useSession();
  const navigate = useNavigate();
  const [list, setList] = useChoiceInAddress('list', ['waiting', 'all']);
  const pages = usePages<GrantRow>('/api/grants', list === 'waiting' ? { state: 'proposed' } : {});
  const [openedId, setOpened] = useState<string>();
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.title}</h1>
          <p className="tz-page__lead">{texts.lead}</p>
        </div>
        <div className="tz-row">
          <Choices
            label={texts.title}
            choices={['waiting', 'all']}
            labels={texts.list}
            value={list}
            onChoose={setList}
          />
          {may('grant.propose') ? <Button onClick={() => void navigate('/grants/new')}>{texts.propose}</Button> : null}
        </div>
      </header>
      <PageList
        key={list}
        label={texts.title}
        columns={COLUMNS}
        pages={pages}
        keyOf={({ id }) => id}
        onOpen={({ id }) => setOpened(id)}
        empty={list === 'waiting' ? texts.emptyWaiting : texts.empty}
      />
      <GrantSheet
        key={openedId ?? ''}
        grant={pages.rows.find(({ id }) => id === openedId)}
        onClose={() => setOpened(undefined)}
      />
    </div>
  );
}

const COLUMNS: readonly PageColumn<GrantRow>[] = [
  { key: 'unit', title: texts.column.unit, width: 'minmax(12rem, 1fr)', cell: ({ unitName }) => unitName },
  { key: 'kind', title: texts.column.kind, width: '9rem', cell: ({ kind }) => texts.kinds[kind] },
  {
    key: 'program',
    title: texts.column.program,
    width: '5.5rem',
    cell: ({ program }) => PROGRAM_SHORT_NAMES[program],
  },
  { key: 'members', title: texts.column.members, width: '4rem', align: 'end', cell: ({ members }) => members },
  {
    key: 'amount',
    title: texts.column.amount,
    width: '7rem',
    align: 'end',
    cell: ({ amountFen }) => <Money fen={amountFen} />,
  },
  { key: 'funding', title: texts.column.funding, width: '6.5rem', cell: ({ funding }) => texts.fundings[funding] },
  { key: 'at', title: texts.column.at, width: '11rem', cell: ({ proposedAt }) => <Moment at={proposedAt} /> },
  {
    key: 'state',
    title: texts.column.state,
    width: '6rem',
    cell: ({ state }) => <StateTag state={texts.states[state]} />,
  },
];
