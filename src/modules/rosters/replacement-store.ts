import sql from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { SealedMember } from '#modules/persons/index.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';

/** A period with those to whom it belongs. */
export interface ReplaceablePeriod {
  readonly id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly order_id: string;
  readonly person_id: string;
  readonly member_id: string;
  readonly program: ProgramId;
  readonly shares: number;
  readonly start_on: DayNumber;
  readonly end_on: DayNumber;
}

/** A period in force of an order, locked until the act ends. */
export async function lockPeriod(
  { transaction, officeId }: Act,
  orderId: string,
  periodId: string,
): Promise<ReplaceablePeriod | undefined> {
  return await transaction.findRow<ReplaceablePeriod>(sql`
    SELECT id, agency_id, unit_id, order_id, person_id, member_id, program, shares, start_on, end_on
    FROM tenant.coverage_period
    WHERE office_id = ${officeId} AND order_id = ${orderId} AND id = ${periodId} AND state = 'in-force' FOR UPDATE`);
}

/** `false` where a replacement of the period waits already. */
export async function insertReplacement(
  { transaction, officeId, actorId, now }: Act,
  replacementId: string,
  period: ReplaceablePeriod,
  joiner: { readonly memberId: string; readonly personId: string },
): Promise<boolean> {
  const inserted = await transaction.run(sql`
    INSERT INTO tenant.cover_replacement (office_id, id, agency_id, unit_id, order_id, period_id, leaver_member_id,
      joiner_member_id, joiner_person_id, state, requested_by, requested_at)
    VALUES (${officeId}, ${replacementId}, ${period.agency_id}, ${period.unit_id}, ${period.order_id}, ${period.id},
      ${period.member_id}, ${joiner.memberId}, ${joiner.personId}, 'requested', ${actorId}, ${instantValue(now)})
    ON CONFLICT (office_id, period_id) WHERE state = 'requested' DO NOTHING`);
  return inserted === 1;
}

export interface WaitingReplacement {
  readonly id: string;
  readonly order_id: string;
  readonly period_id: string;
  readonly joiner_member_id: string;
  readonly joiner_person_id: string;
  readonly requested_by: string;
}

export async function lockReplacement(
  { transaction, officeId }: Act,
  replacementId: string,
): Promise<WaitingReplacement | undefined> {
  return await transaction.findRow<WaitingReplacement>(sql`
    SELECT id, order_id, period_id, joiner_member_id, joiner_person_id, requested_by FROM tenant.cover_replacement
    WHERE office_id = ${officeId} AND id = ${replacementId} AND state = 'requested' FOR UPDATE`);
}

export async function settleReplacement(
  { transaction, officeId, actorId, now }: Act,
  replacementId: string,
  outcome:
    | { readonly state: 'done'; readonly replacedOn: DayNumber }
    | { readonly state: 'refused'; readonly reason: string },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.cover_replacement SET state = ${outcome.state},
      replaced_on = ${outcome.state === 'done' ? dayValue(outcome.replacedOn) : null},
      reason = ${outcome.state === 'refused' ? outcome.reason : null}, decided_by = ${actorId},
      decided_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${replacementId}`);
}

/** Whether a benefit of the period was paid or is being claimed. Needs a context that sees claims: no unit does. */
export async function isBenefitClaimed({ transaction, officeId }: Act, period: ReplaceablePeriod): Promise<boolean> {
  const found = await transaction.rows(sql`
    SELECT 1 FROM tenant.claim
    WHERE office_id = ${officeId} AND person_id = ${period.person_id} AND period_id = ${period.id}
      AND state NOT IN ('declined', 'denied') LIMIT 1`);
  return found.length > 0;
}

/**
 * Ends the leaver's period and gives the rest of it to the joiner, in the nation's directory too; `false` where another
 * period of the joiner stands against it.
 */
export async function replaceInPeriod(
  { transaction, officeId, newId }: Act,
  period: ReplaceablePeriod,
  joiner: WaitingReplacement,
  { leaverEndOn, joinerStartOn }: { readonly leaverEndOn: DayNumber; readonly joinerStartOn: DayNumber },
): Promise<boolean> {
  const joinerPeriodId = newId();
  await transaction.run(sql`
    UPDATE tenant.coverage_period SET end_on = ${dayValue(leaverEndOn)}, state = 'replaced'
    WHERE office_id = ${officeId} AND start_on = ${dayValue(period.start_on)} AND id = ${period.id}`);
  await transaction.run(sql`
    UPDATE directory.cover SET end_on = ${dayValue(leaverEndOn)} WHERE office_id = ${officeId} AND cover_id = ${period.id}`);
  const entered = await transaction.run(sql`
    INSERT INTO directory.cover (cover_id, person_key_0, person_key_1, program, start_on, end_on, office_id, agency_id, unit_id)
    SELECT ${joinerPeriodId}, encode(substring(p.resident_hash_0 FOR 16), 'hex')::uuid,
      encode(substring(p.resident_hash_1 FOR 16), 'hex')::uuid, ${period.program}, ${dayValue(joinerStartOn)},
      ${dayValue(period.end_on)}, ${officeId}, ${period.agency_id}, ${period.unit_id}
    FROM tenant.person p WHERE p.office_id = ${officeId} AND p.id = ${joiner.joiner_person_id}
    ON CONFLICT DO NOTHING`);
  if (entered === 0) return false;
  await transaction.run(sql`
    INSERT INTO tenant.coverage_period (office_id, start_on, id, end_on, agency_id, unit_id, person_id, member_id, program,
      shares, order_id, state)
    VALUES (${officeId}, ${dayValue(joinerStartOn)}, ${joinerPeriodId}, ${dayValue(period.end_on)}, ${period.agency_id},
      ${period.unit_id}, ${joiner.joiner_person_id}, ${joiner.joiner_member_id}, ${period.program}, ${period.shares},
      ${period.order_id}, 'in-force')`);
  return true;
}

export interface ListedReplacement {
  readonly id: string;
  readonly order_id: string;
  readonly unit_name: string;
  readonly state: 'requested' | 'done' | 'refused';
  readonly replaced_on: DayNumber | null;
  readonly reason: string | null;
  readonly requested_by: string;
  readonly requested_at: number;
  readonly leaver: SealedMember;
  readonly joiner: SealedMember;
}

/** Replacements, newest first, with both members sealed. */
export async function listReplacements(
  transaction: Transaction,
  officeId: string,
  { waiting, after, limit }: { readonly waiting: boolean; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly ListedReplacement[]> {
  const rows = await transaction.rows<
    Omit<ListedReplacement, 'leaver' | 'joiner'> &
      Readonly<Record<`${'l' | 'j'}_${'person' | 'key' | 'sealed'}`, unknown>>
  >(sql`
    WITH r AS MATERIALIZED (
      SELECT r.* FROM tenant.cover_replacement r
      WHERE r.office_id = ${officeId} ${waiting ? sql`AND r.state = 'requested'` : sql``}
        ${after === undefined ? sql`` : sql`AND r.id < ${after}`}
      ORDER BY r.id DESC LIMIT ${limit})
    SELECT r.id, r.order_id, u.name AS unit_name, r.state, r.replaced_on, r.reason, r.requested_by, r.requested_at,
      l.person_id AS l_person, lp.wrapped_key AS l_key, l.sealed AS l_sealed,
      j.person_id AS j_person, jp.wrapped_key AS j_key, j.sealed AS j_sealed
    FROM r
      JOIN tenant.unit u ON u.office_id = r.office_id AND u.id = r.unit_id
      JOIN tenant.member l ON l.office_id = r.office_id AND l.id = r.leaver_member_id
      JOIN tenant.person lp ON lp.office_id = l.office_id AND lp.id = l.person_id
      JOIN tenant.member j ON j.office_id = r.office_id AND j.id = r.joiner_member_id
      JOIN tenant.person jp ON jp.office_id = j.office_id AND jp.id = j.person_id
    ORDER BY r.id DESC`);
  const member = (person: unknown, key: unknown, sealed: unknown): SealedMember => ({
    office_id: officeId,
    person_id: person as string,
    wrapped_key: key as Buffer | null,
    sealed: sealed as Buffer,
  });
  return rows.map(({ l_person, l_key, l_sealed, j_person, j_key, j_sealed, ...row }) => ({
    ...row,
    leaver: member(l_person, l_key, l_sealed),
    joiner: member(j_person, j_key, j_sealed),
  }));
}
