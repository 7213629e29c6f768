import { fail, ok, type Result } from '#kernel/result.ts';
import { type ResumeClaimRefusal, type ResumedClaim, resumeClaim } from '#modules/claims/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { sealJson } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { type ActingFor, actFor, isInSight } from './act-for.ts';
import { findDraftIdOfClaim } from './document-store.ts';
import { draftContext, EMPTY_CONTENT, keyOf } from './draft.ts';
import { findOwnClaim, type OwnClaimRow } from './own-claim-store.ts';
import { findDraft, insertDraft, linkClaim } from './store.ts';
import type { ForMember } from './write-draft.ts';

export type OpenSupplementDraftRefusal =
  | { readonly code: 'draft-unknown' }
  | { readonly code: 'claim-unknown' }
  | { readonly code: 'claim-not-sent-back' };

/**
 * Where papers go that a claim lacks: its draft, or for a claim that the insurer's data brought a new one, whose figures are
 * nobody's to type.
 */
export async function openSupplementDraft(
  platform: Platform,
  caller: Caller,
  input: ForMember & { readonly claimId: string },
): Promise<Result<{ readonly draftId: string }, OpenSupplementDraftRefusal | IdempotencyRefusal>> {
  const acting = await actFor(platform, caller, input.memberId);
  if (acting === undefined) return fail({ code: 'draft-unknown' });
  const { member, origin } = acting;
  type Opening = Result<{ readonly draftId: string }, OpenSupplementDraftRefusal>;
  return await perform(
    platform,
    acting.caller,
    { name: 'open-supplement-draft', input },
    async (act): Promise<Opening> => {
      const found = await findToBring(act, acting, input.claimId);
      if (found === undefined) return fail({ code: 'claim-unknown' });
      const { claim, draftId: known } = found;
      if (claim.state !== 'sent-back') return fail({ code: 'claim-not-sent-back' });
      const draftId = known ?? act.newId();
      const trail = { objectKind: 'claim', objectId: claim.id, agencyId: claim.agency_id, unitId: claim.unit_id };
      if (known === undefined) {
        const key = keyOf(platform.ring(), act.officeId, member.person_id, member.wrapped_key);
        const sealed = sealJson(key, draftContext(act.officeId, draftId), EMPTY_CONTENT);
        const { agency_id, unit_id, person_id, member_id, program, benefit } = claim;
        await insertDraft(act, {
          id: draftId,
          agency_id,
          unit_id,
          person_id,
          member_id,
          program,
          benefit,
          origin,
          sealed,
        });
        await linkClaim(act, draftId, claim.id);
      }
      await act.audit({ ...trail, act: 'open-supplement-draft', detail: { draftId, isNew: known === undefined } });
      return ok({ draftId });
    },
  );
}

export type AnswerSupplementRefusal = { readonly code: 'draft-unknown' } | ResumeClaimRefusal;

/** What a claim lacked has been brought: it goes before its first level again, with the facts as they stand. */
export async function answerSupplement(
  platform: Platform,
  caller: Caller,
  input: ForMember & { readonly claimId: string; readonly text: string },
): Promise<Result<ResumedClaim, AnswerSupplementRefusal | IdempotencyRefusal>> {
  const acting = await actFor(platform, caller, input.memberId);
  if (acting === undefined) return fail({ code: 'draft-unknown' });
  const { origin } = acting;
  type Answering = Result<ResumedClaim, AnswerSupplementRefusal>;
  return await perform(
    platform,
    acting.caller,
    { name: 'answer-supplement', input },
    async (act): Promise<Answering> => {
      const found = await findToBring(act, acting, input.claimId);
      if (found === undefined) return fail({ code: 'claim-unknown' });
      const { claim } = found;
      const resumed = await resumeClaim(act, claim.id, { text: input.text });
      if (!resumed.ok) return resumed;
      await act.audit({
        act: 'answer-supplement',
        objectKind: 'claim',
        objectId: claim.id,
        agencyId: claim.agency_id,
        unitId: claim.unit_id,
        detail: { origin, state: resumed.value.state },
      });
      return resumed;
    },
  );
}

/**
 * A claim for which somebody may bring papers, with its draft: where that is in his sight. One that the insurer's data
 * brought has none, and is the member's and his agency's alone.
 */
async function findToBring(
  act: Act,
  acting: ActingFor,
  claimId: string,
): Promise<{ readonly claim: OwnClaimRow; readonly draftId: string | undefined } | undefined> {
  const claim = await findOwnClaim(act, claimId);
  if (claim === undefined) return undefined;
  const draftId = await findDraftIdOfClaim(act.transaction, act.officeId, claim.id);
  const draft = draftId === undefined ? undefined : await findDraft(act.transaction, act.officeId, draftId);
  const { unit_id, agency_id } = claim;
  const isSeen = isInSight(draft ?? { origin: 'member', opened_by: '', unit_id, agency_id }, acting);
  return isSeen ? { claim, draftId } : undefined;
}
