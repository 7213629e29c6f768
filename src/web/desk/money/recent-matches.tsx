import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import { Link } from 'react-router';
import type { MatchRow } from '#contracts/contributions.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { MATCHING as texts } from '#web/desk/money/matching-texts.ts';
import { UndoMatchSheet } from '#web/desk/money/undo-match-sheet.tsx';
import { Money } from '#web/ui/money.tsx';

const ROWS_SHOWN = 10;

/** What was matched last, so that a slip is taken back where it was made; of one order where it is named. */
export function RecentMatches({ orderId }: { readonly orderId?: string }): ReactElement {
  const { may } = useSession();
  const [undoing, setUndoing] = useState<MatchRow>();
  const pages = usePages<MatchRow>('/api/matches', {
    limit: ROWS_SHOWN,
    ...(orderId === undefined ? {} : { orderId }),
  });
  return (
    <section className="tz-stack" aria-labelledby="recent-title">
      <h2 id="recent-title">{orderId === undefined ? texts.recent : texts.ofOrder}</h2>
      <PageList
        label={orderId === undefined ? texts.recent : texts.ofOrder}
        columns={columnsOf(may('remittance.match') ? setUndoing : undefined)}
        pages={pages}
        keyOf={({ id }) => id}
        empty={orderId === undefined ? texts.recentEmpty : texts.ofOrderEmpty}
      />
      {undoing === undefined ? null : (
        <UndoMatchSheet key={undoing.id} match={undoing} onClose={() => setUndoing(undefined)} />
      )}
    </section>
  );
}

function columnsOf(onUndo: ((match: MatchRow) => void) | undefined): readonly PageColumn<MatchRow>[] {
  return [
    { key: 'at', title: texts.column.at, width: '11rem', cell: ({ at }) => <Moment at={at} /> },
    { key: 'payer', title: texts.column.payer, width: 'minmax(9rem, 1fr)', cell: ({ payerName }) => payerName },
    {
      key: 'unit',
      title: texts.column.unit,
      width: 'minmax(10rem, 1fr)',
      cell: ({ orderId, unitName }) => <Link to={`/orders/${orderId}`}>{unitName}</Link>,
    },
    {
      key: 'amount',
      title: texts.column.amount,
      width: '7rem',
      align: 'end',
      cell: ({ amountFen }) => <Money fen={amountFen} />,
    },
    {
      key: 'by',
      title: texts.column.by,
      width: '11rem',
      cell: ({ by, matchedBy, undoneAt }) =>
        undoneAt === null ? (
          <span>
            {texts.by[by]}
            {by === 'person' ? `：${matchedBy}` : ''}
          </span>
        ) : (
          <span className="tz-quiet">{texts.undone}</span>
        ),
    },
    {
      key: 'act',
      title: texts.column.act,
      width: '6.5rem',
      cell: (match) =>
        onUndo !== undefined && match.mayUndo ? (
          <Button size="small" onClick={() => onUndo(match)}>
            {texts.undo}
          </Button>
        ) : null,
    },
  ];
}
