import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CATALOG_RULES, type CatalogFault, lintCatalog } from '../support/catalog-lint.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let base: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  base = await createTestDatabase();
  client = new pg.Client({ connectionString: base.superuserUrl });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await base?.close();
});

const lint = (): Promise<CatalogFault[]> =>
  lintCatalog(async <R extends object>(text: string) => (await client.query<R & pg.QueryResultRow>(text)).rows);

test('the migrated database keeps every rule', async () => {
  expect(await lint()).toEqual([]);
});

const PLAIN = 'CREATE TABLE tenant.planted (office_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (office_id, id))';
const protectedTable = `${PLAIN}; SELECT access.protect('tenant.planted', 'shared', 'SELECT')`;

/** What breaks each rule, and what the lint then names. */
const PLANTED: Readonly<Record<string, [statements: string, object: string]>> = {
  'tenant tables have office_id, of type uuid and NOT NULL': [
    'CREATE TABLE tenant.planted (office_id text NOT NULL, id uuid, PRIMARY KEY (office_id, id))',
    'tenant.planted',
  ],
  'tenant tables have a primary key that starts with office_id': [
    'CREATE TABLE tenant.planted (id uuid, office_id uuid NOT NULL, PRIMARY KEY (id, office_id))',
    'tenant.planted',
  ],
  'what is unique or exclusive among tenant rows is so within an office': [
    `${protectedTable}; CREATE UNIQUE INDEX planted_once ON tenant.planted (id)`,
    'tenant.planted tenant.planted_once',
  ],
  'indexes of tenant tables start with office_id, but for GIN': [
    `${protectedTable}; CREATE INDEX planted_by_id ON tenant.planted (id, office_id)`,
    'tenant.planted tenant.planted_by_id',
  ],
  'office_id is never granted for UPDATE by itself': [
    `${protectedTable}; GRANT UPDATE (office_id) ON tenant.planted TO tongzhou_app`,
    'tenant.planted',
  ],
  'row-level security is enabled and forced, with a policy': [
    `${PLAIN}; ALTER TABLE tenant.planted ENABLE ROW LEVEL SECURITY; CREATE POLICY all_of_it ON tenant.planted TO tongzhou_app
      USING (office_id = access.office_id())`,
    'tenant.planted',
  ],
  'policies of tenant tables compare office_id with the context': [
    `${PLAIN}; SELECT access.protect_by('tenant.planted', 'true', 'SELECT')`,
    'tenant.planted access',
  ],
  'policies hold no subquery': [
    `${PLAIN}; SELECT access.protect_by('tenant.planted',
      'office_id = access.office_id() AND id IN (SELECT id FROM tenant.unit)', 'SELECT')`,
    'tenant.planted access',
  ],
  'policies are for the application, or let the owner read what is listed': [
    `${protectedTable}; CREATE POLICY wide ON tenant.planted FOR SELECT TO public USING (office_id = access.office_id())`,
    'tenant.planted wide',
  ],
  'foreign keys between tenant tables carry office_id on both sides': [
    `${protectedTable}; ALTER TABLE tenant.planted ADD owner_office uuid,
      ADD FOREIGN KEY (owner_office, id) REFERENCES tenant.unit (office_id, id)`,
    'tenant.planted planted_owner_office_id_fkey',
  ],
  'no foreign key sets NULL or a default, or cascades': [
    `${protectedTable}; ALTER TABLE tenant.planted
      ADD FOREIGN KEY (office_id, id) REFERENCES tenant.unit (office_id, id) ON DELETE CASCADE`,
    'tenant.planted planted_office_id_id_fkey',
  ],
  'what is not of a tenant refers to no tenant table': [
    `CREATE TABLE reference.planted (office_id uuid, unit_id uuid,
      FOREIGN KEY (office_id, unit_id) REFERENCES tenant.unit (office_id, id))`,
    'reference.planted planted_office_id_unit_id_fkey',
  ],
  'tenant tables refer to tenant and reference tables only': [
    `${protectedTable}; ALTER TABLE tenant.planted ADD code text REFERENCES directory.unit_code`,
    'tenant.planted planted_code_fkey',
  ],
  'partitions have no grants and no policies': [
    'GRANT SELECT ON tenant.audit_row_2025 TO tongzhou_app',
    'tenant.audit_row_2025',
  ],
  'partitions lie one level deep, by range': [
    `CREATE TABLE tenant.planted (office_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (office_id, id))
      PARTITION BY HASH (office_id)`,
    'tenant.planted',
  ],
  'every partitioned table is listed for its next year': [
    `DELETE FROM reference.partitioned_table WHERE name = 'tenant.audit_row'`,
    'tenant.audit_row',
  ],
  'nobody but the owner may TRUNCATE, refer or make triggers': [
    'GRANT TRUNCATE ON tenant.person TO tongzhou_app',
    'tenant.person TRUNCATE',
  ],
  'grants go to the application alone, and it hands none on': [
    'GRANT SELECT ON tenant.person TO PUBLIC',
    'tenant.person',
  ],
  'there are no triggers of ours': [
    `CREATE FUNCTION access.planted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
     CREATE TRIGGER planted BEFORE INSERT ON tenant.person FOR EACH ROW EXECUTE FUNCTION access.planted()`,
    'tenant.person planted',
  ],
  'there are no rules, and no views': ['CREATE VIEW tenant.planted AS SELECT * FROM tenant.person', 'tenant.planted'],
  'functions that run as their owner are listed and fix their search_path': [
    `CREATE FUNCTION access.planted() RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'`,
    'access.planted()',
  ],
  'other functions stand in the schema access': [
    `CREATE FUNCTION tenant.planted() RETURNS integer LANGUAGE sql AS 'SELECT 1'`,
    'tenant.planted()',
  ],
  'the application owns nothing': [
    `CREATE TABLE local.planted (a integer); GRANT CREATE ON SCHEMA local TO tongzhou_app;
     ALTER TABLE local.planted OWNER TO tongzhou_app; REVOKE CREATE ON SCHEMA local FROM tongzhou_app`,
    'local.planted',
  ],
  'the application and the owner are powerless roles, and the application is a member of none': [
    'GRANT tongzhou_owner TO tongzhou_app',
    'tongzhou_app in tongzhou_owner',
  ],
  'the application can make nothing': ['GRANT CREATE ON SCHEMA stage TO tongzhou_app', 'stage'],
  'every schema is of a known class': ['CREATE SCHEMA planted', 'planted'],
  'no table of ours lies in public, access or extension': ['CREATE TABLE public.planted (a integer)', 'public.planted'],
  'the application may take what a sequence gives, no more': [
    'CREATE SEQUENCE tenant.planted; GRANT UPDATE ON SEQUENCE tenant.planted TO tongzhou_app',
    'tenant.planted',
  ],
};

test.each(Object.entries(PLANTED))('finds what breaks: %s', async (rule, [statements, object]) => {
  await client.query('BEGIN');
  try {
    await client.query(statements);
    expect(await lint()).toContainEqual({ rule, object });
  } finally {
    await client.query('ROLLBACK');
  }
});

test('every rule has something planted against it', () => {
  expect(Object.keys(PLANTED)).toEqual(CATALOG_RULES);
});
