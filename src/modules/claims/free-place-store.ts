import sql from 'sql-template-tag';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import { dayValue } from '#platform/database/value-types.ts';
import type { BenefitUse } from './benefit-store.ts';
import type { ClaimRow } from './store.ts';

/** The declined claims of the same person, program and period as that one, in the order in which they were decided. */
export async function findLimitedBy({ transaction, officeId }: Act, claimId: string): Promise<readonly string[]> {
  const rows = await transaction.rows<{ id: string }>(sql`
    SELECT o.id FROM tenant.claim c
    JOIN tenant.claim o ON o.office_id = c.office_id AND o.person_id = c.person_id AND o.program = c.program
      AND o.period_id = c.period_id AND o.state = 'declined' AND o.reversal_import_id IS NULL
    WHERE c.office_id = ${officeId} AND c.id = ${claimId} ORDER BY o.id`);
  return rows.map(({ id }) => id);
}

/** Takes an amount off what a benefit uses of its period's limits; with the last fen its stay. */
export async function shrinkUse(
  { transaction, officeId }: Act,
  { claim_id, person_id, program, period_id, amount_fen }: BenefitUse,
  amountFen: Fen,
): Promise<void> {
  const isWhole = amount_fen === amountFen;
  await transaction.run(
    isWhole
      ? sql`DELETE FROM tenant.benefit_use WHERE office_id = ${officeId} AND claim_id = ${claim_id}`
      : sql`UPDATE tenant.benefit_use SET amount_fen = amount_fen - ${amountFen}
          WHERE office_id = ${officeId} AND claim_id = ${claim_id}`,
  );
  const changed = await transaction.run(sql`
    UPDATE tenant.benefit_counter SET stays = stays - ${isWhole ? 1 : 0}, amount_fen = amount_fen - ${amountFen}
    WHERE office_id = ${officeId} AND person_id = ${person_id} AND program = ${program} AND period_id = ${period_id}`);
  if (changed !== 1) throw new Error('a benefit that counts against no counter');
}

/** A new round of a claim: whoever reviewed it before may review it again. */
export async function beginAnew({ transaction, officeId }: Act, claim: ClaimRow): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.claim SET round = round + 1
    WHERE office_id = ${officeId} AND submitted_on = ${dayValue(claim.submitted_on)} AND id = ${claim.id}`);
}
