import { Button, Input, Select } from 'antd';
import { type ReactElement, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Static } from 'typebox';
import type { LedgerMonths } from '#contracts/books.ts';
import type { ProposedVoucher, ProposeReserves, ReserveReckoning } from '#contracts/vouchers.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { ReserveBasis } from '#web/desk/books/reserve-basis.tsx';
import { ReserveRatesCard } from '#web/desk/books/reserve-rates.tsx';
import { Triangle } from '#web/desk/books/triangle.tsx';
import { VOUCHERS } from '#web/desk/books/voucher-texts.ts';
import { Money } from '#web/ui/money.tsx';
import { MoneyField } from '#web/ui/money-field.tsx';
import { today } from '#web/ui/typed-day.ts';
import './books.css';
import '#web/desk/ledger/ledger-page.css';

const { reserves: texts } = VOUCHERS;

/** What the reserves should stand at at the end of a month, what they stand at, and the office's rates. */
export function ReservesPage(): ReactElement {
  const [search, setSearch] = useSearchParams();
  const months = useAnswer<LedgerMonths>('/api/ledger/months');
  const now = formatDate(today()).slice(0, 7);
  const ended = (months.data ?? []).map(({ month }) => month).filter((month) => month < now);
  const month = search.get('month') ?? ended[0];
  const reckoned = useAnswer<ReserveReckoning>(month === undefined ? undefined : '/api/reserves', { month });
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      <p className="tz-row">
        <Select
          aria-label={texts.month}
          className="tz-choice"
          value={month ?? null}
          options={[...new Set([...(month === undefined ? [] : [month]), ...ended])].map((value) => ({
            value,
            label: value,
          }))}
          onChange={(chosen: string) => setSearch({ month: chosen }, { replace: true })}
        />
      </p>
      {reckoned.data === undefined ? (
        <Pending error={reckoned.error} refetch={reckoned.refetch} />
      ) : (
        <Reckoned key={month} month={month ?? now} reckoned={reckoned.data} />
      )}
      <ReserveRatesCard />
    </div>
  );
}

interface ReckonedProps {
  readonly month: string;
  readonly reckoned: ReserveReckoning;
}

function Reckoned({ month, reckoned }: ReckonedProps): ReactElement {
  const rows = [
    {
      what: texts.liability,
      targetFen: reckoned.liabilityTargetFen,
      balanceFen: reckoned.liabilityBalanceFen,
    },
    { what: texts.risk, targetFen: reckoned.riskTargetFen, balanceFen: reckoned.riskBalanceFen },
  ];
  return (
    <>
      <section className="tz-card tz-stack" aria-labelledby="reckoned-title">
        <h2 id="reckoned-title">{texts.reckoned}</h2>
        <div className="tz-ledger__scroll">
          <table className="tz-ledger">
            <thead>
              <tr>
                {(['what', 'target', 'balance', 'change'] as const).map((column) => (
                  <th key={column} scope="col">
                    {texts.column[column]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ what, targetFen, balanceFen }) => (
                <tr key={what}>
                  <th scope="row">{what}</th>
                  <td>
                    <Money fen={targetFen} />
                  </td>
                  <td>
                    <Money fen={balanceFen} />
                  </td>
                  <td>
                    <Money fen={targetFen - balanceFen} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <Propose month={month} reckoned={reckoned} />
      </section>
      <section className="tz-card tz-stack" aria-labelledby="how-title">
        <h2 id="how-title">{texts.how}</h2>
        <ReserveBasis basis={reckoned} />
        <Triangle reckoned={reckoned} />
      </section>
    </>
  );
}

function Propose({ month, reckoned }: ReckonedProps): ReactElement | null {
  const { may } = useSession();
  const tell = useTell();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const [liability, setLiability] = useState(formatYuan(reckoned.liabilityTargetFen));
  const [risk, setRisk] = useState(formatYuan(reckoned.riskTargetFen));
  const [summary, setSummary] = useState<string>(texts.summaryOf(month));
  const writing = useWrite<Static<typeof ProposeReserves>, Static<typeof ProposedVoucher>>(
    (body) => ({ method: 'POST', path: '/api/reserves', body }),
    ({ voucherId, number }) => {
      tell(VOUCHERS.year.proposed(number));
      void navigate(`/vouchers/${voucherId}`);
    },
  );
  if (!may('voucher.propose')) return null;
  const liabilityReserveFen = parseYuan(liability);
  const riskReserveFen = parseYuan(risk);
  return (
    <p>
      <Button type="primary" onClick={() => setAsking(true)}>
        {texts.propose}
      </Button>
      <ConfirmSheet
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={texts.sheet}
        actLabel={texts.propose}
        isReady={liabilityReserveFen !== undefined && riskReserveFen !== undefined && summary.trim() !== ''}
        writing={writing}
        input={{
          month,
          liabilityReserveFen: liabilityReserveFen ?? 0,
          riskReserveFen: riskReserveFen ?? 0,
          summary: summary.trim(),
        }}
      >
        <MoneyField
          path="liability"
          label={`${texts.liability}：${texts.want}`}
          value={liability}
          onChange={setLiability}
        />
        <MoneyField path="risk" label={`${texts.risk}：${texts.want}`} value={risk} onChange={setRisk} />
        <div className="tz-field">
          <label className="tz-field__label" htmlFor="reserve-summary">
            {texts.summary}
          </label>
          <Input
            id="reserve-summary"
            value={summary}
            maxLength={200}
            aria-describedby="reserve-summary-hint"
            onChange={({ target }) => setSummary(target.value)}
          />
          <p className="tz-field__hint" id="reserve-summary-hint">
            {texts.summaryHint}
          </p>
        </div>
        <p>{texts.sheetWhat}</p>
      </ConfirmSheet>
    </p>
  );
}
