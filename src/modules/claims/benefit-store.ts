import sql from 'sql-template-tag';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Benefit, ProgramId } from '#scheme/case.ts';
import type { MedicalUse } from '#scheme/programs/national-accident/medical-use.ts';
import type { ClaimRow } from './store.ts';

export interface BenefitUse {
  readonly claim_id: string;
  readonly person_id: string;
  readonly program: ProgramId;
  readonly period_id: string;
  readonly benefit: Benefit;
  readonly amount_fen: Fen;
  readonly state: 'held' | 'reserved';
  /** Of an accident's medical benefit: which accident, and what of it is used up. */
  readonly event_id: string | null;
  readonly deductible_fen: Fen;
  readonly stay_used: boolean;
}

/** A benefit that counts already, in the format of the rules' page §4. */
export interface PaidBefore {
  readonly period: string;
  readonly benefit: string;
  readonly amountFen: Fen;
  /** Of an accident alone, as the two that follow. */
  readonly eventId?: string;
  readonly deductibleFen?: Fen;
  readonly stayUsed?: boolean;
}

export function paidBefore(use: BenefitUse): PaidBefore {
  const { period_id: period, benefit, amount_fen: amountFen } = use;
  if (use.event_id === null) return { period, benefit, amountFen };
  const { event_id: eventId, deductible_fen: deductibleFen, stay_used: stayUsed } = use;
  return { period, benefit, amountFen, eventId, deductibleFen, stayUsed };
}

/** These uses with what a claim takes from now on; none where it takes nothing. */
export function withUse(
  uses: readonly BenefitUse[],
  claim: ClaimRow,
  {
    amountFen,
    state,
    use,
  }: {
    readonly amountFen: Fen;
    readonly state: BenefitUse['state'];
    readonly use: MedicalUse | undefined;
  },
): BenefitUse[] {
  const others = uses.filter(({ claim_id }) => claim_id !== claim.id);
  if (amountFen === 0 || claim.period_id === null) return others;
  const { id, person_id, program, period_id, benefit } = claim;
  const { eventId: event_id = null, deductibleFen: deductible_fen = 0, stayUsed: stay_used = false } = use ?? {};
  const used = { event_id, deductible_fen, stay_used };
  return [...others, { claim_id: id, person_id, program, period_id, benefit, amount_fen: amountFen, state, ...used }];
}

/** Locks what counts against the limits of these persons, in the order that everybody takes; nobody else decides now. */
export async function lockCounters({ transaction, officeId }: Act, personIds: readonly string[]): Promise<void> {
  await transaction.run(sql`
    SELECT FROM tenant.benefit_counter WHERE office_id = ${officeId} AND person_id = ANY (${personIds}::uuid[])
    ORDER BY person_id, program, period_id FOR UPDATE`);
}

/** What is held and reserved of these persons, in the order in which it was decided. */
export async function findUsesOf(
  { transaction, officeId }: Pick<Act, 'transaction' | 'officeId'>,
  personIds: readonly string[],
): Promise<readonly BenefitUse[]> {
  return await transaction.rows<BenefitUse>(sql`
    SELECT claim_id, person_id, program, period_id, benefit, amount_fen, state, event_id, deductible_fen, stay_used
    FROM tenant.benefit_use
    WHERE office_id = ${officeId} AND person_id = ANY (${personIds}::uuid[]) ORDER BY claim_id`);
}

export interface Reservation {
  readonly claim: ClaimRow;
  readonly periodId: string;
  readonly amountFen: Fen;
  /** Of an accident's medical benefit. */
  readonly use: MedicalUse | undefined;
}

export interface PeriodLimits {
  readonly mostStays: number;
  readonly mostFen: Fen;
}

/**
 * Reserves benefits for good. The counter's own check is the last word: what exceeds a limit of the period can't be
 * stored, whatever the callers computed.
 */
export async function reserve<R extends Reservation>(
  { transaction, officeId }: Act,
  reservations: readonly R[],
  limitsOf: (reservation: R) => PeriodLimits | undefined,
): Promise<void> {
  const claims = reservations.map(({ claim }) => claim);
  await transaction.run(sql`
    INSERT INTO tenant.benefit_use (office_id, claim_id, person_id, program, period_id, agency_id, unit_id, benefit,
      amount_fen, event_id, deductible_fen, stay_used, state)
    SELECT ${officeId}, r.*, 'reserved'
    FROM unnest(${claims.map(({ id }) => id)}::uuid[], ${claims.map(({ person_id }) => person_id)}::uuid[],
      ${claims.map(({ program }) => program)}::text[], ${reservations.map(({ periodId }) => periodId)}::uuid[],
      ${claims.map(({ agency_id }) => agency_id)}::uuid[], ${claims.map(({ unit_id }) => unit_id)}::uuid[],
      ${claims.map(({ benefit }) => benefit)}::text[], ${reservations.map(({ amountFen }) => amountFen)}::bigint[],
      ${reservations.map(({ use }) => use?.eventId ?? null)}::text[],
      ${reservations.map(({ use }) => use?.deductibleFen ?? 0)}::bigint[],
      ${reservations.map(({ use }) => use?.stayUsed ?? false)}::boolean[]) AS r
    ON CONFLICT (office_id, claim_id) DO UPDATE
      SET state = 'reserved', amount_fen = excluded.amount_fen, period_id = excluded.period_id,
        event_id = excluded.event_id, deductible_fen = excluded.deductible_fen, stay_used = excluded.stay_used`);
  const limits = reservations.map(limitsOf);
  await transaction.run(sql`
    INSERT INTO tenant.benefit_counter AS b (office_id, person_id, program, period_id, agency_id, unit_id, stays, amount_fen,
      most_stays, most_fen)
    SELECT ${officeId}, r.person_id, r.program, r.period_id, (array_agg(r.agency_id))[1], (array_agg(r.unit_id))[1],
      count(*), sum(r.amount_fen), max(r.most_stays), max(r.most_fen)
    FROM unnest(${claims.map(({ person_id }) => person_id)}::uuid[], ${claims.map(({ program }) => program)}::text[],
      ${reservations.map(({ periodId }) => periodId)}::uuid[], ${claims.map(({ agency_id }) => agency_id)}::uuid[],
      ${claims.map(({ unit_id }) => unit_id)}::uuid[], ${reservations.map(({ amountFen }) => amountFen)}::bigint[],
      ${limits.map((each) => each?.mostStays ?? null)}::integer[], ${limits.map((each) => each?.mostFen ?? null)}::bigint[])
      AS r (person_id, program, period_id, agency_id, unit_id, amount_fen, most_stays, most_fen)
    GROUP BY r.person_id, r.program, r.period_id
    ORDER BY r.person_id, r.program, r.period_id
    ON CONFLICT (office_id, person_id, program, period_id) DO UPDATE
      SET stays = b.stays + excluded.stays, amount_fen = b.amount_fen + excluded.amount_fen,
        most_stays = excluded.most_stays, most_fen = excluded.most_fen`);
}

/** Frees the place that a claim held; what is reserved stays. */
export async function release({ transaction, officeId }: Act, claimId: string): Promise<void> {
  await transaction.run(
    sql`DELETE FROM tenant.benefit_use WHERE office_id = ${officeId} AND claim_id = ${claimId} AND state = 'held'`,
  );
}
