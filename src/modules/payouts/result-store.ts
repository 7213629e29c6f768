import sql, { empty } from 'sql-template-tag';
import type { PayoutFault } from '#intake/payout-results/payout-result.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { PayoutRemark } from './payout-remarks.ts';
import type { PayoutState } from './states.ts';
import { recoveriesOf } from './store.ts';

/** A payout as results meet it, locked. */
export interface SettlingPayout {
  readonly id: string;
  readonly made_on: DayNumber;
  readonly batch_id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly person_id: string;
  readonly claim_id: string;
  readonly submitted_on: DayNumber;
  readonly amount_fen: Fen;
  readonly end_to_end_id: string;
  readonly state: PayoutState;
  readonly paid_on: DayNumber | null;
  readonly returned_on: DayNumber | null;
  readonly return_kind: 'refused' | 'returned' | null;
}

/** Payouts by the ids that we gave them, locked in one order: two results at the same moment come one after the other. */
export async function lockPayoutsByEndToEndIds(
  { transaction, officeId }: Act,
  endToEndIds: readonly string[],
): Promise<SettlingPayout[]> {
  return await transaction.rows<SettlingPayout>(sql`
    SELECT p.id, p.made_on, p.batch_id, p.agency_id, p.unit_id, p.person_id, p.claim_id, c.submitted_on, p.amount_fen,
      p.end_to_end_id, p.state, p.paid_on, p.returned_on, p.return_kind
    FROM tenant.end_to_end_key k
    JOIN tenant.payout p ON p.office_id = k.office_id AND p.made_on = k.made_on AND p.id = k.payout_id
    JOIN tenant.claim c ON c.office_id = p.office_id AND c.id = p.claim_id
    WHERE k.office_id = ${officeId} AND k.end_to_end_id = ANY (${endToEndIds}::text[])
    ORDER BY p.made_on, p.id FOR UPDATE OF p`);
}

/** A payout whose state results have changed. */
export interface SettledPayout {
  readonly payout: SettlingPayout;
  readonly state: 'paid' | 'returned';
  readonly paidOn: DayNumber | null;
  readonly returnedOn: DayNumber | null;
  readonly returnKind: 'refused' | 'returned' | null;
  readonly fault: PayoutFault | null;
}

/** Writes what became of payouts; the key of a returned one is free for the next. */
export async function saveSettled({ transaction, officeId }: Act, settled: readonly SettledPayout[]): Promise<void> {
  if (settled.length === 0) return;
  const day = (on: DayNumber | null): string | null => (on === null ? null : dayValue(on));
  const changed = await transaction.run(sql`
    UPDATE tenant.payout p
    SET state = s.state, paid_on = s.paid_on, returned_on = s.returned_on, return_kind = s.return_kind, fault = s.fault
    FROM unnest(${settled.map(({ payout }) => payout.id)}::uuid[],
      ${settled.map(({ payout }) => dayValue(payout.made_on))}::date[], ${settled.map(({ state }) => state)}::text[],
      ${settled.map(({ paidOn }) => day(paidOn))}::date[], ${settled.map(({ returnedOn }) => day(returnedOn))}::date[],
      ${settled.map(({ returnKind }) => returnKind)}::text[], ${settled.map(({ fault }) => fault)}::text[])
      AS s (id, made_on, state, paid_on, returned_on, return_kind, fault)
    WHERE p.office_id = ${officeId} AND p.made_on = s.made_on AND p.id = s.id`);
  if (changed !== settled.length) throw new Error('a payout that was locked is not there any more');
  const returned = settled.filter(({ state }) => state === 'returned').map(({ payout }) => payout.id);
  await transaction.run(sql`
    DELETE FROM tenant.payout_key WHERE office_id = ${officeId} AND payout_id = ANY (${returned}::uuid[])
      AND claim_id = ANY (${settled.map(({ payout }) => payout.claim_id)}::uuid[])`);
}

export interface FollowingClaim {
  readonly claim_id: string;
  readonly submitted_on: DayNumber;
  readonly excess_fen: Fen;
  readonly state: string;
  /** Somebody decided to take it back, and not all has come. */
  readonly is_decided: boolean;
  /** Something of it is still to be paid, whatever is decided of an excess that is being taken back. */
  readonly is_owed: boolean;
  /** Its limits changed while it was under way: it is decided again. */
  readonly is_delayed: boolean;
  readonly target: 'paid' | 'returned' | 'in-payout';
}

/** Where claims stand and where their payouts have brought them: paid, or something came back that is not sent again. */
export async function findClaimsOfPayouts(
  { transaction, officeId }: Act,
  claimIds: readonly string[],
): Promise<readonly FollowingClaim[]> {
  return await transaction.rows<FollowingClaim>(sql`
    SELECT c.id AS claim_id, c.submitted_on, c.excess_fen, c.state, c.is_delayed, r.is_decided,
      p.live_fen < r.owed_fen - least(c.excess_fen, r.open_fen) AS is_owed,
      CASE WHEN p.paid_fen >= r.owed_fen THEN 'paid' WHEN p.has_returned AND p.live_fen < r.owed_fen THEN 'returned' ELSE 'in-payout' END AS target
    FROM unnest(${claimIds}::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (SELECT id, submitted_on, state, amount_fen, excess_fen,
        'limit-changed' = ANY (flags) AS is_delayed FROM tenant.claim
      WHERE office_id = ${officeId} AND id = wanted.id OFFSET 0) c
    CROSS JOIN LATERAL ${recoveriesOf(officeId)} r
    CROSS JOIN LATERAL (
      SELECT coalesce(bool_or(state = 'returned'), false) AS has_returned,
        coalesce(sum(amount_fen) FILTER (WHERE state = 'paid'), 0)::bigint AS paid_fen,
        coalesce(sum(amount_fen) FILTER (WHERE state IN ('made', 'sent', 'paid')), 0)::bigint AS live_fen
      FROM tenant.payout WHERE office_id = ${officeId} AND claim_id = c.id) p`);
}

export type ResultOutcome =
  | 'paid'
  | 'refused'
  | 'pending'
  /** Said before: nothing happened. */
  | 'known'
  /** No payout of ours has that id. */
  | 'unknown'
  /** Its batch is not with the bank. */
  | 'not-sent'
  | 'amount-differs'
  /** The books say otherwise; a person has to ask the bank. */
  | 'contradicts';

export interface ResultRow {
  readonly row: number;
  readonly outcome: ResultOutcome;
  readonly endToEndId: string;
  readonly payoutId: string | null;
  readonly amountFen: Fen | null;
  readonly onDay: DayNumber;
  readonly fault: PayoutFault | null;
}

export interface ResultFile {
  readonly id: string;
  readonly fileName: string;
  readonly format: 'pain.002' | 'bank-text';
  readonly rowCount: number;
  readonly outcomes: Readonly<Partial<Record<ResultOutcome, number>>>;
  /** Milliseconds since 1970. */
  readonly importedAt: number;
  readonly importedBy: string;
}

/** `false` where the same file has been taken before. */
export async function insertResultFile(
  { transaction, officeId, actorId, now }: Act,
  file: Pick<ResultFile, 'id' | 'fileName' | 'format' | 'rowCount' | 'outcomes'> & { readonly fileHash: Buffer },
): Promise<boolean> {
  const inserted = await transaction.run(sql`
    INSERT INTO tenant.payout_result_file (office_id, id, file_hash, file_name, format, row_count, outcomes, imported_at,
      imported_by)
    VALUES (${officeId}, ${file.id}, ${file.fileHash}, ${file.fileName}, ${file.format}, ${file.rowCount},
      ${JSON.stringify(file.outcomes)}, ${instantValue(now)}, ${actorId})
    ON CONFLICT (office_id, file_hash) DO NOTHING`);
  return inserted === 1;
}

export async function insertResultRows(
  { transaction, officeId }: Act,
  fileId: string,
  rows: readonly ResultRow[],
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.payout_result_row (office_id, file_id, row_number, outcome, end_to_end_id, payout_id, amount_fen,
      on_day, fault)
    SELECT ${officeId}, ${fileId}, r.*
    FROM unnest(${rows.map(({ row }) => row)}::integer[], ${rows.map(({ outcome }) => outcome)}::text[],
      ${rows.map(({ endToEndId }) => endToEndId.slice(0, LONGEST_ID))}::text[],
      ${rows.map(({ payoutId }) => payoutId)}::uuid[], ${rows.map(({ amountFen }) => amountFen)}::bigint[],
      ${rows.map(({ onDay }) => dayValue(onDay))}::date[], ${rows.map(({ fault }) => fault)}::text[]) AS r`);
}

/** What a file calls one of our ids may be anything. */
const LONGEST_ID = 64;

/** A page of result files, the latest first. */
export async function findResultFilePage(
  transaction: Transaction,
  officeId: string,
  { after, limit }: { readonly after?: { importedAt: number; fileId: string } | undefined; readonly limit: number },
): Promise<ResultFile[]> {
  return await transaction.rows<ResultFile>(sql`
    SELECT id, file_name AS "fileName", format, row_count AS "rowCount", outcomes, imported_at AS "importedAt",
      imported_by AS "importedBy"
    FROM tenant.payout_result_file WHERE office_id = ${officeId}
      ${after === undefined ? empty : sql`AND (imported_at, id) < (${instantValue(after.importedAt)}::timestamptz, ${after.fileId}::uuid)`}
    ORDER BY imported_at DESC, id DESC LIMIT ${limit}`);
}

export async function hasResultFile(transaction: Transaction, officeId: string, fileId: string): Promise<boolean> {
  const file = await transaction.findRow(
    sql`SELECT id FROM tenant.payout_result_file WHERE office_id = ${officeId} AND id = ${fileId}`,
  );
  return file !== undefined;
}

/** Rows of a file that changed nothing although they should have: a person looks into them. */
export async function findStrayRows(
  transaction: Transaction,
  officeId: string,
  fileId: string,
  limit: number,
): Promise<ResultRow[]> {
  return await transaction.rows<ResultRow>(sql`
    SELECT row_number AS row, outcome, end_to_end_id AS "endToEndId", payout_id AS "payoutId", amount_fen AS "amountFen",
      on_day AS "onDay", fault
    FROM tenant.payout_result_row WHERE office_id = ${officeId} AND file_id = ${fileId}
      AND outcome IN ('unknown', 'not-sent', 'amount-differs', 'contradicts')
    ORDER BY row_number LIMIT ${limit}`);
}

export interface PayoutPageRow {
  readonly payoutId: string;
  readonly madeOn: DayNumber;
  readonly batchNumber: string;
  readonly number: number;
  readonly claimId: string;
  readonly amountFen: Fen;
  readonly endToEndId: string;
  readonly state: PayoutState;
  readonly paidOn: DayNumber | null;
  readonly returnedOn: DayNumber | null;
  readonly returnKind: 'refused' | 'returned' | null;
  readonly fault: PayoutFault | null;
  /** A returned one: whether its payee has registered another card since. */
  readonly hasNewCard: boolean;
  readonly cardAskedAt: number | null;
  readonly remarks: readonly PayoutRemark[];
  /** Of whom its account is, and what seals it. */
  readonly personId: string;
  readonly accountId: string;
  readonly wrappedKey: Buffer | null;
  readonly sealedAccount: Buffer;
}

export interface PayoutFilter {
  readonly state?: PayoutState | undefined;
  readonly batchId?: string | undefined;
  /** Of the returned: only those that are not on their way again. */
  readonly isOpen?: boolean | undefined;
  /** Only those with something that a person should look at; a bank without its number is not that. */
  readonly isRemarked?: boolean | undefined;
  readonly after?: { readonly madeOn: DayNumber; readonly payoutId: string } | undefined;
  readonly limit: number;
}

/** Of a share the relative's card counts, of all else the member's own. */
const HAS_NEW_CARD = sql`CASE WHEN p.share % 100 > 0
  THEN EXISTS (SELECT FROM tenant.beneficiary f WHERE f.office_id = p.office_id AND f.claim_id = p.claim_id
    AND f.share = p.share % 100 AND f.account_id <> p.account_id)
  ELSE EXISTS (SELECT FROM tenant.payee_account s WHERE s.office_id = p.office_id AND s.person_id = p.person_id
    AND s.state = 'standing' AND s.id <> p.account_id) END`;

/**
 * Whether nothing has taken the place of a payout that came back and is owed: no live one, and none that came back later. Of
 * a claim that a ruling denied something is owed where its member had transferred it back.
 */
const IS_OPEN = sql`EXISTS (SELECT FROM tenant.claim o WHERE o.office_id = p.office_id AND o.id = p.claim_id
  AND (o.state IN ('approved', 'in-payout', 'returned') OR o.excess_fen > 0 AND o.state IN ('denied', 'declined')
    AND o.excess_fen > (SELECT coalesce(sum(s.set_off_fen), 0) FROM tenant.recovery s
      WHERE s.office_id = o.office_id AND s.claim_id = o.id))) AND NOT EXISTS (SELECT FROM tenant.payout n WHERE n.office_id = p.office_id AND n.claim_id = p.claim_id
  AND n.share = p.share AND (n.made_on, n.id) > (p.made_on, p.id) AND n.state <> 'withdrawn')`;

export interface ReturnedPayout {
  readonly id: string;
  readonly made_on: DayNumber;
  readonly claim_id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly person_id: string;
  readonly fault: PayoutFault | null;
  readonly card_asked_at: number | null;
  /** It came back, and nothing has taken its place. */
  readonly is_open: boolean;
  readonly has_new_card: boolean;
}

export async function lockReturnedPayout(
  { transaction, officeId }: Act,
  payoutId: string,
): Promise<ReturnedPayout | undefined> {
  return await transaction.findRow<ReturnedPayout>(sql`
    SELECT p.id, p.made_on, p.claim_id, p.agency_id, p.unit_id, p.person_id, p.fault, p.card_asked_at,
      p.state = 'returned' AND ${IS_OPEN} AS is_open, ${HAS_NEW_CARD} AS has_new_card
    FROM tenant.payout p WHERE p.office_id = ${officeId} AND p.id = ${payoutId} FOR UPDATE OF p`);
}

export async function markCardAsked(
  { transaction, officeId, now }: Act,
  { id, made_on }: Pick<ReturnedPayout, 'id' | 'made_on'>,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.payout SET card_asked_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND made_on = ${dayValue(made_on)} AND id = ${id}`);
}

/** A page of payouts, the latest first. */
export async function findPayoutPage(
  transaction: Transaction,
  officeId: string,
  { state, batchId, isOpen, isRemarked, after, limit }: PayoutFilter,
): Promise<PayoutPageRow[]> {
  return await transaction.rows<PayoutPageRow>(sql`
    SELECT p.id AS "payoutId", p.made_on AS "madeOn", b.number AS "batchNumber", p.number, p.claim_id AS "claimId",
      p.amount_fen AS "amountFen", p.end_to_end_id AS "endToEndId", p.state, p.paid_on AS "paidOn",
      p.returned_on AS "returnedOn", p.return_kind AS "returnKind", p.fault,
      p.state = 'returned' AND ${HAS_NEW_CARD} AS "hasNewCard", p.card_asked_at AS "cardAskedAt", p.remarks,
      p.person_id AS "personId", p.account_id AS "accountId", person.wrapped_key AS "wrappedKey",
      a.sealed AS "sealedAccount"
    FROM tenant.payout p
    CROSS JOIN LATERAL (
      SELECT number FROM tenant.payout_batch WHERE office_id = ${officeId} AND id = p.batch_id OFFSET 0) b
    CROSS JOIN LATERAL (
      SELECT sealed FROM tenant.payee_account WHERE office_id = ${officeId} AND id = p.account_id OFFSET 0) a
    CROSS JOIN LATERAL (
      SELECT wrapped_key FROM tenant.person WHERE office_id = ${officeId} AND id = p.person_id OFFSET 0) person
    WHERE p.office_id = ${officeId}
      ${isOpen === true ? sql`AND ${IS_OPEN}` : empty}
      ${isRemarked === true ? sql`AND p.remarks && ARRAY['name-differs', 'relative', 'shared-card', 'not-in-gbk']` : empty}
      ${state === undefined ? empty : sql`AND p.state = ${state}`}
      ${batchId === undefined ? empty : sql`AND p.batch_id = ${batchId}`}
      ${after === undefined ? empty : sql`AND (p.made_on, p.id) < (${dayValue(after.madeOn)}::date, ${after.payoutId}::uuid)`}
    ORDER BY p.made_on DESC, p.id DESC LIMIT ${limit}`);
}
