import type { ReactElement, ReactNode } from 'react';
import { useParams } from 'react-router';
import type { OrderDetail } from '#contracts/contributions.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { formatYuan } from '#kernel/money.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { CopyButton } from '#web/app/copy-button.tsx';
import { Pending } from '#web/app/pending.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { ORDER_STATES, PROGRAM_NAMES } from '#web/app/words.ts';
import { Note } from '#web/ui/note.tsx';
import { CertificateCard } from '#web/unit/order/certificate-card.tsx';
import { CoveredPeople } from '#web/unit/order/covered-people.tsx';
import { OrderPayers } from '#web/unit/order/order-payers.tsx';
import { OrderReceipts } from '#web/unit/order/order-receipts.tsx';
import { StartCalendar } from '#web/unit/order/start-calendar.tsx';
import { UNIT } from '#web/unit/texts.ts';
import './order-page.css';

const { order: texts } = UNIT;

/** One contribution order: how to pay it, when cover would start; after that its certificate. */
export function OrderPage(): ReactElement {
  const { id = '' } = useParams();
  const { data: order, error, refetch } = useAnswer<OrderDetail>(`/api/orders/${id}`);
  if (order === undefined) {
    return <Pending error={error} refetch={refetch} />;
  }
  const isPaid = order.state === 'completed' || order.state === 'in-force';
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title(PROGRAM_NAMES[order.program])}</h1>
        <p className="tz-page__lead tz-row">
          {texts.people(order.members)} <StateTag state={ORDER_STATES[order.state]} />
        </p>
      </header>
      {order.awaitsSecond ? <Note kind="remark">{texts.awaitsSecond}</Note> : null}
      {order.state === 'open' ? <HowToPay order={order} /> : <Period order={order} />}
      {order.state === 'open' ? <StartCalendar startIfPaid={order.startIfPaid} /> : null}
      {isPaid ? <CertificateCard order={order} /> : null}
      <OrderPayers order={order} />
      {isPaid ? <OrderReceipts orderId={order.id} /> : null}
      {isPaid ? <CoveredPeople order={order} /> : null}
    </div>
  );
}

/** Account, amount and reference, each large and with a button that copies it. */
function HowToPay({ order }: { readonly order: OrderDetail }): ReactElement {
  const { account, amountFen, receivedFen, reference } = order;
  const openFen = amountFen - receivedFen;
  return (
    <section className="tz-card tz-stack" aria-labelledby="pay-title">
      <div>
        <h2 id="pay-title">{texts.payTitle}</h2>
        <p className="tz-quiet">{texts.payLead}</p>
      </div>
      <dl className="tz-pay">
        <Line label={texts.accountName} copies={account.name}>
          {account.name}
        </Line>
        <Line label={texts.accountNumber} copies={account.number}>
          {account.number.replaceAll(/(\d{4})(?=\d)/g, '$1 ')}
        </Line>
        <Line label={texts.bank} copies={account.bankName} further={`${texts.bankNumber} ${account.bankNumber}`}>
          {account.bankName}
        </Line>
        <Line
          label={receivedFen === 0 ? texts.amount : texts.missing}
          copies={formatYuan(openFen).replaceAll(',', '')}
          {...(receivedFen === 0 ? {} : { further: `${texts.received} ${texts.amountYuan(formatYuan(receivedFen))}` })}
        >
          {texts.amountYuan(formatYuan(openFen))}
        </Line>
        <Line label={texts.reference} copies={reference}>
          {reference}
        </Line>
      </dl>
    </section>
  );
}

interface LineProps {
  readonly label: string;
  readonly copies: string;
  readonly further?: string;
  readonly children: ReactNode;
}

function Line({ label, copies, further, children }: LineProps): ReactElement {
  return (
    <div className="tz-pay__line">
      <dt>{label}</dt>
      <dd>
        <span className="tz-pay__value">{children}</span>
        {further === undefined ? null : <span className="tz-quiet">{further}</span>}
      </dd>
      <dd className="tz-pay__copy">
        <CopyButton text={copies} what={label} />
      </dd>
    </div>
  );
}

function Period({ order }: { readonly order: OrderDetail }): ReactElement | null {
  const { startOn, endOn, amountFen, refundFen, state } = order;
  if (startOn === null || endOn === null) return null;
  const day = (date: string): string => formatChineseDate(parseDate(date));
  return (
    <section className="tz-card tz-stack" aria-labelledby="period-title">
      <h2 id="period-title">{state === 'in-force' ? texts.inForceTitle : texts.completedTitle}</h2>
      <dl className="tz-details">
        <div>
          <dt>{texts.period}</dt>
          <dd className="tz-pay__value">{texts.periodText(day(startOn), day(endOn))}</dd>
        </div>
        <div>
          <dt>{texts.received}</dt>
          <dd className="tz-pay__value">{texts.amountYuan(formatYuan(amountFen))}</dd>
        </div>
        {refundFen === 0 ? null : (
          <div>
            <dt>{texts.refund}</dt>
            <dd>{texts.amountYuan(formatYuan(refundFen))}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
