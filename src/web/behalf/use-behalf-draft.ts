import { useCallback, useEffect, useRef, useState } from 'react';
import type { DraftDetail, MyCover } from '#contracts/member-claims.ts';
import { askApi } from '#web/app/api/ask.ts';
import { problemCode } from '#web/app/api/failures.ts';
import { ActKey } from '#web/app/api/idempotency-key.ts';
import { sendAct } from '#web/member/act.ts';
import { contentOf, formOf, type MemberForm, readForm } from '#web/member/member-form.ts';
import type { DraftInHand } from '#web/member/use-draft.ts';

const SAVE_AFTER_MS = 1_500;

/**
 * A draft that somebody types for a member: saved on the server when the typing rests, and kept nowhere on this machine,
 * which is not the member's.
 */
export function useBehalfDraft(
  memberId: string,
  draftId: string,
): { readonly hand: DraftInHand | undefined; readonly failure: Error | undefined } {
  const [detail, setDetail] = useState<DraftDetail>();
  const [cover, setCover] = useState<MyCover>();
  const [form, setForm] = useState<MemberForm>();
  const [saving, setSaving] = useState<DraftInHand['saving']>('saved');
  const [failure, setFailure] = useState<Error>();
  const version = useRef(0);
  const dirty = useRef<MemberForm>(undefined);
  const key = useRef(new ActKey());
  const running = useRef<Promise<number>>(undefined);
  const path = `/api/claim-drafts/${draftId}`;

  const refresh = useCallback(async (): Promise<void> => {
    const [nextDetail, nextCover] = await Promise.all([
      askApi<DraftDetail>(path, { memberId }),
      askApi<MyCover>(`/api/members/${memberId}/cover`),
    ]);
    setDetail(nextDetail);
    setCover(nextCover);
    if (dirty.current !== undefined) return;
    version.current = nextDetail.version;
    setForm(formOf(nextDetail));
  }, [path, memberId]);
  useEffect(() => {
    refresh().catch(setFailure);
  }, [refresh]);

  const send = useCallback(async (): Promise<number> => {
    const typed = dirty.current;
    if (typed === undefined || cover === undefined) return version.current;
    setSaving('saving');
    try {
      const content = contentOf(typed, readForm(typed, cover, { now: Date.now(), needsCards: false }).facts);
      const body = { version: version.current, content };
      const write = { method: 'PUT', path, query: { memberId }, body } as const;
      const saved = await sendAct<{ readonly version: number }>(write, key.current);
      version.current = saved.version;
      if (dirty.current === typed) dirty.current = undefined;
      setSaving('saved');
      return saved.version;
    } catch (error) {
      setSaving(problemCode(error) === 'draft-changed-elsewhere' ? 'changed-elsewhere' : 'kept-here');
      throw error;
    }
  }, [cover, path, memberId]);
  const save = useCallback(async (): Promise<number> => {
    await running.current?.catch(() => undefined);
    running.current = send();
    return await running.current;
  }, [send]);
  useEffect(() => {
    if (form === undefined || dirty.current === undefined) return;
    const timer = setTimeout(() => save().catch(() => undefined), SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [form, save]);

  if (detail === undefined || cover === undefined || form === undefined) return { hand: undefined, failure };
  const change = (next: MemberForm): void => {
    dirty.current = next;
    setForm(next);
  };
  const reading = readForm(form, cover, { now: Date.now(), needsCards: false });
  return { hand: { detail, cover, form, reading, saving, seesPapers: false, change, save, refresh }, failure };
}
