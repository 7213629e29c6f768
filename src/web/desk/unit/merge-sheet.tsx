import { Select } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { MergeUnitsBody, Unit } from '#contracts/organisations.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { UNIT_DESK } from '#web/desk/unit/unit-desk-texts.ts';

const { merge: texts } = UNIT_DESK;

interface MergeSheetProps {
  readonly unit: Unit;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Merges a unit into another of the office: for good, so it says what will happen. */
export function MergeSheet({ unit, isOpen, onClose }: MergeSheetProps): ReactElement {
  const tell = useTell();
  const [namePrefix, setNamePrefix] = useState('');
  const [intoUnitId, setInto] = useState<string>();
  const pages = usePages<Unit>(isOpen ? '/api/units' : undefined, { state: 'active', namePrefix, limit: 20 });
  const writing = useWrite<Static<typeof MergeUnitsBody>>(
    (body) => ({ method: 'POST', path: `/api/units/${unit.id}/merger`, body }),
    () => {
      tell(texts.done);
      onClose();
    },
  );
  return (
    <ConfirmSheet
      isOpen={isOpen}
      onClose={onClose}
      title={texts.title(unit.name)}
      actLabel={texts.act}
      isReady={intoUnitId !== undefined}
      writing={writing}
      input={{ intoUnitId: intoUnitId ?? '' }}
    >
      <p>{texts.what}</p>
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="merge-into">
          {texts.into}
        </label>
        <Select
          id="merge-into"
          showSearch={{ filterOption: false, onSearch: setNamePrefix, searchValue: namePrefix }}
          value={intoUnitId ?? null}
          placeholder={texts.hint}
          notFoundContent={texts.none}
          getPopupContainer={({ parentElement }) => parentElement ?? document.body}
          options={pages.rows
            .filter(({ id }) => id !== unit.id)
            .map(({ id, name, creditCode }) => ({ value: id, label: `${name}（${creditCode}）` }))}
          onChange={(value: string) => setInto(value)}
        />
      </div>
    </ConfirmSheet>
  );
}
