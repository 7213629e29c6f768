import { Button, ConfigProvider, Input } from 'antd';
import { type FormEvent, type ReactElement, type ReactNode, useEffect, useMemo } from 'react';
import { ProblemError } from '#web/app/api/failures.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { jumpTo } from '#web/ui/error-summary.tsx';
import { Field, type FieldNotes, FieldNotesContext, useControl } from '#web/ui/field.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

interface AppFormProps {
  readonly onSubmit: () => void;
  readonly submitLabel: string;
  readonly isSending: boolean;
  readonly failure: Error | undefined;
  readonly onAgain: () => void;
  readonly isReady?: boolean;
  readonly children: ReactNode;
}

/** A form of the interface: its faults stand at their fields, the focus goes to the first; what was typed stays. */
export function AppForm(props: AppFormProps): ReactElement {
  const { onSubmit, submitLabel, isSending, failure, onAgain, isReady = true, children } = props;
  const notes = useMemo(() => notesOf(failure), [failure]);
  useEffect(() => {
    const first = [...notes.faults.keys()].find((path) => document.getElementById(path) !== null);
    if (first !== undefined) jumpTo(first);
  }, [notes]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isSending && isReady) onSubmit();
  };
  return (
    <FieldNotesContext value={notes}>
      <form className="tz-form" noValidate onSubmit={submit}>
        <FailureNote failure={failure} onAgain={onAgain} />
        {children}
        <ConfigProvider theme={MAIN_ACTION_THEME}>
          <Button type="primary" htmlType="submit" block loading={isSending} disabled={!isReady}>
            {submitLabel}
          </Button>
        </ConfigProvider>
      </form>
    </FieldNotesContext>
  );
}

/** The faults that the server found, by the path of their field within the body. */
function notesOf(failure: Error | undefined): FieldNotes {
  const fields = failure instanceof ProblemError ? (failure.problem.fields ?? []) : [];
  return {
    faults: new Map(fields.map(({ path, message }) => [path.replace(/^(?:body|query)\./, ''), message])),
    questions: new Map(),
  };
}

interface TextFieldProps {
  /** The field's path within the body; its id too. */
  readonly path: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly kind?: 'text' | 'password' | 'number' | 'code';
  /** As browsers and password managers name it. */
  readonly autoComplete?: string;
  readonly maxLength?: number;
  readonly isFirst?: boolean;
}

/** A line of text with its question. */
export function TextField(props: TextFieldProps): ReactElement {
  const { path, label, hint, value, onChange, kind = 'text', autoComplete = 'off', maxLength, isFirst = false } = props;
  const attributes = useControl(path, hint !== undefined);
  const common = {
    ...attributes,
    value,
    autoComplete,
    autoFocus: isFirst,
    ...(maxLength === undefined ? {} : { maxLength }),
    onChange: ({ target }: { readonly target: { readonly value: string } }): void => onChange(target.value),
  };
  return (
    <Field path={path} label={label} hint={hint}>
      {kind === 'password' ? (
        <Input.Password {...common} />
      ) : (
        <Input {...common} {...(kind === 'text' ? {} : { inputMode: 'numeric' as const })} />
      )}
    </Field>
  );
}

interface LongTextFieldProps extends Pick<TextFieldProps, 'path' | 'label' | 'hint' | 'value' | 'onChange'> {
  readonly maxLength: number;
  readonly rows?: number;
  readonly placeholder?: string;
}

/** Some lines of text with their question. */
export function LongTextField(props: LongTextFieldProps): ReactElement {
  const { path, label, hint, value, onChange, maxLength, rows = 3, placeholder } = props;
  const attributes = useControl(path, hint !== undefined);
  return (
    <Field path={path} label={label} hint={hint}>
      <Input.TextArea
        {...attributes}
        rows={rows}
        maxLength={maxLength}
        placeholder={placeholder}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </Field>
  );
}
