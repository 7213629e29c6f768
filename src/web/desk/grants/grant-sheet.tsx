import { Button, ConfigProvider, Input } from 'antd';
import { type ReactElement, type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import type { DecidedGrant, DecideGrant, GrantRow } from '#contracts/grants.ts';
import { formatYuan } from '#kernel/money.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { DateText, Moment } from '#web/app/moment.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { GRANT } from '#web/desk/grants/grant-texts.ts';
import { Note } from '#web/ui/note.tsx';
import { Sheet } from '#web/ui/sheet.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

const { sheet: texts } = GRANT;

interface GrantSheetProps {
  readonly grant: GrantRow | undefined;
  readonly onClose: () => void;
}

/** One grant: approved or refused by a second person, taken back by whoever proposed it. */
export function GrantSheet({ grant, onClose }: GrantSheetProps): ReactElement {
  const { may } = useSession();
  const tell = useTell();
  const [reason, setReason] = useState('');
  const path = `/api/grants/${grant?.id ?? ''}`;
  const deciding = useWrite<Static<typeof DecideGrant>, Static<typeof DecidedGrant>>(
    (body) => ({ method: 'POST', path: `${path}/decision`, body }),
    ({ orderReference }) => {
      tell(orderReference === null ? texts.refused : texts.approved(orderReference));
      onClose();
    },
  );
  const withdrawing = useWrite<undefined>(
    () => ({ method: 'POST', path: `${path}/withdrawal` }),
    () => {
      tell(texts.withdrawn);
      onClose();
    },
  );
  const isWaiting = grant?.state === 'proposed';
  const mayDecide = isWaiting && may('grant.approve') && !grant.isOwn;
  return (
    <Sheet
      place="center"
      isOpen={grant !== undefined}
      onClose={onClose}
      title={texts.title}
      footer={
        mayDecide ? (
          <div className="tz-row tz-row--end">
            <Button
              disabled={reason.trim() === '' || deciding.isSending}
              onClick={() => deciding.send({ approve: false, reason: reason.trim() })}
            >
              {texts.refuse}
            </Button>
            <ConfigProvider theme={MAIN_ACTION_THEME}>
              <Button type="primary" loading={deciding.isSending} onClick={() => deciding.send({ approve: true })}>
                {texts.approve}
              </Button>
            </ConfigProvider>
          </div>
        ) : isWaiting && grant.isOwn && may('grant.propose') ? (
          <div className="tz-row tz-row--end">
            <Button loading={withdrawing.isSending} onClick={() => withdrawing.send(undefined)}>
              {texts.withdraw}
            </Button>
          </div>
        ) : undefined
      }
    >
      {grant === undefined ? null : (
        <div className="tz-stack">
          <Facts grant={grant} />
          {isWaiting && grant.isOwn ? <Note kind="remark">{texts.own}</Note> : null}
          {mayDecide ? (
            <>
              <p>{texts.what[grant.funding](formatYuan(grant.amountFen))}</p>
              <div className="tz-field">
                <label className="tz-field__label" htmlFor="grant-reason">
                  {texts.reason}
                </label>
                <Input.TextArea
                  id="grant-reason"
                  rows={3}
                  maxLength={500}
                  aria-describedby="grant-reason--hint"
                  value={reason}
                  onChange={({ target }) => setReason(target.value)}
                />
                <p className="tz-field__hint" id="grant-reason--hint">
                  {texts.reasonHint}
                </p>
              </div>
            </>
          ) : null}
          <FailureNote failure={deciding.failure ?? withdrawing.failure} onAgain={deciding.again} />
        </div>
      )}
    </Sheet>
  );
}

function Facts({ grant }: { readonly grant: GrantRow }): ReactElement {
  const { may } = useSession();
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      GRANT.column.unit,
      <span key="unit" className="tz-row">
        {grant.unitName} <StateTag state={GRANT.states[grant.state]} />
      </span>,
    ],
    [GRANT.column.kind, GRANT.kinds[grant.kind]],
    [texts.purpose, grant.purpose],
    [texts.members, texts.membersText(grant.members, formatYuan(grant.amountFen))],
    [texts.payer, `${grant.payerName}（${GRANT.fundings[grant.funding]}）`],
    [
      texts.proposer,
      <span key="proposer">
        {grant.proposer} <Moment at={grant.proposedAt} />
      </span>,
    ],
    ...(grant.decider === null || grant.decidedAt === null
      ? []
      : [
          [
            texts.decider,
            <span key="decider">
              {grant.decider} <Moment at={grant.decidedAt} />
            </span>,
          ] as const,
        ]),
    ...(grant.startOn === null ? [] : [[texts.startOn, <DateText key="on" date={grant.startOn} />] as const]),
    ...(grant.reason === null ? [] : [[texts.reason, grant.reason] as const]),
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
      <p className="tz-row">
        {may('roster.read') ? <Link to={`/rosters/${grant.rosterId}`}>{texts.roster}</Link> : null}
        {grant.orderId === null ? null : <Link to={`/orders/${grant.orderId}`}>{texts.order}</Link>}
      </p>
    </>
  );
}
