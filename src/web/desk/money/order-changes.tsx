import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Static } from 'typebox';
import type { DecidedOrderChange, DecideOrderChange, OrderChangeRow } from '#contracts/order-changes.ts';
import { formatYuan } from '#kernel/money.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { CHANGE as texts } from '#web/desk/money/change-texts.ts';
import { Money } from '#web/ui/money.tsx';

interface Deciding {
  readonly change: OrderChangeRow;
  readonly agree: boolean;
}

/** Changes of orders that wait for a second person, or all of one order. */
export function OrderChanges({ orderId }: { readonly orderId?: string }): ReactElement {
  const { may } = useSession();
  const [deciding, setDeciding] = useState<Deciding>();
  const pages = usePages<OrderChangeRow>('/api/order-changes', orderId === undefined ? { waiting: true } : { orderId });
  return (
    <>
      <PageList
        label={texts.title}
        columns={columnsOf(may('receipt.confirm') ? setDeciding : undefined, orderId === undefined)}
        pages={pages}
        keyOf={({ id }) => id}
        empty={orderId === undefined ? texts.empty : texts.emptyOfOrder}
      />
      {deciding === undefined ? null : (
        <DecideSheet key={deciding.change.id} {...deciding} onClose={() => setDeciding(undefined)} />
      )}
    </>
  );
}

interface DecideSheetProps extends Deciding {
  readonly onClose: () => void;
}

function DecideSheet({ change, agree, onClose }: DecideSheetProps): ReactElement {
  const tell = useTell();
  const navigate = useNavigate();
  const kind = texts.kinds[change.kind];
  const writing = useWrite<Static<typeof DecideOrderChange>, Static<typeof DecidedOrderChange>>(
    (body) => ({ method: 'POST', path: `/api/order-changes/${change.id}/decision`, body }),
    ({ replacementId }) => {
      tell(agree ? (replacementId === undefined ? texts.done.agree : texts.reissued) : texts.done.decline);
      onClose();
      if (replacementId !== undefined) void navigate(`/orders/${replacementId}`);
    },
  );
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={agree ? texts.agreeTitle(kind) : texts.declineTitle(kind)}
      actLabel={agree ? texts.agree : texts.decline}
      writing={writing}
      input={{ agree }}
    >
      <p>
        {change.unitName} · {change.reference} · {formatYuan(change.amountFen)} 元
      </p>
      <p>{texts.why(change.reason)}</p>
      <p>{agree ? texts.whats[change.kind] : texts.declineWhat}</p>
      {change.payers === null ? null : <p>{texts.payersOf(partsOf(change))}</p>}
    </ConfirmSheet>
  );
}

function partsOf({ payers }: OrderChangeRow): string {
  return (payers ?? []).map(({ payerName, amountFen }) => `${payerName} ${formatYuan(amountFen)} 元`).join('，');
}

function columnsOf(
  onDecide: ((deciding: Deciding) => void) | undefined,
  namesOrder: boolean,
): readonly PageColumn<OrderChangeRow>[] {
  const ofOrder: readonly PageColumn<OrderChangeRow>[] = [
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
  ];
  return [
    ...(namesOrder ? ofOrder : []),
    { key: 'kind', title: texts.column.kind, width: '8.5rem', cell: ({ kind }) => texts.kinds[kind] },
    {
      key: 'reason',
      title: texts.column.reason,
      width: 'minmax(10rem, 2fr)',
      cell: (change) => (
        <span>
          {change.reason}
          {change.payers === null ? null : (
            <>
              <br />
              <span className="tz-quiet">{texts.payersOf(partsOf(change))}</span>
            </>
          )}
        </span>
      ),
    },
    {
      key: 'people',
      title: texts.column.people,
      width: '8rem',
      cell: ({ proposedBy, decidedBy }) => (decidedBy === null ? proposedBy : `${proposedBy} / ${decidedBy}`),
    },
    {
      key: 'state',
      title: texts.column.state,
      width: '10rem',
      cell: (change) =>
        change.state !== 'proposed' || onDecide === undefined ? (
          <StateTag state={texts.states[change.state]} />
        ) : change.isOwn ? (
          <span className="tz-quiet">{texts.own}</span>
        ) : (
          <span className="tz-row tz-row--tight">
            <Button size="small" type="primary" onClick={() => onDecide({ change, agree: true })}>
              {texts.agree}
            </Button>
            <Button size="small" onClick={() => onDecide({ change, agree: false })}>
              {texts.decline}
            </Button>
          </span>
        ),
    },
  ];
}
