import type { TestDatabase } from './test-database.ts';

/** To whom a row belongs, and by whom it was written. */
export interface Owner {
  /** What a breach calls it. */
  readonly name: string;
  readonly officeId: string;
  readonly agencyId: string | null;
  readonly unitId: string | null;
  readonly personId: string | null;
  readonly actorId: string;
}

export interface AttackedColumn {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly isUnique: boolean;
}

export interface AttackedTable {
  /** With its schema. */
  readonly name: string;
  readonly columns: readonly AttackedColumn[];
  readonly partitions: readonly string[];
  /** Whose rows stand in it. */
  readonly planted: readonly Owner[];
}

type OwnerField = 'officeId' | 'agencyId' | 'unitId' | 'personId' | 'actorId';

const OWNER_COLUMNS: Readonly<Partial<Record<string, OwnerField>>> = {
  office_id: 'officeId',
  agency_id: 'agencyId',
  unit_id: 'unitId',
  person_id: 'personId',
  actor_id: 'actorId',
  account_id: 'actorId',
  recipient_id: 'actorId',
};

/** Tables whose own key is what others refer to as an owner. */
const OWNERS_BY_KEY: Readonly<Partial<Record<string, OwnerField>>> = {
  'reference.office': 'officeId',
  'tenant.agency': 'agencyId',
  'tenant.unit': 'unitId',
  'tenant.person': 'personId',
  'tenant.account': 'actorId',
};

/** Which of an owner's ids stands in a column; `undefined` where it holds no owner. */
export function ownerField(table: string, column: string): OwnerField | undefined {
  return column === 'id' ? OWNERS_BY_KEY[table] : OWNER_COLUMNS[column];
}

/** Every table that the application can meet, from the catalog: tables of later migrations come by themselves. */
function attackedTables(base: TestDatabase): Promise<Omit<AttackedTable, 'planted'>[]> {
  return base.asSuperuser(`
    SELECT n.nspname || '.' || c.relname AS name,
      ARRAY(SELECT i.inhrelid::regclass::text FROM pg_inherits i WHERE i.inhparent = c.oid ORDER BY 1) AS partitions,
      (SELECT jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, NULL),
          'isRequired', a.attnotnull AND NOT a.atthasdef,
          'isUnique', EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND a.attnum = ANY (i.indkey)))
          ORDER BY a.attnum)
        FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity = '' AND a.attgenerated = ''
      ) AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('tenant', 'directory', 'local', 'reference') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    ORDER BY 1`);
}

/**
 * An INSERT of a row that belongs to that owner; `undefined` where the table holds nobody's rows, or needs an owner that
 * this one has not. Where the row is the owner himself, `isAnother` makes it one that does not exist yet. Values are
 * literals of our own making.
 */
export function insertOf(
  { name, columns }: Pick<AttackedTable, 'name' | 'columns'>,
  owner: Owner,
  isAnother = false,
): string | undefined {
  const names: string[] = [];
  const values: string[] = [];
  let isOwned = false;
  for (const column of columns) {
    const field = ownerField(name, column.name);
    if (field === undefined && !column.isRequired) continue;
    if (field !== undefined) {
      isOwned = true;
      if (owner[field] === null && column.isRequired) return undefined;
    }
    const isFresh = field === undefined || (isAnother && column.name === 'id');
    names.push(column.name);
    values.push(isFresh ? anyValue(name, column) : literal(owner[field]));
  }
  return isOwned ? `INSERT INTO ${name} (${names.join(', ')}) VALUES (${values.join(', ')})` : undefined;
}

/** An id as SQL. */
export function literal(id: string | null): string {
  return id === null ? 'NULL' : `'${id}'`;
}

const VALUES: Readonly<Partial<Record<string, string>>> = {
  uuid: 'gen_random_uuid()',
  text: 'md5(random()::text)',
  bytea: 'sha256(random()::text::bytea)',
  smallint: '(random() * 30000)::smallint',
  integer: '(random() * 2000000000)::integer',
  bigint: '(random() * 9000000000000)::bigint',
  numeric: 'random()::numeric',
  boolean: 'false',
  date: `date '2025-05-10'`,
  daterange: `daterange('2025-05-10', '2025-05-11')`,
  'timestamp with time zone': `timestamptz '2025-05-10 09:00+08'`,
  jsonb: `'{}'::jsonb`,
  xid8: `'1'::xid8`,
  inet: `'127.0.0.1'::inet`,
  interval: `interval '1 day'`,
};

/** Some value of a column's type as an expression. */
export function anyValue(table: string, { name, type }: AttackedColumn): string {
  const value = type.endsWith('[]') ? `'{}'::${type}` : VALUES[type];
  if (value === undefined) throw new Error(`${table}.${name}: no value is known for the type ${type}`);
  return value;
}

/**
 * Rows of every owner in every table, by the superuser and past foreign keys. Check constraints are dropped first: they
 * would ask for meaningful rows, and must not be what stops an attack.
 */
export async function plantRows(
  base: TestDatabase,
  owners: readonly Owner[],
  isWanted: (table: string) => boolean = () => true,
): Promise<AttackedTable[]> {
  await base.asSuperuser(`DO $$ DECLARE c record; BEGIN
    FOR c IN SELECT conrelid::regclass AS target, conname FROM pg_constraint
      WHERE contype IN ('c', 'f') AND conparentid = 0 AND coninhcount = 0
        AND connamespace::regnamespace::text IN ('tenant', 'directory', 'local', 'reference')
    LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.target, c.conname); END LOOP;
  END $$`);
  const tables: AttackedTable[] = [];
  for (const table of await attackedTables(base)) {
    if (!isWanted(table.name)) continue;
    const planted: Owner[] = [];
    for (const owner of owners) {
      const insert = insertOf(table, owner);
      if (insert === undefined) continue;
      // two owners may share an agency or a unit, whose own row stands once
      const rows = await base.asSuperuser(`${insert} ON CONFLICT DO NOTHING RETURNING 1`);
      if (rows.length > 0) planted.push(owner);
    }
    tables.push({ ...table, planted });
  }
  return tables;
}
