import { Button, ConfigProvider, Input } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { DecideLateStart, OrderDetail } from '#contracts/contributions.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { MONEY } from '#web/desk/money-texts.ts';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

const { order: texts } = MONEY;

type Decision = Static<typeof DecideLateStart>;

/** A late match put the start into the past: somebody else than its maker agrees, or takes the match back. */
export function LateStart({ order }: { readonly order: OrderDetail }): ReactElement {
  const { may } = useSession();
  const tell = useTell();
  const [asking, setAsking] = useState<'agree' | 'refuse'>();
  const [reason, setReason] = useState('');
  const close = (): void => setAsking(undefined);
  const writing = useWrite<Decision, { readonly members: number }>(
    (body) => ({ method: 'POST', path: `/api/orders/${order.id}/late-start`, body }),
    ({ members }, { agree }) => {
      close();
      tell(agree ? texts.secondDone(members) : texts.secondRefused);
    },
  );
  const start = order.startOn === null ? '' : formatChineseDate(parseDate(order.startOn));
  const what = texts.secondWhat(order.members, start);
  return (
    <section className="tz-card tz-stack" aria-labelledby="second-title">
      <h2 id="second-title">{texts.secondTitle}</h2>
      <p>{what}</p>
      {may('receipt.confirm') ? (
        <div className="tz-row">
          <ConfigProvider theme={MAIN_ACTION_THEME}>
            <Button type="primary" onClick={() => setAsking('agree')}>
              {texts.secondAct}
            </Button>
          </ConfigProvider>
          <Button onClick={() => setAsking('refuse')}>{texts.secondRefuse}</Button>
        </div>
      ) : null}
      <ConfirmSheet
        isOpen={asking === 'agree'}
        onClose={close}
        title={`${texts.secondAct}？`}
        actLabel={texts.secondAct}
        writing={writing}
        input={{ agree: true }}
      >
        <p>{what}</p>
      </ConfirmSheet>
      <ConfirmSheet
        isOpen={asking === 'refuse'}
        onClose={close}
        title={texts.secondRefuseTitle}
        actLabel={texts.secondRefuse}
        isReady={reason.trim().length > 1}
        writing={writing}
        input={{ agree: false, reason: reason.trim() }}
      >
        <p>{texts.secondRefuseWhat}</p>
        <div className="tz-field">
          <label className="tz-field__label" htmlFor="late-start-reason">
            {texts.secondReason}
          </label>
          <Input
            id="late-start-reason"
            value={reason}
            placeholder={texts.secondReasonHint}
            maxLength={500}
            onChange={({ target }) => setReason(target.value)}
          />
        </div>
      </ConfirmSheet>
    </section>
  );
}
