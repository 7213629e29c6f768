import { BLANK_DRAFT, type CaseDraft } from '#web/calculator/single/case-draft.ts';

/** The number rises when the shape of a draft changes: an old one is then left alone. */
const KEY = 'tongzhou.calculator.single-case.1';

/** The draft that this browser kept; a blank one where there is none or it can't be read. */
export function loadDraft(): CaseDraft {
  try {
    const kept = window.localStorage.getItem(KEY);
    const draft: unknown = kept === null ? undefined : JSON.parse(kept);
    return isShapedLike(BLANK_DRAFT, draft) ? (draft as CaseDraft) : BLANK_DRAFT;
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

/** Whether a value from outside has the keys and types of a model, lists by their first entry where the model has one. */
function isShapedLike(model: unknown, value: unknown): boolean {
  if (Array.isArray(model)) {
    return Array.isArray(value) && (model.length === 0 || value.every((entry) => isShapedLike(model[0], entry)));
  }
  if (typeof model !== 'object' || model === null) return typeof value === typeof model;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(model).every(([key, each]) => isShapedLike(each, (value as Record<string, unknown>)[key]));
}
