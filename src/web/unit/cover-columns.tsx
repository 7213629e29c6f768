import type { CoverRow } from '#contracts/covers.ts';
import { DateText } from '#web/app/moment.tsx';
import type { PageColumn } from '#web/app/page-list.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { PROGRAM_SHORT_NAMES } from '#web/app/words.ts';
import { UNIT } from '#web/unit/texts.ts';

const { members: texts } = UNIT;

/** Who is covered, how long, and until when he waits, masked. */
export const COVER_COLUMNS: readonly PageColumn<CoverRow>[] = [
  { key: 'name', title: texts.column.name, width: '7rem', cell: ({ name }) => name },
  {
    key: 'id',
    title: texts.column.residentId,
    width: '12rem',
    cell: ({ residentId }) => <span className="tz-figure">{residentId}</span>,
  },
  { key: 'program', title: texts.column.program, width: '6rem', cell: ({ program }) => PROGRAM_SHORT_NAMES[program] },
  {
    key: 'period',
    title: texts.column.period,
    width: 'minmax(15rem, 1fr)',
    cell: ({ startOn, endOn }) => (
      <span>
        <DateText date={startOn} /> 至 <DateText date={endOn} />
      </span>
    ),
  },
  {
    key: 'waiting',
    title: texts.column.waiting,
    width: '9rem',
    cell: ({ waitingUntil }) => (waitingUntil === null ? texts.noWaiting : <DateText date={waitingUntil} />),
  },
  {
    key: 'state',
    title: texts.column.state,
    width: '5rem',
    cell: ({ state }) => <StateTag state={texts.states[state]} />,
  },
];
