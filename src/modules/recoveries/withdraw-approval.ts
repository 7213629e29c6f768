import { ok, type Result } from '#kernel/result.ts';
import { type ApprovalToWithdraw, type WithdrawApprovalRefusal, withdrawApprovalIn } from '#modules/claims/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { proposeRecoveryIn } from './propose-recovery.ts';

/** Takes an approval back that the insurer has undone; what was paid of it is proposed for recovery in the same act. */
export async function withdrawApproval(
  platform: Platform,
  caller: Caller,
  input: ApprovalToWithdraw,
): Promise<Result<undefined, WithdrawApprovalRefusal | IdempotencyRefusal>> {
  type Withdrawing = Result<undefined, WithdrawApprovalRefusal>;
  return await perform(platform, caller, { name: 'withdraw-approval', input }, async (act): Promise<Withdrawing> => {
    const withdrawn = await withdrawApprovalIn(act, caller.access, input);
    if (!withdrawn.ok) return withdrawn;
    const { excessFen } = withdrawn.value;
    if (excessFen > 0) {
      const { claimId, comment: reason } = input;
      const cause = 'settlement-reversed';
      const proposed = await proposeRecoveryIn(act, { claimId, amountFen: excessFen, cause, reason });
      if (!proposed.ok) throw new Error(`what was paid could not be proposed for recovery: ${proposed.error.code}`);
    }
    return ok(undefined);
  });
}
