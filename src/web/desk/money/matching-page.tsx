import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { MatchByHand, MatchedByHand, WaitingCreditsAnswer } from '#contracts/contributions.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { APP } from '#web/app/app-texts.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { FailureNote } from '#web/app/failure-note.tsx';
import { DateText, Moment } from '#web/app/moment.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { MONEY } from '#web/desk/money-texts.ts';
import { Money } from '#web/ui/money.tsx';
import './matching-page.css';

const { matching: texts } = MONEY;

type Credit = WaitingCreditsAnswer['credits'][number];
type OpenOrder = WaitingCreditsAnswer['orders'][number];

/** Credits that no rule could place, left; open orders, right. A person says what belongs together. */
export function MatchingPage(): ReactElement {
  const { data, error, refetch } = useAnswer<WaitingCreditsAnswer>('/api/waiting-credits');
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      {data === undefined ? (
        error === null ? (
          <p className="tz-quiet">{APP.loading}</p>
        ) : (
          <FailureNote failure={error} onAgain={() => void refetch()} />
        )
      ) : data.credits.length === 0 ? (
        <section className="tz-card tz-stack">
          <h2>{texts.none}</h2>
          <p className="tz-quiet">{texts.noneNext}</p>
        </section>
      ) : (
        <Sides answer={data} />
      )}
    </div>
  );
}

function Sides({ answer }: { readonly answer: WaitingCreditsAnswer }): ReactElement {
  const { may } = useSession();
  const [creditId, setCreditId] = useState<string>();
  const [order, setOrder] = useState<OpenOrder>();
  const [find, setFind] = useState('');
  const credit = answer.credits.find(({ id }) => id === creditId) ?? answer.credits[0];
  const orders = ordered(answer.orders, credit).filter(
    ({ unitName, reference }) => find === '' || unitName.includes(find) || reference.includes(find.toUpperCase()),
  );
  const canMatch = may('remittance.match');
  return (
    <div className="tz-matching">
      <section aria-labelledby="credits-title">
        <h2 id="credits-title">
          {texts.credits} <span className="tz-app__count">{answer.credits.length}</span>
        </h2>
        <ul className="tz-matching__list">
          {answer.credits.map((each) => (
            <li key={each.id}>
              <CreditCard credit={each} isChosen={each.id === credit?.id} onChoose={() => setCreditId(each.id)} />
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="orders-title">
        <h2 id="orders-title">
          {texts.orders} <span className="tz-app__count">{answer.orders.length}</span>
        </h2>
        {answer.orders.length > 6 ? (
          <Input
            id="search"
            aria-label={texts.search}
            placeholder={texts.search}
            prefix={<SearchOutlined />}
            allowClear
            value={find}
            onChange={({ target }) => setFind(target.value.trim())}
          />
        ) : null}
        {orders.length === 0 ? <p className="tz-card tz-quiet">{texts.noOrders}</p> : null}
        <ul className="tz-matching__list">
          {orders.map((each) => (
            <li key={each.id}>
              <OrderCard
                order={each}
                why={credit?.candidates.find(({ orderId }) => orderId === each.id)?.why}
                onChoose={canMatch ? () => setOrder(each) : undefined}
              />
            </li>
          ))}
        </ul>
      </section>
      {credit === undefined || order === undefined ? null : (
        <MatchSheet
          key={`${credit.id}-${order.id}`}
          credit={credit}
          order={order}
          onClose={() => setOrder(undefined)}
        />
      )}
    </div>
  );
}

/** The candidates of a credit stand first, in their order. */
function ordered(orders: readonly OpenOrder[], credit: Credit | undefined): readonly OpenOrder[] {
  const rank = new Map(credit?.candidates.map(({ orderId, rank: place }) => [orderId, place]));
  return orders.toSorted((a, b) => (rank.get(a.id) ?? Number.MAX_VALUE) - (rank.get(b.id) ?? Number.MAX_VALUE));
}

interface CreditCardProps {
  readonly credit: Credit;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function CreditCard({ credit, isChosen, onChoose }: CreditCardProps): ReactElement {
  const { payerName, nominalPayerName, remark, amountFen, openFen, postedAt, postedOn } = credit;
  return (
    <button
      type="button"
      className={`tz-plain-button tz-match${isChosen ? ' tz-match--chosen' : ''}`}
      aria-pressed={isChosen}
      onClick={onChoose}
    >
      <span className="tz-match__head">
        <strong>{payerName}</strong>
        <span className="tz-match__amount">
          <Money fen={openFen} unit />
        </span>
      </span>
      {nominalPayerName === '' || nominalPayerName === payerName ? null : (
        <span>
          {texts.nominal}：{nominalPayerName}
        </span>
      )}
      {remark === '' ? null : (
        <span>
          {texts.remark}：{remark}
        </span>
      )}
      <span className="tz-quiet">
        {postedAt === null ? <DateText date={postedOn} /> : <Moment at={postedAt} />}
        {openFen === amountFen ? '' : ` · ${texts.open(formatYuan(openFen))}`}
      </span>
    </button>
  );
}

interface OrderCardProps {
  readonly order: OpenOrder;
  /** Why it may be the one. */
  readonly why: string | undefined;
  readonly onChoose: (() => void) | undefined;
}

function OrderCard({ order, why, onChoose }: OrderCardProps): ReactElement {
  return (
    <button
      type="button"
      className={`tz-plain-button tz-match${why === undefined ? '' : ' tz-match--likely'}`}
      disabled={onChoose === undefined}
      onClick={onChoose}
    >
      <span className="tz-match__head">
        <strong>{order.unitName}</strong>
        <span className="tz-match__amount">
          <Money fen={order.openFen} unit />
        </span>
      </span>
      <span className="tz-quiet">{texts.reference(order.reference)}</span>
      {why === undefined ? null : (
        <span className="tz-tag tz-tag--done">
          {texts.suggestion}：{why}
        </span>
      )}
    </button>
  );
}

type ByHand = Static<typeof MatchByHand>;

interface MatchSheetProps {
  readonly credit: Credit;
  readonly order: OpenOrder;
  readonly onClose: () => void;
}

function MatchSheet({ credit, order, onClose }: MatchSheetProps): ReactElement {
  const tell = useTell();
  const mostFen = Math.min(credit.openFen, order.openFen);
  const [yuan, setYuan] = useState(formatYuan(mostFen));
  const writing = useWrite<ByHand, Static<typeof MatchedByHand>>(
    (body) => ({ method: 'POST', path: `/api/waiting-credits/${credit.id}/match`, body }),
    ({ completed: [first] }) => {
      tell(
        first === undefined
          ? texts.done
          : texts.doneCompleted(first.members, formatChineseDate(parseDate(first.startOn))),
      );
      onClose();
    },
  );
  const fen = parseYuan(yuan) ?? 0;
  const missingFen = order.openFen - fen;
  const restFen = credit.openFen - fen;
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={texts.matchTitle}
      actLabel={texts.match}
      isReady={fen > 0 && fen <= mostFen}
      writing={writing}
      input={{ orderId: order.id, amountFen: fen }}
    >
      <p>{texts.matchWhat(credit.payerName, order.unitName)}</p>
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="match-amount">
          {texts.amount}
        </label>
        <Input
          id="match-amount"
          className="tz-money-input"
          inputMode="decimal"
          suffix="元"
          value={yuan}
          onChange={({ target }) => setYuan(target.value)}
        />
      </div>
      <p role="status">
        {missingFen <= 0 ? texts.completes : texts.leaves(formatYuan(missingFen))}
        {restFen > 0 ? texts.rest(formatYuan(restFen)) : ''}
      </p>
    </ConfirmSheet>
  );
}
