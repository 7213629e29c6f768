import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { AskReopening, LedgerMonths } from '#contracts/books.ts';
import { formatDate } from '#kernel/civil-date.ts';
import type { Write } from '#web/app/api/ask.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { FailureNote } from '#web/app/failure-note.tsx';
import { LongTextField } from '#web/app/form.tsx';
import { Moment } from '#web/app/moment.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { BOOKS } from '#web/desk/books/books-texts.ts';
import { CloseMonth } from '#web/desk/books/close-month.tsx';
import { today } from '#web/ui/typed-day.ts';
import './books.css';

const { months: texts } = BOOKS;

type Month = LedgerMonths[number];

/** The months of the books: which are closed, by whom, what stands before the next one, who asked to open one again. */
export function MonthsPage(): ReactElement {
  const { data, error, refetch } = useAnswer<LedgerMonths>('/api/ledger/months');
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      {data === undefined ? (
        <Pending error={error} refetch={refetch} />
      ) : data.length === 0 ? (
        <div className="tz-card">{texts.empty}</div>
      ) : (
        shownOf(data).map((month) => <MonthCard key={month.month} month={month} />)
      )}
    </div>
  );
}

/**
 * What waits first: months that somebody asked to open again, then the next one to close; then the others, the latest first.
 * Not those that have not begun (the year is made whole when its first entry comes), nor empty ones before the books begin.
 */
function shownOf(months: LedgerMonths): readonly ShownMonth[] {
  const now = formatDate(today()).slice(0, 7);
  const begins = months.findLast(({ hasEntries, state }) => hasEntries || state === 'closed')?.month;
  const next = months.findLast(({ hasEntries, state }) => hasEntries && state === 'open')?.month;
  const begun = months.filter(({ month, state }) => (month <= now || state === 'closed') && month >= (begins ?? now));
  const rank = ({ month, reopeningAskedAt }: Month): number => (reopeningAskedAt !== null ? 0 : month === next ? 1 : 2);
  return begun.toSorted((a, b) => rank(a) - rank(b)).map((month) => ({ ...month, isNext: month.month === next }));
}

type ShownMonth = Month & { readonly isNext: boolean };

function MonthCard({ month }: { readonly month: ShownMonth }): ReactElement {
  const { may } = useSession();
  const [wish, setLooking] = useState<boolean>();
  const isLooking = wish ?? month.isNext;
  const isAsked = month.reopeningAskedAt !== null;
  const state = isAsked ? texts.states.asked : texts.states[month.state];
  return (
    <section className="tz-card tz-stack tz-month" aria-label={month.month}>
      <div className="tz-row tz-row--apart">
        <h2 className="tz-row tz-row--tight">
          <span className="tz-figure">{month.month}</span> <StateTag state={state} />
          {month.isNext ? <span className="tz-quiet">{texts.next}</span> : null}
          {month.hasEntries ? null : <span className="tz-quiet">{texts.emptyMonth}</span>}
        </h2>
        <span className="tz-row">
          {month.closedAt === null || month.state === 'open' ? null : (
            <span className="tz-quiet">
              {month.closedBy} <Moment at={month.closedAt} />
            </span>
          )}
          {month.state === 'open' ? (
            <Button aria-expanded={isLooking} onClick={() => setLooking(!isLooking)}>
              {isLooking ? texts.hide : texts.look}
            </Button>
          ) : isAsked ? null : may('ledger.close') ? (
            <AskReopeningButton month={month.month} />
          ) : null}
        </span>
      </div>
      {isAsked ? <Asked month={month} /> : null}
      {month.state === 'open' && isLooking ? <CloseMonth month={month.month} /> : null}
      {month.acts.length === 0 ? null : (
        <details>
          <summary>{texts.history}</summary>
          <ul className="tz-month__list">
            {month.acts.map(({ act, at, by, reason }) => (
              <li key={at + act}>
                <Moment at={at} /> {by} {texts.acts[act]}
                {reason === null ? null : <span className="tz-quiet">{reason}</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function AskReopeningButton({ month }: { readonly month: string }): ReactElement {
  const tell = useTell();
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const writing = useWrite<Static<typeof AskReopening>>(
    (body) => ({ method: 'POST', path: `/api/ledger/months/${month}/reopening`, body }),
    () => {
      setAsking(false);
      tell(texts.asked);
    },
  );
  return (
    <>
      <Button onClick={() => setAsking(true)}>{texts.ask}</Button>
      <ConfirmSheet
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={texts.askTitle(month)}
        actLabel={texts.ask}
        isReady={reason.trim() !== ''}
        writing={writing}
        input={{ reason: reason.trim() }}
      >
        <p>{texts.askWhat}</p>
        <LongTextField
          path="reopening-reason"
          label={texts.reason}
          hint={texts.reasonHint}
          value={reason}
          onChange={setReason}
          maxLength={500}
        />
      </ConfirmSheet>
    </>
  );
}

/** Somebody asked to open the month again: another person allows it or not, the first may take it back. */
function Asked({ month }: { readonly month: Month }): ReactElement {
  const { may } = useSession();
  const tell = useTell();
  const [isAllowing, setAllowing] = useState(false);
  const path = `/api/ledger/months/${month.month}`;
  const allowing = useWrite<undefined>(
    () => ({ method: 'POST', path: `${path}/reopening-approval` }),
    () => {
      setAllowing(false);
      tell(texts.allowed(month.month));
    },
  );
  const dropping = useWrite<'refusal' | 'withdrawal'>(
    (how): Write => ({ method: 'POST', path: `${path}/reopening-${how}` }),
    () => tell(texts.dropped),
  );
  return (
    <div className="tz-stack">
      <p>
        {month.reopeningAskedBy} {month.reopeningAskedAt === null ? null : <Moment at={month.reopeningAskedAt} />}{' '}
        {texts.ask}
        {month.reopeningReason === null ? null : `：${month.reopeningReason}`}
      </p>
      <FailureNote failure={dropping.failure} onAgain={dropping.again} />
      <p className="tz-row">
        {month.isOwnAsking ? (
          <>
            <span className="tz-quiet">{texts.own}</span>
            <Button loading={dropping.isSending} onClick={() => dropping.send('withdrawal')}>
              {texts.withdraw}
            </Button>
          </>
        ) : may('ledger.reopen') ? (
          <>
            <Button type="primary" onClick={() => setAllowing(true)}>
              {texts.allow}
            </Button>
            <Button loading={dropping.isSending} onClick={() => dropping.send('refusal')}>
              {texts.refuse}
            </Button>
          </>
        ) : null}
      </p>
      <ConfirmSheet
        isOpen={isAllowing}
        onClose={() => setAllowing(false)}
        title={texts.allowTitle(month.month)}
        actLabel={texts.allow}
        writing={allowing}
        input={undefined}
      >
        <p>{texts.askWhat}</p>
        <p>{month.reopeningReason}</p>
      </ConfirmSheet>
    </div>
  );
}
