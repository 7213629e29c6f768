import sql from 'sql-template-tag';
import type { PayoutFault } from '#intake/payout-results/payout-result.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { PayoutState } from './states.ts';
import { type PayableClaim, payoutsFlow, recoveriesOf } from './store.ts';

/** A death benefit, locked, with what seals the cards of its relatives. */
export interface DeathClaim {
  readonly id: string;
  readonly submitted_on: DayNumber;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly person_id: string;
  readonly amount_fen: Fen;
  readonly state: string;
  readonly wrapped_key: Buffer | null;
  /** Whether a share is in a batch, with the bank, or paid. */
  readonly is_under_way: boolean;
}

export async function lockDeathClaim({ transaction, officeId }: Act, claimId: string): Promise<DeathClaim | undefined> {
  return await transaction.findRow<DeathClaim>(sql`
    SELECT c.id, c.submitted_on, c.agency_id, c.unit_id, c.person_id, c.amount_fen, c.state, p.wrapped_key,
      EXISTS (SELECT FROM tenant.payout o WHERE o.office_id = c.office_id AND o.claim_id = c.id
        AND o.state IN ('made', 'sent', 'paid')) AS is_under_way
    FROM tenant.claim c JOIN tenant.person p ON p.office_id = c.office_id AND p.id = c.person_id
    WHERE c.office_id = ${officeId} AND c.id = ${claimId} AND c.benefit IN ('death', 'sudden-death') FOR UPDATE OF c`);
}

/** The relatives of a claim, in place of those named before. */
export async function replaceBeneficiaries(
  { transaction, officeId, actorId, now }: Act,
  claim: DeathClaim,
  beneficiaries: readonly { readonly accountId: string; readonly basisPoints: number }[],
): Promise<void> {
  await transaction.run(sql`DELETE FROM tenant.beneficiary WHERE office_id = ${officeId} AND claim_id = ${claim.id}`);
  await transaction.run(sql`
    INSERT INTO tenant.beneficiary (office_id, claim_id, share, agency_id, unit_id, person_id, basis_points, account_id,
      named_at, named_by)
    SELECT ${officeId}, ${claim.id}, b.share, ${claim.agency_id}, ${claim.unit_id}, ${claim.person_id}, b.basis_points,
      b.account_id, ${instantValue(now)}, ${actorId}
    FROM unnest(${beneficiaries.map(({ accountId }) => accountId)}::uuid[],
      ${beneficiaries.map(({ basisPoints }) => basisPoints)}::integer[]) WITH ORDINALITY AS b (account_id, basis_points, share)`);
}

/** Another card for one share; `false` where there is no such share, or it is under way and nothing came back from its card. */
export async function replaceShareAccount(
  { transaction, officeId, actorId, now }: Act,
  claimId: string,
  share: number,
  accountId: string,
): Promise<boolean> {
  const changed = await transaction.run(sql`
    UPDATE tenant.beneficiary b SET account_id = ${accountId}, named_at = ${instantValue(now)}, named_by = ${actorId}
    WHERE b.office_id = ${officeId} AND b.claim_id = ${claimId} AND b.share = ${share}
      -- of a share that a ruling raised a part may be paid and the other come back
      AND (EXISTS (SELECT FROM tenant.payout p WHERE p.office_id = b.office_id AND p.claim_id = b.claim_id
          AND p.share % 100 = b.share AND p.state = 'returned' AND p.account_id = b.account_id)
        OR NOT EXISTS (SELECT FROM tenant.payout p WHERE p.office_id = b.office_id AND p.claim_id = b.claim_id
          AND p.share % 100 = b.share AND p.state IN ('made', 'sent', 'paid')))`);
  return changed === 1;
}

/**
 * Shares of death benefits that can be paid, the oldest claims first, their claims locked. All shares of a benefit together
 * are the benefit to the fen; one that came back waits for another card.
 */
export async function lockPayableShares({ transaction, officeId }: Act, most: number): Promise<PayableClaim[]> {
  if (most <= 0) return [];
  return await transaction.rows<PayableClaim>(sql`
    SELECT c.id, c.submitted_on, c.agency_id, c.unit_id, c.person_id, c.member_id,
      s.amount_fen - l.live_fen AS amount_fen, s.account_id, l.next_share AS share, c.state
    FROM tenant.claim c
    CROSS JOIN LATERAL ${recoveriesOf(officeId)} r
    CROSS JOIN LATERAL (
      SELECT b.share, b.account_id,
        c.amount_fen * sum(b.basis_points) OVER upto / 10000
          - c.amount_fen * (sum(b.basis_points) OVER upto - b.basis_points) / 10000 AS amount_fen
      FROM tenant.beneficiary b WHERE b.office_id = ${officeId} AND b.claim_id = c.id
      WINDOW upto AS (ORDER BY b.share)) s
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(amount_fen), 0)::bigint AS live_fen, coalesce(max(share) + 100, s.share) AS next_share
      FROM tenant.payout
      WHERE office_id = ${officeId} AND claim_id = c.id AND share % 100 = s.share AND state IN ('made', 'sent', 'paid')
      OFFSET 0) l
    CROSS JOIN LATERAL (
      SELECT FROM tenant.person WHERE office_id = ${officeId} AND id = c.person_id AND wrapped_key IS NOT NULL OFFSET 0) p
    WHERE c.office_id = ${officeId} AND c.state IN ('approved', 'returned', 'in-payout') AND c.reversal_import_id IS NULL
      AND NOT r.is_recovering AND ${payoutsFlow(officeId)}
      AND c.benefit IN ('death', 'sudden-death') AND s.amount_fen > l.live_fen
      -- what came back and was kept for a recovery is no share's any more
      AND r.owed_fen > (SELECT coalesce(sum(amount_fen), 0) FROM tenant.payout
        WHERE office_id = ${officeId} AND claim_id = c.id AND state IN ('made', 'sent', 'paid'))
      AND NOT EXISTS (SELECT FROM tenant.payout o WHERE o.office_id = c.office_id AND o.claim_id = c.id
        AND o.account_id = s.account_id AND o.state = 'returned')
    ORDER BY c.submitted_on, c.id, s.share LIMIT ${most} FOR UPDATE OF c`);
}

export async function hasDeathClaim(transaction: Transaction, officeId: string, claimId: string): Promise<boolean> {
  const claim = await transaction.findRow(sql`
    SELECT FROM tenant.claim WHERE office_id = ${officeId} AND id = ${claimId} AND benefit IN ('death', 'sudden-death')`);
  return claim !== undefined;
}

export interface BeneficiaryRow {
  readonly share: number;
  readonly basisPoints: number;
  readonly amountFen: Fen;
  readonly personId: string;
  readonly accountId: string;
  readonly wrappedKey: Buffer | null;
  readonly sealedAccount: Buffer;
  /** Of its latest payout; none where it has been in no batch, or only in one that was taken back. */
  readonly state: PayoutState | null;
  readonly fault: PayoutFault | null;
  readonly paidOn: DayNumber | null;
  /** Whether it has another card than the one from which its latest payout came back. */
  readonly hasNewCard: boolean;
}

/** The shares of a death benefit with their amounts, as {@link lockPayableShares} reckons them. */
export async function findBeneficiaryRows(
  transaction: Transaction,
  officeId: string,
  claimId: string,
): Promise<readonly BeneficiaryRow[]> {
  return await transaction.rows<BeneficiaryRow>(sql`
    SELECT b.share, b.basis_points AS "basisPoints",
      c.amount_fen * sum(b.basis_points) OVER upto / 10000
        - c.amount_fen * (sum(b.basis_points) OVER upto - b.basis_points) / 10000 AS "amountFen",
      b.person_id AS "personId", b.account_id AS "accountId", p.wrapped_key AS "wrappedKey", a.sealed AS "sealedAccount",
      o.state, o.fault, o.paid_on AS "paidOn", coalesce(o.state = 'returned' AND o.account_id <> b.account_id, false) AS "hasNewCard"
    FROM tenant.beneficiary b
    JOIN tenant.claim c ON c.office_id = b.office_id AND c.id = b.claim_id
    JOIN tenant.payee_account a ON a.office_id = b.office_id AND a.id = b.account_id
    JOIN tenant.person p ON p.office_id = b.office_id AND p.id = b.person_id
    LEFT JOIN LATERAL (SELECT state, fault, paid_on, account_id FROM tenant.payout
      WHERE office_id = ${officeId} AND claim_id = b.claim_id AND share % 100 = b.share AND state <> 'withdrawn'
      ORDER BY made_on DESC, id DESC LIMIT 1) o ON true
    WHERE b.office_id = ${officeId} AND b.claim_id = ${claimId}
    WINDOW upto AS (ORDER BY b.share)
    ORDER BY b.share`);
}

/** Of these claims those that wait for no batch: another has a payout of them that is not paid yet. */
export async function findLiveElsewhere(
  { transaction, officeId }: Act,
  batchId: string,
  payouts: readonly { readonly claim_id: string }[],
): Promise<ReadonlySet<string>> {
  const rows = await transaction.rows<{ claim_id: string }>(sql`
    SELECT DISTINCT claim_id FROM tenant.payout
    WHERE office_id = ${officeId} AND claim_id = ANY (${payouts.map(({ claim_id }) => claim_id)}::uuid[])
      AND batch_id <> ${batchId} AND state IN ('made', 'sent')`);
  return new Set(rows.map(({ claim_id }) => claim_id));
}
