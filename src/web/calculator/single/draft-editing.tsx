import { createContext, use, useCallback, useEffect, useMemo, useState } from 'react';
import { BLANK_DRAFT, type CaseDraft, type StayDraft } from '#web/calculator/single/case-draft.ts';
import { keepDraft, loadDraft } from '#web/calculator/single/draft-storage.ts';

export interface DraftEditing {
  readonly draft: CaseDraft;
  /** Change some parts of the draft. */
  readonly patch: (parts: Partial<CaseDraft>) => void;
  readonly patchStay: (parts: Partial<StayDraft>) => void;
  /** Put another draft in its place; a blank one where none is given. */
  readonly replace: (draft?: CaseDraft) => void;
}

/** The draft of the form, kept in the browser from one visit to the next. */
export function useDraftEditing(): DraftEditing {
  const [draft, setDraft] = useState(loadDraft);
  useEffect(() => keepDraft(draft), [draft]);
  const patch = useCallback((parts: Partial<CaseDraft>) => setDraft((was) => ({ ...was, ...parts })), []);
  const patchStay = useCallback(
    (parts: Partial<StayDraft>) => setDraft((was) => ({ ...was, stay: { ...was.stay, ...parts } })),
    [],
  );
  const replace = useCallback((next: CaseDraft = BLANK_DRAFT) => setDraft(next), []);
  return useMemo(() => ({ draft, patch, patchStay, replace }), [draft, patch, patchStay, replace]);
}

export const DraftContext = createContext<DraftEditing | undefined>(undefined);

export function useDraft(): DraftEditing {
  const editing = use(DraftContext);
  if (editing === undefined) throw new Error('useDraft outside of a DraftContext');
  return editing;
}

/** A list with one entry changed. */
export function withEntry<Entry>(list: readonly Entry[], at: number, parts: Partial<Entry>): readonly Entry[] {
  return list.map((entry, index) => (index === at ? { ...entry, ...parts } : entry));
}

/** A list without one of its entries. */
export function withoutEntry<Entry>(list: readonly Entry[], at: number): readonly Entry[] {
  return list.filter((_, index) => index !== at);
}
