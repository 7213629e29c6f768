import { fail, ok, type Result } from '#kernel/result.ts';
import { lockMatching } from '#modules/refunds/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { type FindingKind, insertFinding } from './finding-store.ts';
import { findOpenEntries, type OpenEntry } from './store.ts';

export interface ProposeFindingInput {
  readonly entryId: string;
  readonly kind: FindingKind;
  /** Of `offset`: an entry of the other direction. */
  readonly otherEntryId?: string | undefined;
  readonly reason: string;
}

export type ProposeFindingRefusal =
  | { readonly code: 'entry-unknown' }
  /** A charge is a debit, interest a credit; an offset is one of each. */
  | { readonly code: 'finding-direction' }
  | { readonly code: 'finding-waits' };

/** Proposes what an entry is that no movement of ours explains: all of it that is open. Somebody else agrees. */
export async function proposeFinding(
  platform: Platform,
  caller: Caller,
  input: ProposeFindingInput,
): Promise<Result<{ readonly findingId: string }, ProposeFindingRefusal | IdempotencyRefusal>> {
  type Proposing = Result<{ readonly findingId: string }, ProposeFindingRefusal>;
  return await perform(platform, caller, { name: 'propose-finding', input }, async (act): Promise<Proposing> => {
    await lockMatching(act);
    const { entryId, kind, otherEntryId, reason } = input;
    const ids = otherEntryId === undefined ? [entryId] : [entryId, otherEntryId];
    const open = await findOpenEntries(act.transaction, act, { ids });
    const entry = open.find(({ id }) => id === entryId);
    const other = kind === 'offset' ? open.find(({ id }) => id === otherEntryId) : undefined;
    if (entry === undefined || (kind === 'offset' && other === undefined)) return fail({ code: 'entry-unknown' });
    if (!fits(kind, entry, other)) return fail({ code: 'finding-direction' });
    const amountFen = Math.min(entry.openFen, other?.openFen ?? entry.openFen);
    const findingId = act.newId();
    const finding = { id: findingId, entryId, kind, otherEntryId: other?.id, amountFen, reason };
    if (!(await insertFinding(act, finding))) return fail({ code: 'finding-waits' });
    await act.audit({
      act: 'propose-finding',
      objectKind: 'bank-entry',
      objectId: entryId,
      detail: { findingId, kind, amountFen, reason, ...(other !== undefined && { otherEntryId: other.id }) },
    });
    return ok({ findingId });
  });
}

function fits(kind: FindingKind, entry: OpenEntry, other: OpenEntry | undefined): boolean {
  if (kind === 'offset') return other !== undefined && other.direction !== entry.direction;
  return entry.direction === (kind === 'bank-interest' ? 'credit' : 'debit');
}
