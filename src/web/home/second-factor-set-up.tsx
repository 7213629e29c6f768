import { Button, Checkbox, ConfigProvider, QRCode } from 'antd';
import { type ReactElement, useEffect, useState } from 'react';
import type { Static } from 'typebox';
import type { SecondFactorConfirmAnswer, SecondFactorSetUpAnswer } from '#contracts/sessions.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { APP } from '#web/app/app-texts.ts';
import { CopyButton } from '#web/app/copy-button.tsx';
import { FailureNote } from '#web/app/failure-note.tsx';
import { AppForm, TextField } from '#web/app/form.tsx';
import { HomeFrame } from '#web/home/home-frame.tsx';
import { HOME } from '#web/home/texts.ts';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

const { setUp: texts, recovery } = HOME;
const QR_PIXELS = 208;

type SetUp = Static<typeof SecondFactorSetUpAnswer>;

/** Setting up the authenticator app: a code to scan, its first number, then the recovery codes, shown once. */
export function SecondFactorSetUp({ onDone }: { readonly onDone: () => void }): ReactElement {
  const [setUp, setSetUp] = useState<SetUp>();
  const [codes, setCodes] = useState<readonly string[]>();
  const [code, setCode] = useState('');
  const beginning = useWrite<undefined, SetUp>(
    () => ({ method: 'POST', path: '/api/session/second-factor/set-up' }),
    setSetUp,
  );
  const confirming = useWrite<{ readonly code: string }, Static<typeof SecondFactorConfirmAnswer>>(
    (body) => ({ method: 'POST', path: '/api/session/second-factor/confirm', body }),
    ({ recoveryCodes }) => setCodes(recoveryCodes),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once, when the step is reached
  useEffect(() => beginning.send(undefined), []);
  if (codes !== undefined) return <RecoveryCodes codes={codes} onDone={onDone} />;
  return (
    <HomeFrame title={texts.title} lead={texts.lead}>
      <div className="tz-card tz-home__part tz-stack">
        <ol className="tz-numbered">
          {texts.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <FailureNote failure={beginning.failure} onAgain={beginning.again} />
        {setUp === undefined ? (
          <p className="tz-quiet">{APP.loading}</p>
        ) : (
          <>
            <figure className="tz-qr" aria-label={texts.qr}>
              <QRCode type="svg" value={setUp.uri} size={QR_PIXELS} errorLevel="M" />
            </figure>
            <details>
              <summary>{texts.byHand}</summary>
              <p className="tz-row">
                <code>{setUp.secret}</code> <CopyButton text={setUp.secret} what={texts.secret} />
              </p>
            </details>
          </>
        )}
        <AppForm
          onSubmit={() => confirming.send({ code: code.trim() })}
          submitLabel={texts.act}
          isSending={confirming.isSending}
          failure={confirming.failure}
          onAgain={confirming.again}
          isReady={/^\d{6}$/.test(code.trim())}
        >
          <TextField
            path="code"
            label={texts.code}
            kind="code"
            autoComplete="one-time-code"
            maxLength={6}
            value={code}
            onChange={setCode}
          />
        </AppForm>
      </div>
    </HomeFrame>
  );
}

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

function RecoveryCodes({ codes, onDone }: RecoveryCodesProps): ReactElement {
  const [isKept, setKept] = useState(false);
  return (
    <HomeFrame title={recovery.title} lead={recovery.lead}>
      <div className="tz-card tz-home__part tz-stack">
        <ul className="tz-recovery-codes" aria-label={recovery.codes}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div className="tz-row">
          <CopyButton text={codes.join('\n')} what={recovery.codes} />
          <Button onClick={() => window.print()}>{recovery.print}</Button>
        </div>
        <Checkbox checked={isKept} onChange={({ target }) => setKept(target.checked)}>
          {recovery.kept}
        </Checkbox>
        <ConfigProvider theme={MAIN_ACTION_THEME}>
          <Button type="primary" block disabled={!isKept} onClick={onDone}>
            {recovery.act}
          </Button>
        </ConfigProvider>
      </div>
    </HomeFrame>
  );
}
