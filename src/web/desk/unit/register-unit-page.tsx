import { Select } from 'antd';
import { type ReactElement, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Static } from 'typebox';
import type { InvitationAnswer } from '#contracts/accounts.ts';
import type { RegisterUnitAnswer, RegisterUnitBody } from '#contracts/organisations.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { AppForm, TextField } from '#web/app/form.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { InvitationSheet } from '#web/desk/accounts/invitation-sheets.tsx';
import { useAgencies } from '#web/desk/agencies.ts';
import { PEOPLE } from '#web/desk/people-texts.ts';
import { Field } from '#web/ui/field.tsx';

const { register: texts } = PEOPLE;

type Body = Static<typeof RegisterUnitBody>;

const TEXT_FIELDS = ['name', 'creditCode', 'unionName', 'unionCreditCode', 'address'] as const;
const COUNT_FIELDS = ['staffCount', 'womenCount', 'eligibleCount'] as const;

type FieldName = (typeof TEXT_FIELDS)[number] | (typeof COUNT_FIELDS)[number] | 'contactName' | 'contactPhone';

/** Registering a unit for it, from its form on paper. */
export function RegisterUnitPage(): ReactElement {
  const navigate = useNavigate();
  const tell = useTell();
  const { data } = useAgencies();
  const [agencyId, setAgency] = useState<string>();
  const [values, setValues] = useState<Partial<Record<FieldName, string>>>({});
  const [registered, setRegistered] = useState<{ readonly unitId: string; readonly invitation?: InvitationAnswer }>();
  const writing = useWrite<Body, Static<typeof RegisterUnitAnswer>>(
    (body) => ({ method: 'POST', path: '/api/units', body }),
    ({ unitId, invitation }) => {
      tell(texts.done);
      if (invitation === undefined) void navigate(`/units/${unitId}`);
      else setRegistered({ unitId, invitation });
    },
  );
  const typed = (field: FieldName): string => values[field] ?? '';
  const set = (field: FieldName) => (text: string) => setValues((before) => ({ ...before, [field]: text }));
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
          onSubmit={() => writing.send(bodyOf(chosen ?? '', typed))}
          submitLabel={texts.act}
          isSending={writing.isSending}
          failure={writing.failure}
          onAgain={writing.again}
          isReady={chosen !== undefined && typed('name').trim().length > 1 && typed('creditCode') !== ''}
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
          {TEXT_FIELDS.map((field) => (
            <TextField key={field} path={field} label={texts[field]} value={typed(field)} onChange={set(field)} />
          ))}
          {COUNT_FIELDS.map((field) => (
            <TextField
              key={field}
              path={field}
              label={texts[field]}
              kind="number"
              value={typed(field)}
              onChange={set(field)}
            />
          ))}
          <TextField
            path="contact.name"
            label={texts.contactName}
            value={typed('contactName')}
            onChange={set('contactName')}
          />
          <TextField
            path="contact.phone"
            label={texts.contactPhone}
            kind="number"
            value={typed('contactPhone')}
            onChange={set('contactPhone')}
          />
        </AppForm>
      </div>
      <InvitationSheet
        invitation={registered?.invitation}
        onClose={() => void navigate(`/units/${registered?.unitId ?? ''}`)}
      />
    </div>
  );
}

function bodyOf(agencyId: string, typed: (field: FieldName) => string): Body {
  const optional = (field: 'unionName' | 'unionCreditCode'): Partial<Body> => {
    const text = typed(field).trim();
    return text === '' ? {} : { [field]: text };
  };
  return {
    agencyId,
    name: typed('name').trim(),
    creditCode: typed('creditCode').trim(),
    ...optional('unionName'),
    ...optional('unionCreditCode'),
    address: typed('address').trim(),
    staffCount: Number(typed('staffCount')),
    womenCount: Number(typed('womenCount')),
    eligibleCount: Number(typed('eligibleCount')),
    contact: { name: typed('contactName').trim(), phone: typed('contactPhone').trim() },
  };
}
