import { Button, Input, Select } from 'antd';
import type { ReactElement } from 'react';
import type { OrderDetail } from '#contracts/contributions.ts';
import { parseCreditCode } from '#kernel/credit-code.ts';
import { formatYuan } from '#kernel/money.ts';
import { FUNDING_SOURCES } from '#web/app/words.ts';
import { CHANGE as texts } from '#web/desk/money/change-texts.ts';
import { popupContainer } from '#web/ui/sheet.tsx';

type Source = keyof typeof FUNDING_SOURCES;

/** A payer as it is typed. */
export interface TypedPayer {
  readonly key: number;
  readonly source: Source;
  readonly name: string;
  readonly code: string;
  readonly yuan: string;
}

/** The payers of an order, to begin with. */
export function typedPayers({ payers }: OrderDetail): readonly TypedPayer[] {
  return payers.map(({ source, payerName, payerCode, amountFen }, key) => ({
    key,
    source,
    name: payerName,
    code: payerCode ?? '',
    yuan: formatYuan(amountFen),
  }));
}

/** A code that is there and is none. */
export function isWrongCode(code: string): boolean {
  return code.trim() !== '' && !parseCreditCode(code.trim().toUpperCase()).ok;
}

const SOURCES = Object.entries(FUNDING_SOURCES).map(([value, label]) => ({ value: value as Source, label }));

interface PayerEditProps {
  readonly payers: readonly TypedPayer[];
  /** What the amounts still lack: a further payer begins with it. */
  readonly restFen: number;
  readonly unitName: string;
  readonly onChange: (payers: readonly TypedPayer[]) => void;
}

/** Who pays which part. */
export function PayerEdit({ payers, restFen, unitName, onChange }: PayerEditProps): ReactElement {
  const change = (key: number, changes: Partial<TypedPayer>): void =>
    onChange(payers.map((payer) => (payer.key === key ? { ...payer, ...changes } : payer)));
  const further = (): TypedPayer => ({
    key: Math.max(-1, ...payers.map(({ key }) => key)) + 1,
    source: 'members',
    name: unitName,
    code: '',
    yuan: formatYuan(Math.max(0, restFen)),
  });
  return (
    <>
      {payers.map(({ key, source, name, code, yuan }) => (
        <div key={key} className="tz-payer-edit">
          <Input
            aria-label={texts.payerName}
            value={name}
            maxLength={100}
            onChange={({ target }) => change(key, { name: target.value })}
          />
          <Input
            aria-label={texts.payerCode}
            placeholder={texts.payerCode}
            value={code}
            maxLength={18}
            status={isWrongCode(code) ? 'error' : ''}
            onChange={({ target }) => change(key, { code: target.value.replaceAll(/\s/g, '') })}
          />
          <Select
            aria-label={texts.payerSource}
            getPopupContainer={popupContainer}
            value={source}
            options={SOURCES}
            onChange={(wanted) => change(key, { source: wanted })}
          />
          <Input
            className="tz-money-input"
            aria-label={texts.payerAmount}
            inputMode="decimal"
            suffix="元"
            value={yuan}
            onChange={({ target }) => change(key, { yuan: target.value })}
          />
          {payers.length === 1 ? null : (
            <Button
              aria-label={texts.removePayer(name)}
              onClick={() => onChange(payers.filter((payer) => payer.key !== key))}
            >
              ×
            </Button>
          )}
        </div>
      ))}
      <p>
        <Button onClick={() => onChange([...payers, further()])}>{texts.addPayer}</Button>
      </p>
    </>
  );
}
