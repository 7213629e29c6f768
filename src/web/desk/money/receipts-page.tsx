import type { ReactElement } from 'react';
import type { ReceiptSeries } from '#contracts/receipts.ts';
import { formatYuan } from '#kernel/money.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useSession } from '#web/app/session.tsx';
import { ReceiptList } from '#web/desk/money/receipt-list.tsx';
import { RECEIPT as texts } from '#web/desk/money/receipt-texts.ts';
import { Note } from '#web/ui/note.tsx';

/** Receipts of contributions, newest first; the office sees that no number is missing. */
export function ReceiptsPage(): ReactElement {
  const { may } = useSession();
  const series = useAnswer<ReceiptSeries>(may('remittance.read') ? '/api/receipt-series' : undefined);
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      {series.data?.map(({ code, first, last, count, missing, amountFen }) => (
        <Note key={code} kind={missing === 0 ? 'remark' : 'fault'}>
          {texts.series(code, first, last, count)}，{texts.seriesSum(formatYuan(amountFen))}。
          {missing === 0 ? texts.noGap : texts.gap(missing)}。
        </Note>
      ))}
      <ReceiptList empty={texts.empty} label={texts.title} />
    </div>
  );
}
