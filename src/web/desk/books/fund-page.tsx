import { Button } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { FundStatement } from '#contracts/books.ts';
import { calendarDay, dayNumber, formatDate } from '#kernel/civil-date.ts';
import { formatYuan } from '#kernel/money.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { APP } from '#web/app/app-texts.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { BankFlows } from '#web/desk/books/bank-flows.tsx';
import { BOOKS } from '#web/desk/books/books-texts.ts';
import { FlowChart, ShareChart } from '#web/desk/books/flow-charts.tsx';
import { shareText } from '#web/desk/books/share-text.ts';
import { CivilDateField } from '#web/ui/civil-date-field.tsx';
import { Money } from '#web/ui/money.tsx';
import { Note } from '#web/ui/note.tsx';
import { today } from '#web/ui/typed-day.ts';
import './books.css';
import '#web/desk/ledger/ledger-page.css';

const { fund: texts } = BOOKS;

/** The accounts behind the figures of a period. */
const CODES = {
  income: '4201',
  otherIncome: '4901',
  benefits: '510101',
  reserves: '510102',
  management: '5201',
} as const;

/** The statement of the fund over some days; each number leads to the rows that it is made of. Days stand in the address. */
export function FundPage(): ReactElement {
  const [search, setSearch] = useSearchParams();
  const { year } = calendarDay(today());
  const onDay = search.get('on') ?? formatDate(today());
  const fromDay = search.get('from') ?? `${onDay.slice(0, 4)}-01-01`;
  const isPeriod = fromDay !== '' && onDay !== '' && fromDay <= onDay;
  const { data, error, refetch } = useAnswer<FundStatement>(isPeriod ? '/api/ledger/fund-statement' : undefined, {
    fromDay,
    onDay,
  });
  const change = (values: Readonly<Record<string, string | undefined>>): void =>
    setSearch(
      (before) => {
        for (const [name, value] of Object.entries(values)) {
          if (value === undefined || value === '') before.delete(name);
          else before.set(name, value);
        }
        return before;
      },
      { replace: true },
    );
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      <div className="tz-days">
        <CivilDateField path="from" label={texts.from} value={fromDay} onChange={(from) => change({ from })} />
        <CivilDateField path="on" label={texts.on} value={onDay} onChange={(on) => change({ on })} />
      </div>
      <div className="tz-row">
        <Button onClick={() => change({ from: `${year}-01-01`, on: formatDate(today()) })}>{texts.thisYear}</Button>
        <Button onClick={() => change({ from: `${year - 1}-01-01`, on: formatDate(dayNumber(year - 1, 12, 31)) })}>
          {texts.lastYear}
        </Button>
      </div>
      {isPeriod ? null : <Note kind="fault">{texts.badPeriod}</Note>}
      {data === undefined ? (
        error === null ? (
          isPeriod ? (
            <p className="tz-quiet">{APP.loading}</p>
          ) : null
        ) : (
          <FailureNote failure={error} onAgain={() => void refetch()} />
        )
      ) : (
        <Statement
          statement={data}
          fromDay={fromDay}
          onDay={onDay}
          chosen={search.get('rows') ?? undefined}
          onChoose={(rows) => change({ rows })}
        />
      )}
    </div>
  );
}

interface StatementProps {
  readonly statement: FundStatement;
  readonly fromDay: string;
  readonly onDay: string;
  /** `credit 2026-03`: whose rows are listed. */
  readonly chosen: string | undefined;
  readonly onChoose: (rows: string | undefined) => void;
}

function Statement({ statement, fromDay, onDay, chosen, onChoose }: StatementProps): ReactElement {
  const { assetsFen, liabilitiesFen, fundsFen, flows } = statement;
  const entries = (account: string): string => `/ledger?account=${account}&from=${fromDay}&on=${onDay}`;
  const [direction, month] = (chosen ?? '').split(' ');
  const shown = flows.find((flow) => flow.month === month);
  return (
    <>
      <section className="tz-card tz-fund__figures" aria-label={texts.title}>
        <Figure label={texts.income} to={entries(CODES.income)} fen={statement.incomeFen} />
        <Figure label={texts.otherIncome} to={entries(CODES.otherIncome)} fen={statement.otherIncomeFen} />
        <Figure label={texts.benefits} to={entries(CODES.benefits)} fen={statement.benefitsFen} />
        <Figure label={texts.reserves} to={entries(CODES.reserves)} fen={statement.reservesFen} />
        <Figure label={texts.management} to={entries(CODES.management)} fen={statement.managementFen} />
        <Figure label={texts.surplus} fen={statement.surplusFen} />
        <div className="tz-fund__figure">
          <span className="tz-quiet">
            {texts.share}（{texts.shareWhat}）
          </span>
          <strong className="tz-figure">
            {statement.paidOutBasisPoints === null ? texts.noShare : shareText(statement.paidOutBasisPoints)}
          </strong>
        </div>
      </section>
      <section className="tz-card tz-stack" aria-labelledby="flows-title">
        <div>
          <h2 id="flows-title">{texts.flows}</h2>
          <p className="tz-quiet">{texts.flowsWhat}</p>
        </div>
        {flows.some(({ inflowFen, outflowFen }) => inflowFen + outflowFen > 0) ? (
          <FlowChart flows={flows} chosen={chosen} onChoose={(rows) => onChoose(rows === chosen ? undefined : rows)} />
        ) : (
          <p>{texts.noFlows}</p>
        )}
        {shown === undefined || (direction !== 'credit' && direction !== 'debit') ? null : (
          <BankFlows month={shown.month} direction={direction} fromDay={fromDay} untilDay={onDay} />
        )}
      </section>
      <section className="tz-card tz-stack" aria-labelledby="shares-title">
        <div>
          <h2 id="shares-title">{texts.shares}</h2>
          <p className="tz-quiet">{texts.sharesWhat}</p>
        </div>
        <ShareChart flows={flows} />
        <FlowTable statement={statement} />
      </section>
      <Note kind={assetsFen === liabilitiesFen + fundsFen ? 'remark' : 'fault'}>
        {assetsFen === liabilitiesFen + fundsFen ? texts.balanced(formatYuan(assetsFen)) : texts.unbalanced}
      </Note>
      <div className="tz-fund__sides">
        <Side title={texts.assets} lines={statement.assets} totalFen={assetsFen} entries={entries} />
        <Side title={texts.liabilities} lines={statement.liabilities} totalFen={liabilitiesFen} entries={entries} />
        <Side title={texts.funds} lines={statement.funds} totalFen={fundsFen} entries={entries} />
      </div>
    </>
  );
}

function Figure({
  label,
  fen,
  to,
}: {
  readonly label: ReactNode;
  readonly fen: number;
  readonly to?: string;
}): ReactElement {
  const amount = <Money fen={fen} unit />;
  return (
    <div className="tz-fund__figure">
      <span className="tz-quiet">{label}</span>
      <strong>{to === undefined ? amount : <Link to={to}>{amount}</Link>}</strong>
    </div>
  );
}

interface SideProps {
  readonly title: string;
  readonly lines: FundStatement['assets'];
  readonly totalFen: number;
  readonly entries: (account: string) => string;
}

function Side({ title, lines, totalFen, entries }: SideProps): ReactElement {
  // what nothing ever touched says nothing
  const shown = lines.filter(({ amountFen }) => amountFen !== 0);
  return (
    <section className="tz-card" aria-label={title}>
      <table className="tz-fund__lines">
        <caption className="tz-fund__caption">
          <h2>{title}</h2>
        </caption>
        <tbody>
          {shown.map(({ code, name, amountFen }) => (
            <tr key={code}>
              <th scope="row">{code === '' ? name : <Link to={entries(code)}>{name}</Link>}</th>
              <td>
                <Money fen={amountFen} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{texts.total}</th>
            <td>
              <Money fen={totalFen} />
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

/** The figures of both charts, for those who would rather read or can't see them. */
function FlowTable({ statement: { flows } }: { readonly statement: FundStatement }): ReactElement | null {
  if (flows.length === 0) return null;
  return (
    <details>
      <summary>{texts.asTable}</summary>
      <div className="tz-ledger__scroll">
        <table className="tz-ledger">
          <thead>
            <tr>
              {(['month', 'inflow', 'outflow', 'income', 'benefits', 'share'] as const).map((column) => (
                <th key={column} scope="col">
                  {texts.column[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {flows.map(({ month, inflowFen, outflowFen, incomeFen, benefitsFen }) => (
              <tr key={month}>
                <th scope="row">{month}</th>
                <td>
                  <Money fen={inflowFen} />
                </td>
                <td>
                  <Money fen={outflowFen} />
                </td>
                <td>
                  <Money fen={incomeFen} />
                </td>
                <td>
                  <Money fen={benefitsFen} />
                </td>
                <td>{incomeFen > 0 ? shareText(Math.round((benefitsFen / incomeFen) * 10_000)) : '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
