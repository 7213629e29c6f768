import { Select } from 'antd';
import { type ReactElement, useMemo } from 'react';
import type { ClaimDetail } from '#contracts/claims.ts';
import { CLAUSE_TEXTS } from '#scheme/clause-texts.ts';
import { CLAIM } from '#web/desk/claim-texts.ts';
import { popupContainer } from '#web/ui/sheet.tsx';

const { case: texts } = CLAIM;

interface DenialClausesProps {
  readonly program: ClaimDetail['program'];
  readonly value: string[];
  readonly onChange: (clauses: string[]) => void;
}

/** The clauses of the claim's program, to rest a denial on. */
export function DenialClauses({ program, value, onChange }: DenialClausesProps): ReactElement {
  const options = useMemo(() => {
    const annex = program === 'henan-inpatient' ? '附件1-' : '附件2-';
    return Object.entries(CLAUSE_TEXTS)
      .filter(([id]) => id.startsWith(annex))
      .map(([id, text]) => ({ value: id, label: `${id} ${text.slice(0, 36)}` }));
  }, [program]);
  return (
    <div className="tz-field">
      <label className="tz-field__label" htmlFor="deny-clauses">
        {texts.clauses}
      </label>
      <Select
        id="deny-clauses"
        mode="multiple"
        getPopupContainer={popupContainer}
        placeholder={texts.clausesHint}
        value={value}
        options={options}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={onChange}
      />
    </div>
  );
}
