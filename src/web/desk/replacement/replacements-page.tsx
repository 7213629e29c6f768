import { type ReactElement, useState } from 'react';
import type { ReplacementRow } from '#contracts/replacements.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { Choices } from '#web/app/choices.tsx';
import { Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { ReplacementSheet } from '#web/desk/replacement/replacement-sheet.tsx';
import { REPLACEMENT as texts } from '#web/desk/replacement/replacement-texts.ts';

/** Replacements: those that wait to be decided first; Enter opens one. */
export function ReplacementsPage(): ReactElement {
  const [list, setList] = useChoiceInAddress('list', ['waiting', 'all']);
  const pages = usePages<ReplacementRow>('/api/replacements', list === 'waiting' ? { waiting: true } : {});
  const [opened, setOpened] = useState<ReplacementRow>();
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.title}</h1>
          <p className="tz-page__lead">{texts.lead}</p>
        </div>
        <Choices label={texts.title} choices={['waiting', 'all']} labels={texts} value={list} onChoose={setList} />
      </header>
      <PageList
        key={list}
        label={texts.title}
        columns={COLUMNS}
        pages={pages}
        keyOf={({ id }) => id}
        onOpen={setOpened}
        empty={list === 'waiting' ? texts.emptyWaiting : texts.empty}
      />
      <ReplacementSheet key={opened?.id} replacement={opened} onClose={() => setOpened(undefined)} />
    </div>
  );
}

const COLUMNS: readonly PageColumn<ReplacementRow>[] = [
  { key: 'unit', title: texts.column.unit, width: 'minmax(12rem, 1fr)', cell: ({ unitName }) => unitName },
  { key: 'leaver', title: texts.column.leaver, width: '8rem', cell: ({ leaver }) => leaver.name },
  { key: 'joiner', title: texts.column.joiner, width: '8rem', cell: ({ joiner }) => joiner.name },
  {
    key: 'requested',
    title: texts.column.requested,
    width: '11rem',
    cell: ({ requestedAt }) => <Moment at={requestedAt} />,
  },
  {
    key: 'state',
    title: texts.column.state,
    width: '7rem',
    cell: ({ state }) => <StateTag state={texts.states[state]} />,
  },
];
