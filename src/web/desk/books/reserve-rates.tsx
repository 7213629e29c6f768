import { Button, Input, Select } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { ReserveRateKind, ReserveRates, SetReserveRate } from '#contracts/vouchers.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { DateText, Moment } from '#web/app/moment.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { shareText } from '#web/desk/books/share-text.ts';
import { VOUCHERS } from '#web/desk/books/voucher-texts.ts';
import { CivilDateField } from '#web/ui/civil-date-field.tsx';
import { popupContainer } from '#web/ui/sheet.tsx';
import { today } from '#web/ui/typed-day.ts';

const { reserves: texts } = VOUCHERS;

type Kind = Static<typeof ReserveRateKind>;
const KINDS: readonly Kind[] = ['risk-reserve', 'reported-claims', 'development-fund'];

/** The office's rates with their history; a change appends a row from a day on. */
export function ReserveRatesCard(): ReactElement {
  const { may } = useSession();
  const { data = [] } = useAnswer<ReserveRates>('/api/reserve-rates');
  const now = formatDate(today());
  return (
    <section className="tz-card tz-stack" aria-labelledby="rates-title">
      <div className="tz-row tz-row--apart">
        <h2 id="rates-title">{texts.rates}</h2>
        {may('reserve-rate.set') ? <SetRate /> : null}
      </div>
      {data.length === 0 ? (
        <p>{texts.noRates}</p>
      ) : (
        <div className="tz-ledger__scroll">
          <table className="tz-ledger">
            <thead>
              <tr>
                {(['kind', 'from', 'value', 'by'] as const).map((column) => (
                  <th key={column} scope="col">
                    {texts.rateColumn[column]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.map((rate) => (
                <tr key={rate.kind + rate.fromDay}>
                  <th scope="row">{texts.kinds[rate.kind]}</th>
                  <td>
                    <DateText date={rate.fromDay} />
                  </td>
                  <td>
                    {isHolding(data, rate, now) ? <StateTag state={{ label: texts.holding, tone: 'done' }} /> : null}{' '}
                    {shareText(rate.basisPoints)}
                  </td>
                  <td>
                    {rate.setBy} <Moment at={rate.setAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function isHolding(rates: ReserveRates, { kind, fromDay }: ReserveRates[number], now: string): boolean {
  return (
    fromDay <= now && !rates.some((other) => other.kind === kind && other.fromDay > fromDay && other.fromDay <= now)
  );
}

/** A percentage with at most two decimals, as basis points. */
const PERCENT = /^\d{1,3}(?:\.\d{1,2})?$/;

function SetRate(): ReactElement {
  const tell = useTell();
  const [isAsking, setAsking] = useState(false);
  const [kind, setKind] = useState<Kind>('risk-reserve');
  const [fromDay, setFromDay] = useState(formatDate(today()));
  const [percent, setPercent] = useState('');
  const writing = useWrite<Static<typeof SetReserveRate>>(
    (body) => ({ method: 'POST', path: '/api/reserve-rates', body }),
    () => {
      setAsking(false);
      setPercent('');
      tell(texts.rateSet);
    },
  );
  const basisPoints = PERCENT.test(percent.trim()) ? Math.round(Number(percent) * 100) : Number.NaN;
  const isPercent = basisPoints >= 0 && basisPoints <= 20_000;
  return (
    <>
      <Button onClick={() => setAsking(true)}>{texts.set}</Button>
      <ConfirmSheet
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={texts.setTitle}
        actLabel={texts.set}
        isReady={isPercent && fromDay !== ''}
        writing={writing}
        input={{ kind, fromDay, basisPoints: isPercent ? basisPoints : 0 }}
      >
        <p>{texts.setWhat}</p>
        <div className="tz-field">
          <label className="tz-field__label" htmlFor="rate-kind">
            {texts.kind}
          </label>
          <Select
            id="rate-kind"
            value={kind}
            getPopupContainer={popupContainer}
            options={KINDS.map((value) => ({ value, label: texts.kinds[value] }))}
            onChange={(chosen: Kind) => setKind(chosen)}
          />
        </div>
        <CivilDateField path="rate-from" label={texts.from} value={fromDay} onChange={setFromDay} />
        <div className="tz-field">
          <label className="tz-field__label" htmlFor="rate-percent">
            {texts.percent}
          </label>
          <Input
            id="rate-percent"
            inputMode="decimal"
            suffix="%"
            value={percent}
            status={percent === '' || isPercent ? '' : 'error'}
            aria-invalid={percent !== '' && !isPercent}
            aria-describedby="rate-percent-hint"
            onChange={({ target }) => setPercent(target.value)}
          />
          <p className="tz-field__hint" id="rate-percent-hint">
            {percent === '' || isPercent ? texts.percentHint : texts.badPercent}
          </p>
        </div>
      </ConfirmSheet>
    </>
  );
}
