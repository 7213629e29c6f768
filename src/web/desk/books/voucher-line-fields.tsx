import { Button, Select } from 'antd';
import type { ReactElement } from 'react';
import type { LedgerChart } from '#contracts/ledger.ts';
import { VOUCHERS } from '#web/desk/books/voucher-texts.ts';
import { Field, useControl } from '#web/ui/field.tsx';
import { MoneyField } from '#web/ui/money-field.tsx';

const { form: texts } = VOUCHERS;

/** A line as it is typed; accounts by their codes, empty where none is chosen. */
export interface LineDraft {
  readonly debit: string;
  readonly credit: string;
  readonly yuan: string;
}

interface VoucherLineFieldsProps {
  /** From 0. */
  readonly at: number;
  readonly line: LineDraft;
  readonly accounts: LedgerChart;
  readonly onChange: (changes: Partial<LineDraft>) => void;
  readonly onRemove: (() => void) | undefined;
}

/** One line of a voucher: what is debited, what is credited, how much. */
export function VoucherLineFields({ at, line, accounts, onChange, onRemove }: VoucherLineFieldsProps): ReactElement {
  const place = `lines.${at}`;
  return (
    <fieldset className="tz-lines__line" aria-label={texts.line(at + 1)}>
      <AccountField
        path={`${place}.debit`}
        label={texts.debit}
        value={line.debit}
        accounts={accounts}
        onChange={(debit) => onChange({ debit })}
      />
      <AccountField
        path={`${place}.credit`}
        label={texts.credit}
        value={line.credit}
        accounts={accounts}
        onChange={(credit) => onChange({ credit })}
      />
      <MoneyField
        path={`${place}.amountFen`}
        label={texts.amount}
        value={line.yuan}
        onChange={(yuan) => onChange({ yuan })}
      />
      {onRemove === undefined ? null : (
        <Button className="tz-lines__remove" aria-label={texts.remove(at + 1)} onClick={onRemove}>
          {texts.removeShort}
        </Button>
      )}
    </fieldset>
  );
}

interface AccountFieldProps {
  readonly path: string;
  readonly label: string;
  readonly value: string;
  readonly accounts: LedgerChart;
  readonly onChange: (code: string) => void;
}

function AccountField({ path, label, value, accounts, onChange }: AccountFieldProps): ReactElement {
  const attributes = useControl(path);
  return (
    <Field path={path} label={label}>
      <Select
        {...attributes}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={texts.choose}
        value={value === '' ? null : value}
        options={accounts.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
        onChange={(code: string) => onChange(code)}
      />
    </Field>
  );
}
