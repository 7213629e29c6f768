import type { ReactElement } from 'react';
import type { OrderRow } from '#contracts/contributions.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { DateText, Moment } from '#web/app/moment.tsx';
import { useOpenFrom } from '#web/app/neighbours.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { ORDER_STATES, PROGRAM_SHORT_NAMES } from '#web/app/words.ts';
import { Money } from '#web/ui/money.tsx';
import { UNIT } from '#web/unit/texts.ts';

const { orders: texts } = UNIT;

/** What was or is to be paid, and what came of it. */
export function OrdersPage(): ReactElement {
  const pages = usePages<OrderRow>('/api/orders');
  const open = useOpenFrom<OrderRow>(({ id }) => `/orders/${id}`);
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      <PageList
        label={texts.title}
        columns={COLUMNS}
        pages={pages}
        keyOf={({ id }) => id}
        onOpen={(_row, index) => open(pages.rows, index)}
        empty={texts.empty}
      />
    </div>
  );
}

const COLUMNS: readonly PageColumn<OrderRow>[] = [
  { key: 'program', title: texts.column.program, width: '7rem', cell: ({ program }) => PROGRAM_SHORT_NAMES[program] },
  { key: 'people', title: texts.column.people, width: '5rem', align: 'end', cell: ({ members }) => members },
  {
    key: 'amount',
    title: texts.column.amount,
    width: '8rem',
    align: 'end',
    cell: ({ amountFen }) => <Money fen={amountFen} />,
  },
  {
    key: 'start',
    title: texts.column.start,
    width: 'minmax(14rem, 1fr)',
    cell: ({ startOn, endOn }) =>
      startOn === null || endOn === null ? (
        '—'
      ) : (
        <span>
          <DateText date={startOn} /> 至 <DateText date={endOn} />
        </span>
      ),
  },
  { key: 'on', title: texts.column.on, width: '11rem', cell: ({ orderedAt }) => <Moment at={orderedAt} /> },
  {
    key: 'state',
    title: texts.column.state,
    width: '9rem',
    cell: ({ state }) => <StateTag state={ORDER_STATES[state]} />,
  },
];
