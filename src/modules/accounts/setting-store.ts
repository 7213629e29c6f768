import sql from 'sql-template-tag';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';

/** What an office has set, by the setting's name. */
export async function findSetValues(transaction: Transaction, officeId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await transaction.rows<{ name: string; value: number }>(sql`
    SELECT name, value FROM tenant.security_setting WHERE office_id = ${officeId}`);
  return new Map(rows.map(({ name, value }) => [name, value]));
}

export async function saveValue(
  { transaction, officeId, actorId, now }: Act,
  name: string,
  value: number,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.security_setting (office_id, name, value, changed_at, changed_by)
    VALUES (${officeId}, ${name}, ${value}, ${instantValue(now)}, ${actorId})
    ON CONFLICT (office_id, name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at,
      changed_by = excluded.changed_by`);
}
