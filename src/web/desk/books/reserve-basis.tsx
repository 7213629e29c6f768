import type { ReactElement } from 'react';
import type { VoucherDetail } from '#contracts/vouchers.ts';
import { formatYuan } from '#kernel/money.ts';
import { shareText } from '#web/desk/books/share-text.ts';
import { VOUCHERS } from '#web/desk/books/voucher-texts.ts';

const { reserves: texts } = VOUCHERS;

/** How reserves were reckoned, in words that can be reckoned again. */
export function ReserveBasis({ basis }: { readonly basis: NonNullable<VoucherDetail['basis']> }): ReactElement {
  const { reportedClaims, reportedFen, unreportedFen, earnedFen } = basis;
  const { reportedClaimsBasisPoints: reported, riskReserveBasisPoints: risk } = basis;
  return (
    <ul className="tz-month__list">
      <li>{texts.unearned}</li>
      <li>
        {texts.reported(reportedClaims, formatYuan(reportedFen), shareText(reported ?? 10_000))}
        {reported === null ? texts.noRate : null} <span className="tz-quiet">{texts.reportedWhen}</span>
      </li>
      <li>
        {texts.unreported(formatYuan(unreportedFen))} <span className="tz-quiet">{texts.unreportedHow}</span>
      </li>
      <li>
        {texts.riskHow(formatYuan(earnedFen), shareText(risk ?? 0))}
        {risk === null ? texts.noRate : null}
      </li>
    </ul>
  );
}
