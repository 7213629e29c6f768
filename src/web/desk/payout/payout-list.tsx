import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import type { PayoutRow } from '#contracts/payout-results.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { PAYOUT } from '#web/desk/payout/payout-texts.ts';
import { Money } from '#web/ui/money.tsx';

type Payout = Static<typeof PayoutRow>;

/** Payouts that came back and wait for another card; nothing where there are none. */
export function ReturnedPayouts(): ReactElement | null {
  const pages = usePages<Payout>('/api/payouts', { state: 'returned' });
  const { may } = useSession();
  if (pages.rows.length === 0) return null;
  return (
    <section className="tz-stack" aria-labelledby="returned-title">
      <h2 id="returned-title">
        {PAYOUT.returned} <span className="tz-app__count">{pages.rows.length}</span>
      </h2>
      <PageList
        label={PAYOUT.returned}
        columns={columnsOf(may('claim.read'))}
        pages={pages}
        keyOf={({ payoutId }) => payoutId}
        empty={PAYOUT.empty}
      />
    </section>
  );
}

/** The payouts of one batch. */
export function BatchPayouts({ batchId }: { readonly batchId: string }): ReactElement {
  const pages = usePages<Payout>('/api/payouts', { batchId });
  const { may } = useSession();
  const [first] = pages.rows;
  return (
    <div className="tz-page">
      <header>
        <h1>{PAYOUT.batch(first?.batchNumber ?? '')}</h1>
        <p className="tz-page__lead">{PAYOUT.batchLead}</p>
      </header>
      <PageList
        label={PAYOUT.batchLead}
        columns={columnsOf(may('claim.read'))}
        pages={pages}
        keyOf={({ payoutId }) => payoutId}
        empty={PAYOUT.empty}
      />
    </div>
  );
}

function columnsOf(mayOpenClaim: boolean): readonly PageColumn<Payout>[] {
  return [
    { key: 'number', title: PAYOUT.column.number, width: '4rem', cell: ({ number }) => number },
    {
      key: 'reference',
      title: PAYOUT.column.reference,
      width: 'minmax(10rem, 1fr)',
      cell: ({ endToEndId }) => <span className="tz-figure">{endToEndId}</span>,
    },
    {
      key: 'amount',
      title: PAYOUT.column.amount,
      width: '8rem',
      align: 'end',
      cell: ({ amountFen }) => <Money fen={amountFen} />,
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
      width: 'minmax(14rem, 2fr)',
      cell: (payout) => <PayoutNote payout={payout} mayOpenClaim={mayOpenClaim} />,
    },
  ];
}

interface PayoutNoteProps {
  readonly payout: Payout;
  readonly mayOpenClaim: boolean;
}

/** When it was paid; why it came back, and the way on. */
function PayoutNote({ payout, mayOpenClaim }: PayoutNoteProps): ReactElement | null {
  const { state, paidOn, returnKind, fault, hasNewCard, claimId } = payout;
  if (state !== 'returned') {
    return paidOn === null ? null : <span>{PAYOUT.paidOn(formatChineseDate(parseDate(paidOn)))}</span>;
  }
  const reasons = [
    ...(returnKind === null ? [] : [PAYOUT.returnKinds[returnKind]]),
    ...(fault === null ? [] : [PAYOUT.faults[fault]]),
  ];
  return (
    <span>
      {reasons.join('：')}。{' '}
      {hasNewCard ? (
        PAYOUT.newCard
      ) : mayOpenClaim ? (
        <Link to={`/claims/${claimId}`}>{PAYOUT.toClaim}</Link>
      ) : (
        PAYOUT.askForCard
      )}
    </span>
  );
}
