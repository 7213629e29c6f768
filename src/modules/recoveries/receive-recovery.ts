import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, type Result } from '#kernel/result.ts';
import { type LedgerMonthClosed, post, postingDays } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { findRecoveryId, lockRecovery } from './store.ts';
import { takeIn } from './take-in.ts';

export type ReceiveRecoveryRefusal =
  | { readonly code: 'recovery-unknown' }
  | { readonly code: 'recovery-state' }
  | { readonly code: 'recovery-amount'; readonly openFen: Fen }
  | LedgerMonthClosed;

/**
 * What came on the statement for a recovery, wholly or in part; inside the act that explains the credit. As far as it came
 * it counts against the limits of its period no more.
 */
export async function receiveRecovery(
  act: Act,
  receipt: {
    readonly recoveryId: string;
    readonly amountFen: Fen;
    readonly onDay: DayNumber;
    /** Which of its receipts, from 0. */
    readonly occurrence: number;
  },
): Promise<Result<number, ReceiveRecoveryRefusal>> {
  const { amountFen, onDay, occurrence } = receipt;
  const recovery = await lockRecovery(act, receipt.recoveryId);
  if (recovery === undefined) return fail({ code: 'recovery-unknown' });
  if (recovery.state !== 'decided') return fail({ code: 'recovery-state' });
  const openFen = recovery.amount_fen - recovery.received_fen;
  if (amountFen <= 0 || amountFen > openFen) return fail({ code: 'recovery-amount', openFen });
  const { id, agency_id, unit_id } = recovery;
  const taken = await takeIn(act, recovery, { amountFen, setOffFen: 0 });
  if (!taken.ok) return taken;
  await act.audit({
    act: 'receive-recovery',
    objectKind: 'recovery',
    objectId: id,
    agencyId: agency_id,
    unitId: unit_id,
    detail: {
      number: recovery.number,
      amountFen,
      openFen: openFen - amountFen,
      ...taken.value,
    },
  });
  const postedOn = await postingDays(act, [onDay]);
  return await post(act, {
    event: 'recovery-received',
    objectKind: 'recovery',
    objectId: id,
    occurrence,
    onDay: postedOn(onDay),
    agencyId: agency_id,
    unitId: unit_id,
    amountFen,
  });
}

/** A number as a transfer's text names it. */
export const RECOVERY_NUMBER = /(?<![A-Z0-9])ZH\d{8}(?!\d)/g;

/** The recovery of a number. */
export async function findRecoveryOf(act: Act, number: string): Promise<string | undefined> {
  return await findRecoveryId(act, number);
}
