import { SearchOutlined } from '@ant-design/icons';
import { Checkbox, Input } from 'antd';
import { type ReactElement, useState } from 'react';
import type { WaitingCredit, WaitingCreditsAnswer, WaitingOrder } from '#contracts/contributions.ts';
import { formatYuan } from '#kernel/money.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { APP } from '#web/app/app-texts.ts';
import { PROGRAM_SHORT_NAMES } from '#web/app/words.ts';
import { CREDIT_DRAG } from '#web/desk/money/matching-credits.tsx';
import { MATCHING as texts } from '#web/desk/money/matching-texts.ts';
import { Money } from '#web/ui/money.tsx';

interface OrderListProps {
  readonly answer: WaitingCreditsAnswer;
  /** The credit whose candidates stand first. */
  readonly credit: WaitingCredit | undefined;
  readonly chosenIds: readonly string[];
  readonly canMatch: boolean;
  /** This order alone, with the credit that was dropped on it or with those that are chosen. */
  readonly onMatch: (order: WaitingOrder, droppedId: string | undefined) => void;
  readonly onToggle: (order: WaitingOrder) => void;
}

/** The orders that wait for money: those that fit the chosen credit first, each with why; others are found by name. */
export function OrderList(props: OrderListProps): ReactElement {
  const { answer, credit, chosenIds, canMatch, onMatch, onToggle } = props;
  const [find, setFind] = useState('');
  const wanted = find.trim();
  const found = useAnswer<readonly WaitingOrder[]>(wanted === '' ? undefined : '/api/waiting-orders', { find: wanted });
  const orders = wanted === '' ? ordered(answer.orders, credit) : (found.data ?? []);
  return (
    <section aria-labelledby="orders-title">
      <h2 id="orders-title">
        {texts.orders} <span className="tz-app__count">{answer.orderCount}</span>
      </h2>
      {answer.orderCount > 6 ? (
        <Input
          id="search"
          aria-label={texts.search}
          placeholder={texts.search}
          prefix={<SearchOutlined />}
          allowClear
          maxLength={100}
          value={find}
          onChange={({ target }) => setFind(target.value)}
        />
      ) : null}
      {wanted !== '' && found.isLoading ? <p className="tz-quiet">{APP.loading}</p> : null}
      {orders.length === 0 && !found.isLoading ? (
        <p className="tz-card tz-quiet">{wanted === '' ? texts.noOrders : texts.noneFound}</p>
      ) : null}
      <ul className="tz-matching__list">
        {orders.map((order) => (
          <li key={order.id} className="tz-match-row">
            <OrderCard
              order={order}
              why={credit?.candidates.find(({ orderId }) => orderId === order.id)?.why}
              isChosen={chosenIds.includes(order.id)}
              onMatch={canMatch ? (droppedId) => onMatch(order, droppedId) : undefined}
            />
            {canMatch ? (
              <Checkbox
                aria-label={texts.split(order.unitName)}
                checked={chosenIds.includes(order.id)}
                onChange={() => onToggle(order)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {wanted === '' && answer.orders.length < answer.orderCount ? (
        <p className="tz-quiet">{texts.shownOf(answer.orders.length, answer.orderCount)}</p>
      ) : null}
    </section>
  );
}

/** The candidates of a credit stand first, in their order. */
function ordered(orders: readonly WaitingOrder[], credit: WaitingCredit | undefined): readonly WaitingOrder[] {
  const rank = new Map(credit?.candidates.map(({ orderId, rank: place }) => [orderId, place]));
  return orders.toSorted((a, b) => (rank.get(a.id) ?? Number.MAX_VALUE) - (rank.get(b.id) ?? Number.MAX_VALUE));
}

interface OrderCardProps {
  readonly order: WaitingOrder;
  /** Why it may be the one. */
  readonly why: string | undefined;
  readonly isChosen: boolean;
  readonly onMatch: ((droppedId: string | undefined) => void) | undefined;
}

function OrderCard({ order, why, isChosen, onMatch }: OrderCardProps): ReactElement {
  const [isOver, setOver] = useState(false);
  const receivedFen = order.amountFen - order.openFen;
  const classes = [
    'tz-plain-button',
    'tz-match',
    ...(why === undefined ? [] : ['tz-match--likely']),
    ...(isChosen || isOver ? ['tz-match--chosen'] : []),
  ];
  return (
    <button
      type="button"
      className={classes.join(' ')}
      disabled={onMatch === undefined}
      onClick={() => onMatch?.(undefined)}
      onDragOver={(event) => {
        if (onMatch === undefined || !event.dataTransfer.types.includes(CREDIT_DRAG)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'link';
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const droppedId = event.dataTransfer.getData(CREDIT_DRAG);
        if (droppedId === '') return;
        event.preventDefault();
        onMatch?.(droppedId);
      }}
    >
      <span className="tz-match__head">
        <strong>{order.unitName}</strong>
        <span className="tz-match__amount">
          <Money fen={order.openFen} unit />
        </span>
      </span>
      <span className="tz-quiet">
        {PROGRAM_SHORT_NAMES[order.program]} · {texts.people(order.members)} · {texts.reference(order.reference)}
        {receivedFen > 0 ? ` · ${texts.received(formatYuan(receivedFen))}` : ''}
      </span>
      {why === undefined ? null : (
        <span className="tz-tag tz-tag--done">
          {texts.suggestion}：{why}
        </span>
      )}
    </button>
  );
}
