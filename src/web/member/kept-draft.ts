import type { MemberForm } from '#web/member/member-form.ts';

/** A form on this phone, so that nothing typed is lost while the line is down. */
export interface KeptDraft {
  readonly form: MemberForm;
  /** The server's version that it goes on from. */
  readonly version: number;
}

const PREFIX = 'tongzhou.member.draft.';

export function keepDraft(draftId: string, draft: KeptDraft): void {
  try {
    window.localStorage.setItem(PREFIX + draftId, JSON.stringify(draft));
  } catch {
    // a browser that keeps nothing: the server's copy is all there is
  }
}

export function keptDraft(draftId: string): KeptDraft | undefined {
  try {
    const text = window.localStorage.getItem(PREFIX + draftId);
    return text === null ? undefined : (JSON.parse(text) as KeptDraft);
  } catch {
    return undefined;
  }
}

export function forgetDraft(draftId: string): void {
  try {
    window.localStorage.removeItem(PREFIX + draftId);
  } catch {
    // as above
  }
}

/** When somebody signs out nothing of him stays on the phone. */
export function forgetAllDrafts(): void {
  try {
    for (const key of Object.keys(window.localStorage)) {
      if (key.startsWith(PREFIX)) window.localStorage.removeItem(key);
    }
  } catch {
    // as above
  }
}
