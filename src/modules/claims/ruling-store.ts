import sql from 'sql-template-tag';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import { dayValue } from '#platform/database/value-types.ts';
import type { MedicalUse } from '#scheme/programs/national-accident/medical-use.ts';
import { type ClaimRow, submittedBy } from './store.ts';

export interface ClaimMoney {
  /** Of live payouts: in a batch, with the bank, or paid. */
  readonly live_fen: Fen;
  /** Something of it is on its way. */
  readonly is_moving: boolean;
  /** Something of it is being taken back, or was. */
  readonly is_recovered: boolean;
  /** A second person has decided so: nothing more is paid on it. */
  readonly is_recovery_decided: boolean;
  readonly excess_fen: Fen;
}

/** What of a claim's money has left, or is on its way. */
export async function findClaimMoney({ transaction, officeId }: Act, claim: ClaimRow): Promise<ClaimMoney> {
  return await transaction.getRow<ClaimMoney>(sql`
    SELECT coalesce(sum(p.amount_fen), 0)::bigint AS live_fen, coalesce(bool_or(p.state <> 'paid'), false) AS is_moving,
      EXISTS (SELECT FROM tenant.recovery r WHERE r.office_id = c.office_id AND r.claim_id = c.id
        AND r.state <> 'declined') AS is_recovered,
      EXISTS (SELECT FROM tenant.recovery r WHERE r.office_id = c.office_id AND r.claim_id = c.id
        AND r.state IN ('decided', 'received')) AS is_recovery_decided,
      c.excess_fen
    FROM tenant.claim c
    LEFT JOIN tenant.payout p ON p.office_id = c.office_id AND p.claim_id = c.id AND p.state IN ('made', 'sent', 'paid')
    WHERE c.office_id = ${officeId} AND c.submitted_on = ${dayValue(claim.submitted_on)} AND c.id = ${claim.id}
    GROUP BY c.office_id, c.id, c.excess_fen`);
}

/** Says how much was paid above the standing decision. */
export async function setExcess(
  { transaction, officeId }: Act,
  claim: Pick<ClaimRow, 'id' | 'submitted_on'>,
  excessFen: Fen,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.claim SET excess_fen = ${excessFen}
    WHERE office_id = ${officeId} AND submitted_on = ${dayValue(claim.submitted_on)} AND id = ${claim.id}`);
}

/** What a claim has reserved of its period from now on, in the place of what it had; 0 gives its place back. */
export async function reserveAnew(
  { transaction, officeId }: Act,
  claim: ClaimRow,
  beforeFen: Fen,
  { amountFen, use }: { readonly amountFen: Fen; readonly use: MedicalUse | undefined },
): Promise<void> {
  await (amountFen === 0
    ? transaction.run(sql`DELETE FROM tenant.benefit_use WHERE office_id = ${officeId} AND claim_id = ${claim.id}`)
    : transaction.run(sql`
        UPDATE tenant.benefit_use SET amount_fen = ${amountFen}, event_id = ${use?.eventId ?? null},
          deductible_fen = ${use?.deductibleFen ?? 0}, stay_used = ${use?.stayUsed ?? false}
        WHERE office_id = ${officeId} AND claim_id = ${claim.id}`));
  await transaction.run(sql`
    UPDATE tenant.benefit_counter SET amount_fen = amount_fen + ${amountFen - beforeFen},
      stays = stays - ${amountFen === 0 ? 1 : 0}
    WHERE office_id = ${officeId} AND person_id = ${claim.person_id} AND program = ${claim.program}
      AND period_id = ${claim.period_id}`);
}

/** A ruling that pays has heard of the insurer's reversal: the claim is held for it no more. */
export async function clearReversal({ transaction, officeId }: Act, claim: ClaimRow): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.claim SET reversal_import_id = NULL, flags = array_remove(flags, 'reversed')
    WHERE office_id = ${officeId} AND submitted_on = ${dayValue(claim.submitted_on)} AND id = ${claim.id}`);
}

/** Whether somebody has reviewed a claim in any of its rounds. */
export async function hasReviewed({ transaction, officeId, actorId }: Act, claimId: string): Promise<boolean> {
  const found = await transaction.findRow(sql`
    SELECT FROM tenant.claim_review
    WHERE office_id = ${officeId} AND claim_id = ${claimId} AND reviewer_id = ${actorId} LIMIT 1`);
  return found !== undefined;
}

/** A new round of a claim, begun by whoever examined its appeal: he does not review it too. */
export async function beginRound({ transaction, officeId, actorId }: Act, claim: ClaimRow): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.claim SET round = round + 1, ${submittedBy(actorId)}
    WHERE office_id = ${officeId} AND submitted_on = ${dayValue(claim.submitted_on)} AND id = ${claim.id}`);
}

/** How far the investigation of a claim is. */
type InvestigationFlag = 'under-investigation' | 'investigated' | 'partly-determinable';

export const INVESTIGATION_FLAGS: ReadonlySet<string> = new Set<InvestigationFlag>([
  'under-investigation',
  'investigated',
  'partly-determinable',
]);

/** Says how far the investigation of a claim is, in the place of what was said before; what else is flagged stays. */
export async function markInvestigated(
  { transaction, officeId }: Act,
  claim: Pick<ClaimRow, 'id' | 'submitted_on'>,
  flag: InvestigationFlag,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.claim SET flags = array_append(array(SELECT f FROM unnest(flags) AS f
      WHERE f <> ALL (${[...INVESTIGATION_FLAGS]}::text[])), ${flag})
    WHERE office_id = ${officeId} AND submitted_on = ${dayValue(claim.submitted_on)} AND id = ${claim.id}`);
}
