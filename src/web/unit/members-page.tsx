import { Button } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import type { CoverRow } from '#contracts/covers.ts';
import type { MemberRequest } from '#contracts/member-requests.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { APP } from '#web/app/app-texts.ts';
import { Moment } from '#web/app/moment.tsx';
import { NameSearch } from '#web/app/name-search.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { COVER_COLUMNS } from '#web/unit/cover-columns.tsx';
import { PhoneChangeSheet } from '#web/unit/phone-change-sheet.tsx';
import { PHONE_CHANGE } from '#web/unit/phone-change-texts.ts';
import { UNIT } from '#web/unit/texts.ts';

const { members: texts } = UNIT;

/** Who is covered through this unit, masked, and the phones that the unit asked to change. */
export function MembersPage(): ReactElement {
  const [name, setName] = useState('');
  const [asking, setAsking] = useState<CoverRow>();
  const pages = usePages<CoverRow>('/api/covers', { name });
  const asked = usePages<MemberRequest>('/api/phone-changes');
  const columns = useMemo(() => [...COVER_COLUMNS, actsColumn(setAsking)], []);
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      <NameSearch onSearch={setName} />
      <PageList
        label={texts.title}
        columns={columns}
        pages={pages}
        keyOf={({ id }) => id}
        empty={name === '' ? texts.empty : APP.searchNone}
      />
      {asked.rows.length === 0 ? null : (
        <section className="tz-stack" aria-labelledby="phones-title">
          <h2 id="phones-title">{PHONE_CHANGE.asked}</h2>
          <PageList
            label={PHONE_CHANGE.asked}
            columns={ASKED_COLUMNS}
            pages={asked}
            keyOf={({ requestId }) => requestId}
            empty=""
          />
        </section>
      )}
      <PhoneChangeSheet member={asking} onClose={() => setAsking(undefined)} />
    </div>
  );
}

function actsColumn(ask: (member: CoverRow) => void): PageColumn<CoverRow> {
  return {
    key: 'acts',
    title: PHONE_CHANGE.acts,
    width: '7rem',
    cell: (row) => (
      <Button aria-label={PHONE_CHANGE.actOf(row.name)} onClick={() => ask(row)}>
        {PHONE_CHANGE.act}
      </Button>
    ),
  };
}

const { column, states } = PHONE_CHANGE;

const ASKED_COLUMNS: readonly PageColumn<MemberRequest>[] = [
  { key: 'member', title: column.member, width: '7rem', cell: ({ memberName }) => memberName },
  { key: 'phone', title: column.phone, width: '9rem', cell: ({ phone }) => <span className="tz-figure">{phone}</span> },
  { key: 'at', title: column.at, width: '11rem', cell: ({ filedAt }) => <Moment at={filedAt} /> },
  {
    key: 'state',
    title: column.state,
    width: 'minmax(14rem, 1fr)',
    cell: ({ state, finding }) => (
      <span>
        <StateTag state={states[state]} /> <span className="tz-quiet">{finding ?? ''}</span>
      </span>
    ),
  },
];
