import { fail, ok, type Result } from '#kernel/result.ts';
import { holdsPersonalNumber, type PersonalNumberTyped } from '#modules/ledger/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { findDifference, findNumbersOfCause, insertExplanations } from './reconciliation-store.ts';

export type ExplainDifferenceRefusal =
  | { readonly code: 'difference-unknown' }
  | { readonly code: 'explanation-missing' }
  | PersonalNumberTyped;

export interface ExplainDifferenceInput {
  readonly reconciliationId: string;
  readonly number: number;
  readonly reason: string;
  /** All of the run that have the same cause are explained with it. */
  readonly isWholeCause?: boolean | undefined;
}

export interface ExplainedDifferences {
  readonly cause: string;
  readonly explained: number;
}

/**
 * Says why a difference is there: it raises no alarm as long as it is the same to the fen. Changes nothing in the books; what
 * can be put right is put right where it is wrong.
 */
export async function explainDifference(
  platform: Platform,
  caller: Caller,
  input: ExplainDifferenceInput,
): Promise<Result<ExplainedDifferences, ExplainDifferenceRefusal | IdempotencyRefusal>> {
  type Explaining = Result<ExplainedDifferences, ExplainDifferenceRefusal>;
  return await perform(platform, caller, { name: 'explain-difference', input }, async (act): Promise<Explaining> => {
    const { reconciliationId, number } = input;
    const reason = input.reason.trim();
    const difference = await findDifference(act, { reconciliationId, number });
    if (difference === undefined) return fail({ code: 'difference-unknown' });
    if (reason === '') return fail({ code: 'explanation-missing' });
    if (holdsPersonalNumber(reason)) return fail({ code: 'personal-number-typed' });
    const { cause, objectKind, objectId, expectedFen, foundFen } = difference;
    const numbers = input.isWholeCause === true ? await findNumbersOfCause(act, { reconciliationId, cause }) : [number];
    const explained = await insertExplanations(act, { reconciliationId, numbers }, reason);
    await act.audit({
      act: 'explain-difference',
      objectKind: 'reconciliation',
      objectId: reconciliationId,
      detail: { number, cause, objectKind, objectId, expectedFen, foundFen, explained },
      personal: { reason },
    });
    return ok({ cause, explained });
  });
}
