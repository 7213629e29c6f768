import { Button, Input } from 'antd';
import { type ReactElement, useState } from 'react';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import type { CorrectReceipt, ReceiptRow } from '#contracts/receipts.ts';
import { parseCreditCode } from '#kernel/credit-code.ts';
import { formatYuan } from '#kernel/money.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { DateText } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { RECEIPT as texts } from '#web/desk/money/receipt-texts.ts';
import { Money } from '#web/ui/money.tsx';

interface ReceiptListProps {
  readonly label: string;
  readonly empty: string;
  readonly orderId?: string;
}

/** Receipts with their papers; a wrong one is taken back by a red one and issued anew. */
export function ReceiptList({ label, empty, orderId }: ReceiptListProps): ReactElement {
  const { may } = useSession();
  const [correcting, setCorrecting] = useState<ReceiptRow>();
  const pages = usePages<ReceiptRow>('/api/receipts', orderId === undefined ? {} : { orderId });
  return (
    <>
      <PageList
        label={label}
        columns={columnsOf(may('receipt.issue') ? setCorrecting : undefined)}
        pages={pages}
        keyOf={({ id }) => id}
        empty={empty}
      />
      {correcting === undefined ? null : (
        <CorrectSheet key={correcting.id} receipt={correcting} onClose={() => setCorrecting(undefined)} />
      )}
    </>
  );
}

interface CorrectSheetProps {
  readonly receipt: ReceiptRow;
  readonly onClose: () => void;
}

function CorrectSheet({ receipt, onClose }: CorrectSheetProps): ReactElement {
  const tell = useTell();
  const [payerName, setPayerName] = useState(receipt.payerName);
  const [payerCode, setPayerCode] = useState(receipt.payerCode ?? '');
  const [reason, setReason] = useState('');
  const writing = useWrite<Static<typeof CorrectReceipt>>(
    (body) => ({ method: 'POST', path: `/api/receipts/${receipt.id}/correction`, body }),
    () => {
      tell(texts.correctDone);
      onClose();
    },
  );
  const code = payerCode.trim().toUpperCase();
  const isWrongCode = code !== '' && !parseCreditCode(code).ok;
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={texts.correctTitle}
      actLabel={texts.correct}
      isReady={payerName.trim() !== '' && !isWrongCode && reason.trim().length > 1}
      writing={writing}
      input={{ payerName: payerName.trim(), reason: reason.trim(), ...(code === '' ? {} : { payerCode: code }) }}
    >
      <p>{texts.correctWhat(receipt.number, receipt.payerName, formatYuan(receipt.amountFen))}</p>
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="receipt-payer">
          {texts.payerName}
        </label>
        <Input
          id="receipt-payer"
          value={payerName}
          maxLength={100}
          onChange={({ target }) => setPayerName(target.value)}
        />
      </div>
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="receipt-code">
          {texts.payerCode}
        </label>
        <Input
          id="receipt-code"
          value={payerCode}
          maxLength={18}
          status={isWrongCode ? 'error' : ''}
          onChange={({ target }) => setPayerCode(target.value.replaceAll(/\s/g, ''))}
        />
        {isWrongCode ? <p className="tz-field__fault">{texts.codeWrong}</p> : null}
      </div>
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="receipt-reason">
          {texts.reason}
        </label>
        <Input
          id="receipt-reason"
          value={reason}
          placeholder={texts.reasonHint}
          maxLength={200}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
    </ConfirmSheet>
  );
}

function columnsOf(onCorrect: ((receipt: ReceiptRow) => void) | undefined): readonly PageColumn<ReceiptRow>[] {
  return [
    {
      key: 'number',
      title: texts.column.number,
      width: '8.5rem',
      cell: ({ number }) => <span className="tz-figure">{number}</span>,
    },
    { key: 'on', title: texts.column.on, width: '8.5rem', cell: ({ issuedOn }) => <DateText date={issuedOn} /> },
    { key: 'payer', title: texts.column.payer, width: 'minmax(9rem, 1fr)', cell: ({ payerName }) => payerName },
    {
      key: 'unit',
      title: texts.column.unit,
      width: 'minmax(9rem, 1fr)',
      cell: ({ orderId, unitName }) => <Link to={`/orders/${orderId}`}>{unitName}</Link>,
    },
    {
      key: 'amount',
      title: texts.column.amount,
      width: '7rem',
      align: 'end',
      cell: ({ amountFen, redOfNumber }) => <Money fen={redOfNumber === null ? amountFen : -amountFen} />,
    },
    {
      key: 'state',
      title: texts.column.state,
      width: 'minmax(8rem, 1fr)',
      cell: ({ isReversed, redOfNumber, reason }) =>
        redOfNumber === null ? (
          <StateTag state={texts.states[isReversed ? 'reversed' : 'standing']} />
        ) : (
          <span>
            {texts.red(redOfNumber)}
            {reason === null ? '' : `：${reason}`}
          </span>
        ),
    },
    {
      key: 'act',
      title: texts.column.act,
      width: '12rem',
      cell: (receipt) => (
        <span className="tz-row tz-row--tight">
          <a
            href={`/api/receipts/${receipt.id}/paper`}
            target="_blank"
            rel="noopener"
            aria-label={texts.pdfOf(receipt.number)}
          >
            {texts.pdf}
          </a>
          <a href={`/api/receipts/${receipt.id}/xml`} download aria-label={texts.xmlOf(receipt.number)}>
            {texts.xml}
          </a>
          {onCorrect === undefined || receipt.isReversed || receipt.redOfNumber !== null ? null : (
            <Button size="small" onClick={() => onCorrect(receipt)}>
              {texts.correct}
            </Button>
          )}
        </span>
      ),
    },
  ];
}
