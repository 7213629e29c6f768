import { Button } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import type { DecidedGrant, GrantRow } from '#contracts/grants.ts';
import { formatYuan } from '#kernel/money.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { Details } from '#web/app/details.tsx';
import { DateText, Moment } from '#web/app/moment.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { AgreeOrRefuseSheet, type Answer } from '#web/desk/agree-or-refuse-sheet.tsx';
import { GRANT } from '#web/desk/grants/grant-texts.ts';

const { sheet: texts } = GRANT;

interface GrantSheetProps {
  readonly grant: GrantRow | undefined;
  readonly onClose: () => void;
}

/** One grant: approved or refused by a second person, taken back by whoever proposed it. */
export function GrantSheet({ grant, onClose }: GrantSheetProps): ReactElement {
  const { may } = useSession();
  const tell = useTell();
  const path = `/api/grants/${grant?.id ?? ''}`;
  const deciding = useWrite<Answer, Static<typeof DecidedGrant>>(
    ({ agree: approve, ...why }) => {
      const body = { approve, ...why };
      return { method: 'POST', path: `${path}/decision`, body };
    },
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
  const isOwn = isWaiting && grant.isOwn;
  return (
    <AgreeOrRefuseSheet
      title={texts.title}
      isOpen={grant !== undefined}
      onClose={onClose}
      words={{ ...texts, agree: texts.approve }}
      isOwn={isOwn}
      mayDecide={isWaiting && may('grant.approve') && !isOwn}
      what={grant === undefined ? '' : texts.what[grant.funding](formatYuan(grant.amountFen))}
      deciding={
        withdrawing.failure === undefined
          ? deciding
          : { ...deciding, failure: withdrawing.failure, again: withdrawing.again }
      }
      otherwise={
        isOwn && may('grant.propose') ? (
          <div className="tz-row tz-row--end">
            <Button loading={withdrawing.isSending} onClick={() => withdrawing.send(undefined)}>
              {texts.withdraw}
            </Button>
          </div>
        ) : undefined
      }
    >
      {grant === undefined ? null : <Facts grant={grant} />}
    </AgreeOrRefuseSheet>
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
      <Details facts={facts} />
      <p className="tz-row">
        {may('roster.read') ? <Link to={`/rosters/${grant.rosterId}`}>{texts.roster}</Link> : null}
        {grant.orderId === null ? null : <Link to={`/orders/${grant.orderId}`}>{texts.order}</Link>}
      </p>
    </>
  );
}
