import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import type { Static } from 'typebox';
import type { DemonstrationAccountsAnswer, SessionAnswer } from '#contracts/sessions.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { APP } from '#web/app/app-texts.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { appOf } from '#web/app/session.tsx';
import { enterApp } from '#web/home/enter-app.ts';
import { HomeFrame } from '#web/home/home-frame.tsx';
import { REGISTER } from '#web/home/register-texts.ts';
import { SignInPage } from '#web/home/sign-in-page.tsx';
import { HOME } from '#web/home/texts.ts';
import { VERIFY } from '#web/home/verify-texts.ts';
import { Note } from '#web/ui/note.tsx';

const { demonstration, signIn } = HOME;

type People = Static<typeof DemonstrationAccountsAnswer>['accounts'];

/** The first page: the people of the demonstration where there is one, else the form of signing in. */
export function StartPage(): ReactElement {
  const { data, isPending } = useAnswer<Static<typeof DemonstrationAccountsAnswer>>('/api/demonstration/accounts');
  const people = data?.accounts ?? [];
  if (isPending) {
    return (
      <HomeFrame title={HOME.title}>
        <p className="tz-quiet">{APP.loading}</p>
      </HomeFrame>
    );
  }
  return people.length === 0 ? <PlainStart /> : <DemonstrationStart people={people} />;
}

function PlainStart(): ReactElement {
  return (
    <SignInPage>
      <SignedInAlready />
      <OpenToAll />
    </SignInPage>
  );
}

function DemonstrationStart({ people }: { readonly people: People }): ReactElement {
  const navigate = useNavigate();
  const { data: before } = useAnswer<SessionAnswer>('/api/session');
  const writing = useWrite<{ readonly key: string }, unknown>(
    (body) => ({ method: 'POST', path: '/api/demonstration/sign-in', body }),
    () => enterApp(() => void navigate('/sign-in')),
  );
  return (
    <HomeFrame title={demonstration.title} lead={demonstration.lead} isWide>
      {before === undefined ? null : <SignedInAlready />}
      <FailureNote failure={writing.failure} onAgain={writing.again} />
      <ul className="tz-people tz-home__part">
        {people.map(({ key, title }) => {
          const end = title.indexOf('：');
          const who = end < 0 ? title : title.slice(0, end);
          const what = end < 0 ? undefined : title.slice(end + 1);
          return (
            <li key={key}>
              <button
                type="button"
                className="tz-plain-button tz-person"
                disabled={writing.isSending}
                onClick={() => writing.send({ key })}
              >
                <span className="tz-person__name">{who}</span>
                {what === undefined ? null : <span className="tz-quiet">{what}</span>}
              </button>
            </li>
          );
        })}
      </ul>
      <p className="tz-home__part">
        <Button type="link" onClick={() => void navigate('/sign-in')}>
          {demonstration.own}
        </Button>
      </p>
      <OpenToAll />
    </HomeFrame>
  );
}

/** Who comes back to the start page with a session goes on from here. */
function SignedInAlready(): ReactElement | null {
  const { data: session } = useAnswer<SessionAnswer>('/api/session');
  if (session === undefined || !session.isSecondFactorDone) return null;
  return (
    <Note kind="remark" action={<Button href={appOf(session)}>{signIn.goOn}</Button>}>
      {signIn.welcome(session.account.name)}
    </Note>
  );
}

/** What anybody may do without an account. */
function OpenToAll(): ReactElement {
  const navigate = useNavigate();
  const open: readonly (readonly [string, string, string])[] = [
    [VERIFY.title, VERIFY.openHint, '/verify'],
    [REGISTER.open, REGISTER.openHint, '/register'],
  ];
  return (
    <>
      <section className="tz-card tz-home__part tz-row tz-row--apart">
        <div>
          <h2>{HOME.member}</h2>
          <p className="tz-quiet">{HOME.memberHint}</p>
        </div>
        <Button href="/member/">{HOME.openMember}</Button>
      </section>
      {open.map(([title, hint, place]) => (
        <section key={place} className="tz-card tz-home__part tz-row tz-row--apart">
          <div>
            <h2>{title}</h2>
            <p className="tz-quiet">{hint}</p>
          </div>
          <Button onClick={() => void navigate(place)}>{title}</Button>
        </section>
      ))}
      <section className="tz-card tz-home__part tz-row tz-row--apart">
        <div>
          <h2>{HOME.calculator}</h2>
          <p className="tz-quiet">{HOME.calculatorHint}</p>
        </div>
        <Button href="/calculator/">{HOME.openCalculator}</Button>
      </section>
    </>
  );
}
