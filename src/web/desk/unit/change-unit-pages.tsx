import { type ReactElement, type ReactNode, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Static } from 'typebox';
import type { InvitationAnswer } from '#contracts/accounts.ts';
import type { AmendUnitBody, SplitUnitAnswer, SplitUnitBody, Unit } from '#contracts/organisations.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { AppForm } from '#web/app/form.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { contactOf, isUnitReady, typedUnitOf, type UnitDraft, UnitFields } from '#web/app/unit/unit-fields.tsx';
import { InvitationSheet } from '#web/desk/accounts/invitation-sheets.tsx';
import { UNIT_DESK } from '#web/desk/unit/unit-desk-texts.ts';

interface ChangePageProps {
  readonly page: (props: { readonly unit: Unit }) => ReactElement;
}

function OfUnit({ page: Page }: ChangePageProps): ReactElement {
  const { id = '' } = useParams();
  const { data: unit, error, refetch } = useAnswer<Unit>(`/api/units/${id}`);
  if (unit !== undefined) return <Page key={unit.id} unit={unit} />;
  return <Pending error={error} refetch={refetch} />;
}

/** What a unit says of itself, changed: its staff numbers above all. */
export function AmendUnitPage(): ReactElement {
  return <OfUnit page={AmendForm} />;
}

/** A new unit split off another one. */
export function SplitUnitPage(): ReactElement {
  return <OfUnit page={SplitForm} />;
}

function AmendForm({ unit }: { readonly unit: Unit }): ReactElement {
  const { amend: texts } = UNIT_DESK;
  const navigate = useNavigate();
  const tell = useTell();
  const [draft, setDraft] = useState<UnitDraft>(() => draftOf(unit));
  const writing = useWrite<Static<typeof AmendUnitBody>>(
    (body) => ({ method: 'PUT', path: `/api/units/${unit.id}`, body }),
    () => {
      tell(texts.done);
      void navigate(`/units/${unit.id}`);
    },
  );
  const contact = contactOf(draft);
  return (
    <FormPage title={texts.title(unit.name)} lead={texts.lead}>
      <AppForm
        onSubmit={() => writing.send({ ...typedUnitOf(draft), ...(contact.name === '' ? {} : { contact }) })}
        submitLabel={texts.act}
        isSending={writing.isSending}
        failure={writing.failure}
        onAgain={writing.again}
        isReady={isUnitReady(draft, { needsCode: false, needsContact: false })}
      >
        <UnitFields draft={draft} onChange={setDraft} hasCode={false} contactHint={texts.contactHint} />
      </AppForm>
    </FormPage>
  );
}

function SplitForm({ unit }: { readonly unit: Unit }): ReactElement {
  const { split: texts } = UNIT_DESK;
  const navigate = useNavigate();
  const tell = useTell();
  const [draft, setDraft] = useState<UnitDraft>({});
  const [split, setSplit] = useState<{ readonly unitId: string; readonly invitation: InvitationAnswer }>();
  const writing = useWrite<Static<typeof SplitUnitBody>, Static<typeof SplitUnitAnswer>>(
    (body) => ({ method: 'POST', path: `/api/units/${unit.id}/split`, body }),
    (answer) => {
      tell(texts.done);
      setSplit(answer);
    },
  );
  return (
    <FormPage title={texts.title(unit.name)} lead={texts.lead}>
      <AppForm
        onSubmit={() =>
          writing.send({
            ...typedUnitOf(draft),
            creditCode: (draft.creditCode ?? '').trim(),
            contact: contactOf(draft),
          })
        }
        submitLabel={texts.submit}
        isSending={writing.isSending}
        failure={writing.failure}
        onAgain={writing.again}
        isReady={isUnitReady(draft, { needsCode: true, needsContact: true })}
      >
        <UnitFields draft={draft} onChange={setDraft} />
      </AppForm>
      <InvitationSheet
        invitation={split?.invitation}
        onClose={() => void navigate(`/units/${split?.unitId ?? unit.id}`)}
      />
    </FormPage>
  );
}

interface FormPageProps {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}

function FormPage({ title, lead, children }: FormPageProps): ReactElement {
  return (
    <div className="tz-page">
      <header>
        <h1>{title}</h1>
        <p className="tz-page__lead">{lead}</p>
      </header>
      <div className="tz-card tz-form-card">{children}</div>
    </div>
  );
}

function draftOf(unit: Unit): UnitDraft {
  return {
    name: unit.name,
    unionName: unit.unionName ?? '',
    unionCreditCode: unit.unionCreditCode ?? '',
    address: unit.address,
    staffCount: String(unit.staffCount),
    womenCount: String(unit.womenCount),
    eligibleCount: String(unit.eligibleCount),
  };
}
