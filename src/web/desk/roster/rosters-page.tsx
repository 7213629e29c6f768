import { Checkbox, Select } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { RosterRow, RosterState } from '#contracts/rosters.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { Choices } from '#web/app/choices.tsx';
import { DateText } from '#web/app/moment.tsx';
import { NameSearch } from '#web/app/name-search.tsx';
import { useOpenFrom } from '#web/app/neighbours.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { PROGRAM_SHORT_NAMES, ROSTER_STATES } from '#web/app/words.ts';
import { useAgencies } from '#web/desk/agencies.ts';
import { BatchPass } from '#web/desk/roster/batch-pass.tsx';
import { ROSTER_DESK } from '#web/desk/roster/roster-texts.ts';
import { DESK } from '#web/desk/texts.ts';

const { rosters } = DESK;
const { queue, batch, flags: flagWords } = ROSTER_DESK;

const STATES = Object.keys(ROSTER_STATES) as RosterState[];
const ROWS_A_PAGE = 100;

/** Rosters: those that wait for me first, by deadline; what raises no question can be passed together. */
export function RostersPage(): ReactElement {
  const { may } = useSession();
  const isReviewer = may('roster.review');
  const [list, setList] = useChoiceInAddress('list', isReviewer ? ['waiting', 'all'] : ['all']);
  const [search, setSearch] = useSearchParams();
  const isWaiting = list === 'waiting';
  const state = STATES.find((each) => each === search.get('state'));
  const agencyId = search.get('agencyId') ?? undefined;
  const unit = search.get('unit') ?? '';
  const pages = usePages<RosterRow>('/api/rosters', {
    agencyId,
    unit: unit.trim(),
    limit: ROWS_A_PAGE,
    ...(isWaiting ? { waiting: true } : { state }),
  });
  const open = useOpenFrom<RosterRow>(({ id }) => `/rosters/${id}`);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const columns = useMemo(() => (isWaiting ? [pickerOf(picked, setPicked), ...COLUMNS] : COLUMNS), [isWaiting, picked]);
  const overdue = pages.rows.filter(({ daysLeft }) => daysLeft !== null && daysLeft < 0).length;
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{rosters.title}</h1>
          <p className="tz-page__lead">
            {rosters.lead} {isWaiting && overdue > 0 ? <strong>{queue.overdue(overdue)}</strong> : null}
          </p>
        </div>
        {isReviewer ? (
          <Choices
            label={rosters.title}
            choices={['waiting', 'all']}
            labels={rosters}
            value={list}
            onChoose={setList}
          />
        ) : null}
      </header>
      <Filters
        unit={unit}
        agencyId={agencyId}
        state={isWaiting ? undefined : (state ?? null)}
        onChange={(name, value) =>
          setSearch(
            (before) => {
              if (value === undefined || value === '') before.delete(name);
              else before.set(name, value);
              return before;
            },
            { replace: true },
          )
        }
      />
      {isWaiting && pages.rows.length > 0 ? (
        <BatchPass
          chosen={pages.rows.filter(({ id }) => picked.has(id))}
          onPickAll={() =>
            setPicked(
              new Set(pages.rows.filter(({ flags, isOwn }) => flags.length === 0 && !isOwn).map(({ id }) => id)),
            )
          }
          onDone={() => setPicked(new Set())}
        />
      ) : null}
      <PageList
        key={list}
        label={rosters.title}
        columns={columns}
        pages={pages}
        keyOf={({ id }) => id}
        onOpen={(_row, index) => open(pages.rows, index)}
        empty={unit !== '' ? queue.noneOfUnit : isWaiting ? rosters.emptyWaiting : rosters.empty}
      />
    </div>
  );
}

interface FiltersProps {
  readonly unit: string;
  readonly agencyId: string | undefined;
  /** `null`: every state; not asked for where left out. */
  readonly state: RosterState | null | undefined;
  readonly onChange: (name: 'unit' | 'agencyId' | 'state', value: string | undefined) => void;
}

const EVERY = 'every';

function Filters({ unit, agencyId, state, onChange }: FiltersProps): ReactElement {
  const { data } = useAgencies();
  const { may } = useSession();
  return (
    <div className="tz-row">
      <NameSearch label={queue.search} initial={unit} onSearch={(name) => onChange('unit', name)} />
      {may('agency.read') ? (
        <Select
          aria-label={queue.agencyFilter}
          className="tz-choice"
          showSearch={{ optionFilterProp: 'label' }}
          value={agencyId ?? EVERY}
          options={[
            { value: EVERY, label: queue.allAgencies },
            ...(data?.agencies ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => onChange('agencyId', value === EVERY ? undefined : value)}
        />
      ) : null}
      {state === undefined ? null : (
        <Select
          aria-label={queue.stateFilter}
          className="tz-choice"
          value={state ?? EVERY}
          options={[
            { value: EVERY, label: queue.allStates },
            ...STATES.map((value) => ({ value, label: ROSTER_STATES[value].label })),
          ]}
          onChange={(value) => onChange('state', value === EVERY ? undefined : value)}
        />
      )}
    </div>
  );
}

function pickerOf(picked: ReadonlySet<string>, setPicked: (ids: ReadonlySet<string>) => void): PageColumn<RosterRow> {
  const toggle = (id: string): void => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    setPicked(next);
  };
  return {
    key: 'pick',
    title: batch.pick,
    width: '2rem',
    cell: ({ id, unitName, flags, isOwn }) => (
      <Checkbox
        checked={picked.has(id)}
        disabled={flags.length > 0 || isOwn}
        aria-label={batch.pickRoster(unitName)}
        onChange={() => toggle(id)}
      />
    ),
  };
}

function remarksOf({ flags, isOwn, grantId }: RosterRow): string {
  return [
    ...(isOwn ? [queue.own] : []),
    ...(grantId === null ? [] : [queue.grant]),
    ...flags.map((flag) => flagWords[flag]),
  ].join('、');
}

function Due({ row: { dueOn, daysLeft } }: { readonly row: RosterRow }): ReactElement {
  if (dueOn === null || daysLeft === null) return <>—</>;
  const label = queue.left(daysLeft);
  return (
    <span title={queue.dueOn(formatChineseDate(parseDate(dueOn)))}>
      {daysLeft > 1 ? label : <StateTag state={{ label, tone: daysLeft < 0 ? 'fault' : 'waiting' }} />}
    </span>
  );
}

const COLUMNS: readonly PageColumn<RosterRow>[] = [
  { key: 'unit', title: rosters.column.unit, width: 'minmax(12rem, 1fr)', cell: ({ unitName }) => unitName },
  {
    key: 'program',
    title: rosters.column.program,
    width: '5.5rem',
    cell: ({ program }) => PROGRAM_SHORT_NAMES[program],
  },
  { key: 'people', title: rosters.column.people, width: '4.5rem', align: 'end', cell: ({ accepted }) => accepted },
  {
    key: 'submitted',
    title: rosters.column.submitted,
    width: '8.5rem',
    cell: ({ submittedOn }) => (submittedOn === null ? '—' : <DateText date={submittedOn} />),
  },
  { key: 'due', title: queue.due, width: '7rem', cell: (row) => <Due row={row} /> },
  { key: 'flags', title: queue.flags, width: 'minmax(9rem, 1fr)', cell: remarksOf },
  {
    key: 'state',
    title: rosters.column.state,
    width: '8.5rem',
    cell: ({ state }) => <StateTag state={ROSTER_STATES[state]} />,
  },
];
