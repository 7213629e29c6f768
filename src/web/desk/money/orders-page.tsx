import type { ReactElement } from 'react';
import type { OrderRow } from '#contracts/contributions.ts';
import type { QueryValues } from '#web/app/api/ask.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { Choices } from '#web/app/choices.tsx';
import { DateText } from '#web/app/moment.tsx';
import { useOpenFrom } from '#web/app/neighbours.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { ORDER_STATES, PROGRAM_SHORT_NAMES } from '#web/app/words.ts';
import { OrderChanges } from '#web/desk/money/order-changes.tsx';
import { MONEY } from '#web/desk/money-texts.ts';
import { Money } from '#web/ui/money.tsx';

const { orders: texts } = MONEY;

type ListName = keyof typeof texts.lists;

const QUERIES: Readonly<Record<ListName, QueryValues>> = {
  all: {},
  open: { state: 'open' },
  second: { awaitsSecond: true },
  changes: {},
  held: { payoutsHeld: true },
  force: { state: 'in-force' },
  void: { state: 'void' },
  expired: { state: 'expired' },
};

const LISTS = ['all', 'open', 'second', 'changes', 'held', 'force', 'void', 'expired'] as const;

/** Contribution orders of the units below me. */
export function OrdersPage(): ReactElement {
  const [list, setList] = useChoiceInAddress<ListName>('list', LISTS);
  const pages = usePages<OrderRow>(list === 'changes' ? undefined : '/api/orders', QUERIES[list]);
  const open = useOpenFrom<OrderRow>(({ id }) => `/orders/${id}`);
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.title}</h1>
          <p className="tz-page__lead">{texts.lead}</p>
        </div>
        <Choices label={texts.title} choices={LISTS} labels={texts.lists} value={list} onChoose={setList} />
      </header>
      {list === 'changes' ? (
        <OrderChanges />
      ) : (
        <PageList
          key={list}
          label={texts.title}
          columns={COLUMNS}
          pages={pages}
          keyOf={({ id }) => id}
          onOpen={(_row, index) => open(pages.rows, index)}
          empty={texts.empty}
        />
      )}
    </div>
  );
}

const COLUMNS: readonly PageColumn<OrderRow>[] = [
  { key: 'unit', title: texts.column.unit, width: 'minmax(11rem, 1fr)', cell: ({ unitName }) => unitName },
  { key: 'program', title: texts.column.program, width: '5rem', cell: ({ program }) => PROGRAM_SHORT_NAMES[program] },
  { key: 'people', title: texts.column.people, width: '3.5rem', align: 'end', cell: ({ members }) => members },
  {
    key: 'amount',
    title: texts.column.amount,
    width: '7rem',
    align: 'end',
    cell: ({ amountFen }) => <Money fen={amountFen} />,
  },
  {
    key: 'received',
    title: texts.column.received,
    width: '7rem',
    align: 'end',
    cell: ({ receivedFen }) => <Money fen={receivedFen} />,
  },
  {
    key: 'reference',
    title: texts.column.reference,
    width: '8rem',
    cell: ({ reference }) => <span className="tz-figure">{reference}</span>,
  },
  {
    key: 'start',
    title: texts.column.start,
    width: '8.5rem',
    cell: ({ startOn }) => (startOn === null ? '—' : <DateText date={startOn} />),
  },
  {
    key: 'state',
    title: texts.column.state,
    width: '8.5rem',
    cell: ({ state }) => <StateTag state={ORDER_STATES[state]} />,
  },
];
