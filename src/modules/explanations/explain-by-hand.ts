import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type ReceiveRecoveryRefusal, receiveRecovery } from '#modules/recoveries/index.ts';
import { lockMatching, type PayRefundRefusal, payRefund } from '#modules/refunds/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { explain } from './explain.ts';
import { countExplanations, findOpenEntries } from './store.ts';

export type ExplainByHandInput =
  /** A credit, or a part of it, is what comes back of a benefit. */
  | { readonly entryId: string; readonly recoveryId: string; readonly amountFen: Fen }
  /** A debit is a refund, all of it. */
  | { readonly entryId: string; readonly refundId: string };

export type ExplainByHandRefusal =
  | { readonly code: 'entry-unknown' }
  | { readonly code: 'entry-amount'; readonly openFen: Fen }
  | ReceiveRecoveryRefusal
  | PayRefundRefusal;

/** A cashier says what an entry is whose texts don't name it. */
export async function explainByHand(
  platform: Platform,
  caller: Caller,
  input: ExplainByHandInput,
): Promise<Result<{ readonly amountFen: Fen }, ExplainByHandRefusal | IdempotencyRefusal>> {
  type Explaining = Result<{ readonly amountFen: Fen }, ExplainByHandRefusal>;
  return await perform(platform, caller, { name: 'explain-by-hand', input }, async (act): Promise<Explaining> => {
    await lockMatching(act);
    const direction = 'recoveryId' in input ? 'credit' : 'debit';
    const [entry] = await findOpenEntries(act.transaction, act, { ids: [input.entryId], direction });
    if (entry === undefined) return fail({ code: 'entry-unknown' });
    const amountFen = 'recoveryId' in input ? input.amountFen : entry.openFen;
    if (amountFen <= 0 || amountFen > entry.openFen) return fail({ code: 'entry-amount', openFen: entry.openFen });
    const objectId = 'recoveryId' in input ? input.recoveryId : input.refundId;
    const onDay = entry.postedOn;
    const taken =
      'recoveryId' in input
        ? await receiveRecovery(act, {
            recoveryId: objectId,
            amountFen,
            onDay,
            occurrence: await countExplanations(act, objectId),
          })
        : await payRefund(act, { refundId: objectId, amountFen, onDay });
    if (!taken.ok) return taken;
    const objectKind = 'recoveryId' in input ? 'recovery' : 'refund';
    const written = await explain(act, [{ entry, objectKind, objectId, amountFen }]);
    if (!written.ok) return written;
    await act.audit({
      act: 'explain-by-hand',
      objectKind: 'bank-entry',
      objectId: entry.id,
      detail: { amountFen, [objectKind]: objectId },
    });
    return ok({ amountFen });
  });
}
