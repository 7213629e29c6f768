import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import type { DecidedReplacement, ReplacementRow } from '#contracts/replacements.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { Details } from '#web/app/details.tsx';
import { DateText, Moment } from '#web/app/moment.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { AgreeOrRefuseSheet, type Answer } from '#web/desk/agree-or-refuse-sheet.tsx';
import { REPLACEMENT as texts } from '#web/desk/replacement/replacement-texts.ts';

interface ReplacementSheetProps {
  readonly replacement: ReplacementRow | undefined;
  readonly onClose: () => void;
}

/** One replacement: who goes, who comes; agreed to, or refused with the reason. */
export function ReplacementSheet({ replacement, onClose }: ReplacementSheetProps): ReactElement {
  const { may } = useSession();
  const tell = useTell();
  const deciding = useWrite<Answer, Static<typeof DecidedReplacement>>(
    (body) => ({ method: 'POST', path: `/api/replacements/${replacement?.id ?? ''}/decision`, body }),
    ({ replacedOn }) => {
      tell(replacedOn === null ? texts.refused : texts.agreed(formatChineseDate(parseDate(replacedOn))));
      onClose();
    },
  );
  const isWaiting = replacement?.state === 'requested';
  const isOwn = isWaiting && replacement.isOwn;
  return (
    <AgreeOrRefuseSheet
      title={texts.sheet}
      isOpen={replacement !== undefined}
      onClose={onClose}
      words={texts}
      isOwn={isOwn}
      mayDecide={isWaiting && may('roster.review') && !isOwn}
      what={replacement === undefined ? '' : texts.agreeWhat(replacement.leaver.name, replacement.joiner.name)}
      deciding={deciding}
    >
      {replacement === undefined ? null : <Facts replacement={replacement} />}
    </AgreeOrRefuseSheet>
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
      <Details facts={facts} />
      <p>
        <Link to={`/orders/${orderId}`}>{texts.order}</Link>
      </p>
    </>
  );
}
