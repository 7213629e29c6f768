import type { ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import type { StatementEntryRow } from '#contracts/contributions.ts';
import { formatYuan } from '#kernel/money.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { DateText, Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { MONEY } from '#web/desk/money-texts.ts';
import { Money } from '#web/ui/money.tsx';

const { statement: texts } = MONEY;

/** What one import brought, entry by entry, and where each is now. */
export function StatementPage(): ReactElement {
  const { id = '' } = useParams();
  const pages = usePages<StatementEntryRow>(`/api/bank-statements/${id}/entries`);
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
        <p>
          <Link to="/statements">{texts.back}</Link>
        </p>
      </header>
      <PageList label={texts.title} columns={COLUMNS} pages={pages} keyOf={({ id: key }) => key} empty={texts.empty} />
    </div>
  );
}

const COLUMNS: readonly PageColumn<StatementEntryRow>[] = [
  { key: 'row', title: texts.column.row, width: '3.5rem', align: 'end', cell: ({ row }) => row },
  {
    key: 'on',
    title: texts.column.on,
    width: '11rem',
    cell: ({ postedAt, postedOn }) => (postedAt === null ? <DateText date={postedOn} /> : <Moment at={postedAt} />),
  },
  {
    key: 'name',
    title: texts.column.name,
    width: 'minmax(9rem, 1fr)',
    cell: ({ counterparty }) => counterparty,
  },
  { key: 'remark', title: texts.column.remark, width: 'minmax(9rem, 1fr)', cell: ({ remark }) => remark },
  {
    key: 'amount',
    title: texts.column.amount,
    width: '8rem',
    align: 'end',
    cell: ({ direction, amountFen }) => <Money fen={direction === 'credit' ? amountFen : -amountFen} />,
  },
  {
    key: 'state',
    title: texts.column.state,
    width: 'minmax(12rem, 1fr)',
    cell: ({ state, openFen, orders }) => (
      <span>
        <StateTag state={texts.states[state]} />{' '}
        {orders.map(({ orderId, unitName, amountFen }) => (
          <span key={orderId}>
            <Link to={`/orders/${orderId}`}>{unitName}</Link> {orders.length > 1 ? formatYuan(amountFen) : ''}{' '}
          </span>
        ))}
        {state === 'partly-matched' ? texts.rest(formatYuan(openFen)) : null}
        {state === 'unmatched' || state === 'partly-matched' ? <Link to="/matching">{texts.toMatching}</Link> : null}
        {state === 'other-debit' ? <Link to="/unexplained">{texts.toExplain}</Link> : null}
      </span>
    ),
  },
];
