import { fail, ok, type Result } from '#kernel/result.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import type { Benefit, ProgramId } from '#scheme/case.ts';
import { type Material, missingMaterials } from '#scheme/materials.ts';
import { actFor, isInSight } from './act-for.ts';
import { findDocumentsOf } from './document-store.ts';
import { type DraftContent, draftContext, keyOf, openSealed } from './draft.ts';
import { type DocumentSummary, summaryOf } from './read-document.ts';
import type { DraftState } from './states.ts';
import { type DraftRow, findDraft, findDraftsOf } from './store.ts';
import type { ForMember } from './write-draft.ts';

export interface DraftSummary {
  readonly draftId: string;
  readonly program: ProgramId;
  readonly benefit: Benefit;
  readonly origin: DraftRow['origin'];
  readonly state: DraftState;
  readonly version: number;
  readonly changedAt: number;
  readonly claimId: string | undefined;
}

export interface DraftDetail extends DraftSummary {
  readonly content: DraftContent;
  readonly documents: readonly DocumentSummary[];
  /** Papers that the claim still lacks. */
  readonly missing: readonly Material[];
}

/** The drafts of the member, the latest first; a unit sees those that it began itself. */
export async function findDrafts(
  platform: Platform,
  caller: Caller,
  { memberId }: ForMember,
): Promise<readonly DraftSummary[]> {
  const acting = await actFor(platform, caller, memberId);
  if (acting === undefined) return [];
  const { access } = acting.caller;
  return await platform.database.transaction(access, async (transaction) =>
    (await findDraftsOf(transaction, access.officeId, access.personId))
      .filter((row) => isInSight(row, acting))
      .map(summary),
  );
}

/** A draft as it was typed, with its papers and what is missing. A unit sees none that it did not begin. */
export async function getDraft(
  platform: Platform,
  caller: Caller,
  { draftId, memberId }: ForMember & { readonly draftId: string },
): Promise<Result<DraftDetail, { readonly code: 'draft-unknown' }>> {
  const acting = await actFor(platform, caller, memberId);
  if (acting === undefined) return fail({ code: 'draft-unknown' });
  const { access } = acting.caller;
  const { officeId } = access;
  return await platform.database.transaction(access, async (transaction) => {
    const row = await findDraft(transaction, officeId, draftId);
    if (row === undefined || !isInSight(row, acting)) return fail({ code: 'draft-unknown' });
    const key = keyOf(platform.ring(), officeId, row.person_id, acting.member.wrapped_key);
    const documents = (await findDocumentsOf(transaction, officeId, row.id)).map((each) =>
      summaryOf(platform, officeId, each),
    );
    return ok({
      ...summary(row),
      content: openSealed<DraftContent>(key, draftContext(officeId, row.id), row.sealed),
      documents,
      missing: missingMaterials(row.benefit, new Set(documents.map(({ material }) => material))),
    });
  });
}

function summary(row: DraftRow): DraftSummary {
  return {
    draftId: row.id,
    program: row.program,
    benefit: row.benefit,
    origin: row.origin,
    state: row.state,
    version: row.version,
    changedAt: row.changed_at,
    claimId: row.claim_id ?? undefined,
  };
}
