import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import type { DecideRefund, OverpaidOrders, ProposedRefund, RefundsAnswer } from '#contracts/recoveries.ts';
import { formatYuan } from '#kernel/money.ts';
import { pagesOf, useAnswer, usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { Choices } from '#web/app/choices.tsx';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { CopyButton } from '#web/app/copy-button.tsx';
import { DateText } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { type Session, useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { REFUND as texts } from '#web/desk/money/refund-texts.ts';
import { Money } from '#web/ui/money.tsx';

type Refund = Static<typeof RefundsAnswer>['items'][number];
type Overpaid = Static<typeof OverpaidOrders>[number];
type Outcome = Static<typeof DecideRefund>['outcome'];

const LISTS = ['all', 'proposed', 'approved', 'paid', 'declined'] as const;
type ListName = (typeof LISTS)[number];

/** Contributions that go back to who paid them: what should be proposed, what waits, what was paid. */
export function RefundsPage(): ReactElement {
  const session = useSession();
  const [list, setList] = useChoiceInAddress<ListName>('list', LISTS);
  const [proposing, setProposing] = useState<Overpaid>();
  const [deciding, setDeciding] = useState<Deciding>();
  const overpaid = useAnswer<readonly Overpaid[]>('/api/overpaid-orders');
  const pages = usePages<Refund>('/api/refunds', list === 'all' ? {} : { state: list });
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      <section className="tz-stack" aria-labelledby="overpaid-title">
        <h2 id="overpaid-title">
          {texts.overpaid} <span className="tz-app__count">{overpaid.data?.length ?? 0}</span>
        </h2>
        <PageList
          label={texts.overpaid}
          columns={overpaidColumns(session.may('refund.propose') ? setProposing : undefined)}
          pages={pagesOf(overpaid, (rows) => rows)}
          keyOf={({ orderId }) => orderId}
          empty={texts.overpaidEmpty}
        />
      </section>
      <section className="tz-stack" aria-labelledby="refunds-title">
        <div className="tz-row tz-row--apart">
          <h2 id="refunds-title">{texts.list}</h2>
          <Choices label={texts.list} choices={LISTS} labels={texts.lists} value={list} onChoose={setList} />
        </div>
        {session.may('refund.propose') ? <p className="tz-quiet">{texts.payHow}</p> : null}
        <PageList
          key={list}
          label={texts.list}
          columns={refundColumns(session, setDeciding)}
          pages={pages}
          keyOf={({ refundId }) => refundId}
          empty={texts.empty}
        />
      </section>
      {proposing === undefined ? null : (
        <ProposeSheet key={proposing.orderId} order={proposing} onClose={() => setProposing(undefined)} />
      )}
      {deciding === undefined ? null : (
        <DecideSheet key={deciding.refund.refundId} {...deciding} onClose={() => setDeciding(undefined)} />
      )}
    </div>
  );
}

interface ProposeSheetProps {
  readonly order: Overpaid;
  readonly onClose: () => void;
}

function ProposeSheet({ order, onClose }: ProposeSheetProps): ReactElement {
  const tell = useTell();
  const writing = useWrite<{ readonly orderId: string }, Static<typeof ProposedRefund>>(
    (body) => ({ method: 'POST', path: '/api/refunds', body }),
    ({ number }) => {
      tell(texts.proposeDone(number));
      onClose();
    },
  );
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={texts.proposeTitle}
      actLabel={texts.propose}
      writing={writing}
      input={{ orderId: order.orderId }}
    >
      <p>{texts.proposeWhat(order.unitName, formatYuan(order.amountFen))}</p>
    </ConfirmSheet>
  );
}

interface Deciding {
  readonly refund: Refund;
  readonly outcome: Outcome;
}

interface DecideSheetProps extends Deciding {
  readonly onClose: () => void;
}

function DecideSheet({ refund, outcome, onClose }: DecideSheetProps): ReactElement {
  const tell = useTell();
  const writing = useWrite<Static<typeof DecideRefund>>(
    (body) => ({ method: 'POST', path: `/api/refunds/${refund.refundId}/decision`, body }),
    () => {
      tell(texts.done[outcome]);
      onClose();
    },
  );
  const isStop = outcome === 'decline' && refund.state === 'approved';
  const title = outcome === 'approve' ? texts.approveTitle : isStop ? texts.stopTitle : texts.declineTitle;
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={title}
      actLabel={outcome === 'approve' ? texts.approve : isStop ? texts.stop : texts.decline}
      writing={writing}
      input={{ outcome }}
    >
      <p>{texts.what(refund.number, refund.payerName ?? '', formatYuan(refund.amountFen))}</p>
      {isStop ? <p>{texts.stopNext}</p> : null}
      <p>{outcome === 'approve' ? texts.approveNext : texts.declineNext}</p>
    </ConfirmSheet>
  );
}

function overpaidColumns(onPropose: ((order: Overpaid) => void) | undefined): readonly PageColumn<Overpaid>[] {
  return [
    {
      key: 'unit',
      title: texts.column.unit,
      width: 'minmax(12rem, 1fr)',
      cell: ({ orderId, unitName }) => <Link to={`/orders/${orderId}`}>{unitName}</Link>,
    },
    {
      key: 'reference',
      title: texts.column.reference,
      width: '9rem',
      cell: ({ reference }) => <span className="tz-figure">{reference}</span>,
    },
    {
      key: 'amount',
      title: texts.column.amount,
      width: '8rem',
      align: 'end',
      cell: ({ amountFen }) => <Money fen={amountFen} />,
    },
    {
      key: 'act',
      title: texts.column.act,
      width: '7rem',
      cell: (order) =>
        onPropose === undefined ? null : (
          <Button size="small" onClick={() => onPropose(order)}>
            {texts.propose}
          </Button>
        ),
    },
  ];
}

function refundColumns({ may }: Session, onDecide: (deciding: Deciding) => void): readonly PageColumn<Refund>[] {
  const mayDecide = may('refund.approve');
  return [
    {
      key: 'number',
      title: texts.column.number,
      width: '11rem',
      cell: ({ number, state }) => (
        <span className="tz-row tz-row--tight">
          <span className="tz-figure">{number}</span>
          {state === 'approved' ? <CopyButton text={number} what={texts.copyNumber} /> : null}
        </span>
      ),
    },
    {
      key: 'why',
      title: texts.column.why,
      width: 'minmax(9rem, 1fr)',
      cell: ({ orderId, unitName }) =>
        orderId === null ? (
          texts.ofCredit
        ) : (
          <span>
            {texts.ofOrder} <Link to={`/orders/${orderId}`}>{unitName}</Link>
          </span>
        ),
    },
    {
      key: 'payer',
      title: texts.column.payer,
      width: 'minmax(10rem, 1fr)',
      cell: ({ payerName, payerAccount }) => (payerName === null ? '—' : texts.toPayer(payerName, payerAccount ?? '')),
    },
    {
      key: 'amount',
      title: texts.column.amount,
      width: '7rem',
      align: 'end',
      cell: ({ amountFen }) => <Money fen={amountFen} />,
    },
    {
      key: 'people',
      title: texts.column.people,
      width: '8rem',
      cell: ({ proposedBy, decidedBy }) => (decidedBy === null ? proposedBy : `${proposedBy} / ${decidedBy}`),
    },
    {
      key: 'state',
      title: texts.column.state,
      width: '8.5rem',
      cell: ({ state, paidOn }) => (
        <span>
          <StateTag state={texts.states[state]} /> {paidOn === null ? null : <DateText date={paidOn} />}
        </span>
      ),
    },
    {
      key: 'act',
      title: texts.column.act,
      width: '9rem',
      cell: (refund) => {
        if (!mayDecide || (refund.state !== 'proposed' && refund.state !== 'approved')) return null;
        if (refund.isOwn) return <span className="tz-quiet">{texts.own}</span>;
        return refund.state === 'approved' ? (
          <Button size="small" onClick={() => onDecide({ refund, outcome: 'decline' })}>
            {texts.stop}
          </Button>
        ) : (
          <span className="tz-row tz-row--tight">
            <Button size="small" type="primary" onClick={() => onDecide({ refund, outcome: 'approve' })}>
              {texts.approve}
            </Button>
            <Button size="small" onClick={() => onDecide({ refund, outcome: 'decline' })}>
              {texts.decline}
            </Button>
          </span>
        );
      },
    },
  ];
}
