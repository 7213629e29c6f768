import sql, { empty } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { Benefit } from '#scheme/case.ts';
import type { RecoveryCause, RecoveryState } from './states.ts';

/** A claim that money was paid on, locked, with what is being recovered of it already. */
export interface PaidClaim {
  readonly agency_id: string;
  readonly unit_id: string;
  readonly person_id: string;
  readonly submitted_on: DayNumber;
  readonly benefit: Benefit;
  readonly amount_fen: Fen;
  readonly state: string;
  /** What was paid above the standing decision. */
  readonly excess_fen: Fen;
  readonly recovering_fen: Fen;
  /** Came back from the bank, or never left, and is kept for no recovery. */
  readonly unpaid_fen: Fen;
}

export async function lockPaidClaim({ transaction, officeId }: Act, claimId: string): Promise<PaidClaim | undefined> {
  return await transaction.findRow<PaidClaim>(sql`
    SELECT c.agency_id, c.unit_id, c.person_id, c.submitted_on, c.benefit, c.amount_fen, c.state, c.excess_fen,
      r.recovering_fen, c.amount_fen + c.excess_fen - r.set_off_fen - p.live_fen AS unpaid_fen
    FROM tenant.claim c
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(amount_fen) FILTER (WHERE state <> 'declined'), 0)::bigint AS recovering_fen,
        coalesce(sum(set_off_fen), 0)::bigint AS set_off_fen
      FROM tenant.recovery WHERE office_id = ${officeId} AND claim_id = c.id) r
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(amount_fen), 0)::bigint AS live_fen FROM tenant.payout
      WHERE office_id = ${officeId} AND claim_id = c.id AND state IN ('made', 'sent', 'paid')) p
    WHERE c.office_id = ${officeId} AND c.id = ${claimId} FOR UPDATE OF c`);
}

/** The next number of the office's recoveries. */
export async function takeRecoveryNumber({ transaction, officeId }: Act): Promise<number> {
  const { number } = await transaction.getRow<{ number: number }>(sql`
    INSERT INTO tenant.counter AS c (office_id, series, next_number) VALUES (${officeId}, 'recovery', 2)
    ON CONFLICT (office_id, series) DO UPDATE SET next_number = c.next_number + 1
    RETURNING next_number - 1 AS number`);
  return number;
}

export async function insertRecovery(
  { transaction, officeId, actorId, now }: Act,
  recovery: {
    readonly id: string;
    readonly number: string;
    readonly claimId: string;
    readonly claim: PaidClaim;
    readonly amountFen: Fen;
    readonly cause: RecoveryCause;
    readonly sealedReason: Buffer;
  },
): Promise<void> {
  const { id, number, claimId, claim, amountFen, cause, sealedReason } = recovery;
  await transaction.run(sql`
    INSERT INTO tenant.recovery (office_id, id, number, agency_id, unit_id, person_id, claim_id, amount_fen, cause, state,
      proposed_at, proposed_by, sealed_reason)
    VALUES (${officeId}, ${id}, ${number}, ${claim.agency_id}, ${claim.unit_id}, ${claim.person_id}, ${claimId},
      ${amountFen}, ${cause}, 'proposed', ${instantValue(now)}, ${actorId}, ${sealedReason})`);
}

export interface RecoveryRow {
  readonly id: string;
  readonly number: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly person_id: string;
  readonly claim_id: string;
  readonly amount_fen: Fen;
  readonly received_fen: Fen;
  /** What of it came back from the bank by itself. */
  readonly set_off_fen: Fen;
  /** What came back and counts against the limits no more. */
  readonly freed_fen: Fen;
  readonly cause: RecoveryCause;
  readonly state: RecoveryState;
  readonly proposed_at: number;
  readonly proposed_by: string;
  readonly decided_at: number | null;
  readonly decided_by: string | null;
}

/** As it is listed: with what opens its reason and the member's name. */
export interface ListedRecoveryRow extends RecoveryRow {
  readonly sealed_reason: Buffer | null;
  readonly sealed_member: Buffer;
  readonly wrapped_key: Buffer | null;
}

const COLUMNS = sql`r.id, r.number, r.agency_id, r.unit_id, r.person_id, r.claim_id, r.amount_fen, r.received_fen,
  r.set_off_fen, r.freed_fen, r.cause, r.state, r.proposed_at, r.proposed_by, r.decided_at, r.decided_by`;

export async function lockRecovery({ transaction, officeId }: Act, id: string): Promise<RecoveryRow | undefined> {
  return await transaction.findRow<RecoveryRow>(
    sql`SELECT ${COLUMNS} FROM tenant.recovery r WHERE office_id = ${officeId} AND id = ${id} FOR UPDATE`,
  );
}

/** The recoveries of a claim that money is waited for, the earliest first. */
export async function lockDecidedRecoveries(
  { transaction, officeId }: Act,
  claimId: string,
): Promise<readonly RecoveryRow[]> {
  return await transaction.rows<RecoveryRow>(sql`
    SELECT ${COLUMNS} FROM tenant.recovery r
    WHERE office_id = ${officeId} AND claim_id = ${claimId} AND state = 'decided' ORDER BY id FOR UPDATE`);
}

export async function findRecoveryId({ transaction, officeId }: Act, number: string): Promise<string | undefined> {
  const row = await transaction.findRow<{ id: string }>(
    sql`SELECT id FROM tenant.recovery WHERE office_id = ${officeId} AND number = ${number}`,
  );
  return row?.id;
}

export async function markDecided(
  { transaction, officeId, actorId, now }: Act,
  id: string,
  state: 'decided' | 'declined',
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.recovery SET state = ${state}, decided_at = ${instantValue(now)}, decided_by = ${actorId}
    WHERE office_id = ${officeId} AND id = ${id}`);
}

export async function addReceived(
  { transaction, officeId }: Act,
  id: string,
  { amountFen, freedFen, setOffFen }: { readonly amountFen: Fen; readonly freedFen: Fen; readonly setOffFen: Fen },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.recovery SET received_fen = received_fen + ${amountFen}, freed_fen = freed_fen + ${freedFen},
      set_off_fen = set_off_fen + ${setOffFen},
      state = CASE WHEN received_fen + ${amountFen} = amount_fen THEN 'received' ELSE state END
    WHERE office_id = ${officeId} AND id = ${id}`);
}

/** What came back of a claim by now, whatever the recovery, and what of its money counts against no limit. */
export async function findClaimReceipts(
  { transaction, officeId }: Act,
  claimId: string,
): Promise<{ readonly received_fen: Fen; readonly freed_fen: Fen; readonly excess_fen: Fen }> {
  return await transaction.getRow(sql`
    SELECT c.excess_fen, coalesce(r.received_fen, 0)::bigint AS received_fen, coalesce(r.freed_fen, 0)::bigint AS freed_fen
    FROM tenant.claim c
    LEFT JOIN LATERAL (SELECT sum(received_fen) AS received_fen, sum(freed_fen) AS freed_fen FROM tenant.recovery
      WHERE office_id = ${officeId} AND claim_id = c.id OFFSET 0) r ON true
    WHERE c.office_id = ${officeId} AND c.id = ${claimId}`);
}

export interface RecoveryFilter {
  readonly state?: RecoveryState | undefined;
  readonly claimId?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page of recoveries, the latest first. */
export async function findRecoveryPage(
  transaction: Transaction,
  officeId: string,
  { state, claimId, after, limit }: RecoveryFilter,
): Promise<ListedRecoveryRow[]> {
  return await transaction.rows<ListedRecoveryRow>(sql`
    SELECT ${COLUMNS}, r.sealed_reason, m.sealed AS sealed_member, p.wrapped_key
    FROM tenant.recovery r
    CROSS JOIN LATERAL (
      SELECT member_id FROM tenant.claim WHERE office_id = ${officeId} AND id = r.claim_id OFFSET 0) c
    CROSS JOIN LATERAL (SELECT sealed FROM tenant.member WHERE office_id = ${officeId} AND id = c.member_id OFFSET 0) m
    CROSS JOIN LATERAL (
      SELECT wrapped_key FROM tenant.person WHERE office_id = ${officeId} AND id = r.person_id OFFSET 0) p
    WHERE r.office_id = ${officeId}
      ${state === undefined ? empty : sql`AND r.state = ${state}`}
      ${claimId === undefined ? empty : sql`AND r.claim_id = ${claimId}`}
      ${after === undefined ? empty : sql`AND r.id < ${after}`}
    ORDER BY r.id DESC LIMIT ${limit}`);
}

export interface OutstandingRecoveries {
  readonly count: number;
  /** Decided and not come yet. */
  readonly openFen: Fen;
}

export async function sumOutstanding(transaction: Transaction, officeId: string): Promise<OutstandingRecoveries> {
  return await transaction.getRow<OutstandingRecoveries>(sql`
    SELECT count(*) AS count, coalesce(sum(amount_fen - received_fen), 0)::bigint AS "openFen"
    FROM tenant.recovery WHERE office_id = ${officeId} AND state = 'decided'`);
}
