import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactElement, type ReactNode, useState } from 'react';
import type { RosterDetail, RosterEntry, RosterFault } from '#contracts/rosters.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { APP } from '#web/app/app-texts.ts';
import { NameSearch } from '#web/app/name-search.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import type { RosterRows } from '#web/app/roster/roster-numbers.tsx';
import { ROSTER, SHEET_COLUMNS } from '#web/app/roster/roster-texts.ts';
import { type CellNote, CellNotes } from '#web/ui/fault-table.tsx';
import './roster.css';

interface RosterRowsListProps {
  readonly roster: RosterDetail;
  readonly rows: RosterRows;
  /** A further column at the front, such as the box that picks a row. */
  readonly picker?: PageColumn<RosterEntry> | undefined;
  /** A further column at the end, for what may be done with a row. */
  readonly acts?: PageColumn<RosterEntry> | undefined;
}

/** The rows behind one of the numbers. */
export function RosterRowsList({ roster, rows, picker, acts }: RosterRowsListProps): ReactElement {
  if (rows !== 'faulty') return <Entries roster={roster} show={SHOWN[rows]} picker={picker} acts={acts} />;
  return (
    <>
      {roster.state === 'sent-back' ? <Entries roster={roster} show={SENT_BACK} /> : null}
      <Faults roster={roster} />
    </>
  );
}

interface Shown {
  readonly label: string;
  readonly empty: string;
  readonly query: { readonly state: RosterEntry['state']; readonly onlyRepaired?: true };
}

const SHOWN: Readonly<Record<Exclude<RosterRows, 'faulty'>, Shown>> = {
  accepted: { label: ROSTER.entries, empty: ROSTER.noEntries, query: { state: 'standing' } },
  repaired: {
    label: ROSTER.repairedEntries,
    empty: ROSTER.noRepairs,
    query: { state: 'standing', onlyRepaired: true },
  },
  'left-out': { label: ROSTER.leftOutEntries, empty: ROSTER.noLeftOut, query: { state: 'void' } },
};
const SENT_BACK: Shown = { label: ROSTER.sentBackEntries, empty: ROSTER.noFaults, query: { state: 'sent-back' } };

interface EntriesProps extends Pick<RosterRowsListProps, 'roster' | 'picker' | 'acts'> {
  readonly show: Shown;
}

/** A list of so many is read through at a glance. */
const FEW_ROWS = 20;

function Entries({ roster, show, picker, acts }: EntriesProps): ReactElement {
  const { label, empty, query } = show;
  const [name, setName] = useState('');
  const pages = usePages<RosterEntry>(`/api/rosters/${roster.id}/entries`, { ...query, name });
  const columns = [picker, ...ENTRY_COLUMNS, acts].filter((column) => column !== undefined);
  return (
    <div className="tz-stack">
      {roster.rows <= FEW_ROWS ? null : <NameSearch onSearch={setName} />}
      <PageList
        label={label}
        columns={columns}
        pages={pages}
        keyOf={({ row }) => String(row)}
        empty={name === '' ? empty : APP.searchNone}
      />
    </div>
  );
}

const ENTRY_COLUMNS: readonly PageColumn<RosterEntry>[] = [
  { key: 'row', title: ROSTER.column.row, width: '6rem', cell: ({ row }) => ROSTER.rowNumber(row) },
  { key: 'name', title: ROSTER.column.person, width: '7rem', cell: ({ name }) => name },
  { key: 'id', title: ROSTER.column.residentId, width: '13rem', cell: figure(({ residentId }) => residentId) },
  { key: 'phone', title: ROSTER.column.phone, width: '8rem', cell: figure(({ phone }) => phone) },
  { key: 'note', title: ROSTER.column.note, width: 'minmax(10rem, 1fr)', cell: (entry) => entryNote(entry) },
];

function figure(textOf: (entry: RosterEntry) => string): (entry: RosterEntry) => ReactNode {
  return (entry) => <span className="tz-figure">{textOf(entry)}</span>;
}

function entryNote({ state, reason, repaired, delayedRetirement, previousEndOn }: RosterEntry): ReactNode {
  if (state === 'sent-back') return <span className="tz-tag tz-tag--fault">{ROSTER.sentBack(reason ?? '')}</span>;
  if (state === 'void') return <span className="tz-tag">{ROSTER.void(reason ?? '')}</span>;
  const notes = [
    previousEndOn === null ? ROSTER.first : ROSTER.renewal(formatChineseDate(parseDate(previousEndOn))),
    ...(delayedRetirement ? [ROSTER.delayed] : []),
    ...(repaired ? [ROSTER.wasRepaired] : []),
  ];
  return <span className="tz-quiet">{notes.join(' · ')}</span>;
}

function Faults({ roster }: { readonly roster: RosterDetail }): ReactElement {
  const pages = usePages<RosterFault>(`/api/rosters/${roster.id}/faults`);
  return (
    <div className="tz-stack">
      {roster.rejected === 0 ? null : <FaultyRowsDownload rosterId={roster.id} />}
      <PageList
        label={ROSTER.faults}
        columns={FAULT_COLUMNS}
        pages={pages}
        keyOf={({ number }) => String(number)}
        empty={ROSTER.noFaults}
      />
    </div>
  );
}

/** All that is to be repaired, as the workbook that it came in. */
export function FaultyRowsDownload({ rosterId }: { readonly rosterId: string }): ReactElement {
  return (
    <p className="tz-row">
      <Button icon={<DownloadOutlined />} href={`/api/rosters/${rosterId}/faulty-rows`}>
        {ROSTER.download}
      </Button>
      <span className="tz-quiet">{ROSTER.downloadHint}</span>
    </p>
  );
}

export const FAULT_COLUMNS: readonly PageColumn<RosterFault>[] = [
  { key: 'row', title: ROSTER.column.row, width: '6rem', cell: ({ row }) => ROSTER.rowNumber(row) },
  { key: 'name', title: ROSTER.column.person, width: '7rem', cell: ({ texts }) => texts[1] ?? '' },
  {
    key: 'faults',
    title: ROSTER.column.faults,
    width: 'minmax(10rem, 1fr)',
    cell: ({ faults }) => <CellNotes notes={faults.map(noteOf)} />,
  },
];

export function noteOf({ cell, value, message }: RosterFault['faults'][number]): CellNote {
  return { cell, column: SHEET_COLUMNS[cell.charAt(0)] ?? '', shows: value, message };
}
