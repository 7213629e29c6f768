import type { ReactElement } from 'react';
import { isUnionCode, parseCreditCode } from '#kernel/credit-code.ts';
import { repairCode } from '#kernel/safe-text.ts';
import { TextField } from '#web/app/form.tsx';
import { UNIT_FORM as texts } from '#web/app/unit/unit-texts.ts';
import { Note } from '#web/ui/note.tsx';

type FieldName = keyof typeof texts.fields;

/** What was typed of a unit; nothing of a field that was not touched. */
export type UnitDraft = Readonly<Partial<Record<FieldName, string>>>;

/** A draft as the interface takes it. */
export interface TypedUnit {
  readonly name: string;
  readonly unionName?: string;
  readonly unionCreditCode?: string;
  readonly address: string;
  readonly staffCount: number;
  readonly womenCount: number;
  readonly eligibleCount: number;
}

const NAMES: readonly FieldName[] = ['name', 'creditCode', 'unionName', 'unionCreditCode', 'address'];
const COUNTS = ['staffCount', 'womenCount', 'eligibleCount'] as const;

interface UnitFieldsProps {
  readonly draft: UnitDraft;
  readonly onChange: (draft: UnitDraft) => void;
  /** A code that is known already is not asked for. */
  readonly hasCode?: boolean;
  /** What to say of the contact, who may be left out. */
  readonly contactHint?: string;
}

/** The particulars of a unit, its codes checked as they are typed. */
export function UnitFields({ draft, onChange, hasCode = true, contactHint }: UnitFieldsProps): ReactElement {
  const set = (field: FieldName) => (text: string) => onChange({ ...draft, [field]: text });
  return (
    <>
      {NAMES.filter((field) => hasCode || field !== 'creditCode').map((field) => (
        <TextField
          key={field}
          path={field}
          label={texts.fields[field]}
          hint={codeHint(field, draft[field] ?? '')}
          value={draft[field] ?? ''}
          onChange={set(field)}
        />
      ))}
      {COUNTS.map((field) => (
        <TextField
          key={field}
          path={field}
          label={texts.fields[field]}
          hint={field === 'eligibleCount' ? texts.eligibleHint : undefined}
          kind="number"
          value={draft[field] ?? ''}
          onChange={set(field)}
        />
      ))}
      {areCountsFaulty(draft) ? <Note kind="fault">{texts.counts}</Note> : null}
      <TextField
        path="contact.name"
        label={texts.fields.contactName}
        hint={contactHint}
        value={draft.contactName ?? ''}
        onChange={set('contactName')}
      />
      <TextField
        path="contact.phone"
        label={texts.fields.contactPhone}
        kind="number"
        value={draft.contactPhone ?? ''}
        onChange={set('contactPhone')}
      />
    </>
  );
}

function codeHint(field: FieldName, typed: string): string | undefined {
  if ((field !== 'creditCode' && field !== 'unionCreditCode') || typed.trim() === '') return undefined;
  const { text } = repairCode(typed);
  const code = parseCreditCode(text);
  if (!code.ok) return code.error === 'length' ? texts.code.length(text.length) : texts.code[code.error];
  return field === 'unionCreditCode' && !isUnionCode(code.value) ? texts.code.notUnion : texts.code.right;
}

function countOf(draft: UnitDraft, field: (typeof COUNTS)[number]): number {
  return Number(draft[field] ?? '');
}

function areCountsFaulty(draft: UnitDraft): boolean {
  const staff = countOf(draft, 'staffCount');
  return countOf(draft, 'womenCount') > staff || countOf(draft, 'eligibleCount') > staff;
}

/** Enough for the server to look at. */
export function isUnitReady(
  draft: UnitDraft,
  { needsCode, needsContact }: Record<'needsCode' | 'needsContact', boolean>,
): boolean {
  const isTyped = (field: FieldName): boolean => (draft[field] ?? '').trim() !== '';
  const hasCounts = COUNTS.every((field) => /^\d{1,8}$/.test(draft[field] ?? ''));
  const hasContact = isTyped('contactName') && isTyped('contactPhone');
  const isContactHalf = isTyped('contactName') !== isTyped('contactPhone');
  return (
    (draft.name ?? '').trim().length > 1 &&
    (!needsCode || isTyped('creditCode')) &&
    (needsContact ? hasContact : !isContactHalf) &&
    hasCounts &&
    !areCountsFaulty(draft)
  );
}

export function typedUnitOf(draft: UnitDraft): TypedUnit {
  const text = (field: FieldName): string => (draft[field] ?? '').trim();
  const optional = (field: 'unionName' | 'unionCreditCode'): Partial<TypedUnit> =>
    text(field) === '' ? {} : { [field]: text(field) };
  return {
    name: text('name'),
    ...optional('unionName'),
    ...optional('unionCreditCode'),
    address: text('address'),
    staffCount: countOf(draft, 'staffCount'),
    womenCount: countOf(draft, 'womenCount'),
    eligibleCount: countOf(draft, 'eligibleCount'),
  };
}

export function contactOf(draft: UnitDraft): { readonly name: string; readonly phone: string } {
  return { name: (draft.contactName ?? '').trim(), phone: (draft.contactPhone ?? '').trim() };
}
