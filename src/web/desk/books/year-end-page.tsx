import { Button, Input, Select } from 'antd';
import { type ReactElement, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Static } from 'typebox';
import type { ProposeAllocation, ProposedVoucher, ReserveRates, YearEnd } from '#contracts/vouchers.ts';
import { calendarDay, formatDate } from '#kernel/civil-date.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { DateText } from '#web/app/moment.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { shareText } from '#web/desk/books/share-text.ts';
import { VOUCHERS } from '#web/desk/books/voucher-texts.ts';
import { CivilDateField } from '#web/ui/civil-date-field.tsx';
import { Money } from '#web/ui/money.tsx';
import { MoneyField } from '#web/ui/money-field.tsx';
import { today } from '#web/ui/typed-day.ts';
import './books.css';
import '#web/desk/ledger/ledger-page.css';

const { year: texts } = VOUCHERS;
const YEARS_SHOWN = 6;

/** The end of a year in two steps: income and expense into the net assets, the surplus into the two funds. */
export function YearEndPage(): ReactElement {
  const [search, setSearch] = useSearchParams();
  const thisYear = calendarDay(today()).year;
  const year = Number(search.get('year')) || thisYear - 1;
  const { data, error, refetch } = useAnswer<YearEnd>(`/api/ledger/years/${year}`);
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      <p className="tz-row">
        <Select
          aria-label={texts.year}
          className="tz-choice"
          value={year}
          options={Array.from({ length: YEARS_SHOWN }, (_, back) => ({
            value: thisYear - back,
            label: String(thisYear - back),
          }))}
          onChange={(chosen: number) => setSearch({ year: String(chosen) }, { replace: true })}
        />
      </p>
      {data === undefined ? (
        <Pending error={error} refetch={refetch} />
      ) : (
        <>
          <Carrying year={year} end={data} />
          <Allocation key={year} year={year} end={data} />
        </>
      )}
    </div>
  );
}

function Carrying({ year, end }: { readonly year: number; readonly end: YearEnd }): ReactElement {
  const { may } = useSession();
  const tell = useTell();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const writing = useWrite<undefined, Static<typeof ProposedVoucher>>(
    () => ({ method: 'POST', path: `/api/ledger/years/${year}/carrying` }),
    ({ voucherId, number }) => {
      tell(texts.proposed(number));
      void navigate(`/vouchers/${voucherId}`);
    },
  );
  return (
    <section className="tz-card tz-stack" aria-labelledby="carry-title">
      <h2 id="carry-title">{texts.carryTitle}</h2>
      {end.lines.length === 0 ? (
        <p>{texts.none}</p>
      ) : (
        <>
          <p>
            {texts.leftBefore} <DateText date={end.lastDay} /> {texts.leftAfter}
          </p>
          <table className="tz-fund__lines">
            <tbody>
              {end.lines.map(({ code, name, amountFen }) => (
                <tr key={code}>
                  <th scope="row">
                    <Link to={`/ledger?account=${code}&from=${year}-01-01&on=${end.lastDay}`}>
                      {code} {name}
                    </Link>
                  </th>
                  <td>
                    <Money fen={amountFen} />
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{end.uncarriedFen < 0 ? texts.deficit : texts.surplus}</th>
                <td>
                  <Money fen={Math.abs(end.uncarriedFen)} />
                </td>
              </tr>
            </tfoot>
          </table>
          {end.lastDay < `${year}-12-31` ? (
            <p>{texts.notOver}</p>
          ) : may('voucher.propose') ? (
            <p>
              <Button type="primary" onClick={() => setAsking(true)}>
                {texts.carry}
              </Button>
            </p>
          ) : null}
        </>
      )}
      <ConfirmSheet
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={texts.carrySheet(year)}
        actLabel={texts.carry}
        writing={writing}
        input={undefined}
      >
        <p>{texts.carryWhat}</p>
      </ConfirmSheet>
    </section>
  );
}

function Allocation({ year, end }: { readonly year: number; readonly end: YearEnd }): ReactElement {
  const { may } = useSession();
  const tell = useTell();
  const navigate = useNavigate();
  const rates = useAnswer<ReserveRates>('/api/reserve-rates');
  const rate = rates.data
    ?.filter(({ kind, fromDay }) => kind === 'development-fund' && fromDay <= end.lastDay)
    .toSorted((a, b) => (a.fromDay < b.fromDay ? 1 : -1))[0];
  const [isAsking, setAsking] = useState(false);
  const [onDay, setOnDay] = useState(formatDate(today()));
  const [summary, setSummary] = useState<string>(texts.summaryOf(year));
  const [typed, setTyped] = useState<{ readonly relief?: string; readonly development?: string }>({});
  const writing = useWrite<Static<typeof ProposeAllocation>, Static<typeof ProposedVoucher>>(
    (body) => ({ method: 'POST', path: '/api/ledger/allocations', body }),
    ({ voucherId, number }) => {
      tell(texts.proposed(number));
      void navigate(`/vouchers/${voucherId}`);
    },
  );
  const share = Math.floor((Math.max(0, end.netAssetsFen) * (rate?.basisPoints ?? 0)) / 10_000);
  const development = typed.development ?? formatYuan(share);
  const relief = typed.relief ?? formatYuan(rate === undefined ? 0 : Math.max(0, end.netAssetsFen) - share);
  const developmentFundFen = parseYuan(development);
  const reliefFundFen = parseYuan(relief);
  const isReady = developmentFundFen !== undefined && reliefFundFen !== undefined && onDay !== '';
  return (
    <section className="tz-card tz-stack" aria-labelledby="allocate-title">
      <h2 id="allocate-title">{texts.allocateTitle}</h2>
      <div className="tz-fund__figures">
        {(['netAssets', 'reliefFund', 'developmentFund'] as const).map((fund) => (
          <div key={fund} className="tz-fund__figure">
            <span className="tz-quiet">{texts[fund]}</span>
            <strong>
              <Link to={`/ledger?account=${CODES[fund]}&from=${year}-01-01&on=${end.lastDay}`}>
                <Money fen={end[`${fund}Fen`]} unit />
              </Link>
            </strong>
          </div>
        ))}
      </div>
      <p>
        {rate === undefined ? texts.noRate : texts.rate(shareText(rate.basisPoints))}{' '}
        <Link to="/reserves">{texts.toReserves}</Link>
      </p>
      {may('voucher.propose') ? (
        <>
          <div className="tz-fund__figures">
            <MoneyField
              path="relief"
              label={texts.reliefFund}
              value={relief}
              onChange={(yuan) => setTyped({ ...typed, relief: yuan })}
            />
            <MoneyField
              path="development"
              label={texts.developmentFund}
              value={development}
              onChange={(yuan) => setTyped({ ...typed, development: yuan })}
            />
            <CivilDateField path="allocated-on" label={texts.on} value={onDay} onChange={setOnDay} />
            <div className="tz-field">
              <label className="tz-field__label" htmlFor="allocation-summary">
                {texts.summary}
              </label>
              <Input
                id="allocation-summary"
                value={summary}
                maxLength={200}
                onChange={({ target }) => setSummary(target.value)}
              />
            </div>
          </div>
          <p>
            <Button type="primary" disabled={!isReady} onClick={() => setAsking(true)}>
              {texts.allocate}
            </Button>
          </p>
          <ConfirmSheet
            isOpen={isAsking}
            onClose={() => setAsking(false)}
            title={texts.allocateSheet}
            actLabel={texts.allocate}
            writing={writing}
            input={{
              onDay,
              reliefFundFen: reliefFundFen ?? 0,
              developmentFundFen: developmentFundFen ?? 0,
              summary: summary.trim(),
            }}
          >
            <p>{texts.allocateWhat(relief, development)}</p>
          </ConfirmSheet>
        </>
      ) : null}
    </section>
  );
}

const CODES = { netAssets: '3101', reliefFund: '310201', developmentFund: '310202' } as const;
