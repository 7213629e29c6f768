import { Input, Select } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { HandOverUnitBody, MoveUnitBody, RegistrationPlacesAnswer } from '#contracts/organisations.ts';
import { parseCreditCode } from '#kernel/credit-code.ts';
import { repairCode } from '#kernel/safe-text.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { UNIT_FORM } from '#web/app/unit/unit-texts.ts';
import { TREE } from '#web/desk/tree/tree-texts.ts';

const { move: texts } = TREE;

interface MoveUnitSheetProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

type Move = Static<typeof MoveUnitBody> | Static<typeof HandOverUnitBody>;

/** Hangs a unit, known by its credit code alone, under another agency, of this office or of another one. */
export function MoveUnitSheet({ isOpen, onClose }: MoveUnitSheetProps): ReactElement {
  const { answer } = useSession();
  const tell = useTell();
  const { data } = useAnswer<Static<typeof RegistrationPlacesAnswer>>(isOpen ? '/api/registration/places' : undefined);
  const [code, setCode] = useState('');
  const [officeId, setOffice] = useState(answer.office.id);
  const [agencyId, setAgency] = useState<string>();
  const isAcross = officeId !== answer.office.id;
  const writing = useWrite<Move, unknown>(
    (body) => ({ method: 'POST', path: isAcross ? '/api/unit-handovers' : '/api/unit-moves', body }),
    () => {
      tell(isAcross ? texts.handedOver : texts.moved);
      setCode('');
      onClose();
    },
  );
  const { text: creditCode } = repairCode(code);
  const parsed = parseCreditCode(creditCode);
  const fault = code.trim() === '' || parsed.ok ? undefined : parsed.error;
  const offices = data?.offices ?? [];
  const agencies = offices.find(({ id }) => id === officeId)?.agencies ?? [];
  return (
    <ConfirmSheet
      isOpen={isOpen}
      onClose={onClose}
      title={texts.title}
      actLabel={isAcross ? texts.handOverAct : texts.act}
      isReady={parsed.ok && agencyId !== undefined}
      writing={writing}
      input={
        isAcross
          ? { creditCode, toOfficeId: officeId, toAgencyId: agencyId ?? '' }
          : { creditCode, agencyId: agencyId ?? '' }
      }
    >
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="move-code">
          {UNIT_FORM.fields.creditCode}
        </label>
        <Input id="move-code" value={code} maxLength={30} onChange={({ target }) => setCode(target.value)} />
        <p className="tz-field__hint">
          {fault === undefined
            ? parsed.ok
              ? UNIT_FORM.code.right
              : texts.codeHint
            : fault === 'length'
              ? UNIT_FORM.code.length(creditCode.length)
              : UNIT_FORM.code[fault]}
        </p>
      </div>
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="move-office">
          {texts.office}
        </label>
        <Select
          id="move-office"
          value={officeId}
          getPopupContainer={({ parentElement }) => parentElement ?? document.body}
          options={offices.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id: string) => {
            setOffice(id);
            setAgency(undefined);
          }}
        />
      </div>
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="move-agency">
          {texts.agency}
        </label>
        <Select
          id="move-agency"
          showSearch={{ optionFilterProp: 'label' }}
          value={agencyId ?? null}
          getPopupContainer={({ parentElement }) => parentElement ?? document.body}
          options={agencies.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id: string) => setAgency(id)}
        />
      </div>
      <p>{isAcross ? texts.acrossWhat : texts.what}</p>
    </ConfirmSheet>
  );
}
