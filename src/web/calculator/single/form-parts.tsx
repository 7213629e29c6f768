import { Button, Checkbox, Input, Radio } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { CALCULATOR } from '#web/calculator/texts.ts';
import { CivilDateField } from '#web/ui/civil-date-field.tsx';
import { Field, useControl } from '#web/ui/field.tsx';
import { MoneyField } from '#web/ui/money-field.tsx';

/** A question of the form: the person's words, and the scheme's term where it has one. */
export type Ask = readonly [string, string | undefined];

interface SectionProps {
  readonly title: string;
  readonly intro?: string;
  readonly children: ReactNode;
}

export function FormSection({ title, intro, children }: SectionProps): ReactElement {
  return (
    <section className="tz-card tz-form-section">
      <h2>{title}</h2>
      {intro === undefined ? null : <p className="tz-quiet">{intro}</p>}
      {children}
    </section>
  );
}

interface EntryProps {
  readonly title: string;
  readonly onRemove?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** One entry of a list in the form: a period, a bill. */
export function FormEntry({ title, onRemove, children }: EntryProps): ReactElement {
  return (
    <fieldset className="tz-form-entry">
      <legend>{title}</legend>
      {onRemove === undefined ? null : (
        <Button
          size="small"
          className="tz-form-entry__remove"
          aria-label={`${CALCULATOR.single.remove}：${title}`}
          onClick={onRemove}
        >
          {CALCULATOR.single.remove}
        </Button>
      )}
      <div className="tz-form-grid">{children}</div>
    </fieldset>
  );
}

interface TextAskProps {
  readonly path: string;
  readonly ask: Ask;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function termOf([, term]: Ask): { readonly term?: string } {
  return term === undefined ? {} : { term };
}

export function DateAsk({ path, ask, hint, value, onChange }: TextAskProps): ReactElement {
  return <CivilDateField path={path} label={ask[0]} {...termOf(ask)} hint={hint} value={value} onChange={onChange} />;
}

export function MoneyAsk(props: TextAskProps & { readonly disabled?: boolean }): ReactElement {
  const { path, ask, hint, value, onChange, disabled = false } = props;
  return (
    <MoneyField
      path={path}
      label={ask[0]}
      {...termOf(ask)}
      hint={hint}
      value={value}
      disabled={disabled}
      onChange={onChange}
    />
  );
}

interface ShortTextProps extends TextAskProps {
  readonly placeholder?: string;
  readonly inputMode?: 'numeric' | 'text';
}

export function TextAsk(props: ShortTextProps): ReactElement {
  const { path, ask, hint, value, onChange, placeholder, inputMode = 'text' } = props;
  const { status, ...attributes } = useControl(path, hint !== undefined);
  return (
    <Field path={path} label={ask[0]} {...termOf(ask)} hint={hint}>
      <Input
        {...attributes}
        status={status}
        value={value}
        {...(placeholder === undefined ? {} : { placeholder })}
        inputMode={inputMode}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

interface ChoiceProps<Choice extends string | number> {
  readonly path: string;
  readonly ask: Ask;
  readonly choices: readonly (readonly [Choice, string])[];
  readonly value: Choice;
  readonly onChange: (choice: Choice) => void;
}

/** One of a few, all of them in sight. */
export function ChoiceAsk<Choice extends string | number>(props: ChoiceProps<Choice>): ReactElement {
  const { path, ask, choices, value, onChange } = props;
  return (
    <Field path={path} label={ask[0]} {...termOf(ask)} kind="group">
      <Radio.Group
        className="tz-choices"
        value={value}
        options={choices.map(([choice, label]) => ({ value: choice, label }))}
        onChange={(event) => onChange(event.target.value as Choice)}
      />
    </Field>
  );
}

interface YesAskProps {
  readonly path: string;
  readonly label: string;
  readonly value: boolean;
  readonly onChange: (yes: boolean) => void;
}

/** A fact that holds or does not. */
export function YesAsk({ path, label, value, onChange }: YesAskProps): ReactElement {
  return (
    <Checkbox id={path} checked={value} onChange={(event) => onChange(event.target.checked)}>
      {label}
    </Checkbox>
  );
}
