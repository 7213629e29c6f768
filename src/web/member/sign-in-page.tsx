import { type ReactElement, useEffect, useState } from 'react';
import type { Static } from 'typebox';
import type { DemonstrationSmsAnswer } from '#contracts/member-sessions.ts';
import { useAct } from '#web/member/act.ts';
import { Moment } from '#web/member/moment.tsx';
import { Failure, Part, Press, TextAsk } from '#web/member/parts.tsx';
import { RELATIVE } from '#web/member/relative/relative-texts.ts';
import { MEMBER } from '#web/member/texts.ts';
import { useAsked } from '#web/member/use-answer.ts';
import { formatAddress, goTo } from '#web/ui/hash-address.ts';
import { Note } from '#web/ui/note.tsx';

const { signIn } = MEMBER;

/** How often the messages of a demonstration are looked for. */
const SMS_EVERY_MS = 2_000;

/** Name, number, code: nothing on it tells whether anybody is a member. */
export function SignInPage({ onEntered }: { readonly onEntered: () => void }): ReactElement {
  const [name, setName] = useState('');
  const [residentId, setResidentId] = useState('');
  const [code, setCode] = useState('');
  const [isSent, setSent] = useState(false);
  const sending = useAct();
  const entering = useAct();
  const sendCode = async (): Promise<void> => {
    const body = { name, residentId };
    if ((await sending.send({ method: 'POST', path: '/api/member-sessions/codes', body })) !== undefined) setSent(true);
  };
  const enter = async (): Promise<void> => {
    const body = { name, residentId, code };
    if ((await entering.send({ method: 'POST', path: '/api/member-sessions', body })) !== undefined) onEntered();
  };
  return (
    <>
      <h1>{signIn.title}</h1>
      <p className="tz-quiet">{signIn.lead}</p>
      <section className="tz-card tz-part">
        <TextAsk path="name" ask={[signIn.name, undefined]} autoComplete="name" value={name} onChange={setName} />
        <TextAsk path="residentId" ask={[signIn.residentId, undefined]} value={residentId} onChange={setResidentId} />
        <Press
          kind={isSent ? 'plain' : 'main'}
          isBusy={sending.isSending || name.trim() === '' || residentId.trim() === ''}
          onPress={() => void sendCode()}
        >
          {isSent ? signIn.sendAgain : signIn.send}
        </Press>
        <Failure failure={sending.failure} />
        {isSent ? (
          <>
            <Note kind="remark">{signIn.sent}</Note>
            <TextAsk
              path="code"
              ask={[signIn.code, undefined]}
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              onChange={setCode}
            />
            <Press kind="main" isBusy={entering.isSending || code.trim() === ''} onPress={() => void enter()}>
              {signIn.enter}
            </Press>
            <Failure failure={entering.failure} />
          </>
        ) : null}
        <p className="tz-quiet">{signIn.wrongPhone}</p>
      </section>
      <Press onPress={() => goTo(formatAddress(['relative']))}>{RELATIVE.enter}</Press>
      <DemonstrationSms />
    </>
  );
}

/** In a demonstration no phone rings: what was sent is read here. */
export function DemonstrationSms(): ReactElement | null {
  const { answer, again } = useAsked<Static<typeof DemonstrationSmsAnswer>>('/api/demonstration/sms');
  const isShown = answer !== undefined;
  useEffect(() => {
    if (!isShown) return;
    const timer = setInterval(again, SMS_EVERY_MS);
    return () => clearInterval(timer);
  }, [isShown, again]);
  if (answer === undefined) return null;
  return (
    <Part title={signIn.demonstration}>
      {answer.length === 0 ? <p className="tz-quiet">{signIn.none}</p> : null}
      <ul className="tz-stack">
        {answer.slice(0, 3).map(({ id, phone, text, sentAt }) => (
          <li key={id}>
            <p className="tz-quiet">
              {phone} · <Moment at={sentAt} />
            </p>
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </Part>
  );
}
