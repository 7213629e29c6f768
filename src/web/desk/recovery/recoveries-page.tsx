import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import type { OutstandingRecoveries } from '#contracts/recoveries.ts';
import { formatYuan } from '#kernel/money.ts';
import { useAnswer, usePages } from '#web/app/api/use-answer.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { Choices } from '#web/app/choices.tsx';
import { Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { type Session, useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { type Recovery, RecoveryActs } from '#web/desk/recovery/recovery-acts.tsx';
import { RECOVERY } from '#web/desk/recovery/recovery-texts.ts';
import { Money } from '#web/ui/money.tsx';

const DECIDER_FIRST = ['proposed', 'decided', 'received', 'declined', 'all'] as const;
const RECEIVER_FIRST = ['decided', 'proposed', 'received', 'declined', 'all'] as const;

/** Benefits that are taken back: what waits for a decision, what waits for money, what has come. */
export function RecoveriesPage(): ReactElement {
  const { may } = useSession();
  const order = may('recovery.decide') ? DECIDER_FIRST : RECEIVER_FIRST;
  const [filter, setFilter] = useChoiceInAddress('list', order);
  const pages = usePages<Recovery>('/api/recoveries', filter === 'all' ? {} : { state: filter });
  const { data: outstanding } = useAnswer<Static<typeof OutstandingRecoveries>>('/api/recoveries/outstanding');
  return (
    <div className="tz-page">
      <header>
        <h1>{RECOVERY.title}</h1>
        <p className="tz-page__lead">{RECOVERY.lead}</p>
      </header>
      {outstanding === undefined ? null : (
        <p className="tz-card">
          {outstanding.count === 0
            ? RECOVERY.nothingOutstanding
            : RECOVERY.outstanding(outstanding.count, formatYuan(outstanding.openFen))}
        </p>
      )}
      <Choices label={RECOVERY.filter} choices={order} labels={RECOVERY.filters} value={filter} onChoose={setFilter} />
      <PageList
        label={RECOVERY.title}
        columns={columnsOf(may)}
        pages={pages}
        keyOf={({ recoveryId }) => recoveryId}
        empty={RECOVERY.empty}
      />
    </div>
  );
}

function columnsOf(may: Session['may']): readonly PageColumn<Recovery>[] {
  return [
    {
      key: 'number',
      title: RECOVERY.column.number,
      width: '6.5rem',
      cell: ({ number }) => <strong className="tz-figure">{number}</strong>,
    },
    {
      key: 'member',
      title: RECOVERY.column.member,
      width: 'minmax(5rem, 1fr)',
      cell: ({ memberName, claimId }) => (
        <span>
          {memberName} <br />
          {may('claim.read') ? <Link to={`/claims/${claimId}`}>{RECOVERY.claim}</Link> : null}
        </span>
      ),
    },
    {
      key: 'amount',
      title: RECOVERY.column.amount,
      width: '6rem',
      align: 'end',
      cell: ({ amountFen }) => <Money fen={amountFen} />,
    },
    {
      key: 'received',
      title: RECOVERY.column.received,
      width: '7rem',
      align: 'end',
      cell: ({ receivedFen }) => <Money fen={receivedFen} />,
    },
    {
      key: 'why',
      title: RECOVERY.column.why,
      width: 'minmax(8rem, 2fr)',
      cell: ({ cause, reason }) => (
        <span>
          {RECOVERY.causes[cause]} <br />
          <span className="tz-quiet">{reason}</span>
        </span>
      ),
    },
    {
      key: 'people',
      title: RECOVERY.column.people,
      width: '10rem',
      cell: ({ proposedBy, proposedAt, decidedBy }) => (
        <span>
          {proposedBy} / {decidedBy ?? '—'} <br />
          <span className="tz-quiet">
            <Moment at={proposedAt} />
          </span>
        </span>
      ),
    },
    {
      key: 'state',
      title: RECOVERY.column.state,
      width: '7rem',
      cell: ({ state }) => <StateTag state={RECOVERY.states[state]} />,
    },
    {
      key: 'acts',
      title: RECOVERY.column.acts,
      width: '9.5rem',
      cell: (recovery) => <RecoveryActs recovery={recovery} />,
    },
  ];
}
