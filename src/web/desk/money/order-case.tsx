import { Button, ConfigProvider } from 'antd';
import { type ReactElement, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { OrderDetail } from '#contracts/contributions.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { APP } from '#web/app/app-texts.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { FailureNote } from '#web/app/failure-note.tsx';
import { DateText, Moment } from '#web/app/moment.tsx';
import { Neighbours } from '#web/app/neighbours.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { ORDER_STATES, PROGRAM_NAMES } from '#web/app/words.ts';
import { MONEY } from '#web/desk/money-texts.ts';
import { ObjectTrail } from '#web/desk/trail/trail-page.tsx';
import { Money } from '#web/ui/money.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

const { order: texts } = MONEY;

/** One contribution order: what is due, what came, since when there is cover. */
export function OrderCase(): ReactElement {
  const { id = '' } = useParams();
  const { data: order, error, refetch } = useAnswer<OrderDetail>(`/api/orders/${id}`);
  if (order === undefined) {
    return error === null ? (
      <p className="tz-quiet">{APP.loading}</p>
    ) : (
      <FailureNote failure={error} onAgain={() => void refetch()} />
    );
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
      {order.awaitsSecond ? <SecondPerson order={order} /> : null}
      <OrderFacts order={order} />
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
      <dl className="tz-details">
        {facts
          .filter((fact) => fact !== undefined)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
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

/** A late match put the start into the past: somebody else than its maker looks at it. */
function SecondPerson({ order }: { readonly order: OrderDetail }): ReactElement {
  const { may } = useSession();
  const tell = useTell();
  const [isAsking, setAsking] = useState(false);
  const writing = useWrite<undefined, { readonly members: number }>(
    () => ({ method: 'POST', path: `/api/orders/${order.id}/late-start` }),
    ({ members }) => {
      setAsking(false);
      tell(texts.secondDone(members));
    },
  );
  const start = order.startOn === null ? '' : formatChineseDate(parseDate(order.startOn));
  const what = texts.secondWhat(order.members, start);
  return (
    <section className="tz-card tz-stack" aria-labelledby="second-title">
      <h2 id="second-title">{texts.secondTitle}</h2>
      <p>{what}</p>
      {may('receipt.confirm') ? (
        <p>
          <ConfigProvider theme={MAIN_ACTION_THEME}>
            <Button type="primary" onClick={() => setAsking(true)}>
              {texts.secondAct}
            </Button>
          </ConfigProvider>
        </p>
      ) : null}
      <ConfirmSheet
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`${texts.secondAct}？`}
        actLabel={texts.secondAct}
        writing={writing}
        input={undefined}
      >
        <p>{what}</p>
      </ConfirmSheet>
    </section>
  );
}
