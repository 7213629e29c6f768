import { type ReactElement, useState } from 'react';
import type { MyCover } from '#contracts/member-claims.ts';
import type { ProgramId } from '#scheme/case.ts';
import { useAct } from '#web/member/act.ts';
import { chineseDay } from '#web/member/moment.tsx';
import { ChoiceAsk, DayAsk, Failure, Press, TextAsk } from '#web/member/parts.tsx';
import { MEMBER } from '#web/member/texts.ts';
import { useAsked } from '#web/member/use-answer.ts';
import { formatAddress, goTo } from '#web/ui/hash-address.ts';
import { Note } from '#web/ui/note.tsx';

const { report } = MEMBER;

/** Telling the office: the day is filled with today already, so that one tap is enough. */
export function ReportPage(): ReactElement {
  const { answer: cover } = useAsked<MyCover>('/api/my/cover');
  const [chosen, setChosen] = useState<ProgramId>();
  const [eventOn, setEventOn] = useState(() => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10));
  const [place, setPlace] = useState('');
  const reporting = useAct<{ readonly notifiedOn: string }>();
  const [done, setDone] = useState<string>();
  const programs = cover?.map(({ program }) => program) ?? [];
  const program = chosen ?? programs[0];
  if (done !== undefined) {
    return (
      <>
        <Note kind="remark">{report.done(chineseDay(done))}</Note>
        <Press kind="main" onPress={() => goTo(formatAddress(['new']))}>
          {MEMBER.claimNow}
        </Press>
      </>
    );
  }
  const send = async (): Promise<void> => {
    const body = { program, eventOn, place };
    const reported = await reporting.send({ method: 'POST', path: '/api/event-reports', body });
    if (reported !== undefined) setDone(reported.notifiedOn);
  };
  return (
    <>
      <h1>{report.title}</h1>
      <p className="tz-quiet">{report.lead}</p>
      <section className="tz-card tz-part">
        {programs.length > 1 ? (
          <ChoiceAsk
            path="program"
            ask={[report.which, undefined]}
            choices={programs.map((each) => [each, MEMBER.programs[each]] as const)}
            value={program}
            onChange={setChosen}
          />
        ) : null}
        <DayAsk
          path="eventOn"
          ask={[report.on[program ?? 'henan-inpatient'], undefined]}
          value={eventOn}
          onChange={setEventOn}
        />
        <TextAsk
          path="place"
          ask={[report.place, undefined]}
          hint={report.placeHint}
          value={place}
          onChange={setPlace}
        />
        <Press kind="main" isBusy={reporting.isSending || program === undefined} onPress={() => void send()}>
          {report.send}
        </Press>
        <Failure failure={reporting.failure} />
      </section>
    </>
  );
}
