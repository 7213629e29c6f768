import sql from 'sql-template-tag';
import type { Act } from './act.ts';

/**
 * The next number of a series of the office, without gaps: the series is locked until the act commits, so that acts which
 * take from it wait for each other.
 */
export async function takeNumber({ transaction, officeId }: Act, series: string, first: 0 | 1 = 1): Promise<number> {
  const { number } = await transaction.getRow<{ number: number }>(sql`
    INSERT INTO tenant.counter AS c (office_id, series, next_number) VALUES (${officeId}, ${series}, ${first + 1})
    ON CONFLICT (office_id, series) DO UPDATE SET next_number = c.next_number + 1
    RETURNING next_number - 1 AS number`);
  return number;
}
