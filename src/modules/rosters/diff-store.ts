import sql, { join as joinSql, type Sql } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { SealedMember } from '#modules/persons/index.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';
import type { RenewableOrder } from './renewal-store.ts';

/** How a roster differs from the cover before it. */
export type DifferenceKind = 'joined' | 'left' | 'changed';

/** What a roster can change of a person. */
export type ChangedField = 'name' | 'phone' | 'remark';

export interface DifferenceRow extends SealedMember {
  readonly member_id: string;
  /** Of `changed`; else empty. */
  readonly fields: readonly ChangedField[];
}

interface Compared {
  readonly roster: { readonly id: string; readonly filed_on: DayNumber };
  readonly order: RenewableOrder;
}

const standing = (officeId: string, { roster }: Compared): Sql => sql`
  SELECT e.member_id, e.person_id, e.particulars, e.delayed_retirement FROM tenant.roster_entry e
  WHERE e.office_id = ${officeId} AND e.filed_on = ${dayValue(roster.filed_on)} AND e.roster_id = ${roster.id}
    AND e.state = 'standing'`;

/** Who is covered, with the row by which he is; whoever came by replacement has none. */
const covered = (officeId: string, { order }: Compared): Sql => sql`
  SELECT c.member_id, c.person_id, e.particulars, e.delayed_retirement
  FROM tenant.coverage_period c
    LEFT JOIN tenant.roster_entry e ON e.office_id = c.office_id AND e.roster_id = ${order.roster_id}
      AND e.person_id = c.person_id AND e.state = 'standing'
  WHERE c.office_id = ${officeId} AND c.start_on >= ${dayValue(order.start_on)} AND c.order_id = ${order.id}
    AND c.state IN ('scheduled', 'in-force') AND c.end_on = ${dayValue(order.end_on)}`;

/** The marks of name, phone and further fields stand in this order, 8 bytes each. */
const differing = (officeId: string, compared: Compared): Sql => sql`
  WITH now AS MATERIALIZED (${standing(officeId, compared)}), before AS MATERIALIZED (${covered(officeId, compared)}),
  difference AS (
    SELECT 'joined' AS kind, n.member_id, NULL::text[] AS fields
    FROM now n LEFT JOIN before b USING (person_id) WHERE b.person_id IS NULL
    UNION ALL
    SELECT 'left', b.member_id, NULL FROM before b LEFT JOIN now n USING (person_id) WHERE n.person_id IS NULL
    UNION ALL
    SELECT 'changed', n.member_id, array_remove(ARRAY[
        CASE WHEN substring(n.particulars FOR 8) <> substring(b.particulars FOR 8) THEN 'name' END,
        CASE WHEN substring(n.particulars FROM 9 FOR 8) <> substring(b.particulars FROM 9 FOR 8) THEN 'phone' END,
        CASE WHEN substring(n.particulars FROM 17) <> substring(b.particulars FROM 17)
          OR n.delayed_retirement <> b.delayed_retirement THEN 'remark' END], NULL)
    FROM now n JOIN before b USING (person_id)
    WHERE n.particulars <> b.particulars OR n.delayed_retirement <> b.delayed_retirement)`;

export async function countDifferences(
  transaction: Transaction,
  officeId: string,
  compared: Compared,
): Promise<Readonly<Record<DifferenceKind, number>>> {
  const rows = await transaction.rows<{ kind: DifferenceKind; count: number }>(sql`
    ${differing(officeId, compared)} SELECT kind, count(*) AS count FROM difference GROUP BY kind`);
  const count = (kind: DifferenceKind): number => rows.find((row) => row.kind === kind)?.count ?? 0;
  return { joined: count('joined'), left: count('left'), changed: count('changed') };
}

export async function listDifferences(
  transaction: Transaction,
  officeId: string,
  compared: Compared,
  page: { readonly kind: DifferenceKind; readonly afterMember?: string | undefined; readonly limit: number },
): Promise<readonly DifferenceRow[]> {
  const conditions: Sql[] = [sql`d.kind = ${page.kind}`];
  if (page.afterMember !== undefined) conditions.push(sql`d.member_id > ${page.afterMember}`);
  return await transaction.rows<DifferenceRow>(sql`
    ${differing(officeId, compared)}
    SELECT d.member_id, coalesce(d.fields, '{}') AS fields, m.office_id, m.person_id, m.sealed, p.wrapped_key
    FROM difference d
      JOIN tenant.member m ON m.office_id = ${officeId} AND m.id = d.member_id
      JOIN tenant.person p ON p.office_id = m.office_id AND p.id = m.person_id
    WHERE ${joinSql(conditions, ' AND ')} ORDER BY d.member_id LIMIT ${page.limit}`);
}
