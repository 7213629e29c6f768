import { Button, ConfigProvider } from 'antd';
import { type ReactElement, useState } from 'react';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import type { EarnedContributions, Hindrances } from '#contracts/books.ts';
import { formatYuan } from '#kernel/money.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { FailureNote } from '#web/app/failure-note.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { BOOKS } from '#web/desk/books/books-texts.ts';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

const { months: texts } = BOOKS;

type Hindrance = Hindrances[number];

/** Where each is dealt with; what has no page of its own is dealt with here, or waits. */
const PAGES: Readonly<Partial<Record<Hindrance['kind'], (month: string) => string>>> = {
  'vouchers-waiting': () => '/vouchers?list=waiting',
  'credits-unmatched': () => '/matching',
  'debits-unexplained': () => '/unexplained',
  'books-differ': () => '/checks',
  'never-checked': () => '/checks',
  'reserves-not-set': (month) => `/reserves?month=${month}`,
  'year-not-carried': (month) => `/year-end?year=${month.slice(0, 4)}`,
};

/** What stands before the closing of a month, each with the way to it; and the closing itself. */
export function CloseMonth({ month }: { readonly month: string }): ReactElement {
  const { may } = useSession();
  const { data, error, refetch } = useAnswer<Hindrances>(`/api/ledger/months/${month}/hindrances`);
  if (data === undefined) {
    return <Pending error={error} refetch={refetch} />;
  }
  const blocking = data.filter(({ isBlocking }) => isBlocking);
  const looking = data.filter(({ isBlocking }) => !isBlocking);
  return (
    <div className="tz-stack">
      {data.length === 0 ? <p>{texts.ready}</p> : null}
      <List title={texts.blocking} hindrances={blocking} month={month} />
      <List title={texts.looking} hindrances={looking} month={month} />
      {may('ledger.close') ? (
        <p className="tz-row">
          {blocking.some(({ kind }) => kind === 'contributions-not-earned') ? <Earn /> : null}
          <Close month={month} warnings={looking.length} isReady={blocking.length === 0} />
        </p>
      ) : null}
    </div>
  );
}

interface ListProps {
  readonly title: string;
  readonly hindrances: readonly Hindrance[];
  readonly month: string;
}

function List({ title, hindrances, month }: ListProps): ReactElement | null {
  if (hindrances.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul className="tz-month__list">
        {hindrances.map(({ kind, count, amountFen, month: earlier }) => {
          const path = PAGES[kind]?.(month);
          return (
            <li key={kind}>
              <span>{texts.hindrances[kind]({ count, yuan: formatYuan(amountFen), month: earlier })}</span>
              {path === undefined ? null : <Link to={path}>{texts.go[kind]}</Link>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Earn(): ReactElement {
  const tell = useTell();
  const writing = useWrite<undefined, Static<typeof EarnedContributions>>(
    () => ({ method: 'POST', path: '/api/ledger/earning' }),
    ({ postings }) => tell(texts.earned(postings)),
  );
  return (
    <>
      <Button loading={writing.isSending} onClick={() => writing.send(undefined)}>
        {writing.isSending ? texts.earning : texts.earn}
      </Button>
      <FailureNote failure={writing.failure} onAgain={writing.again} />
    </>
  );
}

interface CloseProps {
  readonly month: string;
  readonly warnings: number;
  readonly isReady: boolean;
}

function Close({ month, warnings, isReady }: CloseProps): ReactElement {
  const tell = useTell();
  const [isAsking, setAsking] = useState(false);
  const writing = useWrite<undefined>(
    () => ({ method: 'POST', path: `/api/ledger/months/${month}/closing` }),
    () => {
      setAsking(false);
      tell(texts.closed(month));
    },
  );
  return (
    <>
      <ConfigProvider theme={MAIN_ACTION_THEME}>
        <Button type="primary" disabled={!isReady} onClick={() => setAsking(true)}>
          {texts.of(month)}
        </Button>
      </ConfigProvider>
      <ConfirmSheet
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={texts.closeTitle(month)}
        actLabel={writing.isSending ? texts.closing : texts.close}
        writing={writing}
        input={undefined}
      >
        <p>{texts.closeWhat}</p>
        {warnings === 0 ? null : <p>{texts.closeWarn(warnings)}</p>}
      </ConfirmSheet>
    </>
  );
}
