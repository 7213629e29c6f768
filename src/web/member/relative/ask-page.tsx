import { type ReactElement, useState } from 'react';
import { useAct } from '#web/member/act.ts';
import { ChoiceAsk, DayAsk, Failure, Part, Press, TextAsk } from '#web/member/parts.tsx';
import type { RecipientDraft } from '#web/member/relative/recipient.ts';
import { RELATIVE } from '#web/member/relative/relative-texts.ts';
import { DemonstrationSms } from '#web/member/sign-in-page.tsx';
import { formatAddress, goTo } from '#web/ui/hash-address.ts';
import { Note } from '#web/ui/note.tsx';

const KINSHIPS = Object.entries(RELATIVE.kinships) as [RecipientDraft['kinship'], string][];
const BLANK = { name: '', residentId: '', phone: '', memberName: '', memberResidentId: '' };

/** A relative names himself and the member who died; nothing on it tells whether there is such a member. */
export function AskPage(): ReactElement {
  const [naming, setNaming] = useState(BLANK);
  const [kinship, setKinship] = useState<RecipientDraft['kinship']>('spouse');
  const [diedOn, setDiedOn] = useState('');
  const [code, setCode] = useState('');
  const [isSent, setSent] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const sending = useAct();
  const asking = useAct();
  const sendCode = async (): Promise<void> => {
    const write = { method: 'POST', path: '/api/relative-requests/codes', body: naming } as const;
    if ((await sending.send(write)) !== undefined) setSent(true);
  };
  const ask = async (): Promise<void> => {
    const body = { ...naming, code, kinship, diedOn };
    if ((await asking.send({ method: 'POST', path: '/api/relative-requests', body })) !== undefined) setAsked(true);
  };
  if (isAsked) return <Asked />;
  const field = (key: keyof typeof BLANK, inputMode: 'text' | 'numeric' = 'text'): ReactElement => (
    <TextAsk
      path={key}
      ask={[RELATIVE[key], undefined]}
      inputMode={inputMode}
      value={naming[key]}
      onChange={(text) => setNaming({ ...naming, [key]: text })}
    />
  );
  const isNamed = Object.values(naming).every((text) => text.trim() !== '') && diedOn !== '';
  return (
    <>
      <h1>{RELATIVE.title}</h1>
      <p className="tz-quiet">{RELATIVE.lead}</p>
      <Part title={RELATIVE.own}>
        {field('name')}
        {field('residentId')}
        {field('phone', 'numeric')}
        <ChoiceAsk
          path="kinship"
          ask={[RELATIVE.kinship, undefined]}
          choices={KINSHIPS}
          value={kinship}
          onChange={setKinship}
        />
      </Part>
      <Part title={RELATIVE.member}>
        {field('memberName')}
        {field('memberResidentId')}
        <DayAsk path="diedOn" ask={[RELATIVE.diedOn, undefined]} value={diedOn} onChange={setDiedOn} />
      </Part>
      <Press kind={isSent ? 'plain' : 'main'} isBusy={sending.isSending || !isNamed} onPress={() => void sendCode()}>
        {isSent ? RELATIVE.sendAgain : RELATIVE.send}
      </Press>
      <Failure failure={sending.failure} />
      {isSent ? (
        <section className="tz-card tz-part">
          <Note kind="remark">{RELATIVE.sent}</Note>
          <TextAsk
            path="code"
            ask={[RELATIVE.code, undefined]}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={setCode}
          />
          <Press kind="main" isBusy={asking.isSending || !isNamed || code.trim() === ''} onPress={() => void ask()}>
            {RELATIVE.ask}
          </Press>
          <Failure failure={asking.failure} />
        </section>
      ) : null}
      <p className="tz-quiet">{RELATIVE.papers}</p>
      <DemonstrationSms />
    </>
  );
}

function Asked(): ReactElement {
  return (
    <>
      <h1>{RELATIVE.asked}</h1>
      <section className="tz-card tz-part">
        <p>{RELATIVE.askedLead}</p>
        <p>{RELATIVE.papers}</p>
        <p className="tz-quiet">{RELATIVE.askedOther}</p>
        <Press kind="main" onPress={() => goTo(formatAddress([]))}>
          {RELATIVE.toSignIn}
        </Press>
      </section>
      <DemonstrationSms />
    </>
  );
}
