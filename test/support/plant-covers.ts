import type { DayNumber } from '#kernel/civil-date.ts';
import { hashColumns } from '#modules/persons/index.ts';
import { lookupHashes } from '#platform/cryptography/lookup-hash.ts';
import { dayValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';
import type { TestDatabase } from './test-database.ts';

export interface CoversToPlant {
  readonly officeId: string;
  readonly agencyId: string;
  readonly unitId: string;
  readonly program: ProgramId;
  readonly startOn: DayNumber;
  readonly endOn: DayNumber;
  readonly persons: readonly { readonly name: string; readonly residentId: string }[];
}

export interface PlantedCover {
  readonly personId: string;
  readonly memberId: string;
  readonly periodId: string;
}

const ROWS_PER_STATEMENT = 5_000;

/**
 * Persons with a period each, straight into the tables: for tests of what comes after enrolment. A person who is there
 * already gets another period, and another membership where the unit is another.
 */
export async function plantCovers(
  { platform, asSuperuser }: Pick<TestDatabase, 'platform' | 'asSuperuser'>,
  covers: CoversToPlant,
): Promise<readonly PlantedCover[]> {
  const planted: PlantedCover[] = [];
  for (let from = 0; from < covers.persons.length; from += ROWS_PER_STATEMENT) {
    planted.push(...(await plantSome(covers.persons.slice(from, from + ROWS_PER_STATEMENT))));
  }
  return planted;

  async function plantSome(persons: CoversToPlant['persons']): Promise<PlantedCover[]> {
    const { officeId, agencyId, unitId, program } = covers;
    const ids = persons.map(() => ({ person: platform.newId(), member: platform.newId(), period: platform.newId() }));
    const sealed = await platform.bulk().sealPersons(
      persons.map(({ name, residentId }, at) => ({
        officeId,
        personId: ids[at]?.person ?? '',
        name,
        residentId,
        phone: undefined,
        fields: {},
        wrappedKey: undefined,
      })),
    );
    const hashes = persons.map(({ residentId }) =>
      hashColumns(lookupHashes(platform.ring(), 'resident-id', residentId)),
    );
    return await asSuperuser<PlantedCover>(
      `WITH given AS (
        SELECT * FROM unnest($5::uuid[], $6::uuid[], $7::uuid[], $8::bytea[], $9::bytea[], $10::bytea[], $11::bytea[])
          WITH ORDINALITY AS g (person_id, member_id, period_id, hash_0, hash_1, wrapped_key, sealed, place)
      ), person AS (
        INSERT INTO tenant.person (office_id, id, resident_hash_0, resident_hash_1, wrapped_key)
        SELECT $1, person_id, hash_0, hash_1, wrapped_key FROM given
        ON CONFLICT DO NOTHING RETURNING id
      ), known AS (
        SELECT g.place, g.period_id, coalesce(p.id, g.person_id) AS person_id, g.member_id, g.sealed
        FROM given g LEFT JOIN tenant.person p ON p.office_id = $1
          AND (p.resident_hash_0 = g.hash_0 OR p.resident_hash_1 = g.hash_1)
      ), member AS (
        INSERT INTO tenant.member AS m (office_id, id, agency_id, unit_id, person_id, sealed)
        SELECT $1, member_id, $2, $3, person_id, sealed FROM known
        ON CONFLICT (office_id, unit_id, person_id) DO UPDATE SET sealed = m.sealed RETURNING id, person_id
      )
      INSERT INTO tenant.coverage_period (office_id, start_on, id, end_on, agency_id, unit_id, person_id, member_id, program,
        shares, order_id, waiting_until, state)
      SELECT $1, $12, k.period_id, $13, $2, $3, k.person_id, m.id, $4, 1, $14, NULL, 'in-force'
      FROM known k JOIN member m ON m.person_id = k.person_id ORDER BY k.place
      RETURNING person_id AS "personId", member_id AS "memberId", id AS "periodId"`,
      [
        officeId,
        agencyId,
        unitId,
        program,
        ids.map(({ person }) => person),
        ids.map(({ member }) => member),
        ids.map(({ period }) => period),
        hashes.map(({ hash0 }) => hash0),
        hashes.map(({ hash1 }) => hash1),
        sealed.map(({ wrappedKey }) => wrappedKey),
        sealed.map((each) => each.sealed),
        dayValue(covers.startOn),
        dayValue(covers.endOn),
        platform.newId(),
      ],
    );
  }
}
