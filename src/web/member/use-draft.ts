import { useCallback, useEffect, useRef, useState } from 'react';
import type { DraftDetail, MyCover } from '#contracts/member-claims.ts';
import { askApi } from '#web/app/api/ask.ts';
import { problemCode, UnreachableError } from '#web/app/api/failures.ts';
import { ActKey } from '#web/app/api/idempotency-key.ts';
import { sendAct } from '#web/member/act.ts';
import { keepDraft, keptDraft } from '#web/member/kept-draft.ts';
import { contentOf, type FormReading, formOf, type MemberForm, readForm } from '#web/member/member-form.ts';

/** `kept-here`: the server was not reached, and is tried again; `refused`: it said why not. */
export type Saving = 'saved' | 'saving' | 'kept-here' | 'changed-elsewhere' | 'refused';

export interface DraftInHand {
  readonly detail: DraftDetail;
  readonly cover: MyCover;
  readonly form: MemberForm;
  readonly reading: FormReading;
  readonly saving: Saving;
  /** Whoever types it for a member sees no papers, not even those that he brought: they hold diagnoses. */
  readonly seesPapers: boolean;
  readonly change: (form: MemberForm) => void;
  /** Everything typed is on the server when it resolves; its version. Rejects where it can't be. */
  readonly save: () => Promise<number>;
  /** Asks for papers and cover anew. */
  readonly refresh: () => Promise<void>;
}

/** How long after the last key stroke what was typed goes to the server. */
const SAVE_AFTER_MS = 1_500;
/** How often a phone without a line tries again. */
const TRY_EVERY_MS = 15_000;

interface DraftToHold {
  readonly draftId: string;
  /** For whom; `undefined` where one claims for oneself. */
  readonly memberId: string | undefined;
  /** By a unit or an agency, on a machine that is not the member's: nothing is kept there. */
  readonly isOnBehalf: boolean;
}

/**
 * A draft in hand and on the server: typed into at once, kept on the phone with every stroke, saved when the typing rests.
 * What somebody else has changed meanwhile takes the place of what is in hand.
 */
export function useDraftInHand({ draftId, memberId, isOnBehalf }: DraftToHold): {
  readonly hand: DraftInHand | undefined;
  readonly failure: Error | undefined;
} {
  const [detail, setDetail] = useState<DraftDetail>();
  const [cover, setCover] = useState<MyCover>();
  const [form, setForm] = useState<MemberForm>();
  const [saving, setSaving] = useState<Saving>('saved');
  const [failure, setFailure] = useState<Error>();
  const version = useRef(0);
  const dirty = useRef<MemberForm>(undefined);
  const key = useRef(new ActKey());
  const running = useRef<Promise<number>>(undefined);
  const forMember = memberId === undefined ? '' : `?memberId=${memberId}`;
  const path = `/api/claim-drafts/${draftId}${forMember}`;
  const coverPath = isOnBehalf ? `/api/members/${memberId}/cover` : `/api/my/cover${forMember}`;
  const needsCards = memberId !== undefined && !isOnBehalf;

  const refresh = useCallback(async (): Promise<void> => {
    const [nextDetail, nextCover] = await Promise.all([askApi<DraftDetail>(path), askApi<MyCover>(coverPath)]);
    setDetail(nextDetail);
    setCover(nextCover);
    if (dirty.current !== undefined) return;
    const kept = isOnBehalf ? undefined : keptDraft(draftId);
    version.current = nextDetail.version;
    const stored = formOf(nextDetail);
    if (kept === undefined || kept.version !== nextDetail.version) return setForm(stored);
    // typed without a line and never sent: it goes off with what is typed next, or before the claim does
    if (JSON.stringify(kept.form) !== JSON.stringify(stored)) dirty.current = kept.form;
    setForm(kept.form);
  }, [draftId, path, coverPath, isOnBehalf]);

  useEffect(() => {
    refresh().catch(setFailure);
  }, [refresh]);

  const send = useCallback(async (): Promise<number> => {
    const typed = dirty.current;
    if (typed === undefined || cover === undefined) return version.current;
    setSaving('saving');
    try {
      const content = contentOf(typed, readForm(typed, cover, { now: Date.now(), needsCards }).facts);
      const write = { method: 'PUT', path, body: { version: version.current, content } } as const;
      const saved = await sendAct<{ readonly version: number }>(write, key.current);
      version.current = saved.version;
      if (!isOnBehalf) keepDraft(draftId, { form: dirty.current ?? typed, version: saved.version });
      if (dirty.current === typed) dirty.current = undefined;
      setSaving('saved');
      setFailure(undefined);
      return saved.version;
    } catch (error) {
      if (problemCode(error) === 'draft-changed-elsewhere') {
        dirty.current = undefined;
        await refresh();
        setSaving('changed-elsewhere');
      } else if (error instanceof UnreachableError) setSaving('kept-here');
      else {
        setSaving('refused');
        setFailure(error as Error);
      }
      throw error;
    }
  }, [cover, draftId, path, isOnBehalf, needsCards, refresh]);

  /** One saving at a time: the next goes on from the version of the one before. */
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

  useEffect(() => {
    if (saving !== 'kept-here') return;
    const timer = setInterval(() => save().catch(() => undefined), TRY_EVERY_MS);
    return () => clearInterval(timer);
  }, [saving, save]);

  if (detail === undefined || cover === undefined || form === undefined) return { hand: undefined, failure };
  const change = (next: MemberForm): void => {
    dirty.current = next;
    if (!isOnBehalf) keepDraft(draftId, { form: next, version: version.current });
    setForm(next);
  };
  const reading = readForm(form, cover, { now: Date.now(), needsCards });
  return { hand: { detail, cover, form, reading, saving, seesPapers: !isOnBehalf, change, save, refresh }, failure };
}
