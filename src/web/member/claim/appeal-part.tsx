import { type ReactElement, useState } from 'react';
import type { MyClaim } from '#contracts/member-claims.ts';
import { useAct } from '#web/member/act.ts';
import { Moment } from '#web/member/moment.tsx';
import { Failure, Part, Press, TextAsk } from '#web/member/parts.tsx';
import { MEMBER } from '#web/member/texts.ts';

const { claim: words } = MEMBER;

const DECIDED: readonly MyClaim['state'][] = ['declined', 'denied', 'approved', 'in-payout', 'paid', 'returned'];

/** Against the decision: what was said before with what the office found, and the way to say it. */
export function AppealPart({ claim, onFiled }: { claim: MyClaim; onFiled: () => void }): ReactElement | null {
  const [reason, setReason] = useState('');
  const filing = useAct<{ readonly appealId: string }>();
  const waits = claim.appeals.some(({ state }) => state === 'filed');
  const mayFile = DECIDED.includes(claim.state) && !waits;
  if (claim.appeals.length === 0 && !mayFile) return null;
  const file = async (): Promise<void> => {
    const path = `/api/my/claims/${claim.claimId}/appeals`;
    if ((await filing.send({ method: 'POST', path, body: { reason } })) === undefined) return;
    setReason('');
    onFiled();
  };
  return (
    <Part title={words.appealTitle}>
      {claim.appeals.map(({ appealId, state, reason: said, finding, filedAt }) => (
        <div key={appealId}>
          <p>
            <strong>{words.appealStates[state]}</strong>{' '}
            <span className="tz-quiet">
              <Moment at={filedAt} />
            </span>
          </p>
          <p className="tz-said">{said}</p>
          {finding === null ? null : <p className="tz-said">{finding}</p>}
        </div>
      ))}
      {mayFile ? (
        <>
          <p className="tz-quiet">{words.appealLead}</p>
          <TextAsk path="appeal" ask={[words.appealReason, undefined]} lines={3} value={reason} onChange={setReason} />
          <Press isBusy={filing.isSending || reason.trim().length < 2} onPress={() => void file()}>
            {words.appealSend}
          </Press>
          <Failure failure={filing.failure} />
        </>
      ) : null}
    </Part>
  );
}
