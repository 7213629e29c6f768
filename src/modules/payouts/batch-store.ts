import sql from 'sql-template-tag';
import type { Fen } from '#kernel/money.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';
import type { PayoutRemark } from './payout-remarks.ts';
import type { PayoutState } from './states.ts';
import { type BatchRow, payoutsFlow } from './store.ts';

type Batch = Pick<BatchRow, 'id' | 'made_on'>;

/** How many payouts of a batch stand in a state, and what they come to. */
export interface CountedPayouts {
  readonly state: PayoutState;
  readonly count: number;
  readonly totalFen: Fen;
}

export async function countByState(
  transaction: Transaction,
  officeId: string,
  { id, made_on }: Batch,
): Promise<readonly CountedPayouts[]> {
  return await transaction.rows<CountedPayouts>(sql`
    SELECT state, count(*) AS count, sum(amount_fen)::bigint AS "totalFen" FROM tenant.payout
    WHERE office_id = ${officeId} AND made_on = ${dayValue(made_on)} AND batch_id = ${id} GROUP BY state ORDER BY state`);
}

export async function countRemarks(
  transaction: Transaction,
  officeId: string,
  { id, made_on }: Batch,
): Promise<readonly { readonly remark: PayoutRemark; readonly count: number }[]> {
  return await transaction.rows(sql`
    SELECT remark, count(*) AS count FROM tenant.payout, unnest(remarks) AS remark
    WHERE office_id = ${officeId} AND made_on = ${dayValue(made_on)} AND batch_id = ${id} GROUP BY remark`);
}

/**
 * How many payouts of a batch may not leave any more: the contributions behind their cover were taken back by the bank, or
 * the insurer took the settlement back, after the batch was made.
 */
export async function countHeld(transaction: Transaction, officeId: string, { id, made_on }: Batch): Promise<number> {
  const { held } = await transaction.getRow<{ held: number }>(sql`
    SELECT count(*) AS held FROM tenant.payout p
    CROSS JOIN LATERAL (
      SELECT period_id, person_id, program, reversal_import_id FROM tenant.claim
      WHERE office_id = ${officeId} AND id = p.claim_id OFFSET 0) c
    WHERE p.office_id = ${officeId} AND p.made_on = ${dayValue(made_on)} AND p.batch_id = ${id} AND (
      c.reversal_import_id IS NOT NULL
      OR NOT ${payoutsFlow(officeId)})`);
  return held;
}
