import { Input } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { Field, useControl } from '#web/ui/field.tsx';

interface MoneyFieldProps {
  readonly path: string;
  readonly label: ReactNode;
  readonly term?: string;
  readonly hint?: ReactNode;
  /** What was typed, as it stands: the form keeps it even where it is no amount. */
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly disabled?: boolean;
}

/** An amount in yuan, typed as people type it and tidied when they leave the field: `1200.5` → `1,200.50`. */
export function MoneyField({
  path,
  label,
  term,
  hint,
  value,
  onChange,
  disabled = false,
}: MoneyFieldProps): ReactElement {
  const { status, ...attributes } = useControl(path, hint !== undefined);
  return (
    <Field path={path} label={label} {...(term === undefined ? {} : { term })} hint={hint}>
      <Input
        {...attributes}
        status={status}
        className="tz-money-input"
        inputMode="decimal"
        autoComplete="off"
        suffix="元"
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value)}
        onBlur={() => onChange(tidied(value))}
      />
    </Field>
  );
}

function tidied(text: string): string {
  const fen = text.trim() === '' ? undefined : parseYuan(text);
  return fen === undefined ? text : formatYuan(fen);
}
