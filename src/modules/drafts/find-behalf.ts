import { findMembers, openMember } from '#modules/persons/index.ts';
import type { Act, Caller } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import type { Benefit, ProgramId } from '#scheme/case.ts';
import type { ActingFor } from './act-for.ts';
import { changeOrigin, findBehalfPage, findClaimStates } from './behalf-store.ts';
import type { DraftRow } from './store.ts';

/** A claim that somebody files for a member: how far it is, and nothing of what it says. */
export interface BehalfDraft {
  readonly draftId: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly program: ProgramId;
  readonly benefit: Benefit;
  /** `ended`: decided, one way or the other; what came of it is the member's to know. */
  readonly state: 'open' | 'submitted' | 'sent-back' | 'ended';
  /** Who began it. */
  readonly openedBy: string;
  readonly changedAt: number;
}

/** A page of what the caller's unit, or staff in his sight, files for members; the latest first. */
export async function findBehalfDrafts(
  platform: Platform,
  { access }: Caller,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly BehalfDraft[]> {
  if (access.scope === 'person' || access.scope === 'administration') return [];
  const { officeId } = access;
  const origin = access.scope === 'unit' ? 'unit' : 'agency';
  const { rows, members } = await platform.database.transaction(access, async (transaction) => {
    const found = await findBehalfPage(transaction, officeId, { ...page, origin });
    const ids = [...new Set(found.map(({ member_id }) => member_id))];
    return { rows: found, members: await findMembers(transaction, officeId, ids) };
  });
  // a unit sees no claim; whether it is sent back or at its end it may know
  const system = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
  const claimIds = rows.flatMap(({ claim_id }) => claim_id ?? []);
  const states = await platform.database.transaction(system, (transaction) =>
    findClaimStates(transaction, officeId, claimIds),
  );
  const ring = platform.ring();
  const names = new Map(members.map((member) => [member.member_id, openMember(ring, member)?.name ?? '']));
  return rows.map((row) => ({
    draftId: row.id,
    memberId: row.member_id,
    memberName: names.get(row.member_id) ?? '',
    program: row.program,
    benefit: row.benefit,
    state: row.claim_id === null ? 'open' : stateForUnit(states.get(row.claim_id)),
    openedBy: row.opened_by,
    changedAt: row.changed_at,
  }));
}

/** How far a claim is, without what came of it. */
export function stateForUnit(claimState: string | undefined): Exclude<BehalfDraft['state'], 'open'> {
  if (claimState === 'sent-back') return 'sent-back';
  return claimState === 'in-review' || claimState === 'referred' ? 'submitted' : 'ended';
}

/**
 * Whoever writes into a draft that a unit began, and is not of the unit, takes it over: what he types is not the unit's to
 * read.
 */
export async function takeOver(act: Act, draft: DraftRow, { origin }: Pick<ActingFor, 'origin'>): Promise<void> {
  if (draft.origin === 'unit' && origin !== 'unit') await changeOrigin(act, draft.id, origin);
}
