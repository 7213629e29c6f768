import { Button, Input } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { UnmaskAnswer, UnmaskBody } from '#contracts/unmasking.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { APP } from '#web/app/app-texts.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { useSession } from '#web/app/session.tsx';
import { Sheet } from '#web/ui/sheet.tsx';

const { unmask: texts } = APP;

type Body = Static<typeof UnmaskBody>;
type Seen = Static<typeof UnmaskAnswer>;

interface UnmaskButtonProps {
  readonly kind: Body['kind'];
  readonly id: string;
  readonly fields: readonly Body['fields'][number][];
}

/** Shows in full what is masked: for a reason that the trail keeps, as long as the sheet is open. */
export function UnmaskButton({ kind, id, fields }: UnmaskButtonProps): ReactElement | null {
  const { may } = useSession();
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [seen, setSeen] = useState<Seen>();
  const writing = useWrite<Body, Seen>(
    (body) => ({ method: 'POST', path: '/api/unmaskings', body }),
    (answer) => {
      setAsking(false);
      setReason('');
      setSeen(answer);
    },
  );
  if (!may('personal.unmask')) return null;
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        {texts.act}
      </Button>
      <ConfirmSheet
        isOpen={isAsking}
        onClose={() => {
          setAsking(false);
          setReason('');
        }}
        title={texts.title}
        actLabel={texts.look}
        isReady={reason.trim().length > 1}
        writing={writing}
        input={{ kind, id, fields: [...fields], reason: reason.trim() }}
      >
        <p>{texts.kept}</p>
        <div className="tz-field">
          <label className="tz-field__label" htmlFor="unmask-reason">
            {texts.reason}
          </label>
          <Input id="unmask-reason" value={reason} maxLength={200} onChange={({ target }) => setReason(target.value)} />
        </div>
      </ConfirmSheet>
      <Sheet place="center" isOpen={seen !== undefined} onClose={() => setSeen(undefined)} title={texts.seen}>
        <dl className="tz-details">
          {fields.map((field) => (
            <div key={field}>
              <dt>{texts.fields[field]}</dt>
              <dd className="tz-figure">{seen?.[field] ?? '—'}</dd>
            </div>
          ))}
        </dl>
      </Sheet>
    </>
  );
}
