import sql, { type Sql } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { deadlineAt, type ReviewLevel } from '#modules/reviews/index.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { Benefit, ProgramId } from '#scheme/case.ts';
import type { Notice, Outcome } from '#scheme/decision.ts';
import type { ClaimState } from './states.ts';

/** A claim as it stands, nothing of it opened. */
export interface ClaimRow {
  readonly id: string;
  readonly submitted_on: DayNumber;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly person_id: string;
  readonly member_id: string;
  readonly program: ProgramId;
  readonly benefit: Benefit;
  readonly period_id: string | null;
  readonly origin: 'settlement' | 'member' | 'unit' | 'agency' | 'relative';
  readonly state: ClaimState;
  readonly reviewing_agency_id: string | null;
  readonly outcome: Outcome;
  readonly amount_fen: Fen;
  readonly decision_count: number;
  readonly flags: readonly string[];
  readonly reversal_import_id: string | null;
  readonly round: number;
  readonly submitted_by: string;
  /** Whoever submitted it before. */
  readonly earlier_submitters: readonly string[];
  readonly due_on: DayNumber | null;
  readonly assignee_id: string | null;
}

export const CLAIM_COLUMNS = sql`c.id, c.submitted_on, c.agency_id, c.unit_id, c.person_id, c.member_id, c.program, c.benefit,
  c.period_id, c.origin, c.state, c.reviewing_agency_id, c.outcome, c.amount_fen, c.decision_count, c.flags,
  c.reversal_import_id, c.round, c.submitted_by, c.earlier_submitters, c.due_on, c.assignee_id`;

/** Whoever submits a claim from now on; who did before is kept. */
export function submittedBy(actorId: string): Sql {
  return sql`submitted_by = ${actorId}, earlier_submitters = CASE WHEN submitted_by = ${actorId} THEN earlier_submitters
    ELSE array_append(earlier_submitters, submitted_by) END`;
}

/** Whether somebody submitted a claim, in whichever round. */
export function hasSubmitted(claim: Pick<ClaimRow, 'submitted_by' | 'earlier_submitters'>, accountId: string): boolean {
  return claim.submitted_by === accountId || claim.earlier_submitters.includes(accountId);
}

/** Claims by id, in the order in which they were decided, locked until the act ends; those out of sight are not there. */
export async function lockClaims({ transaction, officeId }: Act, claimIds: readonly string[]): Promise<ClaimRow[]> {
  return await transaction.rows<ClaimRow>(sql`
    SELECT ${CLAIM_COLUMNS} FROM tenant.claim c
    WHERE c.office_id = ${officeId} AND c.id = ANY (${claimIds}::uuid[]) ORDER BY c.id FOR UPDATE`);
}

/** Of these claims those that the actor has reviewed in their present round. */
export async function findOwnReviews(
  { transaction, officeId, actorId }: Act,
  claims: readonly ClaimRow[],
): Promise<ReadonlySet<string>> {
  const rows = await transaction.rows<{ claim_id: string; round: number }>(sql`
    SELECT claim_id, round FROM tenant.claim_review
    WHERE office_id = ${officeId} AND claim_id = ANY (${claims.map(({ id }) => id)}::uuid[]) AND reviewer_id = ${actorId}`);
  const rounds = new Map(claims.map(({ id, round }) => [id, round]));
  return new Set(rows.filter((row) => rounds.get(row.claim_id) === row.round).map(({ claim_id }) => claim_id));
}

export async function insertReviews(
  { transaction, officeId, actorId, now }: Act,
  level: ReviewLevel,
  claims: readonly ClaimRow[],
  review: {
    readonly outcome: 'pass' | 'send-back' | 'deny' | 'refer';
    readonly clauses: readonly string[];
    readonly sealedComment: Buffer | null;
  },
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.claim_review (office_id, claim_id, round, reviewing_agency_id, agency_id, unit_id, person_id, level,
      step, reviewer_id, outcome, clauses, sealed_comment, at)
    SELECT ${officeId}, c.claim_id, c.round, ${level.id}, c.agency_id, c.unit_id, c.person_id, ${level.kind}, c.step,
      ${actorId}, ${review.outcome}, ${review.clauses}::text[], ${review.sealedComment}, ${instantValue(now)}
    FROM unnest(${claims.map(({ id }) => id)}::uuid[], ${claims.map(({ round }) => round)}::integer[],
      ${claims.map(({ agency_id }) => agency_id)}::uuid[], ${claims.map(({ unit_id }) => unit_id)}::uuid[],
      ${claims.map(({ person_id }) => person_id)}::uuid[], ${claims.map(({ state }) => state)}::text[])
      AS c (claim_id, round, agency_id, unit_id, person_id, step)`);
}

/**
 * Puts claims into a state, and before the level that they now wait for: its deadline begins, and whoever had the claim at
 * another level has it no more.
 */
export async function moveClaims(
  act: Act,
  claims: readonly Pick<ClaimRow, 'id' | 'submitted_on'>[],
  state: ClaimState,
  reviewingAgencyId: string | null,
): Promise<void> {
  if (claims.length === 0) return;
  const { transaction, officeId, now } = act;
  const dueOn = reviewingAgencyId === null ? null : dayValue(await deadlineAt(act, reviewingAgencyId));
  const [first, last] = dayRange(claims.map(({ submitted_on }) => submitted_on));
  await transaction.run(sql`
    UPDATE tenant.claim SET state = ${state}, reviewing_agency_id = ${reviewingAgencyId}, changed_at = ${instantValue(now)},
      due_on = CASE WHEN reviewing_agency_id = ${reviewingAgencyId} THEN coalesce(due_on, ${dueOn}) ELSE ${dueOn}::date END,
      assignee_id = CASE WHEN reviewing_agency_id = ${reviewingAgencyId} THEN assignee_id END
    WHERE office_id = ${officeId} AND submitted_on BETWEEN ${first} AND ${last}
      AND id = ANY (${claims.map(({ id }) => id)}::uuid[])`);
}

/** A reason with its clause: a code of the rules, or `denied` where a reviewer gave the clause. */
export interface CitedReason {
  readonly code: string;
  readonly clause: string;
}

/** Who said it: the rules, a reviewer, or the expert committee, which says it finally. */
export type DecisionSource = 'rules' | 'reviewer' | 'committee';

export interface NewDecision {
  readonly claim: ClaimRow;
  readonly source: DecisionSource;
  readonly outcome: Outcome;
  readonly amountFen: Fen;
  readonly reasons: readonly CitedReason[];
  readonly notices: readonly Notice[];
  readonly readings: readonly string[];
  readonly termsOn: DayNumber;
  /** Bound to the claim and to the number after its last decision's. */
  readonly sealed: Buffer;
}

/** Further decisions of claims, one each; from now on they stand. */
export async function appendDecisions(
  { transaction, officeId, actorId, now }: Act,
  decisions: readonly NewDecision[],
): Promise<void> {
  for (const { claim, sealed, ...decision } of decisions) {
    const number = claim.decision_count + 1;
    await transaction.run(sql`
      INSERT INTO tenant.decision (office_id, submitted_on, claim_id, number, agency_id, unit_id, person_id, source, outcome,
        amount_fen, reasons, notices, readings, terms_on, at, actor_id, sealed)
      VALUES (${officeId}, ${dayValue(claim.submitted_on)}, ${claim.id}, ${number}, ${claim.agency_id}, ${claim.unit_id},
        ${claim.person_id}, ${decision.source}, ${decision.outcome}, ${decision.amountFen},
        ${JSON.stringify(decision.reasons)}, ${JSON.stringify(decision.notices)}, ${[...decision.readings]}::text[],
        ${dayValue(decision.termsOn)}, ${instantValue(now)}, ${actorId}, ${sealed})`);
    await transaction.run(sql`
      UPDATE tenant.claim SET decision_count = ${number}, outcome = ${decision.outcome}, amount_fen = ${decision.amountFen},
        changed_at = ${instantValue(now)}
      WHERE office_id = ${officeId} AND submitted_on = ${dayValue(claim.submitted_on)} AND id = ${claim.id}`);
  }
}

export interface DecisionRow {
  readonly claim_id: string;
  readonly number: number;
  readonly source: DecisionSource;
  readonly outcome: Outcome;
  readonly amount_fen: Fen;
  readonly reasons: readonly CitedReason[];
  readonly terms_on: DayNumber;
  readonly at: number;
  readonly sealed: Buffer;
  /** `null` where the person's key was deleted: nothing of the decision opens any more. */
  readonly wrapped_key: Buffer | null;
}

/** The standing decisions of claims, by claim. */
export async function findStandingDecisions(
  { transaction, officeId }: Pick<Act, 'transaction' | 'officeId'>,
  claims: readonly ClaimRow[],
): Promise<ReadonlyMap<string, DecisionRow>> {
  if (claims.length === 0) return new Map();
  const rows = await transaction.rows<DecisionRow>(sql`
    SELECT d.claim_id, d.number, d.source, d.outcome, d.amount_fen, d.reasons, d.terms_on, d.at, d.sealed, p.wrapped_key
    FROM unnest(${claims.map(({ id }) => id)}::uuid[],
      ${claims.map(({ submitted_on }) => dayValue(submitted_on))}::date[],
      ${claims.map(({ decision_count }) => decision_count)}::integer[]) AS c (id, submitted_on, number)
    CROSS JOIN LATERAL (
      SELECT * FROM tenant.decision
      WHERE office_id = ${officeId} AND submitted_on = c.submitted_on AND claim_id = c.id AND number = c.number OFFSET 0) d
    CROSS JOIN LATERAL (
      SELECT wrapped_key FROM tenant.person WHERE office_id = ${officeId} AND id = d.person_id OFFSET 0) p`);
  return new Map(rows.map((row) => [row.claim_id, row]));
}

/** All decisions of one claim, the first first. */
export async function findDecisions(
  transaction: Transaction,
  officeId: string,
  claim: Pick<ClaimRow, 'id' | 'submitted_on'>,
): Promise<readonly DecisionRow[]> {
  return await transaction.rows<DecisionRow>(sql`
    SELECT d.claim_id, d.number, d.source, d.outcome, d.amount_fen, d.reasons, d.terms_on, d.at, d.sealed, p.wrapped_key
    FROM tenant.decision d JOIN tenant.person p ON p.office_id = d.office_id AND p.id = d.person_id
    WHERE d.office_id = ${officeId} AND d.submitted_on = ${dayValue(claim.submitted_on)} AND d.claim_id = ${claim.id}
    ORDER BY d.number`);
}

/** What opens a person's secrets; `null` where his key was deleted. */
export async function findWrappedKey({ transaction, officeId }: Act, personId: string): Promise<Buffer | null> {
  const person = await transaction.findRow<{ wrapped_key: Buffer | null }>(
    sql`SELECT wrapped_key FROM tenant.person WHERE office_id = ${officeId} AND id = ${personId}`,
  );
  return person?.wrapped_key ?? null;
}

export interface ListedClaim extends ClaimRow {
  readonly wrapped_key: Buffer | null;
  /** The member's name and numbers. */
  readonly sealed_member: Buffer;
}

/** A person's claims, the latest first. */
export async function findClaimsOfPerson(
  transaction: Transaction,
  officeId: string,
  personId: string,
  limit: number,
): Promise<ClaimRow[]> {
  return await transaction.rows<ClaimRow>(sql`
    SELECT ${CLAIM_COLUMNS} FROM tenant.claim c
    WHERE c.office_id = ${officeId} AND c.person_id = ${personId} ORDER BY c.id DESC LIMIT ${limit}`);
}

/** The latest claims of each of these persons in a program. */
export async function findLatestClaimsOf(
  { transaction, officeId }: Act,
  personIds: readonly string[],
  program: ProgramId,
  limit: number,
): Promise<ClaimRow[]> {
  return await transaction.rows<ClaimRow>(sql`
    SELECT ${CLAIM_COLUMNS} FROM unnest(${personIds}::uuid[]) AS p (id)
    CROSS JOIN LATERAL (
      SELECT * FROM tenant.claim WHERE office_id = ${officeId} AND person_id = p.id AND program = ${program}
      ORDER BY id DESC LIMIT ${limit}) c`);
}

/** What a member told joins the insurer's claim; whoever sent it does not review it. */
export async function joinTold(
  { transaction, officeId, actorId, now }: Act,
  claim: Pick<ClaimRow, 'id' | 'submitted_on'>,
  { sealed, flags }: { readonly sealed: Buffer; readonly flags: readonly string[] },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.claim SET sealed = ${sealed}, flags = ${[...flags]}::text[], ${submittedBy(actorId)},
      changed_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND submitted_on = ${dayValue(claim.submitted_on)} AND id = ${claim.id}`);
}

export interface OpenableClaim extends ListedClaim {
  readonly sealed: Buffer;
  readonly hospital_hash: Buffer | null;
}

export async function findClaim(
  transaction: Transaction,
  officeId: string,
  claimId: string,
): Promise<OpenableClaim | undefined> {
  return await transaction.findRow<OpenableClaim>(sql`
    SELECT ${CLAIM_COLUMNS}, c.sealed, c.hospital_hash, m.sealed AS sealed_member, p.wrapped_key
    FROM tenant.claim c
    JOIN tenant.member m ON m.office_id = c.office_id AND m.id = c.member_id
    JOIN tenant.person p ON p.office_id = c.office_id AND p.id = c.person_id
    WHERE c.office_id = ${officeId} AND c.id = ${claimId}`);
}

export interface ClaimReviewRow {
  readonly round: number;
  readonly level: 'county' | 'city' | 'office';
  readonly reviewing_agency_id: string;
  readonly step: 'in-review' | 'referred' | 'approved' | 'returned';
  readonly reviewer_id: string;
  readonly outcome: 'pass' | 'send-back' | 'deny' | 'refer';
  readonly clauses: readonly string[];
  readonly sealed_comment: Buffer | null;
  readonly at: number;
}

export async function findReviews(
  transaction: Transaction,
  officeId: string,
  claimId: string,
): Promise<readonly ClaimReviewRow[]> {
  return await transaction.rows<ClaimReviewRow>(sql`
    SELECT round, level, reviewing_agency_id, step, reviewer_id, outcome, clauses, sealed_comment, at
    FROM tenant.claim_review WHERE office_id = ${officeId} AND claim_id = ${claimId}
    ORDER BY round, at, array_position(ARRAY['county', 'city', 'office'], level)`);
}

/** Moves claims that stand in one of some states into another; how many. */
export async function changeState(
  { transaction, officeId, now }: Act,
  claims: readonly { readonly claimId: string; readonly submittedOn: DayNumber }[],
  from: readonly ClaimState[],
  to: ClaimState,
): Promise<number> {
  let changed = 0;
  // a day at a time: an index that begins with a range of days would be read whole for each id
  for (const [day, ofDay] of Map.groupBy(claims, ({ submittedOn }) => submittedOn)) {
    changed += await transaction.run(sql`
      UPDATE tenant.claim SET state = ${to}, changed_at = ${instantValue(now)}
      WHERE office_id = ${officeId} AND submitted_on = ${dayValue(day)}
        AND id = ANY (${ofDay.map(({ claimId }) => claimId)}::uuid[]) AND state = ANY (${from}::text[])`);
  }
  return changed;
}

/** The days between which partitions are looked into. */
function dayRange(days: readonly DayNumber[]): readonly [string, string] {
  return [dayValue(days.reduce((a, b) => Math.min(a, b))), dayValue(days.reduce((a, b) => Math.max(a, b)))];
}
