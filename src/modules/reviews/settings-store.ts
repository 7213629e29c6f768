import sql from 'sql-template-tag';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';

/** How an office reviews. */
export interface ReviewSettings {
  /** Within so many working days each level decides. */
  readonly countyDays: number;
  readonly cityDays: number;
  readonly officeDays: number;
  /** Within so many working days a member brings what is missing. */
  readonly supplementDays: number;
  /** Up to this amount claims may be passed together; `null`: whatever they amount to. */
  readonly batchLimitFen: Fen | null;
}

/** Where an office has set nothing. */
const STANDARD: ReviewSettings = {
  countyDays: 5,
  cityDays: 5,
  officeDays: 10,
  supplementDays: 15,
  batchLimitFen: null,
};

export async function reviewSettingsOf(transaction: Transaction, officeId: string): Promise<ReviewSettings> {
  const row = await transaction.findRow<ReviewSettings>(sql`
    SELECT county_days AS "countyDays", city_days AS "cityDays", office_days AS "officeDays",
      supplement_days AS "supplementDays", batch_limit_fen AS "batchLimitFen"
    FROM tenant.review_setting WHERE office_id = ${officeId}`);
  return row ?? STANDARD;
}

export async function saveSettings(
  { transaction, officeId, actorId, now }: Act,
  { countyDays, cityDays, officeDays, supplementDays, batchLimitFen }: ReviewSettings,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.review_setting (office_id, county_days, city_days, office_days, supplement_days, batch_limit_fen,
      set_by, set_at)
    VALUES (${officeId}, ${countyDays}, ${cityDays}, ${officeDays}, ${supplementDays}, ${batchLimitFen}, ${actorId},
      ${instantValue(now)})
    ON CONFLICT (office_id) DO UPDATE SET county_days = excluded.county_days, city_days = excluded.city_days,
      office_days = excluded.office_days, supplement_days = excluded.supplement_days,
      batch_limit_fen = excluded.batch_limit_fen, set_by = excluded.set_by, set_at = excluded.set_at`);
}
