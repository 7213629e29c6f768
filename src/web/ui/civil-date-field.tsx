import type { ReactElement, ReactNode } from 'react';
import { formatDate, parseDate } from '#kernel/civil-date.ts';
import { CHINESE_FORMAT, CivilDatePicker } from '#web/ui/civil-date-picker.ts';
import { Field, useControl } from '#web/ui/field.tsx';
import { KIT } from '#web/ui/kit-texts.ts';

interface CivilDateFieldProps {
  readonly path: string;
  readonly label: ReactNode;
  readonly term?: string;
  readonly hint?: ReactNode;
  /** `YYYY-MM-DD`, or nothing. */
  readonly value: string;
  readonly onChange: (date: string) => void;
  readonly disabled?: boolean;
}

/** A day, typed or picked from a calendar. Shown as 2025年8月1日; typing 20250801 or 2025-8-1 will do. */
export function CivilDateField(props: CivilDateFieldProps): ReactElement {
  const { path, label, term, hint, value, onChange, disabled = false } = props;
  const { status, ...attributes } = useControl(path, hint !== undefined);
  const day = parseDate(value);
  return (
    <Field path={path} label={label} {...(term === undefined ? {} : { term })} hint={hint}>
      <CivilDatePicker
        {...attributes}
        status={status}
        format={[CHINESE_FORMAT, 'YYYY-MM-DD']}
        placeholder={KIT.datePlaceholder}
        value={Number.isNaN(day) ? null : { day }}
        disabled={disabled}
        needConfirm={false}
        onChange={(chosen) => onChange(chosen === null ? '' : formatDate(chosen.day))}
      />
    </Field>
  );
}
