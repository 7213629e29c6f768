import { Button } from 'antd';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { MessageRow } from '#contracts/messages.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { INBOX } from '#web/app/inbox-texts.ts';
import { Moment } from '#web/app/moment.tsx';
import './inbox.css';

const ROWS_SHOWN = 8;

interface InboxProps {
  /** Where an event's object is looked at in this app; `undefined` where it has no page here. */
  readonly placeOf: (message: MessageRow) => string | undefined;
}

/** What whoever has signed in was told of, the latest first; nothing where he was told nothing. */
export function Inbox({ placeOf }: InboxProps): ReactElement | null {
  const messages = usePages<MessageRow>('/api/messages', { limit: ROWS_SHOWN });
  const marking = useWrite<number>((untilId) => ({ method: 'POST', path: '/api/messages/read', body: { untilId } }));
  const { rows } = messages;
  const [latest] = rows;
  if (messages.failure !== undefined) return <FailureNote failure={messages.failure} onAgain={messages.again} />;
  if (latest === undefined) return null;
  return (
    <section className="tz-card tz-inbox" aria-label={INBOX.title}>
      <div className="tz-row tz-row--apart">
        <h2>{INBOX.title}</h2>
        {rows.some(({ readAt }) => readAt === null) ? (
          <Button loading={marking.isSending} onClick={() => marking.send(latest.id)}>
            {INBOX.markRead}
          </Button>
        ) : null}
      </div>
      <FailureNote failure={marking.failure} onAgain={marking.again} />
      <ul>
        {rows.map((message) => {
          const place = placeOf(message);
          const words = INBOX.wordsOf(message.kind);
          return (
            <li key={message.id}>
              <span>
                {place === undefined ? words : <Link to={place}>{words}</Link>}{' '}
                {message.readAt === null ? <strong className="tz-inbox__unread">{INBOX.unread}</strong> : null}
              </span>
              <span className="tz-quiet">
                <Moment at={message.at} />
              </span>
            </li>
          );
        })}
      </ul>
      {messages.hasMore ? (
        <Button loading={messages.isLoadingMore} onClick={messages.loadMore}>
          {INBOX.more}
        </Button>
      ) : null}
    </section>
  );
}
