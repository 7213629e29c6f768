import { Button, Select } from 'antd';
import { type ReactElement, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Static } from 'typebox';
import type {
  AddedUnitPaper,
  RegistrationPlacesAnswer,
  SelfRegistrationAnswer,
  SelfRegistrationBody,
  UnitPaperKind,
} from '#contracts/organisations.ts';
import { sendFile } from '#web/app/api/ask.ts';
import { ActKey } from '#web/app/api/idempotency-key.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { AppForm } from '#web/app/form.tsx';
import { contactOf, isUnitReady, typedUnitOf, type UnitDraft, UnitFields } from '#web/app/unit/unit-fields.tsx';
import { UNIT_FORM } from '#web/app/unit/unit-texts.ts';
import { HomeFrame } from '#web/home/home-frame.tsx';
import { REGISTER as texts } from '#web/home/register-texts.ts';
import { Field } from '#web/ui/field.tsx';
import { FileDrop } from '#web/ui/file-drop.tsx';
import { WorkProgress } from '#web/ui/work-progress.tsx';

type Files = Readonly<Partial<Record<UnitPaperKind, File>>>;

const KINDS = ['unit-certificate', 'union-certificate', 'application'] as const satisfies readonly UnitPaperKind[];

/** A unit registers itself: its particulars, its certificates; then its agency reviews. */
export function RegisterPage(): ReactElement {
  const { data: places } = useAnswer<Static<typeof RegistrationPlacesAnswer>>('/api/registration/places');
  const [officeId, setOffice] = useState<string>();
  const [agencyId, setAgency] = useState<string>();
  const [draft, setDraft] = useState<UnitDraft>({});
  const [files, setFiles] = useState<Files>({});
  const [registered, setRegistered] = useState<Static<typeof SelfRegistrationAnswer>>();
  const upload = usePaperUpload(files);
  const writing = useWrite<Static<typeof SelfRegistrationBody>, Static<typeof SelfRegistrationAnswer>>(
    (body) => ({ method: 'POST', path: '/api/registration/units', body }),
    (answer) => {
      setRegistered(answer);
      void upload.send(answer.paperToken);
    },
  );
  const offices = places?.offices ?? [];
  const office = offices.find(({ id }) => id === officeId) ?? (offices.length === 1 ? offices[0] : undefined);
  const agency = office?.agencies.find(({ id }) => id === agencyId);
  if (registered !== undefined) {
    return <Registered agencyName={agency?.name ?? ''} token={registered.paperToken} upload={upload} />;
  }
  const submit = (): void => {
    if (office === undefined || agency === undefined) return;
    writing.send({
      ...typedUnitOf(draft),
      officeId: office.id,
      agencyId: agency.id,
      creditCode: (draft.creditCode ?? '').trim(),
      contact: contactOf(draft),
    });
  };
  return (
    <HomeFrame title={texts.title} lead={texts.lead}>
      <div className="tz-card tz-home__part">
        <AppForm
          onSubmit={submit}
          submitLabel={texts.act}
          isSending={writing.isSending}
          failure={writing.failure}
          onAgain={writing.again}
          isReady={agency !== undefined && isUnitReady(draft, { needsCode: true, needsContact: true })}
        >
          <Field path="officeId" label={texts.office}>
            <Select
              id="officeId"
              value={office?.id ?? null}
              options={offices.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(id: string) => {
                setOffice(id);
                setAgency(undefined);
              }}
            />
          </Field>
          <Field path="agencyId" label={texts.agency} hint={texts.agencyHint}>
            <Select
              id="agencyId"
              showSearch={{ optionFilterProp: 'label' }}
              value={agencyId ?? null}
              options={(office?.agencies ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(id: string) => setAgency(id)}
            />
          </Field>
          <UnitFields draft={draft} onChange={setDraft} />
          <section className="tz-stack" aria-labelledby="register-papers">
            <h2 id="register-papers">{texts.papers}</h2>
            <p className="tz-quiet">{texts.papersLead}</p>
            {KINDS.map((kind) => (
              <FileDrop
                key={kind}
                title={UNIT_FORM.paperKinds[kind]}
                hint={UNIT_FORM.paperHint}
                accept=".pdf,.jpg,.jpeg,.png"
                file={files[kind]}
                onFile={(file) => {
                  const { [kind]: _, ...others } = files;
                  setFiles(file === undefined ? others : { ...others, [kind]: file });
                }}
              />
            ))}
          </section>
        </AppForm>
      </div>
    </HomeFrame>
  );
}

interface PaperUpload {
  readonly sent: readonly UnitPaperKind[];
  readonly sending: { readonly kind: UnitPaperKind; readonly share: number } | undefined;
  readonly failure: Error | undefined;
  readonly send: (token: string) => Promise<void>;
  readonly stop: () => void;
}

/** Sends the papers one after the other; called again, those that have not gone up yet. */
function usePaperUpload(files: Files): PaperUpload {
  const [sent, setSent] = useState<readonly UnitPaperKind[]>([]);
  const [sending, setSending] = useState<PaperUpload['sending']>();
  const [failure, setFailure] = useState<Error>();
  const stop = useRef(new AbortController());
  const send = async (token: string): Promise<void> => {
    setFailure(undefined);
    stop.current = new AbortController();
    for (const kind of KINDS) {
      const file = files[kind];
      if (file === undefined || sent.includes(kind)) continue;
      const write = { method: 'POST', path: '/api/registration/papers', query: { kind, token }, file } as const;
      const onShare = (share: number): void => setSending({ kind, share });
      onShare(0);
      try {
        await sendFile<Static<typeof AddedUnitPaper>>(write, new ActKey().for(write), onShare, stop.current.signal);
        setSent((before) => [...before, kind]);
      } catch (error) {
        setFailure(error instanceof Error ? error : new Error(String(error)));
        break;
      }
    }
    setSending(undefined);
  };
  return { sent, sending, failure, send, stop: () => stop.current.abort() };
}

interface RegisteredProps {
  readonly agencyName: string;
  readonly token: string;
  readonly upload: PaperUpload;
}

/** What comes next, and what became of the papers. */
function Registered({ agencyName, token, upload }: RegisteredProps): ReactElement {
  const navigate = useNavigate();
  const { sent, sending, failure, send, stop } = upload;
  return (
    <HomeFrame title={texts.done} lead={texts.doneNext(agencyName)}>
      <section className="tz-card tz-home__part tz-stack">
        <h2>{texts.received}</h2>
        {sent.length === 0 && sending === undefined ? <p className="tz-quiet">{texts.none}</p> : null}
        <ul className="tz-stack">
          {sent.map((kind) => (
            <li key={kind}>{UNIT_FORM.paperKinds[kind]}</li>
          ))}
        </ul>
        {sending === undefined ? null : (
          <WorkProgress
            doing={texts.uploading(UNIT_FORM.paperKinds[sending.kind])}
            share={sending.share}
            onCancel={stop}
          />
        )}
        {failure === undefined ? null : (
          <>
            <p>{texts.failed}</p>
            <FailureNote failure={failure} />
            <p>
              <Button onClick={() => void send(token)}>{texts.again}</Button>
            </p>
          </>
        )}
        <p>
          <Button onClick={() => void navigate('/')}>{texts.home}</Button>
        </p>
      </section>
    </HomeFrame>
  );
}
