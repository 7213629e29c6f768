import sql from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';
import type { Decision } from '#scheme/decision.ts';
import type { MedicalUse } from '#scheme/programs/national-accident/medical-use.ts';
import { type ClaimRow, submittedBy } from './store.ts';

export interface OwnPeriod {
  readonly id: string;
  readonly startOn: DayNumber;
  readonly endOn: DayNumber;
  readonly shares: number;
  readonly agencyId: string;
  readonly unitId: string;
  readonly memberId: string;
  readonly waitingUntil: DayNumber | null;
}

/** The periods of a person in a program, by start; cancelled ones never were. */
export async function findPeriods(
  transaction: Transaction,
  officeId: string,
  personId: string,
  program: ProgramId,
): Promise<readonly OwnPeriod[]> {
  return await transaction.rows<OwnPeriod>(sql`
    SELECT id, start_on AS "startOn", end_on AS "endOn", shares, agency_id AS "agencyId", unit_id AS "unitId",
      member_id AS "memberId", waiting_until AS "waitingUntil"
    FROM tenant.coverage_period
    WHERE office_id = ${officeId} AND person_id = ${personId} AND program = ${program}
      AND state IN ('scheduled', 'in-force', 'replaced')
    ORDER BY start_on`);
}

/** Makes the rows whose lock holds back everybody else who decides about this person; before `lockCounters`. */
export async function ensureCounters(
  { transaction, officeId }: Act,
  personId: string,
  program: ProgramId,
  periods: readonly OwnPeriod[],
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.benefit_counter (office_id, person_id, program, period_id, agency_id, unit_id)
    SELECT ${officeId}, ${personId}, ${program}, p.id, p.agency_id, p.unit_id
    FROM unnest(${periods.map(({ id }) => id)}::uuid[], ${periods.map(({ agencyId }) => agencyId)}::uuid[],
      ${periods.map(({ unitId }) => unitId)}::uuid[]) AS p (id, agency_id, unit_id)
    ORDER BY p.id ON CONFLICT DO NOTHING`);
}

/** The partitions of the year, before a row of it. */
export async function ensureYear({ transaction }: Act, year: number): Promise<void> {
  await transaction.run(sql`SELECT access.ensure_partitions(${year})`);
}

export interface NewClaim
  extends Omit<
    ClaimRow,
    'decision_count' | 'reversal_import_id' | 'round' | 'submitted_by' | 'earlier_submitters' | 'assignee_id'
  > {
  readonly sealed: Buffer;
  /** First day of the month in which it happened. */
  readonly event_on: DayNumber;
  /** Keyed hash of where somebody was treated; none where nobody told. */
  readonly hospital_hash: Buffer | null;
}

export async function insertClaim({ transaction, officeId, actorId, now }: Act, claim: NewClaim): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.claim (office_id, submitted_on, id, agency_id, unit_id, person_id, member_id, program, benefit,
      period_id, origin, state, reviewing_agency_id, outcome, amount_fen, flags, submitted_by, sealed, changed_at, due_on,
      hospital_hash, event_on)
    VALUES (${officeId}, ${dayValue(claim.submitted_on)}, ${claim.id}, ${claim.agency_id}, ${claim.unit_id},
      ${claim.person_id}, ${claim.member_id}, ${claim.program}, ${claim.benefit}, ${claim.period_id}, ${claim.origin},
      ${claim.state}, ${claim.reviewing_agency_id}, ${claim.outcome}, ${claim.amount_fen}, ${[...claim.flags]}::text[],
      ${actorId}, ${claim.sealed}, ${instantValue(now)}, ${claim.due_on === null ? null : dayValue(claim.due_on)},
      ${claim.hospital_hash}, ${dayValue(claim.event_on)})`);
}

/** Another submission of a claim that came back: a new round, from the first level. */
export async function resubmitClaim(
  { transaction, officeId, actorId, now }: Act,
  claim: Pick<
    NewClaim,
    | 'id'
    | 'submitted_on'
    | 'state'
    | 'reviewing_agency_id'
    | 'period_id'
    | 'flags'
    | 'sealed'
    | 'due_on'
    | 'hospital_hash'
    | 'event_on'
  >,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.claim SET state = ${claim.state}, reviewing_agency_id = ${claim.reviewing_agency_id},
      period_id = ${claim.period_id}, flags = ${[...claim.flags]}::text[], round = round + 1,
      ${submittedBy(actorId)},
      sealed = ${claim.sealed}, changed_at = ${instantValue(now)}, assignee_id = NULL,
      due_on = ${claim.due_on === null ? null : dayValue(claim.due_on)}, hospital_hash = ${claim.hospital_hash},
      event_on = ${dayValue(claim.event_on)}
    WHERE office_id = ${officeId} AND submitted_on = ${dayValue(claim.submitted_on)} AND id = ${claim.id}`);
}

export async function insertFirstDecision(
  { transaction, officeId, actorId, now }: Act,
  claim: NewClaim,
  { outcome, amountFen, reasons, notices, readings }: Decision,
  { termsOn, sealed }: { readonly termsOn: DayNumber; readonly sealed: Buffer },
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.decision (office_id, submitted_on, claim_id, number, agency_id, unit_id, person_id, source, outcome,
      amount_fen, reasons, notices, readings, terms_on, at, actor_id, sealed)
    VALUES (${officeId}, ${dayValue(claim.submitted_on)}, ${claim.id}, 1, ${claim.agency_id}, ${claim.unit_id},
      ${claim.person_id}, 'rules', ${outcome}, ${amountFen}, ${JSON.stringify(reasons)}, ${JSON.stringify(notices)},
      ${[...readings]}::text[], ${dayValue(termsOn)}, ${instantValue(now)}, ${actorId}, ${sealed})`);
}

/** Takes a claim's place in its period, in the place of what it held before. */
export async function hold(
  { transaction, officeId }: Act,
  claim: Pick<ClaimRow, 'id' | 'person_id' | 'program' | 'period_id' | 'agency_id' | 'unit_id' | 'benefit'>,
  amountFen: Fen,
  use: MedicalUse | undefined,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.benefit_use (office_id, claim_id, person_id, program, period_id, agency_id, unit_id, benefit,
      amount_fen, state, event_id, deductible_fen, stay_used)
    VALUES (${officeId}, ${claim.id}, ${claim.person_id}, ${claim.program}, ${claim.period_id}, ${claim.agency_id},
      ${claim.unit_id}, ${claim.benefit}, ${amountFen}, 'held', ${use?.eventId ?? null}, ${use?.deductibleFen ?? 0},
      ${use?.stayUsed ?? false})
    ON CONFLICT (office_id, claim_id) DO UPDATE SET period_id = excluded.period_id, amount_fen = excluded.amount_fen,
      event_id = excluded.event_id, deductible_fen = excluded.deductible_fen, stay_used = excluded.stay_used`);
}
