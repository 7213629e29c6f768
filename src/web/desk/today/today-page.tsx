import type { ReactElement } from 'react';
import type { ClaimRow } from '#contracts/claims.ts';
import type { OrderRow, WaitingCreditsAnswer } from '#contracts/contributions.ts';
import type { Unit } from '#contracts/organisations.ts';
import type { RosterRow } from '#contracts/rosters.ts';
import { useAnswer, usePages } from '#web/app/api/use-answer.ts';
import { APP } from '#web/app/app-texts.ts';
import { Inbox } from '#web/app/inbox.tsx';
import { DateText, Moment } from '#web/app/moment.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { PROGRAM_SHORT_NAMES } from '#web/app/words.ts';
import { CLAIM } from '#web/desk/claim-texts.ts';
import { DESK } from '#web/desk/texts.ts';
import { BooksQueues, useBooksQueues } from '#web/desk/today/books-queues.tsx';
import { CashQueues, useCashQueues } from '#web/desk/today/cash-queues.tsx';
import { JoiningQueues, useJoiningQueues } from '#web/desk/today/joining-queues.tsx';
import { PayoutQueues, usePayoutQueues } from '#web/desk/today/payout-queues.tsx';
import { Item, Queue, QueueCard } from '#web/desk/today/queue-card.tsx';
import { Money } from '#web/ui/money.tsx';
import './today-page.css';

const { today: texts } = DESK;
const ROWS_SHOWN = 8;

/** What waits for me, by kind, those first that came first. */
export function TodayPage(): ReactElement {
  const { may, answer } = useSession();
  const rosters = usePages<RosterRow>(may('roster.review') ? '/api/rosters' : undefined, {
    waiting: true,
    limit: ROWS_SHOWN,
  });
  const units = usePages<Unit>(may('unit.review') ? '/api/units' : undefined, {
    state: 'registered',
    limit: ROWS_SHOWN,
  });
  const seconds = usePages<OrderRow>(may('receipt.confirm') ? '/api/orders' : undefined, {
    awaitsSecond: true,
    limit: ROWS_SHOWN,
  });
  const claims = usePages<ClaimRow>(may('claim.review') ? '/api/claims' : undefined, {
    waiting: true,
    limit: ROWS_SHOWN,
  });
  const credits = useAnswer<WaitingCreditsAnswer>(may('remittance.match') ? '/api/waiting-credits' : undefined);
  const joining = useJoiningQueues();
  const cash = useCashQueues();
  const books = useBooksQueues();
  const payouts = usePayoutQueues();
  const lists = [
    rosters,
    units,
    seconds,
    claims,
    ...Object.values(joining),
    ...Object.values(cash),
    ...Object.values(payouts),
  ];
  const isLoading = lists.some((list) => list.isLoading) || credits.isLoading || books.isLoading;
  const creditRows = credits.data?.credits ?? [];
  const creditCount = credits.data?.creditCount ?? 0;
  const isNothing = !isLoading && books.isNothing && creditCount === 0 && lists.every(({ rows }) => rows.length === 0);
  const hasDuties =
    may('roster.review') ||
    may('unit.review') ||
    may('claim.review') ||
    may('receipt.confirm') ||
    may('remittance.match') ||
    may('voucher.decide');
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        {isNothing ? null : <p className="tz-page__lead">{texts.hello(answer.account.name)}</p>}
      </header>
      {isLoading ? <p className="tz-quiet">{APP.loading}</p> : null}
      {isNothing ? (
        <section className="tz-card tz-stack tz-today__nothing">
          <h2>{texts.none}</h2>
          <p className="tz-quiet">{hasDuties ? texts.noneNext : texts.nobody}</p>
        </section>
      ) : null}
      <Queue title={texts.rosters} pages={rosters} all="/rosters">
        {rosters.rows.map(({ id, unitName, program, accepted, submittedOn }) => (
          <Item
            key={id}
            to={`/rosters/${id}`}
            name={unitName}
            what={`${PROGRAM_SHORT_NAMES[program]} · ${texts.people(accepted)}`}
          >
            {submittedOn === null ? null : <DateText date={submittedOn} />}
          </Item>
        ))}
      </Queue>
      <JoiningQueues lists={joining} />
      <Queue title={texts.claims} pages={claims} all="/claims">
        {claims.rows.map(({ claimId, memberName, outcome, amountFen, submittedOn }) => (
          <Item
            key={claimId}
            to={`/claims/${claimId}`}
            name={memberName}
            what={
              <span className="tz-row tz-row--tight">
                <StateTag state={CLAIM.outcomes[outcome]} /> <Money fen={amountFen} unit />
              </span>
            }
          >
            <DateText date={submittedOn} />
          </Item>
        ))}
      </Queue>
      <Queue title={texts.units} pages={units} all="/units?state=registered">
        {units.rows.map(({ id, name, eligibleCount, registeredAt }) => (
          <Item key={id} to={`/units/${id}`} name={name} what={texts.people(eligibleCount)}>
            <Moment at={registeredAt} />
          </Item>
        ))}
      </Queue>
      {creditRows.length === 0 ? null : (
        <QueueCard title={texts.credits} count={creditCount} all="/matching" hasMore={false}>
          {creditRows.slice(0, ROWS_SHOWN).map(({ id, payerName, openFen, postedOn }) => (
            <Item key={id} to="/matching" name={payerName} what={<Money fen={openFen} unit />}>
              <DateText date={postedOn} />
            </Item>
          ))}
        </QueueCard>
      )}
      <BooksQueues queues={books} />
      <PayoutQueues lists={payouts} />
      <CashQueues queues={cash} />
      <Queue title={texts.seconds} pages={seconds} all="/orders?list=second">
        {seconds.rows.map(({ id, unitName, amountFen, completedOn }) => (
          <Item key={id} to={`/orders/${id}`} name={unitName} what={<Money fen={amountFen} unit />}>
            {completedOn === null ? null : <DateText date={completedOn} />}
          </Item>
        ))}
      </Queue>
      <Inbox placeOf={({ objectKind, objectId }) => PLACES[objectKind]?.(objectId)} />
    </div>
  );
}

/** The pages of what one is told of; a page that one may not open says so itself. */
const PLACES: Readonly<Record<string, (id: string) => string>> = {
  roster: (id) => `/rosters/${id}`,
  'contribution-order': (id) => `/orders/${id}`,
  claim: (id) => `/claims/${id}`,
  appeal: (id) => `/appeals/${id}`,
  unit: (id) => `/units/${id}`,
  recovery: () => '/recoveries',
  payout: () => '/payouts',
  reconciliation: () => '/checks',
  'member-request': () => '/member-requests',
  replacement: () => '/replacements',
};
