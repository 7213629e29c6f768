import { afterAll, beforeAll, expect, test } from 'vitest';
import { attack, type Breach } from '../support/attack.ts';
import { castOf } from '../support/attack-cast.ts';
import { type AttackedTable, plantRows } from '../support/attack-rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let base: TestDatabase;
let tables: readonly AttackedTable[];
let cast: ReturnType<typeof castOf>;
beforeAll(async () => {
  base = await createTestDatabase();
  cast = castOf(base.platform);
  tables = await plantRows(base, cast.owners);
});
afterAll(() => base?.close());

test('nobody reads or writes what is not his own, whatever he tries, many at the same moment', async () => {
  const { tried, breaches, ownRowsSeen } = await attack(base.platform.database, tables, cast.attackers, cast.owners);
  process.stdout.write(`${summaryOf(tried)}\n`);
  expect(breaches).toEqual([]);
  expect(ownRowsSeen).toBeGreaterThan(tables.length);
  expect(tables.filter(({ planted }) => planted.length > 0).length).toBeGreaterThan(30);
});

/** Attacks a table after a hole was made in it, by all attackers. */
async function breachesAfter(hole: string, table: string): Promise<readonly Breach[]> {
  await base.asSuperuser(hole);
  const planted = await plantRows(base, cast.owners, (name) => name === table && !tables.some((t) => t.name === name));
  const attacked = [...tables.filter(({ name }) => name === table), ...planted];
  return (await attack(base.platform.database, attacked, cast.attackers, cast.owners)).breaches;
}

test('a table without a policy is found', async () => {
  const breaches = await breachesAfter(
    `CREATE TABLE tenant.planted (office_id uuid NOT NULL, id uuid NOT NULL, agency_id uuid, PRIMARY KEY (office_id, id));
     GRANT SELECT, INSERT ON tenant.planted TO tongzhou_app`,
    'tenant.planted',
  );
  expect(breaches).toContainEqual({
    table: 'tenant.planted',
    attacker: 'office',
    verb: 'SELECT',
    what: 'reached a row of another office',
  });
  expect(breaches).toContainEqual(
    expect.objectContaining({ attacker: 'nobody', verb: 'INSERT', what: 'wrote a row for another city' }),
  );
  expect(breaches).toContainEqual(expect.objectContaining({ attacker: 'office', verb: 'COPY' }));
});

test('a policy that lacks a condition is found, sideways in the tree and by members', async () => {
  const breaches = await breachesAfter(
    `ALTER POLICY access ON tenant.member USING (office_id = access.office_id()) WITH CHECK (office_id = access.office_id())`,
    'tenant.member',
  );
  expect(breaches).toContainEqual(
    expect.objectContaining({
      attacker: 'county',
      verb: 'SELECT',
      what: 'reached a row of another county of the city',
    }),
  );
  expect(breaches).toContainEqual(
    expect.objectContaining({ attacker: 'person', verb: 'INSERT', what: 'wrote a row for another person of the unit' }),
  );
  expect(breaches.filter(({ attacker }) => attacker === 'office' || attacker === 'nobody')).toEqual([]);
});

test('a policy that lets somebody write what he may not read is found', async () => {
  const breaches = await breachesAfter(
    `CREATE POLICY blind ON tenant.ledger_entry FOR UPDATE TO tongzhou_app USING (true);
     GRANT UPDATE ON tenant.ledger_entry TO tongzhou_app`,
    'tenant.ledger_entry',
  );
  expect(breaches).toContainEqual(expect.objectContaining({ attacker: 'unit', verb: 'UPDATE' }));
});

test('a grant on a partition is found', async () => {
  const breaches = await breachesAfter('GRANT SELECT ON tenant.audit_row_2025 TO tongzhou_app', 'tenant.audit_row');
  expect(new Set(breaches.map(({ verb }) => verb))).toEqual(new Set(['PARTITION']));
  expect(breaches).toHaveLength(cast.attackers.length);
});

/** How often what was tried, by table, by attacker and in all. */
function summaryOf(tried: ReadonlyMap<string, number>): string {
  const lines = new Map<string, Map<string, number>>();
  for (const [key, count] of tried) {
    const [table = '', attacker = '', verb = ''] = key.split(' ');
    for (const line of [table, `as ${attacker}`, 'in all']) {
      const verbs = lines.get(line) ?? new Map<string, number>();
      verbs.set(verb, (verbs.get(verb) ?? 0) + count);
      lines.set(line, verbs);
    }
  }
  const words = (verbs: ReadonlyMap<string, number>): string =>
    [...verbs].map(([verb, count]) => `${verb} ${count}`).join('  ');
  return [...lines].map(([line, verbs]) => `${line.padEnd(32)} ${words(verbs)}`).join('\n');
}
