import { fail, ok, type Result } from '#kernel/result.ts';
import { holdsPersonalNumber, type PersonalNumberTyped } from '#modules/ledger/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { findDifference, insertExplanation } from './reconciliation-store.ts';

export type ExplainDifferenceRefusal =
  | { readonly code: 'difference-unknown' }
  | { readonly code: 'explanation-missing' }
  | PersonalNumberTyped;

/**
 * Says why a difference is there: it raises no alarm as long as it is the same to the fen. Changes nothing in the books; what
 * can be put right is put right where it is wrong.
 */
export async function explainDifference(
  platform: Platform,
  caller: Caller,
  input: { readonly reconciliationId: string; readonly number: number; readonly reason: string },
): Promise<Result<{ readonly cause: string }, ExplainDifferenceRefusal | IdempotencyRefusal>> {
  type Explaining = Result<{ readonly cause: string }, ExplainDifferenceRefusal>;
  return await perform(platform, caller, { name: 'explain-difference', input }, async (act): Promise<Explaining> => {
    const { reconciliationId, number } = input;
    const reason = input.reason.trim();
    const difference = await findDifference(act, { reconciliationId, number });
    if (difference === undefined) return fail({ code: 'difference-unknown' });
    if (reason === '') return fail({ code: 'explanation-missing' });
    if (holdsPersonalNumber(reason)) return fail({ code: 'personal-number-typed' });
    await insertExplanation(act, difference, reason);
    const { cause, objectKind, objectId, expectedFen, foundFen } = difference;
    await act.audit({
      act: 'explain-difference',
      objectKind: 'reconciliation',
      objectId: reconciliationId,
      detail: { number, cause, objectKind, objectId, expectedFen, foundFen },
      personal: { reason },
    });
    return ok({ cause });
  });
}
