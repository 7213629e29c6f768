import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import type { RosterDetail, RosterEntry, RosterFault } from '#contracts/rosters.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import type { RosterRows } from '#web/app/roster/roster-numbers.tsx';
import { ROSTER, SHEET_COLUMNS } from '#web/app/roster/roster-texts.ts';
import { type CellNote, CellNotes } from '#web/ui/fault-table.tsx';
import './roster.css';

interface RosterRowsListProps {
  readonly roster: RosterDetail;
  readonly rows: RosterRows;
  /** A further column at the front, such as the box that picks a row. */
  readonly picker?: PageColumn<RosterEntry>;
}

/** The rows behind one of the three numbers. */
export function RosterRowsList({ roster, rows, picker }: RosterRowsListProps): ReactElement {
  return rows === 'faulty' ? (
    <Faults roster={roster} />
  ) : (
    <Entries roster={roster} onlyRepaired={rows === 'repaired'} {...(picker === undefined ? {} : { picker })} />
  );
}

function Entries({
  roster,
  onlyRepaired,
  picker,
}: {
  readonly roster: RosterDetail;
  readonly onlyRepaired: boolean;
  readonly picker?: PageColumn<RosterEntry>;
}): ReactElement {
  const pages = usePages<RosterEntry>(`/api/rosters/${roster.id}/entries`, onlyRepaired ? { onlyRepaired } : {});
  return (
    <PageList
      label={onlyRepaired ? ROSTER.repairedEntries : ROSTER.entries}
      columns={picker === undefined ? ENTRY_COLUMNS : [picker, ...ENTRY_COLUMNS]}
      pages={pages}
      keyOf={({ row }) => String(row)}
      empty={onlyRepaired ? ROSTER.noRepairs : ROSTER.noEntries}
    />
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
      {roster.rejected === 0 ? null : (
        <p className="tz-row">
          <Button icon={<DownloadOutlined />} href={`/api/rosters/${roster.id}/faulty-rows`}>
            {ROSTER.download}
          </Button>
          <span className="tz-quiet">{ROSTER.downloadHint}</span>
        </p>
      )}
      <PageList
        label={ROSTER.faults}
        columns={FAULT_COLUMNS}
        pages={pages}
        keyOf={({ row }) => String(row)}
        empty={ROSTER.noFaults}
      />
    </div>
  );
}

const FAULT_COLUMNS: readonly PageColumn<RosterFault>[] = [
  { key: 'row', title: ROSTER.column.row, width: '6rem', cell: ({ row }) => ROSTER.rowNumber(row) },
  { key: 'name', title: ROSTER.column.person, width: '7rem', cell: ({ texts }) => texts[1] ?? '' },
  {
    key: 'faults',
    title: ROSTER.column.faults,
    width: 'minmax(10rem, 1fr)',
    cell: ({ faults }) => <CellNotes notes={faults.map(noteOf)} />,
  },
];

function noteOf({ cell, value, message }: RosterFault['faults'][number]): CellNote {
  return { cell, column: SHEET_COLUMNS[cell.charAt(0)] ?? '', shows: value, message };
}
