import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { OwnPhoneRequestsAnswer } from '#contracts/member-requests.ts';
import { parseMobilePhone } from '#kernel/mobile-phone.ts';
import { useAct } from '#web/member/act.ts';
import { Moment } from '#web/member/moment.tsx';
import { Failure, Part, Press, TextAsk } from '#web/member/parts.tsx';
import { MEMBER } from '#web/member/texts.ts';
import { useAsked } from '#web/member/use-answer.ts';
import { Note } from '#web/ui/note.tsx';

const { phone: words } = MEMBER;

/** Another telephone for signing in: asked for here, used once the agency has looked into it. */
export function PhonePage(): ReactElement {
  const { answer, failure, again } = useAsked<Static<typeof OwnPhoneRequestsAnswer>>('/api/my/phone-changes');
  const [phone, setPhone] = useState('');
  const [reason, setReason] = useState('');
  const asking = useAct();
  const waits = answer?.items.some(({ state }) => state === 'filed') === true;
  const isReady = parseMobilePhone(phone.replaceAll(/[\s-]/g, '')).ok && reason.trim().length >= 2;
  const ask = async (): Promise<void> => {
    const write = { method: 'POST', path: '/api/phone-changes', body: { phone, reason } } as const;
    if ((await asking.send(write)) === undefined) return;
    setPhone('');
    setReason('');
    again();
  };
  return (
    <>
      <h1>{words.title}</h1>
      <p className="tz-quiet">{words.lead}</p>
      <Failure failure={failure} onAgain={again} />
      {waits ? (
        <Note kind="remark">{words.waits}</Note>
      ) : (
        <section className="tz-card tz-part">
          <TextAsk path="phone" ask={[words.next, undefined]} inputMode="numeric" value={phone} onChange={setPhone} />
          <TextAsk
            path="reason"
            ask={[words.reason, undefined]}
            hint={words.reasonHint}
            value={reason}
            onChange={setReason}
          />
          <Press kind="main" isBusy={asking.isSending || !isReady} onPress={() => void ask()}>
            {words.ask}
          </Press>
          <Failure failure={asking.failure} />
        </section>
      )}
      {answer === undefined || answer.items.length === 0 ? null : (
        <Part title={words.asked}>
          <ul className="tz-rows">
            {answer.items.map(({ requestId, phone: masked, state, finding, filedAt }) => (
              <li key={requestId} className="tz-paper">
                <div className="tz-pair">
                  <span className="tz-figure">{masked}</span>
                  <span className="tz-state">{words.states[state]}</span>
                </div>
                <span className="tz-quiet">
                  <Moment at={filedAt} />
                </span>
                {finding === null ? null : <p className="tz-said">{finding}</p>}
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}
