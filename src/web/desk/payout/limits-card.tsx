import { Button } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import type { Static } from 'typebox';
import type { PayoutLimitChanges, PayoutLimits } from '#contracts/payout-results.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { Details } from '#web/app/details.tsx';
import { Moment } from '#web/app/moment.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { PAYOUT_SETTINGS } from '#web/desk/payout/settings-texts.ts';
import { type FieldNotes, FieldNotesContext } from '#web/ui/field.tsx';
import { MoneyField } from '#web/ui/money-field.tsx';

const { limits: texts } = PAYOUT_SETTINGS;

type Limits = Static<typeof PayoutLimits>;

/** How much is paid out at most, in a batch and in a day; who set it when. */
export function LimitsCard(): ReactElement {
  const { may } = useSession();
  const [isSetting, setSetting] = useState(false);
  const { data, error, refetch } = useAnswer<Limits>('/api/payout-limits');
  const { data: changes } = useAnswer<Static<typeof PayoutLimitChanges>>('/api/payout-limits/changes');
  return (
    <section className="tz-card tz-stack" aria-labelledby="limits-title">
      <div className="tz-row tz-row--apart">
        <h2 id="limits-title">{texts.title}</h2>
        {may('payout.limit') && data !== undefined ? (
          <Button onClick={() => setSetting(true)}>{texts.act}</Button>
        ) : null}
      </div>
      <p className="tz-quiet">{texts.lead}</p>
      {data === undefined ? (
        <Pending error={error} refetch={refetch} />
      ) : (
        <Details
          facts={[
            [texts.batch, limitText(data.batchFen)],
            [texts.day, limitText(data.dayFen)],
          ]}
        />
      )}
      <h3>{texts.history}</h3>
      {changes === undefined || changes.length === 0 ? (
        <p className="tz-quiet">{texts.noHistory}</p>
      ) : (
        <ol className="tz-timeline">
          {changes.map(({ id, before, after, setAt, setBy }) => (
            <li key={id}>
              <p>
                {texts.batch}：{texts.changed(limitText(before.batchFen), limitText(after.batchFen))}
              </p>
              <p>
                {texts.day}：{texts.changed(limitText(before.dayFen), limitText(after.dayFen))}
              </p>
              <p className="tz-quiet">
                {setBy} · <Moment at={setAt} />
              </p>
            </li>
          ))}
        </ol>
      )}
      {isSetting && data !== undefined ? <LimitSheet limits={data} onClose={() => setSetting(false)} /> : null}
    </section>
  );
}

function limitText(fen: number | null): string {
  return fen === null ? texts.none : texts.yuan(formatYuan(fen));
}

function LimitSheet({ limits, onClose }: { readonly limits: Limits; readonly onClose: () => void }): ReactElement {
  const tell = useTell();
  const [batch, setBatch] = useState(limits.batchFen === null ? '' : formatYuan(limits.batchFen));
  const [day, setDay] = useState(limits.dayFen === null ? '' : formatYuan(limits.dayFen));
  const [batchFen, dayFen] = [limitOf(batch), limitOf(day)];
  const notes = useMemo(
    (): FieldNotes => ({
      faults: new Map([
        ...(batchFen === undefined ? [['limit-batch', texts.fault] as const] : []),
        ...(dayFen === undefined ? [['limit-day', texts.fault] as const] : []),
      ]),
      questions: new Map(),
    }),
    [batchFen, dayFen],
  );
  const writing = useWrite<Limits, Limits>(
    (body) => ({ method: 'PUT', path: '/api/payout-limits', body }),
    () => {
      tell(texts.done);
      onClose();
    },
  );
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={texts.ask}
      actLabel={texts.act}
      isReady={batchFen !== undefined && dayFen !== undefined}
      writing={writing}
      input={{ batchFen: batchFen ?? null, dayFen: dayFen ?? null }}
    >
      <FieldNotesContext value={notes}>
        <MoneyField path="limit-batch" label={texts.batch} hint={texts.hint} value={batch} onChange={setBatch} />
        <MoneyField path="limit-day" label={texts.day} hint={texts.hint} value={day} onChange={setDay} />
      </FieldNotesContext>
      {batchFen === undefined || dayFen === undefined ? null : (
        <p>{texts.what(limitText(batchFen), limitText(dayFen))}</p>
      )}
    </ConfirmSheet>
  );
}

/** `null` for no limit, `undefined` where it is no amount. */
function limitOf(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const fen = parseYuan(text);
  return fen === undefined || fen <= 0 ? undefined : fen;
}
