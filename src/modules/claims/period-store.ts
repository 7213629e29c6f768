import sql from 'sql-template-tag';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import { dayValue } from '#platform/database/value-types.ts';
import type { BenefitUse } from './benefit-store.ts';
import { type ClaimRow, lockClaims } from './store.ts';

/**
 * The claims of the same person, program and period as that one, it among them, in the order in which they were decided,
 * locked until the act ends; before `lockCounters`. One without a period stands alone.
 */
export async function lockPeriodClaims(act: Act, claimId: string): Promise<readonly ClaimRow[]> {
  const { transaction, officeId } = act;
  const rows = await transaction.rows<{ id: string }>(sql`
    SELECT o.id FROM (
      SELECT id, person_id, program, period_id FROM tenant.claim WHERE office_id = ${officeId} AND id = ${claimId} OFFSET 0) a
    CROSS JOIN LATERAL (
      SELECT id FROM tenant.claim WHERE office_id = ${officeId} AND person_id = a.person_id AND program = a.program
        AND (id = a.id OR period_id = a.period_id) OFFSET 0) o`);
  return await lockClaims(
    act,
    rows.map(({ id }) => id),
  );
}

/**
 * Those of a locked period, with what was sent between their lock and that of the counters: it was decided by the limits as
 * they were. After `lockCounters`; `claim` as it stood when they were locked.
 */
export async function withLateClaims(
  act: Act,
  period: readonly ClaimRow[],
  { person_id, program, period_id }: ClaimRow,
): Promise<readonly ClaimRow[]> {
  const rows = await act.transaction.rows<{ id: string }>(sql`
    SELECT id FROM tenant.claim
    WHERE office_id = ${act.officeId} AND person_id = ${person_id} AND program = ${program} AND period_id = ${period_id}
      AND id <> ALL (${period.map(({ id }) => id)}::uuid[])`);
  if (rows.length === 0) return period;
  const late = await lockClaims(
    act,
    rows.map(({ id }) => id),
  );
  return [...period, ...late];
}

/** Says that a claim's limits count otherwise while its money is under way, or says it no more. */
export async function markLimitChanged(
  { transaction, officeId }: Act,
  claim: Pick<ClaimRow, 'id' | 'submitted_on'>,
  isChanged: boolean,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.claim SET flags = array_remove(flags, 'limit-changed') || ${isChanged ? ['limit-changed'] : []}::text[]
    WHERE office_id = ${officeId} AND submitted_on = ${dayValue(claim.submitted_on)} AND id = ${claim.id}
      AND ('limit-changed' = ANY (flags)) <> ${isChanged}`);
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
