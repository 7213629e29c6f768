import { type ReactElement, useState } from 'react';
import { formatYuan } from '#kernel/money.ts';
import { CALCULATOR } from '#web/calculator/texts.ts';
import { useAct } from '#web/member/act.ts';
import type { StepProps } from '#web/member/draft/step-props.ts';
import { useForMember } from '#web/member/for-member.ts';
import { forgetDraft } from '#web/member/kept-draft.ts';
import { chineseDay } from '#web/member/moment.tsx';
import { Failure, Part, Press, YesAsk } from '#web/member/parts.tsx';
import { stayCost } from '#web/member/slip/hold-back.ts';
import { SLIP_CHECK } from '#web/member/slip/slip-check-texts.ts';
import { MEMBER } from '#web/member/texts.ts';
import { ClauseLink } from '#web/ui/clause-text.tsx';
import type { FormFault } from '#web/ui/error-summary.tsx';
import { formatAddress, goTo } from '#web/ui/hash-address.ts';
import { Receipt } from '#web/ui/receipt.tsx';

const { send } = MEMBER;
const words = SLIP_CHECK.hold;

/** Of the words of consent below: a change of one takes a new edition. */
const CONSENT_EDITION = '2025-11';

type Purpose = keyof typeof send.consent;
const PURPOSES = Object.keys(send.consent) as Purpose[];

interface SendStepProps extends StepProps {
  readonly onLookFor: (path: string) => void;
}

/** What it comes to by the rules as they stand, what is missing, the consents, and the sending. */
export function SendStep({ hand, onLookFor }: SendStepProps): ReactElement {
  const { detail, reading, save } = hand;
  const { query, place } = useForMember();
  const [agreed, setAgreed] = useState<ReadonlySet<Purpose>>(new Set());
  const [saveFailure, setSaveFailure] = useState<Error>();
  const sending = useAct<{ readonly claimId: string }>();
  const submit = async (): Promise<void> => {
    setSaveFailure(undefined);
    try {
      const version = await save();
      const consents = PURPOSES.map((purpose) => ({ purpose, edition: CONSENT_EDITION }));
      const path = `/api/claim-drafts/${detail.draftId}/submission`;
      const sent = await sending.send({ method: 'POST', path, query, body: { version, consents } });
      if (sent === undefined) return;
      forgetDraft(detail.draftId);
      goTo(place(['claim', sent.claimId]), 'replace');
    } catch (error) {
      setSaveFailure(error as Error);
    }
  };
  const { decision } = reading;
  const claim = reading.case?.claim;
  const open: readonly FormFault[] = [...reading.wrong, ...reading.missing];
  return (
    <>
      <h2>{send.title}</h2>
      {open.length === 0 ? null : <ToFill open={open} onLookFor={onLookFor} />}
      {decision === undefined ? null : (
        <>
          <p className="tz-quiet">{send.estimateNote}</p>
          <Receipt
            decision={decision}
            title={CALCULATOR.single.benefitTitles[detail.benefit]}
            settlement={claim?.benefit === 'inpatient' ? claim.settlement : undefined}
          />
        </>
      )}
      <HoldPart hand={hand} />
      {detail.missing.length === 0 ? null : (
        <Part title={send.missing}>
          <ul>
            {detail.missing.map(({ kind, name, need }) => (
              <li key={kind}>
                {name}
                {need === 'core' ? <strong>（{MEMBER.papers.core}）</strong> : null}
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={send.consents}>
        {PURPOSES.map((purpose) => (
          <YesAsk
            key={purpose}
            path={`consent.${purpose}`}
            label={send.consent[purpose]}
            value={agreed.has(purpose)}
            onChange={(yes) =>
              setAgreed(new Set(PURPOSES.filter((each) => (each === purpose ? yes : agreed.has(each)))))
            }
          />
        ))}
      </Part>
      <Press
        kind="main"
        isBusy={sending.isSending || agreed.size < PURPOSES.length || open.length > 0}
        onPress={() => void submit()}
      >
        {send.submit}
      </Press>
      <Failure failure={saveFailure ?? sending.failure} onAgain={() => void submit()} />
    </>
  );
}

/** A stay that pays uses up one of the few of its period: the member is told, and may keep a small one back. */
function HoldPart({ hand }: StepProps): ReactElement | null {
  const { cover, reading, form, change } = hand;
  const cost = stayCost(cover, reading.case, reading.decision);
  if (cost === undefined || reading.decision === undefined) return null;
  const { at, most, isSmall, periodEndOn, lastOn } = cost;
  const hold = (): void => {
    change({ ...form, isHeld: true });
    goTo(formatAddress([]));
  };
  return (
    <Part title={words.title}>
      <p>
        {words.counts(formatYuan(reading.decision.amountFen), at, most)}
        {words.left(most - at)} <ClauseLink clause="附件1-4.4" />
      </p>
      {isSmall ? (
        <>
          <p>{words.small(chineseDay(periodEndOn), chineseDay(lastOn))}</p>
          <Press onPress={hold}>{words.act}</Press>
        </>
      ) : null}
    </Part>
  );
}

function ToFill({ open, onLookFor }: { open: readonly FormFault[]; onLookFor: (path: string) => void }): ReactElement {
  return (
    <Part title={send.fillFirst}>
      <ul className="tz-stack">
        {open.map(({ path, label, message }) => (
          <li key={path}>
            <Press onPress={() => onLookFor(path)}>
              {label}
              {message === '' ? null : `：${message}`}
            </Press>
          </li>
        ))}
      </ul>
    </Part>
  );
}
