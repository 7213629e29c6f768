import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useSearchParams } from 'react-router';
import type { LedgerChart, LedgerEntryRow, TrialBalanceAnswer } from '#contracts/ledger.ts';
import { calendarDay, dayNumber, formatDate, parseDate } from '#kernel/civil-date.ts';
import { formatYuan } from '#kernel/money.ts';
import { useAnswer, usePages } from '#web/app/api/use-answer.ts';
import { DateText } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { Pending } from '#web/app/pending.tsx';
import { TargetLink } from '#web/desk/books/target-link.tsx';
import { CONTROL } from '#web/desk/control-texts.ts';
import { ExportBooks } from '#web/desk/ledger/export-books.tsx';
import { CivilDateField } from '#web/ui/civil-date-field.tsx';
import { Money } from '#web/ui/money.tsx';
import { Note } from '#web/ui/note.tsx';
import { today } from '#web/ui/typed-day.ts';
import './ledger-page.css';

const { ledger: texts } = CONTROL;

/** The books: what each account stands at, and the entries behind it. Days and account stand in the address. */
export function LedgerPage(): ReactElement {
  const [search, setSearch] = useSearchParams();
  const onDay = search.get('on') ?? formatDate(today());
  const fromDay = search.get('from') ?? firstOfYear(onDay);
  const account = search.get('account') ?? undefined;
  const object = search.get('object') ?? undefined;
  const { data, error, refetch } = useAnswer<TrialBalanceAnswer>(
    object === undefined ? '/api/ledger/trial-balance' : undefined,
    { fromDay, onDay },
  );
  const chart = useAnswer<LedgerChart>('/api/ledger/accounts');
  const change = (name: string, value: string | undefined): void => {
    setSearch(
      (before) => {
        if (value === undefined || value === '') before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true },
    );
  };
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      {object === undefined ? (
        <div className="tz-days">
          <CivilDateField path="from" label={texts.from} value={fromDay} onChange={(date) => change('from', date)} />
          <CivilDateField path="on" label={texts.on} value={onDay} onChange={(date) => change('on', date)} />
        </div>
      ) : (
        <p className="tz-row">
          {texts.oneObject} <Button onClick={() => setSearch({}, { replace: true })}>{texts.allObjects}</Button>
        </p>
      )}
      {object !== undefined ? null : data === undefined ? (
        <Pending error={error} refetch={refetch} />
      ) : (
        <TrialBalance answer={data} chosen={account} onChoose={(code) => change('account', code)} />
      )}
      <Entries
        account={account}
        object={object}
        fromDay={object === undefined ? fromDay : undefined}
        untilDay={object === undefined ? onDay : undefined}
        nameOf={(code) => chart.data?.find((each) => each.code === code)?.name ?? code}
      />
      {object === undefined ? <ExportBooks /> : null}
    </div>
  );
}

interface TrialBalanceProps {
  readonly answer: TrialBalanceAnswer;
  readonly chosen: string | undefined;
  readonly onChoose: (code: string | undefined) => void;
}

function TrialBalance({ answer, chosen, onChoose }: TrialBalanceProps): ReactElement {
  const { debitFen, creditFen } = answer;
  // what nothing ever touched says nothing
  const rows = answer.rows.filter((row) => row.openingFen !== 0 || row.debitFen !== 0 || row.creditFen !== 0);
  return (
    <section className="tz-stack" aria-labelledby="balance-title">
      <h2 id="balance-title">{texts.balance}</h2>
      <Note kind={debitFen === creditFen ? 'remark' : 'fault'}>
        {debitFen === creditFen
          ? texts.balanced(formatYuan(debitFen))
          : texts.unbalanced(formatYuan(debitFen), formatYuan(creditFen))}
      </Note>
      <div className="tz-ledger__scroll">
        <table className="tz-ledger">
          <thead>
            <tr>
              <th scope="col">{texts.column.account}</th>
              <th scope="col">{texts.column.opening}</th>
              <th scope="col">{texts.column.debit}</th>
              <th scope="col">{texts.column.credit}</th>
              <th scope="col">{texts.column.closing}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ account, openingFen, debitFen: debit, creditFen: credit, closingFen }) => (
              <tr key={account.code} className={account.code === chosen ? 'tz-ledger__chosen' : undefined}>
                <th scope="row">
                  <Button type="link" onClick={() => onChoose(account.code === chosen ? undefined : account.code)}>
                    {account.code} {account.name}
                  </Button>
                </th>
                {[openingFen, debit, credit, closingFen].map((fen, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: four figures that never change places
                  <td key={index}>
                    <Money fen={fen} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {chosen === undefined ? null : (
        <p>
          <Button onClick={() => onChoose(undefined)}>{texts.showAll}</Button>
        </p>
      )}
    </section>
  );
}

interface EntriesProps {
  readonly account: string | undefined;
  /** Whose entries alone are shown. */
  readonly object: string | undefined;
  readonly fromDay: string | undefined;
  readonly untilDay: string | undefined;
  readonly nameOf: (code: string) => string;
}

function Entries({ account, object, fromDay, untilDay, nameOf }: EntriesProps): ReactElement {
  const pages = usePages<LedgerEntryRow>('/api/ledger/entries', { account, objectId: object, fromDay, untilDay });
  const title = account === undefined ? texts.allEntries : texts.entriesOf(nameOf(account));
  const columns: readonly PageColumn<LedgerEntryRow>[] = [
    { key: 'on', title: texts.entry.on, width: '9rem', cell: ({ onDay }) => <DateText date={onDay} /> },
    {
      key: 'event',
      title: texts.entry.event,
      width: 'minmax(10rem, 1fr)',
      cell: ({ event, kind }) => `${texts.events[event] ?? event} ${texts.kinds[kind]}`,
    },
    { key: 'debit', title: texts.entry.debit, width: 'minmax(8rem, 1fr)', cell: ({ debit }) => nameOf(debit) },
    { key: 'credit', title: texts.entry.credit, width: 'minmax(8rem, 1fr)', cell: ({ credit }) => nameOf(credit) },
    {
      key: 'amount',
      title: texts.entry.amount,
      width: '9rem',
      align: 'end',
      cell: ({ amountFen }) => <Money fen={amountFen} />,
    },
    {
      key: 'object',
      title: texts.entry.object,
      width: '6rem',
      cell: ({ target, objectKind }) => <TargetLink target={target} kind={objectKind} />,
    },
    { key: 'by', title: texts.entry.by, width: '5rem', cell: ({ actorName }) => actorName },
  ];
  return (
    <section className="tz-stack" aria-labelledby="entries-title">
      <h2 id="entries-title">{title}</h2>
      <PageList
        label={title}
        columns={columns}
        pages={pages}
        keyOf={({ id, onDay }) => `${onDay}-${id}`}
        empty={texts.noEntries}
      />
    </section>
  );
}

function firstOfYear(date: string): string {
  return formatDate(dayNumber(calendarDay(parseDate(date)).year, 1, 1));
}
