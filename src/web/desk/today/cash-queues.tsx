import type { ReactElement } from 'react';
import type { Static } from 'typebox';
import type { OrderRow } from '#contracts/contributions.ts';
import type { FindingRow } from '#contracts/findings.ts';
import type { OrderChangeRow } from '#contracts/order-changes.ts';
import type { OverpaidOrders, RefundsAnswer, UnexplainedDebits } from '#contracts/recoveries.ts';
import { type Pages, pagesOf, useAnswer, usePages } from '#web/app/api/use-answer.ts';
import { DateText, Moment } from '#web/app/moment.tsx';
import { useSession } from '#web/app/session.tsx';
import { CHANGE } from '#web/desk/money/change-texts.ts';
import { FINDING } from '#web/desk/money/finding-texts.ts';
import { CASH } from '#web/desk/today/cash-texts.ts';
import { Item, Queue } from '#web/desk/today/queue-card.tsx';
import { Money } from '#web/ui/money.tsx';

const ROWS_SHOWN = 8;

type UnexplainedDebit = Static<typeof UnexplainedDebits>[number];
type Refund = Static<typeof RefundsAnswer>['items'][number];

/** What waits of the money that comes in. */
export interface CashLists {
  readonly debits: Pages<UnexplainedDebit>;
  readonly overpaid: Pages<Static<typeof OverpaidOrders>[number]>;
  readonly held: Pages<OrderRow>;
  readonly toPay: Pages<Refund>;
  readonly changes: Pages<OrderChangeRow>;
  readonly findings: Pages<FindingRow>;
  readonly toApprove: Pages<Refund>;
}

/** What waits of it for me: of a cashier to be done, of others to be decided; never what one has proposed himself. */
export function useCashQueues(): CashLists {
  const { may } = useSession();
  const limit = ROWS_SHOWN;
  const proposes = may('remittance.match');
  const decides = may('receipt.confirm');
  const refunds = may('refund.propose');
  const debits = pagesOf(
    useAnswer<readonly UnexplainedDebit[]>(proposes ? `/api/unexplained-debits?limit=${ROWS_SHOWN + 1}` : undefined),
    (rows) => rows,
  );
  return {
    debits: { ...debits, rows: debits.rows.slice(0, ROWS_SHOWN), hasMore: debits.rows.length > ROWS_SHOWN },
    overpaid: pagesOf(
      useAnswer<Static<typeof OverpaidOrders>>(refunds ? '/api/overpaid-orders' : undefined),
      (rows) => rows,
    ),
    held: usePages(proposes ? '/api/orders' : undefined, { payoutsHeld: true, limit }),
    toPay: usePages(refunds ? '/api/refunds' : undefined, { state: 'approved', limit }),
    changes: withoutOwn(usePages(decides ? '/api/order-changes' : undefined, { waiting: true, limit })),
    findings: withoutOwn(usePages(decides ? '/api/findings' : undefined, { waiting: true, limit })),
    toApprove: withoutOwn(usePages(may('refund.approve') ? '/api/refunds' : undefined, { state: 'proposed', limit })),
  };
}

function withoutOwn<Row extends { readonly isOwn: boolean }>(pages: Pages<Row>): Pages<Row> {
  return { ...pages, rows: pages.rows.filter(({ isOwn }) => !isOwn) };
}

/** The cards of these queues. */
export function CashQueues({ queues }: { readonly queues: CashLists }): ReactElement {
  const { debits, overpaid, held, toPay, changes, findings, toApprove } = queues;
  return (
    <>
      <Queue title={CASH.debits} pages={debits} all="/unexplained">
        {debits.rows.map(({ entryId, payeeName, texts, amountFen, postedOn }) => (
          <Item
            key={entryId}
            to="/unexplained"
            name={payeeName === '' ? texts.join('；') : payeeName}
            what={<Money fen={amountFen} unit />}
          >
            <DateText date={postedOn} />
          </Item>
        ))}
      </Queue>
      <Queue title={CASH.held} pages={held} all="/orders?list=held">
        {held.rows.map(({ id, unitName, amountFen, orderedAt }) => (
          <Item key={id} to={`/orders/${id}`} name={unitName} what={<Money fen={amountFen} unit />}>
            <Moment at={orderedAt} />
          </Item>
        ))}
      </Queue>
      <Queue title={CASH.overpaid} pages={overpaid} all="/refunds">
        {overpaid.rows.slice(0, ROWS_SHOWN).map(({ orderId, unitName, amountFen, reference }) => (
          <Item key={orderId} to="/refunds" name={unitName} what={<Money fen={amountFen} unit />}>
            {reference}
          </Item>
        ))}
      </Queue>
      <RefundQueue title={CASH.toPay} pages={toPay} list="approved" />
      <RefundQueue title={CASH.toApprove} pages={toApprove} list="proposed" />
      <Queue title={CASH.changes} pages={changes} all="/orders?list=changes">
        {changes.rows.map(({ id, orderId, unitName, kind, proposedAt }) => (
          <Item key={id} to={`/orders/${orderId}`} name={unitName} what={CHANGE.kinds[kind]}>
            <Moment at={proposedAt} />
          </Item>
        ))}
      </Queue>
      <Queue title={CASH.findings} pages={findings} all="/unexplained">
        {findings.rows.map(({ id, kind, amountFen, entry, proposedAt }) => (
          <Item
            key={id}
            to="/unexplained"
            name={entry.counterparty === '' ? FINDING.kinds[kind] : entry.counterparty}
            what={
              <span>
                {FINDING.kinds[kind]} <Money fen={amountFen} unit />
              </span>
            }
          >
            <Moment at={proposedAt} />
          </Item>
        ))}
      </Queue>
    </>
  );
}

interface RefundQueueProps {
  readonly title: string;
  readonly pages: Pages<Refund>;
  readonly list: 'approved' | 'proposed';
}

function RefundQueue({ title, pages, list }: RefundQueueProps): ReactElement {
  return (
    <Queue title={title} pages={pages} all={`/refunds?list=${list}`}>
      {pages.rows.map(({ refundId, number, payerName, amountFen, proposedAt }) => (
        <Item
          key={refundId}
          to={`/refunds?list=${list}`}
          name={payerName ?? number}
          what={<Money fen={amountFen} unit />}
        >
          <Moment at={proposedAt} />
        </Item>
      ))}
    </Queue>
  );
}
