import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { BankFlowRow } from '#contracts/books.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { DateText } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { BOOKS } from '#web/desk/books/books-texts.ts';
import { lastDayOf } from '#web/desk/books/share-text.ts';
import { Money } from '#web/ui/money.tsx';

const { fund: texts } = BOOKS;

interface BankFlowsProps {
  readonly month: string;
  readonly direction: 'credit' | 'debit';
  /** The page's period: of its first and last month only these days count. */
  readonly fromDay: string;
  readonly untilDay: string;
}

/** The rows of the bank's statements that one bar of the chart is made of. */
export function BankFlows({ month, direction, fromDay, untilDay }: BankFlowsProps): ReactElement {
  const { may } = useSession();
  const first = `${month}-01`;
  const last = lastDayOf(month);
  const pages = usePages<BankFlowRow>('/api/ledger/bank-flows', {
    direction,
    fromDay: first < fromDay ? fromDay : first,
    untilDay: last > untilDay ? untilDay : last,
  });
  const columns: readonly PageColumn<BankFlowRow>[] = [
    { key: 'on', title: texts.row.on, width: '10rem', cell: ({ postedOn }) => <DateText date={postedOn} /> },
    {
      key: 'amount',
      title: texts.row.amount,
      width: '10rem',
      align: 'end',
      cell: ({ amountFen }) => <Money fen={amountFen} />,
    },
    {
      key: 'state',
      title: texts.row.state,
      width: 'minmax(8rem, 1fr)',
      cell: ({ state }) => texts.states[state] ?? state,
    },
    {
      key: 'open',
      title: texts.row.open,
      width: '8rem',
      cell: ({ statementId }) =>
        may('remittance.read') ? <Link to={`/statements/${statementId}`}>{BOOKS.open(texts.row.open)}</Link> : null,
    },
  ];
  return (
    <PageList
      label={texts.rowsOf[direction](month)}
      columns={columns}
      pages={pages}
      keyOf={({ id }) => id}
      empty={texts.noRows}
    />
  );
}
