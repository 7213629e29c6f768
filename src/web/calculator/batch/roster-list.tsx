import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import { maskName, maskResidentId } from '#kernel/mask.ts';
import { useList } from '#web/calculator/batch/use-list.ts';
import { CALCULATOR } from '#web/calculator/texts.ts';
import type { ListName, RosterListRow } from '#web/calculator/worker/protocol.ts';
import { CellNotes } from '#web/ui/fault-table.tsx';
import { type GrowingColumn, GrowingTable } from '#web/ui/growing-table.tsx';
import { MaskedText } from '#web/ui/masked-text.tsx';

const { batch } = CALCULATOR;

type RosterListKind = Exclude<ListName, 'decisions'>;

interface RosterListProps {
  readonly list: RosterListKind;
  readonly search: string;
  readonly version: number;
  readonly isWhole: boolean;
  readonly onSearch: (search: string) => void;
}

/** A list shorter than this is read, not searched. */
const WORTH_SEARCHING = 20;

/** Rows of a file with what is wrong or was mended in them. */
export function RosterList({ list, search, version, isWhole, onSearch }: RosterListProps): ReactElement {
  const [longest, setLongest] = useState(0);
  const { total, source } = useList<RosterListRow>(
    { list, search, outcome: undefined, reason: undefined, order: 'settled' },
    version,
  );
  if (total !== undefined && total > longest) setLongest(total);
  const columns = useMemo(() => rosterColumns(list, isWhole), [list, isWhole]);
  return (
    <>
      {longest > WORTH_SEARCHING || search !== '' ? (
        <Input
          type="search"
          className="tz-list-search"
          aria-label={batch.searchRoster}
          prefix={<SearchOutlined />}
          placeholder={batch.searchRosterHint}
          allowClear
          value={search}
          onChange={(event) => onSearch(event.target.value)}
        />
      ) : null}
      {total === undefined ? null : total === 0 ? (
        <p className="tz-card tz-quiet">{search === '' ? batch.allGood : batch.none}</p>
      ) : (
        <GrowingTable label={batch.roster} columns={columns} total={total} source={source} />
      )}
    </>
  );
}

function rosterColumns(list: RosterListKind, isWhole: boolean): readonly GrowingColumn<RosterListRow>[] {
  const row: GrowingColumn<RosterListRow> = {
    key: 'row',
    title: batch.column.row,
    width: '5.5rem',
    cell: (each) => <span className="tz-figure">{batch.rowNumber(each.row)}</span>,
  };
  const notes: GrowingColumn<RosterListRow> = {
    key: 'notes',
    title: list === 'repaired' ? batch.column.repairs : batch.column.notes,
    cell: (each) => <CellNotes notes={isWhole ? each.notes : masked(each)} />,
  };
  if (list === 'faulty-settlements') {
    return [row, { key: 'person', title: batch.column.id, width: '11rem', cell: ({ name }) => name }, notes];
  }
  const person: GrowingColumn<RosterListRow> = {
    key: 'person',
    title: batch.column.person,
    width: '8rem',
    cell: ({ name }) => <MaskedText text={name} masked={maskName(name)} isShown={isWhole} />,
  };
  const residentId: GrowingColumn<RosterListRow> = {
    key: 'residentId',
    title: batch.column.residentId,
    cell: (each) => <MaskedText text={each.residentId} masked={maskResidentId(each.residentId)} isShown={isWhole} />,
  };
  return list === 'accepted' ? [row, person, residentId] : [row, person, notes];
}

/** Notes with their values masked. */
function masked(each: RosterListRow): RosterListRow['notes'] {
  return each.notes.map((note) => ({
    ...note,
    shows: maskedValue(note.column, note.shows),
    ...(note.became === undefined ? {} : { became: maskedValue(note.column, note.became) }),
  }));
}

/** As the kernel masks whole numbers; what is wrong about a number often is that it is not whole. */
function maskedValue(column: string, value: string): string {
  switch (column) {
    case '姓名':
      return maskName(value);
    case '身份证号':
      return withoutMiddle(value, 6, 4);
    case '手机号':
      return withoutMiddle(value, 3, 4);
    default:
      return value;
  }
}

function withoutMiddle(value: string, first: number, last: number): string {
  const characters = Array.from(value);
  const hidden = characters.length - first - last;
  if (hidden < 2) return value;
  return `${characters.slice(0, first).join('')}${'*'.repeat(hidden)}${characters.slice(-last).join('')}`;
}
