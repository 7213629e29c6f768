import sql from 'sql-template-tag';
import type { Transaction } from '#platform/database/transaction.ts';
import type { UnitRow } from './unit-store.ts';

/** One thing that befell a unit. */
export interface HistoryEvent {
  readonly at: number;
  /** As the trail names it, or `cover` for a period of its members. */
  readonly act: string;
  readonly actor_id: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * What was done to a unit, as far as the trail shows it to the caller, and the periods of its covers; the latest first.
 * Acts before the unit came into the caller's sight stay with those who saw them.
 */
export async function listHistory(
  transaction: Transaction,
  officeId: string,
  unitId: string,
  limit: number,
): Promise<readonly HistoryEvent[]> {
  return await transaction.rows<HistoryEvent>(sql`
    SELECT at, act, actor_id, detail FROM (
      (SELECT at, act, actor_id, detail FROM tenant.audit_row
        WHERE office_id = ${officeId} AND object_id = ${unitId} AND object_kind = 'unit' ORDER BY id DESC LIMIT ${limit})
      UNION ALL
      (SELECT (o.start_on::timestamp AT TIME ZONE 'Asia/Shanghai'), 'cover', NULL, jsonb_build_object('program', o.program,
          'members', o.member_count, 'startOn', o.start_on::text, 'endOn', o.end_on::text, 'orderId', o.id)
        FROM tenant.contribution_order o
        WHERE o.office_id = ${officeId} AND o.unit_id = ${unitId} AND o.state IN ('completed', 'in-force')
        ORDER BY o.id DESC LIMIT ${limit})) event
    ORDER BY at DESC LIMIT ${limit}`);
}

/** Another unit that this one came from, went into, took in, or let go. */
export interface UnitRelative {
  readonly relation: 'came-from' | 'went-into' | 'took-in' | 'split-off';
  /** Nothing where it is out of the caller's sight, in another office. */
  readonly id: string | null;
  readonly name: string | null;
}

export async function listRelatives(transaction: Transaction, unit: UnitRow): Promise<readonly UnitRelative[]> {
  const { officeId, id } = unit;
  const rows = await transaction.rows<UnitRelative>(sql`
    SELECT 'came-from' AS relation, id, name FROM tenant.unit WHERE office_id = ${officeId} AND id = ${unit.predecessorId}
    UNION ALL
    SELECT 'went-into', id, name FROM tenant.unit WHERE office_id = ${officeId} AND id = ${unit.successorId}
    UNION ALL
    (SELECT 'split-off', id, name FROM tenant.unit
      WHERE office_id = ${officeId} AND predecessor_id = ${id} ORDER BY id LIMIT 50)
    UNION ALL
    (SELECT 'took-in', id, name FROM tenant.unit
      WHERE office_id = ${officeId} AND successor_id = ${id} ORDER BY id LIMIT 50)`);
  const isOutOfSight = (relation: UnitRelative['relation'], other: string | null): boolean =>
    other !== null && !rows.some((row) => row.relation === relation);
  const elsewhere = (relation: UnitRelative['relation']): UnitRelative => ({ relation, id: null, name: null });
  return [
    ...rows,
    ...(isOutOfSight('came-from', unit.predecessorId) ? [elsewhere('came-from')] : []),
    ...(isOutOfSight('went-into', unit.successorId) ? [elsewhere('went-into')] : []),
  ];
}
