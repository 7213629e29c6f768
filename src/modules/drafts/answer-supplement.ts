import { fail, ok, type Result } from '#kernel/result.ts';
import { type ResumeClaimRefusal, type ResumedClaim, resumeClaim } from '#modules/claims/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { sealJson } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { actFor } from './act-for.ts';
import { findDraftIdOfClaim } from './document-store.ts';
import { draftContext, EMPTY_CONTENT, keyOf } from './draft.ts';
import { findOwnClaim, type OwnClaimRow } from './own-claim-store.ts';
import { insertDraft, linkClaim } from './store.ts';
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
      const claim = await findOwnClaim(act, input.claimId);
      if (claim === undefined || !isBringer(origin, claim)) return fail({ code: 'claim-unknown' });
      if (claim.state !== 'sent-back') return fail({ code: 'claim-not-sent-back' });
      const known = await findDraftIdOfClaim(act.transaction, act.officeId, claim.id);
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
      const claim = await findOwnClaim(act, input.claimId);
      if (claim === undefined || !isBringer(origin, claim)) return fail({ code: 'claim-unknown' });
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

/** A unit brings papers of the claims that it sent alone: of others it knows nothing. */
function isBringer(origin: string, claim: OwnClaimRow): boolean {
  return origin !== 'unit' || claim.origin === 'unit';
}
