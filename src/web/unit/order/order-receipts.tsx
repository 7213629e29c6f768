import { Button } from 'antd';
import type { ReactElement } from 'react';
import type { ReceiptRow } from '#contracts/receipts.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { DateText } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { Money } from '#web/ui/money.tsx';
import { AFTER } from '#web/unit/order/after-texts.ts';

/** The receipts of an order, one for each payer, as PDF and as XML; red ones among them. */
export function OrderReceipts({ orderId }: { readonly orderId: string }): ReactElement {
  const pages = usePages<ReceiptRow>('/api/receipts', { orderId });
  return (
    <section className="tz-card tz-stack" aria-labelledby="receipts-title">
      <div>
        <h2 id="receipts-title">{AFTER.receipts}</h2>
        <p className="tz-quiet">{AFTER.receiptsHint}</p>
      </div>
      <PageList
        label={AFTER.receipts}
        columns={COLUMNS}
        pages={pages}
        keyOf={({ id }) => id}
        empty={AFTER.receiptsWait}
      />
    </section>
  );
}

const COLUMNS: readonly PageColumn<ReceiptRow>[] = [
  { key: 'payer', title: AFTER.receipt.payer, width: 'minmax(10rem, 1fr)', cell: ({ payerName }) => payerName },
  {
    key: 'amount',
    title: AFTER.receipt.amount,
    width: '8rem',
    align: 'end',
    cell: ({ amountFen }) => <Money fen={amountFen} />,
  },
  {
    key: 'number',
    title: AFTER.receipt.number,
    width: '9rem',
    cell: ({ number }) => <span className="tz-figure">{number}</span>,
  },
  { key: 'on', title: AFTER.receipt.on, width: '9rem', cell: ({ issuedOn }) => <DateText date={issuedOn} /> },
  {
    key: 'state',
    title: AFTER.receipt.state,
    width: '5rem',
    cell: ({ isReversed, redOfNumber }) => (
      <StateTag state={AFTER.receiptStates[redOfNumber !== null ? 'red' : isReversed ? 'reversed' : 'valid']} />
    ),
  },
  {
    key: 'files',
    title: AFTER.receipt.files,
    width: '9rem',
    cell: ({ id, number }) => (
      <span className="tz-row tz-row--tight">
        <Button aria-label={AFTER.pdfOf(number)} href={`/api/receipts/${id}/paper`} target="_blank" rel="noopener">
          {AFTER.pdf}
        </Button>
        <Button aria-label={AFTER.xmlOf(number)} href={`/api/receipts/${id}/xml`}>
          {AFTER.xml}
        </Button>
      </span>
    ),
  },
];
