import { Select } from 'antd';
import { type ReactElement, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Static } from 'typebox';
import type { InvitationAnswer } from '#contracts/accounts.ts';
import type { RegisterUnitAnswer, RegisterUnitBody } from '#contracts/organisations.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { AppForm } from '#web/app/form.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { contactOf, isUnitReady, typedUnitOf, type UnitDraft, UnitFields } from '#web/app/unit/unit-fields.tsx';
import { InvitationSheet } from '#web/desk/accounts/invitation-sheets.tsx';
import { useAgencies } from '#web/desk/agencies.ts';
import { PEOPLE } from '#web/desk/people-texts.ts';
import { Field } from '#web/ui/field.tsx';

const { register: texts } = PEOPLE;

type Body = Static<typeof RegisterUnitBody>;

/** Registering a unit for it, from its form on paper. */
export function RegisterUnitPage(): ReactElement {
  const navigate = useNavigate();
  const tell = useTell();
  const { data } = useAgencies();
  const [agencyId, setAgency] = useState<string>();
  const [draft, setDraft] = useState<UnitDraft>({});
  const [registered, setRegistered] = useState<{ readonly unitId: string; readonly invitation?: InvitationAnswer }>();
  const writing = useWrite<Body, Static<typeof RegisterUnitAnswer>>(
    (body) => ({ method: 'POST', path: '/api/units', body }),
    ({ unitId, invitation }) => {
      tell(texts.done);
      if (invitation === undefined) void navigate(`/units/${unitId}`);
      else setRegistered({ unitId, invitation });
    },
  );
  const only = data?.agencies.length === 1 ? data.agencies[0]?.id : undefined;
  const chosen = agencyId ?? only;
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      <div className="tz-card tz-form-card">
        <AppForm
          onSubmit={() =>
            writing.send({
              ...typedUnitOf(draft),
              agencyId: chosen ?? '',
              creditCode: (draft.creditCode ?? '').trim(),
              contact: contactOf(draft),
            })
          }
          submitLabel={texts.act}
          isSending={writing.isSending}
          failure={writing.failure}
          onAgain={writing.again}
          isReady={chosen !== undefined && isUnitReady(draft, { needsCode: true, needsContact: true })}
        >
          <Field path="agencyId" label={texts.agency}>
            <Select
              id="agencyId"
              showSearch={{ optionFilterProp: 'label' }}
              value={chosen ?? null}
              options={
                data?.agencies.filter(({ isOpen }) => isOpen).map(({ id, name }) => ({ value: id, label: name })) ?? []
              }
              onChange={setAgency}
            />
          </Field>
          <UnitFields draft={draft} onChange={setDraft} />
        </AppForm>
      </div>
      <InvitationSheet
        invitation={registered?.invitation}
        onClose={() => void navigate(`/units/${registered?.unitId ?? ''}`)}
      />
    </div>
  );
}
