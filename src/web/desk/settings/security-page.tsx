import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { SecuritySettings, SecuritySettingsBody } from '#contracts/accounts.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { AppForm, TextField } from '#web/app/form.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { CONTROL } from '#web/desk/control-texts.ts';

const { security: texts } = CONTROL;

type Settings = Static<typeof SecuritySettings>;

const FIELDS = Object.keys(texts.fields) as (keyof typeof texts.fields)[];

/** The rules of signing in, of locking and of passwords, for the whole office. */
export function SecurityPage(): ReactElement {
  const { data, error, refetch } = useAnswer<Settings>('/api/security-settings');
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      {data === undefined ? <Pending error={error} refetch={refetch} /> : <SettingsForm settings={data} />}
    </div>
  );
}

function SettingsForm({ settings }: { readonly settings: Settings }): ReactElement {
  const { may } = useSession();
  const tell = useTell();
  const [typed, setTyped] = useState<Partial<Record<keyof Settings, string>>>({});
  const writing = useWrite<Static<typeof SecuritySettingsBody>, unknown>(
    (body) => ({ method: 'PATCH', path: '/api/security-settings', body }),
    () => {
      setTyped({});
      tell(texts.done);
    },
  );
  const changes = Object.fromEntries(Object.entries(typed).map(([name, text]) => [name, Number(text)]));
  return (
    <div className="tz-card tz-form-card">
      <AppForm
        onSubmit={() => writing.send(changes)}
        submitLabel={texts.act}
        isSending={writing.isSending}
        failure={writing.failure}
        onAgain={writing.again}
        isReady={may('security-policy.manage') && Object.keys(changes).length > 0}
      >
        {FIELDS.map((name) => (
          <TextField
            key={name}
            path={name}
            label={texts.fields[name]}
            kind="number"
            maxLength={5}
            value={typed[name] ?? String(settings[name])}
            onChange={(text) => setTyped((before) => ({ ...before, [name]: text.replaceAll(/\D/g, '') }))}
          />
        ))}
      </AppForm>
    </div>
  );
}
