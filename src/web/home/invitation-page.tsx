import { type ReactElement, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import type { Static } from 'typebox';
import type { AcceptInvitationBody } from '#contracts/accounts.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { AppForm, TextField } from '#web/app/form.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { HomeFrame } from '#web/home/home-frame.tsx';
import { HOME } from '#web/home/texts.ts';

const { invitation: texts } = HOME;

/** Opening the account that one was invited to. A link carries the code behind its #, which no server ever sees. */
export function InvitationPage(): ReactElement {
  const navigate = useNavigate();
  const tell = useTell();
  const { hash } = useLocation();
  const [code, setCode] = useState(() => hash.slice(1));
  const [signInName, setName] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const writing = useWrite<Static<typeof AcceptInvitationBody>, unknown>(
    (body) => ({ method: 'POST', path: '/api/invitations/acceptance', body }),
    () => {
      tell(texts.done);
      void navigate('/sign-in');
    },
  );
  const isDifferent = again !== '' && again !== password;
  return (
    <HomeFrame title={texts.title} lead={texts.lead}>
      <div className="tz-card tz-home__part tz-stack">
        <AppForm
          onSubmit={() => writing.send({ code: code.trim(), signInName: signInName.trim(), password })}
          submitLabel={texts.act}
          isSending={writing.isSending}
          failure={writing.failure}
          onAgain={writing.again}
          isReady={code.trim() !== '' && signInName.trim() !== '' && password !== '' && again === password}
        >
          <TextField path="code" label={texts.code} value={code} onChange={setCode} isFirst={code === ''} />
          <TextField
            path="signInName"
            label={texts.name}
            hint={texts.nameHint}
            autoComplete="username"
            value={signInName}
            onChange={setName}
          />
          <TextField
            path="password"
            label={texts.password}
            hint={texts.passwordHint}
            kind="password"
            autoComplete="new-password"
            value={password}
            onChange={setPassword}
          />
          <TextField
            path="passwordAgain"
            label={texts.again}
            kind="password"
            autoComplete="new-password"
            value={again}
            onChange={setAgain}
          />
          {isDifferent ? (
            <p className="tz-field__fault" role="status">
              {texts.different}
            </p>
          ) : null}
        </AppForm>
        <p>
          <Link to="/sign-in">{texts.known}</Link>
        </p>
      </div>
    </HomeFrame>
  );
}
