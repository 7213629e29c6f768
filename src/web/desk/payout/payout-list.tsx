import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import type { PayoutRow } from '#contracts/payout-results.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { type Session, useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { AskForCard } from '#web/desk/payout/ask-for-card.tsx';
import { PAYOUT } from '#web/desk/payout/payout-texts.ts';
import { Money } from '#web/ui/money.tsx';
import './payout.css';

type Payout = Static<typeof PayoutRow>;

/** Payouts that came back and whose place nothing has taken; nothing where there are none. */
export function ReturnedPayouts(): ReactElement | null {
  const pages = usePages<Payout>('/api/payouts', { state: 'returned', open: true });
  const { may } = useSession();
  if (pages.rows.length === 0) return null;
  return (
    <section className="tz-stack" aria-labelledby="returned-title">
      <h2 id="returned-title">
        {PAYOUT.returned} <span className="tz-app__count">{pages.rows.length}</span>
      </h2>
      <PageList
        label={PAYOUT.returned}
        columns={payoutColumns(may)}
        pages={pages}
        keyOf={({ payoutId }) => payoutId}
        empty={PAYOUT.empty}
      />
    </section>
  );
}

/** The columns of single payouts: to whom, masked, how much, where it stands, and the way on. */
export function payoutColumns(may: Session['may']): readonly PageColumn<Payout>[] {
  return [
    { key: 'number', title: PAYOUT.column.number, width: '4rem', cell: ({ number }) => number },
    {
      key: 'payee',
      title: PAYOUT.column.payee,
      width: 'minmax(12rem, 2fr)',
      cell: ({ account }) =>
        account === null ? (
          PAYOUT.erased
        ) : (
          <span className="tz-payee">
            <span>
              {account.holder} <span className="tz-figure">{account.cardNumber}</span>
            </span>
            <span className="tz-quiet">{PAYOUT.bank(account.bankName, account.bankNumber)}</span>
          </span>
        ),
    },
    {
      key: 'amount',
      title: PAYOUT.column.amount,
      width: '7rem',
      align: 'end',
      cell: ({ amountFen }) => <Money fen={amountFen} />,
    },
    {
      key: 'reference',
      title: PAYOUT.column.reference,
      width: '12.5rem',
      cell: ({ endToEndId }) => <span className="tz-figure tz-quiet">{endToEndId}</span>,
    },
    {
      key: 'state',
      title: PAYOUT.column.state,
      width: '6rem',
      cell: ({ state }) => <StateTag state={PAYOUT.states[state]} />,
    },
    {
      key: 'note',
      title: PAYOUT.column.note,
      width: 'minmax(12rem, 2fr)',
      cell: (payout) => <PayoutNote payout={payout} may={may} />,
    },
  ];
}

/** Why the bank did not pay, or sent it back, in words. */
function reasonOf({ returnKind, fault }: Payout): string {
  return [
    ...(returnKind === null ? [] : [PAYOUT.returnKinds[returnKind]]),
    ...(fault === null ? [] : [PAYOUT.faults[fault]]),
  ].join('：');
}

interface PayoutNoteProps {
  readonly payout: Payout;
  readonly may: Session['may'];
}

/** What a checker should look at; when it was paid; why it came back, and the way on. */
function PayoutNote({ payout, may }: PayoutNoteProps): ReactElement {
  const { state, paidOn, returnedOn, hasNewCard, claimId, remarks } = payout;
  const looks = remarks.filter((remark) => remark !== 'no-bank-number').map((remark) => PAYOUT.remarks[remark]);
  return (
    <span className="tz-payout-note">
      {looks.length === 0 ? null : <span>{looks.join('，')}</span>}
      {paidOn === null ? null : <span>{PAYOUT.paidOn(formatChineseDate(parseDate(paidOn)))}</span>}
      {state !== 'returned' || returnedOn === null ? null : (
        <>
          <span>
            {formatChineseDate(parseDate(returnedOn))} {reasonOf(payout)}
          </span>
          <span className="tz-row tz-row--tight">
            {hasNewCard ? PAYOUT.newCard : <AskForCard payout={payout} reason={reasonOf(payout)} />}
            {may('claim.read') ? (
              <Link to={`/claims/${claimId}`}>
                {hasNewCard || !may('payee.register') ? PAYOUT.toClaimPlain : PAYOUT.toClaim}
              </Link>
            ) : null}
          </span>
        </>
      )}
    </span>
  );
}
