import type { ReactElement, ReactNode } from 'react';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { ProblemError } from '#web/app/api/failures.ts';
import { MEMBER } from '#web/member/texts.ts';
import { Field, useControl } from '#web/ui/field.tsx';
import { Note } from '#web/ui/note.tsx';

interface PressProps {
  readonly kind?: 'main' | 'plain' | 'quiet';
  readonly onPress: () => void;
  readonly isBusy?: boolean;
  readonly label?: string;
  readonly children: ReactNode;
}

/** A button as large as a thumb. `main` once on a screen. */
export function Press({ kind = 'plain', onPress, isBusy = false, label, children }: PressProps): ReactElement {
  return (
    <button
      type="button"
      className={`tz-press tz-press--${kind}`}
      disabled={isBusy}
      aria-label={label}
      onClick={onPress}
    >
      {children}
    </button>
  );
}

/** What went wrong, in the server's words or as a broken line. */
export function Failure({
  failure,
  onAgain,
}: {
  failure: Error | undefined;
  onAgain?: () => void;
}): ReactElement | null {
  if (failure === undefined) return null;
  return (
    <Note kind="fault" action={onAgain === undefined ? null : <Press onPress={onAgain}>{MEMBER.retry}</Press>}>
      {failure instanceof ProblemError ? failure.message : MEMBER.notReached}
    </Note>
  );
}

interface AskProps {
  readonly path: string;
  /** The person's words, and the slip's term behind them. */
  readonly ask: readonly [string, string | undefined];
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function termOf([, term]: AskProps['ask']): { readonly term?: string } {
  return term === undefined ? {} : { term };
}

/** A day, with the phone's own calendar. */
export function DayAsk({ path, ask, hint, value, onChange }: AskProps): ReactElement {
  const { status: _status, ...attributes } = useControl(path, hint !== undefined);
  return (
    <Field path={path} label={ask[0]} {...termOf(ask)} hint={hint}>
      <input
        {...attributes}
        className="tz-input"
        type="date"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

interface TextProps extends AskProps {
  readonly inputMode?: 'text' | 'numeric' | 'decimal';
  readonly autoComplete?: string;
  readonly lines?: number;
}

export function TextAsk(props: TextProps): ReactElement {
  const { path, ask, hint, value, onChange, inputMode = 'text', autoComplete = 'off', lines = 1 } = props;
  const { status: _status, ...attributes } = useControl(path, hint !== undefined);
  const shared = { ...attributes, className: 'tz-input', value, autoComplete };
  return (
    <Field path={path} label={ask[0]} {...termOf(ask)} hint={hint}>
      {lines === 1 ? (
        <input {...shared} inputMode={inputMode} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <textarea {...shared} rows={lines} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}

/** An amount in yuan, tidied when one leaves the field. */
export function MoneyAsk({ path, ask, hint, value, onChange }: AskProps): ReactElement {
  const { status: _status, ...attributes } = useControl(path, hint !== undefined);
  const tidied = (text: string): string => {
    const fen = text.trim() === '' ? undefined : parseYuan(text);
    return fen === undefined ? text : formatYuan(fen);
  };
  return (
    <Field path={path} label={ask[0]} {...termOf(ask)} hint={hint}>
      <span className="tz-money">
        <input
          {...attributes}
          className="tz-input tz-figure"
          inputMode="decimal"
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onBlur={() => onChange(tidied(value))}
        />
        <span aria-hidden="true">元</span>
      </span>
    </Field>
  );
}

interface ChoiceProps<Choice extends string | number> extends Omit<AskProps, 'value' | 'onChange'> {
  readonly choices: readonly (readonly [Choice, string])[];
  readonly value: Choice | undefined;
  readonly onChange: (choice: Choice) => void;
}

/** One of a few, all in sight, each as large as a thumb. */
export function ChoiceAsk<Choice extends string | number>(props: ChoiceProps<Choice>): ReactElement {
  const { path, ask, hint, choices, value, onChange } = props;
  return (
    <Field path={path} label={ask[0]} {...termOf(ask)} hint={hint} kind="group">
      {choices.map(([choice, label]) => (
        <label className="tz-choice" key={choice}>
          <input type="radio" name={path} checked={choice === value} onChange={() => onChange(choice)} />
          <span>{label}</span>
        </label>
      ))}
    </Field>
  );
}

/** One of many, in the phone's own list. */
export function SelectAsk<Choice extends string>(props: ChoiceProps<Choice>): ReactElement {
  const { path, ask, hint, choices, value, onChange } = props;
  const { status: _status, ...attributes } = useControl(path, hint !== undefined);
  return (
    <Field path={path} label={ask[0]} {...termOf(ask)} hint={hint}>
      <select
        {...attributes}
        className="tz-input"
        value={value}
        onChange={(event) => onChange(event.target.value as Choice)}
      >
        {choices.map(([choice, label]) => (
          <option key={choice} value={choice}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface YesProps {
  readonly path: string;
  readonly label: string;
  readonly value: boolean;
  readonly onChange: (yes: boolean) => void;
}

export function YesAsk({ path, label, value, onChange }: YesProps): ReactElement {
  return (
    <label className="tz-choice">
      <input id={path} type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}

export function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }): ReactElement {
  return (
    <section className="tz-card tz-part">
      <h2>{title}</h2>
      {hint === undefined ? null : <p className="tz-quiet">{hint}</p>}
      {children}
    </section>
  );
}
