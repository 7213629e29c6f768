import { Button } from 'antd';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import type { OrderDetail } from '#contracts/contributions.ts';
import type { IssuedReceipts, ReceiptRow } from '#contracts/receipts.ts';
import { formatYuan } from '#kernel/money.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { FUNDING_SOURCES } from '#web/app/words.ts';
import { ReceiptList } from '#web/desk/money/receipt-list.tsx';
import { RECEIPT } from '#web/desk/money/receipt-texts.ts';
import { MONEY } from '#web/desk/money-texts.ts';
import { Money } from '#web/ui/money.tsx';
import { Note } from '#web/ui/note.tsx';

const { order: texts } = MONEY;

/** What one must know of an order before anything else: held, expired, void, in whose place it stands. */
export function OrderNotes({ order }: { readonly order: OrderDetail }): ReactElement | null {
  const { state, payoutsHeld, replacesId, replacedById } = order;
  const link = (id: string, words: string): ReactElement => <Link to={`/orders/${id}`}>{words}</Link>;
  return (
    <>
      {payoutsHeld ? <Note kind="fault">{texts.held}</Note> : null}
      {state === 'expired' ? <Note kind="remark">{texts.expired}</Note> : null}
      {state === 'void' ? (
        <Note kind="remark">
          {texts.voided} {replacedById === null ? null : link(replacedById, texts.replacedBy)}
        </Note>
      ) : null}
      {replacesId === null ? null : <Note kind="remark">{link(replacesId, texts.replaces)}</Note>}
    </>
  );
}

/** Who pays which part, to the fen. */
export function OrderPayers({ order }: { readonly order: OrderDetail }): ReactElement {
  const columns = texts.payerColumn;
  return (
    <section className="tz-card tz-stack" aria-labelledby="payers-title">
      <h2 id="payers-title">{texts.payers}</h2>
      <ul className="tz-sums">
        {order.payers.map(({ source, payerName, payerCode, amountFen }) => (
          <li key={`${source} ${payerName} ${amountFen}`}>
            <span>
              <strong>{payerName}</strong> <span className="tz-quiet">{FUNDING_SOURCES[source]}</span>
              {payerCode === null ? null : (
                <span className="tz-quiet">
                  {' '}
                  {columns.code} {payerCode}
                </span>
              )}
            </span>
            <Money fen={amountFen} unit />
          </li>
        ))}
      </ul>
      <p className="tz-quiet">{texts.payersSum(formatYuan(order.amountFen))}</p>
    </section>
  );
}

/** The receipts of an order whose cover began; issued here where the job has not come to it yet. */
export function OrderReceipts({ order }: { readonly order: OrderDetail }): ReactElement {
  const { may } = useSession();
  const tell = useTell();
  const { rows, isLoading } = usePages<ReceiptRow>('/api/receipts', { orderId: order.id });
  const issuing = useWrite<undefined, Static<typeof IssuedReceipts>>(
    () => ({ method: 'POST', path: `/api/orders/${order.id}/receipts` }),
    ({ receiptIds }) => tell(RECEIPT.issueDone(receiptIds.length)),
  );
  return (
    <section className="tz-stack" aria-labelledby="receipts-title">
      <div className="tz-row tz-row--apart">
        <h2 id="receipts-title">{RECEIPT.ofOrder}</h2>
        {may('receipt.issue') && !isLoading && rows.length === 0 ? (
          <Button loading={issuing.isSending} onClick={() => issuing.send(undefined)}>
            {RECEIPT.issue}
          </Button>
        ) : null}
      </div>
      <FailureNote failure={issuing.failure} onAgain={issuing.again} />
      <ReceiptList label={RECEIPT.ofOrder} empty={RECEIPT.ofOrderEmpty} orderId={order.id} />
    </section>
  );
}
