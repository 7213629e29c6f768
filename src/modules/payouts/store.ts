import sql, { empty, type Sql } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { PayoutBatchState } from './states.ts';

export interface NewAccount {
  readonly id: string;
  readonly personId: string;
  readonly agencyId: string;
  readonly unitId: string;
  readonly hash0: Buffer | null;
  readonly hash1: Buffer | null;
  readonly sealed: Buffer;
}

export async function retireAccounts({ transaction, officeId }: Act, personIds: readonly string[]): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.payee_account SET state = 'replaced'
    WHERE office_id = ${officeId} AND person_id = ANY (${personIds}::uuid[]) AND state = 'standing'`);
}

/** Writes cards: `standing` for their owner's benefits, `relative` for a death benefit alone. */
export async function insertAccounts(
  { transaction, officeId, actorId, now }: Act,
  accounts: readonly NewAccount[],
  state: 'standing' | 'relative' = 'standing',
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.payee_account (office_id, id, agency_id, unit_id, person_id, state, card_hash_0, card_hash_1, sealed,
      registered_at, registered_by)
    SELECT ${officeId}, a.id, a.agency_id, a.unit_id, a.person_id, ${state}, a.hash_0, a.hash_1, a.sealed,
      ${instantValue(now)}, ${actorId}
    FROM unnest(${accounts.map(({ id }) => id)}::uuid[], ${accounts.map(({ agencyId }) => agencyId)}::uuid[],
      ${accounts.map(({ unitId }) => unitId)}::uuid[], ${accounts.map(({ personId }) => personId)}::uuid[],
      ${accounts.map(({ hash0 }) => hash0)}::bytea[], ${accounts.map(({ hash1 }) => hash1)}::bytea[],
      ${accounts.map(({ sealed }) => sealed)}::bytea[])
      AS a (id, agency_id, unit_id, person_id, hash_0, hash_1, sealed)`);
}

/** How many of these accounts have a card on which another person stands too. */
export async function countSharedCards(
  { transaction, officeId }: Act,
  accounts: readonly NewAccount[],
): Promise<number> {
  const { shared } = await transaction.getRow<{ shared: number }>(sql`
    SELECT count(*) AS shared FROM unnest(${accounts.map(({ id }) => id)}::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (SELECT person_id, card_hash_0, card_hash_1 FROM tenant.payee_account
      WHERE office_id = ${officeId} AND id = wanted.id OFFSET 0) a
    WHERE EXISTS (
      SELECT FROM (SELECT person_id, state FROM tenant.payee_account
        WHERE office_id = ${officeId} AND card_hash_0 = a.card_hash_0 OFFSET 0) o
      WHERE o.person_id <> a.person_id AND o.state = 'standing')
    OR EXISTS (
      SELECT FROM (SELECT person_id, state FROM tenant.payee_account
        WHERE office_id = ${officeId} AND card_hash_1 = a.card_hash_1 OFFSET 0) o
      WHERE o.person_id <> a.person_id AND o.state = 'standing')`);
  return shared;
}

export interface PayableClaim {
  readonly id: string;
  readonly submitted_on: DayNumber;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly person_id: string;
  readonly member_id: string;
  readonly amount_fen: Fen;
  readonly account_id: string;
  /**
   * 0, or which of its relatives' shares it is; 100 more for each payout of it that stands already, where a ruling owes
   * more than was paid.
   */
  readonly share: number;
  readonly state: 'approved' | 'returned' | 'in-payout' | 'denied' | 'declined';
}

/**
 * Approved claims whose payee has an account, the oldest first, locked. Those that the insurer took back wait for a person;
 * a returned one waits for another account than the one from which it came back. Looked up one by one (LATERAL, OFFSET
 * 0): behind policies the planner expects a row or none and turns joins around.
 */
export async function lockPayableClaims(
  { transaction, officeId }: Act,
  most: number,
): Promise<readonly PayableClaim[]> {
  return await transaction.rows<PayableClaim>(sql`
    SELECT c.id, c.submitted_on, c.agency_id, c.unit_id, c.person_id, c.member_id,
      r.owed_fen - l.live_fen AS amount_fen, a.id AS account_id, l.next_share AS share, c.state
    FROM tenant.claim c
    CROSS JOIN LATERAL ${recoveriesOf(officeId)} r
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(amount_fen), 0)::bigint AS live_fen, coalesce(max(share) + 100, 0) AS next_share FROM tenant.payout
      WHERE office_id = ${officeId} AND claim_id = c.id AND state IN ('made', 'sent', 'paid') OFFSET 0) l
    CROSS JOIN LATERAL (
      SELECT id FROM tenant.payee_account
      WHERE office_id = ${officeId} AND person_id = c.person_id AND state = 'standing' OFFSET 0) a
    CROSS JOIN LATERAL (
      SELECT FROM tenant.person WHERE office_id = ${officeId} AND id = c.person_id AND wrapped_key IS NOT NULL OFFSET 0) p
    WHERE c.office_id = ${officeId} AND c.reversal_import_id IS NULL
      -- a ruling may deny what was paid, the member transfer some of it back, and the bank all of it
      AND (c.state IN ('approved', 'returned') OR c.excess_fen > 0 AND c.state IN ('denied', 'declined'))
      AND NOT r.is_recovering AND ${payoutsFlow(officeId)}
      -- a death benefit goes to relatives, never to the card of the one who died
      AND c.benefit NOT IN ('death', 'sudden-death') AND r.owed_fen > l.live_fen
      AND NOT EXISTS (SELECT FROM tenant.payout o WHERE o.office_id = c.office_id AND o.claim_id = c.id
        AND o.account_id = a.id AND o.state = 'returned')
    ORDER BY c.submitted_on, c.id LIMIT ${most} FOR UPDATE OF c`);
}

/**
 * What recoveries leave of a claim `c`: what it owes, which is its decision and what was paid above it, less what came back from
 * the bank and was kept for them; and whether one is proposed or waits for money: until that is known nothing of it is paid.
 */
export function recoveriesOf(officeId: string): Sql {
  return sql`(
    SELECT c.amount_fen + c.excess_fen - coalesce(sum(set_off_fen), 0)::bigint AS owed_fen,
      coalesce(bool_or(state = 'decided'), false) AS is_decided,
      coalesce(bool_or(state IN ('proposed', 'decided')), false) AS is_recovering,
      coalesce(sum(amount_fen - received_fen) FILTER (WHERE state IN ('proposed', 'decided')), 0)::bigint AS open_fen
    FROM tenant.recovery WHERE office_id = ${officeId} AND claim_id = c.id)`;
}

/** Whether the money behind a claim's cover is still there: else its payouts are held until two people decide. */
export function payoutsFlow(officeId: string): Sql {
  return sql`NOT EXISTS (
    SELECT FROM (SELECT id, order_id FROM tenant.coverage_period
      WHERE office_id = ${officeId} AND person_id = c.person_id AND program = c.program OFFSET 0) v
    CROSS JOIN LATERAL (SELECT FROM tenant.contribution_order
      WHERE office_id = ${officeId} AND id = v.order_id AND payouts_held OFFSET 0) o
    WHERE v.id = c.period_id)`;
}

export interface CountedClaims {
  readonly count: number;
  readonly totalFen: Fen;
}

/** Approved claims that no batch can take: their payee has no account, or nobody has named the relatives. */
export async function countWaitingForCard(transaction: Transaction, officeId: string): Promise<CountedClaims> {
  return await transaction.getRow<CountedClaims>(sql`
    SELECT count(*) AS count, coalesce(sum(c.amount_fen), 0)::bigint AS "totalFen" FROM tenant.claim c
    WHERE c.office_id = ${officeId} AND c.state = 'approved' AND CASE WHEN c.benefit IN ('death', 'sudden-death')
      THEN NOT EXISTS (SELECT FROM tenant.beneficiary b WHERE b.office_id = c.office_id AND b.claim_id = c.id)
      ELSE NOT EXISTS (SELECT FROM tenant.payee_account a
        WHERE a.office_id = c.office_id AND a.person_id = c.person_id AND a.state = 'standing') END`);
}

export interface NewPayout {
  readonly id: string;
  readonly number: number;
  readonly endToEndId: string;
  readonly claim: PayableClaim;
}

export async function insertBatch(
  { transaction, officeId, actorId, now }: Act,
  batch: {
    readonly id: string;
    readonly number: string;
    readonly payoutCount: number;
    readonly totalFen: Fen;
    readonly madeOn: DayNumber;
  },
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.payout_batch (office_id, id, number, state, payout_count, total_fen, made_on, made_at, made_by)
    VALUES (${officeId}, ${batch.id}, ${batch.number}, 'made', ${batch.payoutCount}, ${batch.totalFen},
      ${dayValue(batch.madeOn)}, ${instantValue(now)}, ${actorId})`);
}

/**
 * Payouts of a batch with their keys and what there is to remark on each: a benefit that is in another live batch is refused
 * by the database.
 */
export async function insertPayouts(
  { transaction, officeId }: Act,
  batch: { readonly id: string; readonly madeOn: DayNumber },
  payouts: readonly NewPayout[],
  remarks: readonly (readonly string[])[],
): Promise<void> {
  const ids = payouts.map(({ id }) => id);
  const claimIds = payouts.map(({ claim }) => claim.id);
  const shares = payouts.map(({ claim }) => claim.share);
  const endToEndIds = payouts.map(({ endToEndId }) => endToEndId);
  await transaction.run(sql`
    INSERT INTO tenant.payout_key (office_id, claim_id, payout_id, share)
    SELECT ${officeId}, k.* FROM unnest(${claimIds}::uuid[], ${ids}::uuid[], ${shares}::smallint[]) AS k`);
  await transaction.run(sql`
    INSERT INTO tenant.end_to_end_key (office_id, end_to_end_id, made_on, payout_id)
    SELECT ${officeId}, k.end_to_end_id, ${dayValue(batch.madeOn)}, k.id
    FROM unnest(${endToEndIds}::text[], ${ids}::uuid[]) AS k (end_to_end_id, id)`);
  await transaction.run(sql`
    INSERT INTO tenant.payout (office_id, made_on, id, batch_id, number, agency_id, unit_id, person_id, claim_id, account_id,
      amount_fen, end_to_end_id, share, remarks, state)
    SELECT ${officeId}, ${dayValue(batch.madeOn)}, p.id, ${batch.id}, p.number, p.agency_id, p.unit_id, p.person_id, p.claim_id,
      p.account_id, p.amount_fen, p.end_to_end_id, p.share,
      string_to_array(p.remarks, ' '), 'made'
    FROM unnest(${ids}::uuid[], ${payouts.map(({ number }) => number)}::integer[],
      ${payouts.map(({ claim }) => claim.agency_id)}::uuid[], ${payouts.map(({ claim }) => claim.unit_id)}::uuid[],
      ${payouts.map(({ claim }) => claim.person_id)}::uuid[], ${claimIds}::uuid[],
      ${payouts.map(({ claim }) => claim.account_id)}::uuid[], ${payouts.map(({ claim }) => claim.amount_fen)}::bigint[],
      ${endToEndIds}::text[], ${shares}::smallint[], ${remarks.map((each) => each.join(' '))}::text[])
      AS p (id, number, agency_id, unit_id, person_id, claim_id, account_id, amount_fen, end_to_end_id, share, remarks)`);
}

export type FileLayout = 'pain.001' | 'bank-text';

export interface BatchRow {
  readonly id: string;
  readonly number: string;
  readonly state: PayoutBatchState;
  readonly payout_count: number;
  readonly total_fen: Fen;
  readonly made_on: DayNumber;
  readonly made_at: number;
  readonly made_by: string;
  readonly approved_at: number | null;
  readonly approved_by: string | null;
  readonly file_layout: FileLayout | null;
  /** Of a bank text in the office's own layout. */
  readonly layout_id: string | null;
  readonly sent_at: number | null;
}

const BATCH_COLUMNS = sql`id, number, state, payout_count, total_fen, made_on, made_at, made_by, approved_at, approved_by,
  file_layout, layout_id, sent_at`;

export async function lockBatch({ transaction, officeId }: Act, batchId: string): Promise<BatchRow | undefined> {
  return await transaction.findRow<BatchRow>(sql`
    SELECT ${BATCH_COLUMNS} FROM tenant.payout_batch WHERE office_id = ${officeId} AND id = ${batchId} FOR UPDATE`);
}

export async function findBatch(
  transaction: Transaction,
  officeId: string,
  batchId: string,
): Promise<BatchRow | undefined> {
  return await transaction.findRow<BatchRow>(
    sql`SELECT ${BATCH_COLUMNS} FROM tenant.payout_batch WHERE office_id = ${officeId} AND id = ${batchId}`,
  );
}

/** A page of batches, the latest first. */
export interface BatchFilter {
  readonly state?: PayoutBatchState | undefined;
  /** The last batch of the page before. */
  readonly after?: { readonly madeAt: number; readonly batchId: string } | undefined;
  readonly limit: number;
}

export async function findBatchPage(
  transaction: Transaction,
  officeId: string,
  { state, after, limit }: BatchFilter,
): Promise<readonly BatchRow[]> {
  const before = after ?? { madeAt: FAR_FUTURE, batchId: HIGHEST_ID };
  return await transaction.rows<BatchRow>(sql`
    SELECT ${BATCH_COLUMNS} FROM tenant.payout_batch
    WHERE office_id = ${officeId} AND (made_at, id) < (${instantValue(before.madeAt)}, ${before.batchId})
      ${state === undefined ? empty : sql`AND state = ${state}`}
    ORDER BY made_at DESC, id DESC LIMIT ${limit}`);
}

const FAR_FUTURE = Date.UTC(9999, 0, 1);
const HIGHEST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export async function markApproved({ transaction, officeId, actorId, now }: Act, batchId: string): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.payout_batch SET state = 'approved', approved_at = ${instantValue(now)}, approved_by = ${actorId}
    WHERE office_id = ${officeId} AND id = ${batchId}`);
}

export async function markSent(
  { transaction, officeId, actorId, now }: Act,
  batch: Pick<BatchRow, 'id' | 'made_on'>,
  layout: FileLayout,
  layoutId: string | null,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.payout_batch
    SET state = 'sent', file_layout = ${layout}, layout_id = ${layoutId}, sent_at = ${instantValue(now)}, sent_by = ${actorId}
    WHERE office_id = ${officeId} AND id = ${batch.id}`);
  await setPayoutState(transaction, officeId, batch, 'sent');
}

/** A batch that the bank never gets: its benefits are free for another. */
export async function markWithdrawn(
  { transaction, officeId }: Act,
  batch: Pick<BatchRow, 'id' | 'made_on'>,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.payout_batch SET state = 'withdrawn' WHERE office_id = ${officeId} AND id = ${batch.id}`);
  await setPayoutState(transaction, officeId, batch, 'withdrawn');
  await transaction.run(sql`
    DELETE FROM tenant.payout_key k USING tenant.payout p
    WHERE k.office_id = ${officeId} AND p.office_id = k.office_id AND p.made_on = ${dayValue(batch.made_on)}
      AND p.batch_id = ${batch.id} AND k.payout_id = p.id`);
}

async function setPayoutState(
  transaction: Transaction,
  officeId: string,
  { id, made_on }: Pick<BatchRow, 'id' | 'made_on'>,
  state: 'sent' | 'withdrawn',
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.payout SET state = ${state}
    WHERE office_id = ${officeId} AND made_on = ${dayValue(made_on)} AND batch_id = ${id}`);
}

export interface PayoutRow {
  readonly id: string;
  readonly number: number;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly person_id: string;
  readonly claim_id: string;
  readonly submitted_on: DayNumber;
  readonly claim_state: string;
  readonly account_id: string;
  readonly amount_fen: Fen;
  readonly end_to_end_id: string;
  readonly wrapped_key: Buffer | null;
  readonly sealed_account: Buffer;
}

/** The payouts of a batch in their order, with what opens their accounts. */
export function payoutsOf(
  transaction: Transaction,
  officeId: string,
  { id, made_on }: Pick<BatchRow, 'id' | 'made_on'>,
): AsyncGenerator<PayoutRow[]> {
  return transaction.batches<PayoutRow>(sql`
    SELECT p.id, p.number, p.agency_id, p.unit_id, p.person_id, p.claim_id, c.submitted_on, c.state AS claim_state,
      p.account_id, p.amount_fen,
      p.end_to_end_id, person.wrapped_key, a.sealed AS sealed_account
    FROM tenant.payout p
    CROSS JOIN LATERAL (
      SELECT sealed FROM tenant.payee_account WHERE office_id = ${officeId} AND id = p.account_id OFFSET 0) a
    CROSS JOIN LATERAL (
      SELECT wrapped_key FROM tenant.person WHERE office_id = ${officeId} AND id = p.person_id OFFSET 0) person
    CROSS JOIN LATERAL (
      SELECT submitted_on, state FROM tenant.claim WHERE office_id = ${officeId} AND id = p.claim_id OFFSET 0) c
    WHERE p.office_id = ${officeId} AND p.made_on = ${dayValue(made_on)} AND p.batch_id = ${id}
    ORDER BY p.number`);
}

export interface OfficeAccount {
  readonly name: string | null;
  readonly number: string | null;
  readonly bank_name: string | null;
  readonly bank_number: string | null;
}

/** The account from which the office pays: the one into which contributions come. */
export async function getOfficeAccount(transaction: Transaction, officeId: string): Promise<OfficeAccount> {
  return await transaction.getRow<OfficeAccount>(sql`
    SELECT bank_account_name AS name, bank_account_number AS number, bank_name, bank_number
    FROM reference.office WHERE id = ${officeId}`);
}
