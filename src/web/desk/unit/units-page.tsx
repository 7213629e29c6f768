import { Button, Select } from 'antd';
import type { ReactElement } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Unit } from '#contracts/organisations.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { Moment } from '#web/app/moment.tsx';
import { NameSearch } from '#web/app/name-search.tsx';
import { useOpenFrom } from '#web/app/neighbours.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useAgencyNames } from '#web/desk/agencies.ts';
import { PEOPLE } from '#web/desk/people-texts.ts';

const { units: texts, unitStates } = PEOPLE;

type UnitState = Unit['state'];

const STATES = Object.keys(unitStates) as UnitState[];

/** Participating units of my agencies and those below. */
export function UnitsPage(): ReactElement {
  const { may } = useSession();
  const navigate = useNavigate();
  const agencyName = useAgencyNames();
  const [search, setSearch] = useSearchParams();
  const state = STATES.find((each) => each === search.get('state'));
  const agencyId = search.get('agencyId') ?? undefined;
  const namePrefix = search.get('find') ?? '';
  const pages = usePages<Unit>('/api/units', { state, agencyId, namePrefix });
  const open = useOpenFrom<Unit>(({ id }) => `/units/${id}`);
  const change = (name: string, value: string | undefined): void => {
    setSearch(
      (before) => {
        if (value === undefined || value === '') before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true },
    );
  };
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.title}</h1>
          <p className="tz-page__lead">{agencyId === undefined ? texts.lead : texts.ofAgency(agencyName(agencyId))}</p>
        </div>
        {may('unit.register') ? <Button onClick={() => void navigate('/units/new')}>{texts.register}</Button> : null}
      </header>
      <div className="tz-row">
        <NameSearch label={texts.search} initial={namePrefix} onSearch={(name) => change('find', name)} />
        <Select
          aria-label={texts.column.state}
          className="tz-choice"
          value={state ?? 'all'}
          options={[
            { value: 'all', label: texts.all },
            ...STATES.map((value) => ({ value, label: unitStates[value].label })),
          ]}
          onChange={(value) => change('state', value === 'all' ? undefined : value)}
        />
        {agencyId === undefined ? null : (
          <Button onClick={() => change('agencyId', undefined)}>{texts.allAgencies}</Button>
        )}
      </div>
      <PageList
        label={texts.title}
        columns={columnsOf(agencyName)}
        pages={pages}
        keyOf={({ id }) => id}
        onOpen={(_row, index) => open(pages.rows, index)}
        empty={texts.empty}
      />
    </div>
  );
}

function columnsOf(agencyName: (id: string) => string): readonly PageColumn<Unit>[] {
  return [
    { key: 'name', title: texts.column.name, width: 'minmax(12rem, 2fr)', cell: ({ name }) => name },
    {
      key: 'agency',
      title: texts.column.agency,
      width: 'minmax(10rem, 1fr)',
      cell: ({ agencyId }) => agencyName(agencyId),
    },
    { key: 'staff', title: texts.column.staff, width: '4rem', align: 'end', cell: ({ staffCount }) => staffCount },
    {
      key: 'contact',
      title: texts.column.contact,
      width: '10rem',
      cell: ({ contact }) => (contact === null ? '—' : `${contact.maskedName} ${contact.maskedPhone}`),
    },
    {
      key: 'on',
      title: texts.column.on,
      width: '11rem',
      cell: ({ registeredAt }) => <Moment at={registeredAt} />,
    },
    {
      key: 'state',
      title: texts.column.state,
      width: '6rem',
      cell: ({ state }) => <StateTag state={unitStates[state]} />,
    },
  ];
}
