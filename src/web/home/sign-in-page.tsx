import { Button } from 'antd';
import { type ReactElement, type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import type { SignInAnswer, SignInBody } from '#contracts/sessions.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { AppForm, TextField } from '#web/app/form.tsx';
import { enterApp } from '#web/home/enter-app.ts';
import { HomeFrame } from '#web/home/home-frame.tsx';
import { SecondFactorSetUp } from '#web/home/second-factor-set-up.tsx';
import { HOME } from '#web/home/texts.ts';

const { signIn: texts, secondFactor } = HOME;

type Step = 'password' | 'second-factor' | 'second-factor-setup';

/** Signing in, step by step: name and password, then the second factor, or setting it up the first time. */
export function SignInPage({ children }: { readonly children?: ReactNode }): ReactElement {
  const [step, setStep] = useState<Step>('password');
  const enter = (): void => enterApp(() => setStep('password'));
  switch (step) {
    case 'password':
      return (
        <HomeFrame title={texts.title} lead={texts.lead}>
          <PasswordForm onDone={(next) => (next === 'nothing' ? enter() : setStep(next))} />
          {children}
        </HomeFrame>
      );
    case 'second-factor':
      return (
        <HomeFrame title={secondFactor.title} lead={secondFactor.lead}>
          <CodeForm onDone={enter} onRestart={() => setStep('password')} />
        </HomeFrame>
      );
    case 'second-factor-setup':
      return <SecondFactorSetUp onDone={enter} />;
  }
}

type SignIn = Static<typeof SignInBody>;

/** Name and password. */
function PasswordForm({
  onDone,
}: {
  readonly onDone: (next: Static<typeof SignInAnswer>['next']) => void;
}): ReactElement {
  const [signInName, setName] = useState('');
  const [password, setPassword] = useState('');
  const writing = useWrite<SignIn, Static<typeof SignInAnswer>>(
    (body) => ({ method: 'POST', path: '/api/sessions', body }),
    ({ next }) => onDone(next),
  );
  return (
    <div className="tz-card tz-home__part">
      <AppForm
        onSubmit={() => writing.send({ signInName: signInName.trim(), password })}
        submitLabel={texts.act}
        isSending={writing.isSending}
        failure={writing.failure}
        onAgain={writing.again}
        isReady={signInName.trim() !== '' && password !== ''}
      >
        <TextField
          path="signInName"
          label={texts.name}
          autoComplete="username"
          value={signInName}
          onChange={setName}
          isFirst
        />
        <TextField
          path="password"
          label={texts.password}
          kind="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
      </AppForm>
      <p className="tz-home__part">
        <Link to="/invitation">{texts.invited}</Link>
      </p>
    </div>
  );
}

interface CodeFormProps {
  readonly onDone: () => void;
  readonly onRestart: () => void;
}

function CodeForm({ onDone, onRestart }: CodeFormProps): ReactElement {
  const [code, setCode] = useState('');
  const writing = useWrite<{ readonly code: string }>(
    (body) => ({ method: 'POST', path: '/api/session/second-factor', body }),
    onDone,
  );
  return (
    <div className="tz-card tz-home__part tz-stack">
      <AppForm
        onSubmit={() => writing.send({ code: code.trim() })}
        submitLabel={secondFactor.act}
        isSending={writing.isSending}
        failure={writing.failure}
        onAgain={writing.again}
        isReady={code.trim().length >= 6}
      >
        <TextField
          path="code"
          label={secondFactor.code}
          hint={secondFactor.codeHint}
          kind="code"
          autoComplete="one-time-code"
          maxLength={24}
          value={code}
          onChange={setCode}
          isFirst
        />
      </AppForm>
      <Button type="link" onClick={onRestart}>
        {secondFactor.restart}
      </Button>
    </div>
  );
}
