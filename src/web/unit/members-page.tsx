import { type ReactElement, useState } from 'react';
import type { CoverRow } from '#contracts/covers.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { APP } from '#web/app/app-texts.ts';
import { NameSearch } from '#web/app/name-search.tsx';
import { PageList } from '#web/app/page-list.tsx';
import { COVER_COLUMNS } from '#web/unit/cover-columns.tsx';
import { UNIT } from '#web/unit/texts.ts';

const { members: texts } = UNIT;

/** Who is covered through this unit, masked. */
export function MembersPage(): ReactElement {
  const [name, setName] = useState('');
  const pages = usePages<CoverRow>('/api/covers', { name });
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      <NameSearch onSearch={setName} />
      <PageList
        label={texts.title}
        columns={COVER_COLUMNS}
        pages={pages}
        keyOf={({ id }) => id}
        empty={name === '' ? texts.empty : APP.searchNone}
      />
    </div>
  );
}
