import { BLANK_DRAFT, type CaseDraft } from '#web/desk/single/case-draft.ts';

/** The number rises when the shape of a draft changes: an old one is then left alone. */
const KEY = 'tongzhou.desk.single-case.1';

/** The draft that this browser kept; a blank one where there is none or it can't be read. */
export function loadDraft(): CaseDraft {
  try {
    const kept = window.localStorage.getItem(KEY);
    return kept === null ? BLANK_DRAFT : { ...BLANK_DRAFT, ...(JSON.parse(kept) as Partial<CaseDraft>) };
  } catch {
    return BLANK_DRAFT;
  }
}

/** Keep the draft in this browser, on this machine only. A blank one is forgotten instead. */
export function keepDraft(draft: CaseDraft): void {
  try {
    if (draft === BLANK_DRAFT) window.localStorage.removeItem(KEY);
    else window.localStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // a browser that keeps nothing, or is full: the form works, it only forgets
  }
}
