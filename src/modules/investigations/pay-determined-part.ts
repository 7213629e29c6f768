import type { Fen } from '#kernel/money.ts';
import { fail, type Result } from '#kernel/result.ts';
import { type CorrectedCase, type DeterminePartRefusal, determinePart } from '#modules/claims/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { openReport } from './find-investigations.ts';
import { lockInvestigation } from './store.ts';

export interface DeterminedPartToPay {
  readonly investigationId: string;
  /** What can be determined, bill by bill; together what the report says. */
  readonly billsFen: readonly Fen[];
  /** Why the rest can't, in words. */
  readonly reason: string;
}

/** In order of precedence. */
export type PayDeterminedPartRefusal =
  | { readonly code: 'investigation-unknown' }
  /** It is not reported, or what it found is all or nothing. */
  | { readonly code: 'investigation-without-part' }
  | DeterminePartRefusal;

/**
 * Whoever reviews a claim takes the conclusion of its investigation over: only the part that could be determined is paid
 * (附件2-7.1). The decision waits for the same level, as after any correction.
 */
export async function payDeterminedPart(
  platform: Platform,
  caller: Caller,
  input: DeterminedPartToPay,
): Promise<Result<CorrectedCase, PayDeterminedPartRefusal | IdempotencyRefusal>> {
  type Paying = Result<CorrectedCase, PayDeterminedPartRefusal>;
  return await perform(platform, caller, { name: 'pay-determined-part', input }, async (act): Promise<Paying> => {
    const row = await lockInvestigation(act, input.investigationId);
    if (row === undefined) return fail({ code: 'investigation-unknown' });
    if (row.wrapped_key === null) return fail({ code: 'person-erased' });
    const determinedFen = openReport(platform, act.officeId, row)?.determinedFen ?? null;
    if (row.determined !== 'part' || determinedFen === null) return fail({ code: 'investigation-without-part' });
    const { billsFen, reason } = input;
    return await determinePart(act, caller.access, { claimId: row.claim_id, determinedFen, billsFen, reason });
  });
}
