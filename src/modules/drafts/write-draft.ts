import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { sealJson } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import type { Benefit, ProgramId } from '#scheme/case.ts';
import { actFor, isInSight, mayBeClaimed } from './act-for.ts';
import { type DraftContent, draftContext, EMPTY_CONTENT, keyOf } from './draft.ts';
import { takeOver } from './find-behalf.ts';
import { mayBeWrittenTo } from './states.ts';
import { insertDraft, lockDraft, updateDraft, withdrawDraftRow } from './store.ts';

/** The member for whom one acts; a member himself names nobody. */
export interface ForMember {
  readonly memberId?: string | undefined;
}

export interface DraftToOpen extends ForMember {
  readonly program: ProgramId;
  readonly benefit: Benefit;
}

export interface SavedDraft {
  readonly draftId: string;
  readonly version: number;
}

export type OpenDraftRefusal = { readonly code: 'member-out-of-sight' } | { readonly code: 'benefit-of-other-program' };

/** Begins a claim: nothing is told yet. */
export async function openDraft(
  platform: Platform,
  caller: Caller,
  input: DraftToOpen,
): Promise<Result<SavedDraft, OpenDraftRefusal | IdempotencyRefusal>> {
  const { program, benefit } = input;
  if ((benefit === 'inpatient') !== (program === 'henan-inpatient')) return fail({ code: 'benefit-of-other-program' });
  const acting = await actFor(platform, caller, input.memberId);
  if (acting === undefined || !mayBeClaimed(benefit, acting)) return fail({ code: 'member-out-of-sight' });
  const { member, origin } = acting;
  return await perform(platform, acting.caller, { name: 'open-claim-draft', input }, async (act) => {
    const id = act.newId();
    const key = keyOf(platform.ring(), act.officeId, member.person_id, member.wrapped_key);
    const sealed = sealJson(key, draftContext(act.officeId, id), EMPTY_CONTENT);
    const { agency_id, unit_id, person_id, member_id } = member;
    await insertDraft(act, { id, agency_id, unit_id, person_id, member_id, program, benefit, origin, sealed });
    await act.audit({
      act: 'open-claim-draft',
      objectKind: 'claim-draft',
      objectId: id,
      agencyId: agency_id,
      unitId: unit_id,
      detail: { program, origin },
    });
    return ok({ draftId: id, version: 1 });
  });
}

export interface DraftToSave extends ForMember {
  readonly draftId: string;
  /** The one that was read: another phone's saving is not written over. */
  readonly version: number;
  readonly content: DraftContent;
}

export type SaveDraftRefusal =
  | { readonly code: 'draft-unknown' }
  | { readonly code: 'draft-closed' }
  | { readonly code: 'draft-changed-elsewhere'; readonly version: number };

/** Keeps what was typed so far. */
export async function saveDraft(
  platform: Platform,
  caller: Caller,
  input: DraftToSave,
): Promise<Result<SavedDraft, SaveDraftRefusal | IdempotencyRefusal>> {
  const acting = await actFor(platform, caller, input.memberId);
  if (acting === undefined) return fail({ code: 'draft-unknown' });
  const { member } = acting;
  return await perform(
    platform,
    acting.caller,
    { name: 'save-claim-draft', input },
    async (act): Promise<Result<SavedDraft, SaveDraftRefusal>> => {
      const draft = await lockDraft(act, input.draftId);
      if (draft === undefined || !isInSight(draft, acting)) return fail({ code: 'draft-unknown' });
      if (!mayBeWrittenTo(draft.state)) return fail({ code: 'draft-closed' });
      if (draft.version !== input.version) return fail({ code: 'draft-changed-elsewhere', version: draft.version });
      const key = keyOf(platform.ring(), act.officeId, draft.person_id, member.wrapped_key);
      const version = draft.version + 1;
      await takeOver(act, draft, acting);
      await updateDraft(act, draft.id, {
        sealed: sealJson(key, draftContext(act.officeId, draft.id), input.content),
        version,
      });
      const { agency_id: agencyId, unit_id: unitId } = draft;
      await act.audit({
        act: 'save-claim-draft',
        objectKind: 'claim-draft',
        objectId: draft.id,
        agencyId,
        unitId,
        detail: { version },
      });
      return ok({ draftId: draft.id, version });
    },
  );
}

export type WithdrawDraftRefusal = { readonly code: 'draft-unknown' } | { readonly code: 'draft-closed' };

/** Gives a draft up that was never sent. */
export async function withdrawDraft(
  platform: Platform,
  caller: Caller,
  input: ForMember & { readonly draftId: string },
): Promise<Result<undefined, WithdrawDraftRefusal | IdempotencyRefusal>> {
  const acting = await actFor(platform, caller, input.memberId);
  if (acting === undefined) return fail({ code: 'draft-unknown' });
  return await perform(
    platform,
    acting.caller,
    { name: 'withdraw-claim-draft', input },
    async (act): Promise<Result<undefined, WithdrawDraftRefusal>> => {
      const draft = await lockDraft(act, input.draftId);
      if (draft === undefined || !isInSight(draft, acting)) return fail({ code: 'draft-unknown' });
      if (draft.state !== 'open') return fail({ code: 'draft-closed' });
      await withdrawDraftRow(act, draft.id);
      const { agency_id: agencyId, unit_id: unitId } = draft;
      await act.audit({ act: 'withdraw-claim-draft', objectKind: 'claim-draft', objectId: draft.id, agencyId, unitId });
      return ok(undefined);
    },
  );
}
