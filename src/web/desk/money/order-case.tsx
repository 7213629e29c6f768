import type { ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import type { OrderDetail } from '#contracts/contributions.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { Details } from '#web/app/details.tsx';
import { DateText, Moment } from '#web/app/moment.tsx';
import { Neighbours } from '#web/app/neighbours.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { ORDER_STATES, PROGRAM_NAMES } from '#web/app/words.ts';
import { CHANGE } from '#web/desk/money/change-texts.ts';
import { LateStart } from '#web/desk/money/late-start.tsx';
import { OrderChanges } from '#web/desk/money/order-changes.tsx';
import { OrderNotes, OrderPayers, OrderReceipts } from '#web/desk/money/order-parts.tsx';
import { ProposeChange } from '#web/desk/money/propose-change.tsx';
import { RecentMatches } from '#web/desk/money/recent-matches.tsx';
import { MONEY } from '#web/desk/money-texts.ts';
import { ObjectTrail } from '#web/desk/trail/trail-page.tsx';
import { Money } from '#web/ui/money.tsx';

const { order: texts } = MONEY;

/** One contribution order: what is due, what came, since when there is cover. */
export function OrderCase(): ReactElement {
  const { id = '' } = useParams();
  const { may } = useSession();
  const { data: order, error, refetch } = useAnswer<OrderDetail>(`/api/orders/${id}`);
  if (order === undefined) {
    return <Pending error={error} refetch={refetch} />;
  }
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{order.unitName}</h1>
          <p className="tz-page__lead tz-row">
            {PROGRAM_NAMES[order.program]} <StateTag state={ORDER_STATES[order.state]} />
          </p>
        </div>
        <Neighbours />
      </header>
      <OrderNotes order={order} />
      {order.awaitsSecond ? <LateStart order={order} /> : null}
      <OrderFacts order={order} />
      {order.payers.length === 0 ? null : <OrderPayers order={order} />}
      {may('remittance.read') ? (
        <>
          <RecentMatches orderId={order.id} />
          <section className="tz-stack" aria-labelledby="changes-title">
            <h2 id="changes-title">{CHANGE.title}</h2>
            {may('order.propose-change') ? <ProposeChange order={order} /> : null}
            <OrderChanges orderId={order.id} />
          </section>
        </>
      ) : null}
      {order.state === 'in-force' && may('receipt.read') ? <OrderReceipts order={order} /> : null}
      <ObjectTrail objectId={order.id} />
    </div>
  );
}

function OrderFacts({ order }: { readonly order: OrderDetail }): ReactElement {
  const { may } = useSession();
  const { amountFen, receivedFen, startOn, endOn, completedAt, completedOn, certificateNumber } = order;
  const facts: readonly (readonly [string, ReactElement | string] | undefined)[] = [
    [texts.amount, <Money key="amount" fen={amountFen} unit />],
    [texts.received, <Money key="received" fen={receivedFen} unit />],
    receivedFen < amountFen ? [texts.open, <Money key="open" fen={amountFen - receivedFen} unit />] : undefined,
    order.refundFen > 0 ? [texts.refund, <Money key="refund" fen={order.refundFen} unit />] : undefined,
    [texts.people, texts.peopleText(order.members)],
    [texts.reference, order.reference],
    [texts.orderedAt, <Moment key="at" at={order.orderedAt} />],
    completedAt !== null
      ? [texts.completedAt, <Moment key="completed" at={completedAt} />]
      : completedOn === null
        ? undefined
        : [texts.completedAt, <DateText key="completed" date={completedOn} />],
    startOn === null || endOn === null
      ? undefined
      : [
          texts.period,
          <span key="period">
            <DateText date={startOn} /> 至 <DateText date={endOn} />
          </span>,
        ],
  ];
  return (
    <section className="tz-card tz-stack">
      <Details facts={facts} />
      <div className="tz-row">
        {may('roster.read') ? <Link to={`/rosters/${order.rosterId}`}>{texts.openRoster}</Link> : null}
        {certificateNumber === null || !may('certificate.read') ? null : (
          <a href={`/api/orders/${order.id}/certificate`} target="_blank" rel="noopener">
            {texts.openCertificate}（{certificateNumber}）
          </a>
        )}
      </div>
    </section>
  );
}
