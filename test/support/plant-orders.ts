import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { ok } from '#kernel/result.ts';
import { type Posting, postMany } from '#modules/ledger/index.ts';
import { perform } from '#platform/acts/act.ts';
import { dayValue } from '#platform/database/value-types.ts';
import type { TestOffice } from './scheme-fixture.ts';
import type { TestDatabase } from './test-database.ts';

export interface PlantedOrder {
  readonly amountFen: Fen;
  readonly startOn: DayNumber;
  readonly endOn: DayNumber;
  /** The day on which its start was posted; the first day of cover where left out. */
  readonly beganOn?: DayNumber;
}

/**
 * Orders in force straight into the tables, with the posting of their start and nothing before: for tests of what comes
 * afterwards. Gives their ids, in order.
 */
export async function plantOrders(
  { platform, asSuperuser }: Pick<TestDatabase, 'platform' | 'asSuperuser'>,
  office: Pick<TestOffice, 'officeId' | 'countyAgencyId' | 'unitId' | 'callers'>,
  orders: readonly PlantedOrder[],
): Promise<readonly string[]> {
  const { officeId, countyAgencyId, unitId } = office;
  const ids = orders.map(() => ({ order: platform.newId(), roster: platform.newId() }));
  const rosterIds = ids.map(({ roster }) => roster);
  const orderIds = ids.map(({ order }) => order);
  await asSuperuser(
    `INSERT INTO tenant.roster (office_id, id, agency_id, unit_id, program, shares, state, file_name, file_hash, filed_on, filed_by,
       row_count, accepted_count, rejected_count, repaired_count, eligible_count, changed_at)
     SELECT $1, id, $2, $3, 'henan-inpatient', 1, 'covered', 'x', '\\x00', '2025-01-01', $1, 1, 1, 0, 0, 1, now()
     FROM unnest($4::uuid[]) AS id`,
    [officeId, countyAgencyId, unitId, rosterIds],
  );
  await asSuperuser(
    `INSERT INTO tenant.contribution_order (office_id, id, agency_id, unit_id, roster_id, program, shares, member_count, amount_fen,
       reference, state, received_fen, completed_on, confirmed_on, start_on, end_on, ordered_at)
     SELECT $1, o.id, $2, $3, o.roster_id, 'henan-inpatient', 1, 1, o.amount, o.id::text, 'in-force', o.amount, o.start_on,
       o.start_on, o.start_on, o.end_on, now()
     FROM unnest($4::uuid[], $5::uuid[], $6::bigint[], $7::date[], $8::date[]) AS o (id, roster_id, amount, start_on, end_on)`,
    [
      officeId,
      countyAgencyId,
      unitId,
      orderIds,
      rosterIds,
      orders.map(({ amountFen }) => amountFen),
      orders.map(({ startOn }) => dayValue(startOn)),
      orders.map(({ endOn }) => dayValue(endOn)),
    ],
  );
  await perform(platform, office.callers.cashier, { name: 'plant-orders', input: {} }, async (act) => {
    await act.audit({ act: 'plant-orders', objectKind: 'office', objectId: officeId });
    const postings = orders.map(
      ({ amountFen, startOn, beganOn = startOn }, at): Posting => ({
        event: 'cover-started',
        objectKind: 'contribution-order',
        objectId: orderIds[at] ?? '',
        onDay: beganOn,
        amountFen,
        agencyId: countyAgencyId,
        unitId,
      }),
    );
    return ok(await postMany(act, postings));
  });
  return orderIds;
}
