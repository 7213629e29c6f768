import { Button, ConfigProvider, Input } from 'antd';
import { type ReactElement, type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import type { DecidedReplacement, DecideReplacement, ReplacementRow } from '#contracts/replacements.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { DateText, Moment } from '#web/app/moment.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { REPLACEMENT as texts } from '#web/desk/replacement/replacement-texts.ts';
import { Note } from '#web/ui/note.tsx';
import { Sheet } from '#web/ui/sheet.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

interface ReplacementSheetProps {
  readonly replacement: ReplacementRow | undefined;
  readonly onClose: () => void;
}

type Decision = Static<typeof DecideReplacement>;

/** One replacement: who goes, who comes; agreed to, or refused with the reason. */
export function ReplacementSheet({ replacement, onClose }: ReplacementSheetProps): ReactElement {
  const { may } = useSession();
  const tell = useTell();
  const [reason, setReason] = useState('');
  const writing = useWrite<Decision, Static<typeof DecidedReplacement>>(
    (body) => ({ method: 'POST', path: `/api/replacements/${replacement?.id ?? ''}/decision`, body }),
    ({ replacedOn }) => {
      tell(replacedOn === null ? texts.refused : texts.agreed(formatChineseDate(parseDate(replacedOn))));
      onClose();
    },
  );
  const isOpen = replacement?.state === 'requested';
  const mayDecide = isOpen && may('roster.review') && !replacement.isOwn;
  return (
    <Sheet
      place="center"
      isOpen={replacement !== undefined}
      onClose={onClose}
      title={texts.sheet}
      footer={
        mayDecide ? (
          <div className="tz-row tz-row--end">
            <Button
              disabled={reason.trim() === '' || writing.isSending}
              onClick={() => writing.send({ agree: false, reason: reason.trim() })}
            >
              {texts.refuse}
            </Button>
            <ConfigProvider theme={MAIN_ACTION_THEME}>
              <Button type="primary" loading={writing.isSending} onClick={() => writing.send({ agree: true })}>
                {texts.agree}
              </Button>
            </ConfigProvider>
          </div>
        ) : undefined
      }
    >
      {replacement === undefined ? null : (
        <div className="tz-stack">
          <Facts replacement={replacement} />
          {isOpen && replacement.isOwn ? <Note kind="remark">{texts.own}</Note> : null}
          {mayDecide ? (
            <>
              <p>{texts.agreeWhat(replacement.leaver.name, replacement.joiner.name)}</p>
              <div className="tz-field">
                <label className="tz-field__label" htmlFor="replacement-reason">
                  {texts.reason}
                </label>
                <Input.TextArea
                  id="replacement-reason"
                  rows={3}
                  maxLength={500}
                  aria-describedby="replacement-reason--hint"
                  value={reason}
                  onChange={({ target }) => setReason(target.value)}
                />
                <p className="tz-field__hint" id="replacement-reason--hint">
                  {texts.reasonHint}
                </p>
              </div>
            </>
          ) : null}
          <FailureNote failure={writing.failure} onAgain={writing.again} />
        </div>
      )}
    </Sheet>
  );
}

function Facts({ replacement }: { readonly replacement: ReplacementRow }): ReactElement {
  const { unitName, orderId, leaver, joiner, requestedAt, replacedOn, reason, state } = replacement;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      texts.unit,
      <span key="unit" className="tz-row">
        {unitName} <StateTag state={texts.states[state]} />
      </span>,
    ],
    [texts.leaver, `${leaver.name} ${leaver.residentId}`],
    [texts.joiner, `${joiner.name} ${joiner.residentId}`],
    [texts.requestedAt, <Moment key="at" at={requestedAt} />],
    ...(replacedOn === null ? [] : [[texts.replacedOn, <DateText key="on" date={replacedOn} />] as const]),
    ...(reason === null ? [] : [[texts.reason, reason] as const]),
  ];
  return (
    <>
      <dl className="tz-details">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        <Link to={`/orders/${orderId}`}>{texts.order}</Link>
      </p>
    </>
  );
}
