import sql from 'sql-template-tag';
import { findMembers, openMember } from '#modules/persons/index.ts';
import type { ProgramId } from '#scheme/case.ts';
import { imported, morning, ordered, persons, type TypedPerson } from './joining-fixture.ts';
import type { TestOffice } from './scheme-fixture.ts';
import type { TestDatabase } from './test-database.ts';

/** So many days after the money arrived the cover has begun. */
const DAY_MS = 86_400_000;

/** Somebody who has cover, as his unit brought him. */
export interface TestMember extends TypedPerson {
  readonly personId: string;
  readonly memberId: string;
}

/** Members of the unit in the county with cover in these programs from the day after the fixture's, all by the real path. */
export async function coveredMembers(
  base: Pick<TestDatabase, 'platform' | 'clock'>,
  office: TestOffice,
  programs: readonly ProgramId[],
  { first = 1, count = 2 }: { readonly first?: number; readonly count?: number } = {},
): Promise<readonly TestMember[]> {
  const { platform, clock } = base;
  const rows = persons(first, count);
  for (const program of programs) {
    const order = await ordered(platform, office, { agent: office.callers.unitAgent, rows, program });
    await imported(platform, office.callers.cashier, [
      { amountFen: order.amountFen, on: '2025-05-10', remark: order.reference, recordId: `R-${program}-${first}` },
    ]);
  }
  clock.set(clock.now() + DAY_MS);
  await morning(platform, office.officeId);
  const context = { scope: 'office', officeId: office.officeId, actorId: platform.newId() } as const;
  const members = await platform.database.transaction(context, async (transaction) => {
    const found = await transaction.rows<{ id: string }>(
      sql`SELECT id FROM tenant.member WHERE office_id = ${office.officeId} ORDER BY id DESC LIMIT ${count}`,
    );
    return await findMembers(
      transaction,
      office.officeId,
      found.map(({ id }) => id),
    );
  });
  return rows.map((row) => {
    const member = members.find((each) => openMember(platform.ring(), each)?.residentId === row.residentId);
    if (member === undefined) throw new Error('a member was not enrolled');
    return { ...row, personId: member.person_id, memberId: member.member_id };
  });
}
