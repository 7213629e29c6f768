import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { ChangePasswordBody } from '#contracts/sessions.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { AppForm, TextField } from '#web/app/form.tsx';
import { HomeFrame } from '#web/home/home-frame.tsx';
import { HOME } from '#web/home/texts.ts';
import { Note } from '#web/ui/note.tsx';

const { password: texts, invitation } = HOME;

/** Changing one's own password. */
export function PasswordPage(): ReactElement {
  const [oldPassword, setOld] = useState('');
  const [newPassword, setNew] = useState('');
  const [again, setAgain] = useState('');
  const [isDone, setDone] = useState(false);
  const writing = useWrite<Static<typeof ChangePasswordBody>>(
    (body) => ({ method: 'PUT', path: '/api/session/password', body }),
    () => setDone(true),
  );
  const back = (
    <a
      href="/desk/"
      onClick={(event) => {
        if (window.history.length < 2) return;
        event.preventDefault();
        window.history.back();
      }}
    >
      {texts.back}
    </a>
  );
  return (
    <HomeFrame title={texts.title} lead={texts.lead}>
      <div className="tz-card tz-home__part tz-stack">
        {isDone ? (
          <Note kind="remark">{texts.done}</Note>
        ) : (
          <AppForm
            onSubmit={() => writing.send({ oldPassword, newPassword })}
            submitLabel={texts.act}
            isSending={writing.isSending}
            failure={writing.failure}
            onAgain={writing.again}
            isReady={oldPassword !== '' && newPassword !== '' && again === newPassword}
          >
            <TextField
              path="oldPassword"
              label={texts.old}
              kind="password"
              autoComplete="current-password"
              value={oldPassword}
              onChange={setOld}
              isFirst
            />
            <TextField
              path="newPassword"
              label={texts.next}
              hint={invitation.passwordHint}
              kind="password"
              autoComplete="new-password"
              value={newPassword}
              onChange={setNew}
            />
            <TextField
              path="passwordAgain"
              label={texts.again}
              kind="password"
              autoComplete="new-password"
              value={again}
              onChange={setAgain}
            />
            {again !== '' && again !== newPassword ? (
              <p className="tz-field__fault" role="status">
                {invitation.different}
              </p>
            ) : null}
          </AppForm>
        )}
        <p>{back}</p>
      </div>
    </HomeFrame>
  );
}
