import { type ReactElement, useState } from 'react';
import type { Appeal } from '#contracts/appeals.ts';
import type { MyClaim } from '#contracts/member-claims.ts';
import { ActKey } from '#web/app/api/idempotency-key.ts';
import { DateText } from '#web/app/moment.tsx';
import { sendAct, useAct } from '#web/member/act.ts';
import { APPEAL } from '#web/member/claim/appeal-texts.ts';
import { SendFiles } from '#web/member/claim/send-files.tsx';
import { useForMember } from '#web/member/for-member.ts';
import { Moment } from '#web/member/moment.tsx';
import { Failure, Part, Press, TextAsk } from '#web/member/parts.tsx';

const DECIDED: readonly MyClaim['state'][] = ['declined', 'denied', 'approved', 'in-payout', 'paid', 'returned'];

/** With office or committee, so that papers may still be brought. */
const OPEN: readonly Appeal['state'][] = ['filed', 'before-committee'];

interface AppealPartProps {
  readonly claim: MyClaim;
  readonly onFiled: () => void;
}

/** Against the decision: what was said and answered before, and what may be said now. */
export function AppealPart({ claim, onFiled }: AppealPartProps): ReactElement | null {
  const isOpen = claim.appeals.some(({ state }) => OPEN.includes(state));
  const canEscalate = claim.appeals.at(-1)?.state === 'upheld';
  const mayFile = DECIDED.includes(claim.state) && !isOpen && !canEscalate && claim.source !== 'committee';
  if (claim.appeals.length === 0 && !mayFile) return null;
  return (
    <Part title={APPEAL.title}>
      {claim.appeals.map((appeal, index) => (
        <OneAppeal
          key={appeal.appealId}
          appeal={appeal}
          canEscalate={canEscalate && index === claim.appeals.length - 1}
          onChanged={onFiled}
        />
      ))}
      {mayFile ? (
        <Asking
          path={`/api/my/claims/${claim.claimId}/appeals`}
          lead={APPEAL.lead}
          question={APPEAL.reason}
          act={APPEAL.send}
          onDone={onFiled}
        />
      ) : null}
    </Part>
  );
}

interface OneAppealProps {
  readonly appeal: Appeal;
  readonly canEscalate: boolean;
  readonly onChanged: () => void;
}

function OneAppeal({ appeal, canEscalate, onChanged }: OneAppealProps): ReactElement {
  const said = [
    [APPEAL.mine, appeal.reason, appeal.filedAt],
    [APPEAL.finding, appeal.finding, appeal.examinedAt],
    [APPEAL.escalation, appeal.escalation, appeal.escalatedAt],
    [APPEAL.ruling, appeal.ruling, appeal.ruledAt],
  ] as const;
  return (
    <div className="tz-stack">
      <p>
        <strong>{APPEAL.states[appeal.state]}</strong>
        {appeal.dueOn === null ? null : (
          <span className="tz-quiet">
            {' '}
            {APPEAL.due} <DateText date={appeal.dueOn} />
          </span>
        )}
      </p>
      {said.map(([title, words, at]) =>
        words === null || at === null ? null : (
          <div key={title}>
            <p className="tz-quiet">
              {title} <Moment at={at} />
            </p>
            <p className="tz-said">{words}</p>
          </div>
        ),
      )}
      {OPEN.includes(appeal.state) ? <AddPaper appeal={appeal} /> : null}
      {canEscalate ? (
        <Asking
          path={`/api/my/claims/${appeal.claimId}/appeals/${appeal.appealId}/escalation`}
          lead={APPEAL.escalateLead}
          question={APPEAL.escalateReason}
          act={APPEAL.escalate}
          onDone={onChanged}
        />
      ) : null}
    </div>
  );
}

interface AskingProps {
  readonly path: string;
  readonly lead: string;
  readonly question: string;
  readonly act: string;
  readonly onDone: () => void;
}

/** A reason in the member's words, and the act that it is for. */
function Asking({ path, lead, question, act, onDone }: AskingProps): ReactElement {
  const [reason, setReason] = useState('');
  const { query } = useForMember();
  const sending = useAct<unknown>();
  const send = async (): Promise<void> => {
    if ((await sending.send({ method: 'POST', path, query, body: { reason } })) === undefined) return;
    setReason('');
    onDone();
  };
  return (
    <>
      <p className="tz-quiet">{lead}</p>
      <TextAsk path="appeal" ask={[question, undefined]} lines={3} value={reason} onChange={setReason} />
      <Press isBusy={sending.isSending || reason.trim().length < 2} onPress={() => void send()}>
        {act}
      </Press>
      <Failure failure={sending.failure} />
    </>
  );
}

/** A further paper for those who answer. */
function AddPaper({ appeal }: { readonly appeal: Appeal }): ReactElement {
  const { query } = useForMember();
  const add = async (files: readonly File[], onSent: () => void): Promise<void> => {
    for (const file of files) {
      const path = `/api/my/claims/${appeal.claimId}/appeals/${appeal.appealId}/papers`;
      await sendAct({ method: 'POST', path, query, file }, new ActKey());
      onSent();
    }
  };
  return <SendFiles label={APPEAL.paperAdd} sending={APPEAL.paperAdding} sent={APPEAL.paperAdded} onFiles={add} />;
}
