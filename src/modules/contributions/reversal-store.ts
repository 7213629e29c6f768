import sql from 'sql-template-tag';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import { instantValue } from '#platform/database/value-types.ts';

/** The allocation stays as history; its money is open again on neither side. */
export async function undoAllocation({ transaction, officeId, now }: Act, allocationId: string): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.allocation SET undone_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${allocationId} AND undone_at IS NULL`);
}

/** So much less has come for the order; it waits for money again. */
export async function reopenOrder({ transaction, officeId }: Act, orderId: string, amountFen: Fen): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.contribution_order
    SET received_fen = received_fen - ${amountFen}, state = 'open', completed_at = NULL, completed_on = NULL,
      confirmed_on = NULL, start_on = NULL, end_on = NULL, awaits_second = false, refund_fen = 0, matched_by = NULL
    WHERE office_id = ${officeId} AND id = ${orderId}`);
}

/** Money of a cover in force went back: nothing is paid on it until two people have decided. */
export async function holdPayouts({ transaction, officeId }: Act, orderId: string): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.contribution_order SET payouts_held = true WHERE office_id = ${officeId} AND id = ${orderId}`);
}

export async function markReversed({ transaction, officeId }: Act, entryId: string): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.bank_entry SET state = 'reversed', matched_fen = 0 WHERE office_id = ${officeId} AND id = ${entryId}`);
}

/** A debit that undoes a credit, and of which the program can't say more: two people do. */
export async function markUnexplained({ transaction, officeId }: Act, entryId: string): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.bank_entry SET state = 'other-debit' WHERE office_id = ${officeId} AND id = ${entryId}`);
}

/** So much of a credit waits for an order again. */
export async function openCreditAgain({ transaction, officeId }: Act, entryId: string, amountFen: Fen): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.bank_entry SET matched_fen = matched_fen - ${amountFen},
      state = CASE WHEN matched_fen = ${amountFen} THEN 'unmatched' ELSE 'partly-matched' END
    WHERE office_id = ${officeId} AND id = ${entryId}`);
}

/** The matches of an order that the last act of matching made: those that completed it. */
export async function findLatestMatches({ transaction, officeId }: Act, orderId: string): Promise<ReadonlySet<string>> {
  const rows = await transaction.rows<{ id: string }>(sql`
    SELECT id FROM tenant.allocation WHERE office_id = ${officeId} AND order_id = ${orderId} AND undone_at IS NULL
      AND at = (SELECT max(at) FROM tenant.allocation WHERE office_id = ${officeId} AND order_id = ${orderId}
        AND undone_at IS NULL)`);
  return new Set(rows.map(({ id }) => id));
}

/** Of these credits the matches that were taken back, as `credit order`: the program does not make them again by itself. */
export async function findUndoneMatches(
  { transaction, officeId }: Act,
  entryIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await transaction.rows<{ match: string }>(sql`
    SELECT DISTINCT entry_id || ' ' || order_id AS match FROM tenant.allocation
    WHERE office_id = ${officeId} AND entry_id = ANY (${entryIds}::uuid[]) AND undone_at IS NOT NULL`);
  return new Set(rows.map(({ match }) => match));
}
