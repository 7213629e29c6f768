import { type ReactElement, useMemo, useState } from 'react';
import type { RenewalMember, RenewalMembersAnswer, RenewalRow } from '#contracts/renewals.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { useAnswer, usePages } from '#web/app/api/use-answer.ts';
import { APP } from '#web/app/app-texts.ts';
import { NameSearch } from '#web/app/name-search.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { ROSTER_STATES } from '#web/app/words.ts';
import { RENEWAL } from '#web/unit/renewal/renewal-texts.ts';

/** Whom a period covers that ends soon: those first who are on no roster that follows, with the day on which each loses the waiver. */
export function RenewalPeople({ renewal }: { readonly renewal: RenewalRow }): ReactElement {
  const [name, setName] = useState('');
  const path = `/api/renewals/${renewal.orderId}/members`;
  const { data } = useAnswer<RenewalMembersAnswer>(path, { limit: 1 });
  const pages = usePages<RenewalMember>(path, { name });
  const losesOn = data?.losesWaiverOn ?? null;
  const columns = useMemo(() => columnsOf(losesOn), [losesOn]);
  return (
    <section className="tz-stack" aria-labelledby={`people-${renewal.orderId}`}>
      <h3 id={`people-${renewal.orderId}`}>{RENEWAL.peopleTitle}</h3>
      {data === undefined ? null : (
        <p>{losesOn === null ? RENEWAL.noWaiting : RENEWAL.losesOn(formatChineseDate(parseDate(losesOn)))}</p>
      )}
      <NameSearch onSearch={setName} />
      <PageList
        label={RENEWAL.listLabel}
        columns={columns}
        pages={pages}
        keyOf={({ memberId }) => memberId}
        empty={name === '' ? RENEWAL.none : APP.searchNone}
      />
    </section>
  );
}

function columnsOf(losesOn: string | null): readonly PageColumn<RenewalMember>[] {
  return [
    { key: 'name', title: RENEWAL.column.name, width: '8rem', cell: ({ name }) => name },
    {
      key: 'id',
      title: RENEWAL.column.residentId,
      width: '13rem',
      cell: ({ residentId }) => <span className="tz-figure">{residentId}</span>,
    },
    {
      key: 'roster',
      title: RENEWAL.column.roster,
      width: 'minmax(14rem, 1fr)',
      cell: ({ rosterState }) => (
        <span className="tz-row tz-row--tight">
          <StateTag state={rosterState === null ? RENEWAL.notOnRoster : RENEWAL.onRoster} />
          {rosterState === null ? null : <span className="tz-quiet">{ROSTER_STATES[rosterState].label}</span>}
        </span>
      ),
    },
    ...(losesOn === null
      ? []
      : [
          {
            key: 'loses',
            title: RENEWAL.column.loses,
            width: '11rem',
            cell: () => RENEWAL.losesFrom(formatChineseDate(parseDate(losesOn))),
          },
        ]),
  ];
}
