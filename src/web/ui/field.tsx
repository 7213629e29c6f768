import { createContext, type ReactElement, type ReactNode, useContext } from 'react';
import './field.css';

/** What a form has to say about one of its fields, found by the field's path. */
export interface FieldNotes {
  /** Must be changed. */
  readonly faults: ReadonlyMap<string, string>;
  /** Looks odd; may be right. */
  readonly questions: ReadonlyMap<string, string>;
}

const NOTHING_TO_SAY: FieldNotes = { faults: new Map(), questions: new Map() };

/** Notes for all fields of a form, so that each control need not be handed its own. */
export const FieldNotesContext = createContext<FieldNotes>(NOTHING_TO_SAY);

interface FieldProps {
  /** The path of the value in the case: `claim.stay.admittedOn`. It is the control's id too. */
  readonly path: string;
  /** The question in the person's words. */
  readonly label: ReactNode;
  /** The scheme's or the slip's term for it. */
  readonly term?: string;
  readonly hint?: ReactNode;
  /** `group` for a set of radios or boxes: named by its legend, since no single control carries the id. */
  readonly kind?: 'control' | 'group';
  readonly children: ReactNode;
}

/** A control with its question, the term behind it, a hint, and what is wrong or odd about the answer. */
export function Field({ path, label, term, hint, kind = 'control', children }: FieldProps): ReactElement {
  const { fault, question } = useNotesOf(path);
  const caption = (
    <>
      {label}
      {term === undefined ? null : <span className="tz-field__term">（{term}）</span>}
    </>
  );
  const notes = (
    <>
      {hint === undefined ? null : (
        <p className="tz-field__hint" id={`${path}--hint`}>
          {hint}
        </p>
      )}
      {fault === undefined ? null : (
        <p className="tz-field__fault" id={`${path}--fault`}>
          {fault}
        </p>
      )}
      {question === undefined ? null : (
        <p className="tz-field__question" id={`${path}--question`}>
          {question}
        </p>
      )}
    </>
  );
  if (kind === 'group') {
    return (
      <fieldset
        className="tz-field"
        id={path}
        tabIndex={-1}
        aria-describedby={describedBy(path, fault, question, hint)}
      >
        <legend className="tz-field__label">{caption}</legend>
        {children}
        {notes}
      </fieldset>
    );
  }
  return (
    <div className="tz-field">
      <label className="tz-field__label" htmlFor={path}>
        {caption}
      </label>
      {children}
      {notes}
    </div>
  );
}

function useNotesOf(path: string): { readonly fault: string | undefined; readonly question: string | undefined } {
  const { faults, questions } = useContext(FieldNotesContext);
  const fault = faults.get(path);
  return { fault, question: fault === undefined ? questions.get(path) : undefined };
}

function describedBy(path: string, fault: unknown, question: unknown, hint: unknown): string | undefined {
  const ids: string[] = [];
  if (hint !== undefined) ids.push(`${path}--hint`);
  if (fault !== undefined) ids.push(`${path}--fault`);
  if (question !== undefined) ids.push(`${path}--question`);
  return ids.length === 0 ? undefined : ids.join(' ');
}

/** What a control of the field at `path` carries: its id, whether it is at fault, and what describes it. */
export interface ControlAttributes {
  readonly id: string;
  readonly status: 'error' | 'warning' | '';
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

export function useControl(path: string, hasHint = false): ControlAttributes {
  const { fault, question } = useNotesOf(path);
  return {
    id: path,
    status: fault !== undefined ? 'error' : question !== undefined ? 'warning' : '',
    'aria-invalid': fault !== undefined,
    'aria-describedby': describedBy(path, fault, question, hasHint ? '' : undefined),
  };
}
