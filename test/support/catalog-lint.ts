/** One statement on a database, as a superuser. */
export type AskCatalog = <R extends object>(text: string) => Promise<R[]>;

export interface CatalogFault {
  readonly rule: string;
  /** The table, constraint, function or role at fault. */
  readonly object: string;
}

/** Functions that run as their owner: each fixes its search_path. */
const SECURITY_DEFINERS = ['access.ensure_partitions', 'directory.standing_covers', 'directory.covering_offices'];

/** What the last two of them read across offices, and the only tables that have a policy for their owner. */
const OWNER_READS = ['directory.cover', 'directory.cover_reservation', 'tenant.agency'];

const SCHEMAS = ['access', 'directory', 'extension', 'local', 'migration', 'public', 'reference', 'stage', 'tenant'];

/** Of a package, which makes its tables by itself. */
const FOREIGN_SCHEMAS = ['jobs'];

const listed = (names: readonly string[]): string => `ARRAY[${names.map((name) => `'${name}'`).join(', ')}]`;

/**
 * The rules of architecture.md §4 that a catalog can show, each as a query for what breaks it. `object` names the
 * culprit. `ours` are the relations of our schemas, partitions apart; `piece` are partitions.
 */
const OURS = `
  ours AS (
    SELECT c.oid, n.nspname AS schema, n.nspname || '.' || c.relname AS name, c.relkind, c.relispartition,
      c.relrowsecurity, c.relforcerowsecurity, c.relowner
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('access', 'directory', 'local', 'migration', 'public', 'reference', 'stage', 'tenant')
      AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT EXISTS (
        SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  ),
  tenant_table AS (SELECT * FROM ours WHERE schema = 'tenant' AND relkind IN ('r', 'p') AND NOT relispartition)`;

const RULES: Readonly<Record<string, string>> = {
  'tenant tables have office_id, of type uuid and NOT NULL': `
    SELECT name AS object FROM tenant_table t WHERE NOT EXISTS (
      SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'office_id' AND a.attnotnull
        AND a.atttypid = 'uuid'::regtype AND NOT a.attisdropped)`,
  'tenant tables have a primary key that starts with office_id': `
    SELECT name AS object FROM tenant_table t WHERE NOT EXISTS (
      SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
      WHERE i.indrelid = t.oid AND i.indisprimary AND a.attname = 'office_id')`,
  'what is unique or exclusive among tenant rows is so within an office': `
    SELECT t.name || ' ' || i.indexrelid::regclass AS object FROM tenant_table t JOIN pg_index i ON i.indrelid = t.oid
    WHERE (i.indisunique OR i.indisexclusion) AND NOT EXISTS (
      SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'office_id' AND a.attnum = ANY (i.indkey))`,
  'indexes of tenant tables start with office_id, but for GIN': `
    SELECT t.name || ' ' || i.indexrelid::regclass AS object FROM tenant_table t JOIN pg_index i ON i.indrelid = t.oid
    JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
    LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
    WHERE m.amname <> 'gin' AND a.attname IS DISTINCT FROM 'office_id'`,
  'office_id is never granted for UPDATE by itself': `
    SELECT t.name AS object FROM tenant_table t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'office_id',
      aclexplode(a.attacl) AS g WHERE g.privilege_type = 'UPDATE'`,
  'row-level security is enabled and forced, with a policy': `
    SELECT name AS object FROM ours o WHERE schema IN ('tenant', 'directory', 'local') AND relkind IN ('r', 'p')
      AND NOT (relrowsecurity AND relforcerowsecurity
        AND (relispartition OR EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = o.oid)))`,
  'policies of tenant tables compare office_id with the context': `
    SELECT t.name || ' ' || p.polname AS object FROM tenant_table t JOIN pg_policy p ON p.polrelid = t.oid
    WHERE p.polpermissive AND p.polname <> 'owner_reads' AND (coalesce(pg_get_expr(p.polqual, p.polrelid), 'office_id = access.office_id()')
        !~ '^\\(*office_id = access\\.office_id\\(\\)'
      OR coalesce(pg_get_expr(p.polwithcheck, p.polrelid), 'office_id = access.office_id()')
        !~ '^\\(*office_id = access\\.office_id\\(\\)')`,
  'policies hold no subquery': `
    SELECT o.name || ' ' || p.polname AS object FROM ours o JOIN pg_policy p ON p.polrelid = o.oid
    WHERE coalesce(p.polqual::text, '') || coalesce(p.polwithcheck::text, '') LIKE '%{SUBLINK%'`,
  'policies are for the application, or let the owner read what is listed': `
    SELECT o.name || ' ' || p.polname AS object FROM ours o JOIN pg_policy p ON p.polrelid = o.oid
    WHERE (
      p.polroles <> ARRAY(SELECT oid FROM pg_roles WHERE rolname = 'tongzhou_app')
      AND NOT (p.polname = 'owner_reads' AND p.polcmd = 'r' AND o.name = ANY (${listed(OWNER_READS)})
        AND p.polroles = ARRAY(SELECT oid FROM pg_roles WHERE rolname = 'tongzhou_owner')))`,
  'foreign keys between tenant tables carry office_id on both sides': `
    SELECT t.name || ' ' || k.conname AS object FROM tenant_table t
    JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f' AND k.conparentid = 0
    JOIN tenant_table f ON f.oid = k.confrelid
    WHERE NOT EXISTS (
      SELECT FROM unnest(k.conkey, k.confkey) AS pair (here, there)
      JOIN pg_attribute h ON h.attrelid = k.conrelid AND h.attnum = pair.here
      JOIN pg_attribute r ON r.attrelid = k.confrelid AND r.attnum = pair.there
      WHERE h.attname = 'office_id' AND r.attname = 'office_id')`,
  'no foreign key sets NULL or a default, or cascades': `
    SELECT o.name || ' ' || k.conname AS object FROM ours o JOIN pg_constraint k ON k.conrelid = o.oid
    WHERE k.contype = 'f' AND (k.confdeltype NOT IN ('a', 'r') OR k.confupdtype NOT IN ('a', 'r'))`,
  'what is not of a tenant refers to no tenant table': `
    SELECT o.name || ' ' || k.conname AS object FROM ours o
    JOIN pg_constraint k ON k.conrelid = o.oid AND k.contype = 'f' JOIN ours f ON f.oid = k.confrelid
    WHERE o.schema <> 'tenant' AND f.schema = 'tenant'`,
  'tenant tables refer to tenant and reference tables only': `
    SELECT o.name || ' ' || k.conname AS object FROM ours o
    JOIN pg_constraint k ON k.conrelid = o.oid AND k.contype = 'f' JOIN ours f ON f.oid = k.confrelid
    WHERE o.schema = 'tenant' AND f.schema NOT IN ('tenant', 'reference')`,
  'partitions have no grants and no policies': `
    SELECT o.name AS object FROM ours o WHERE relispartition AND (
      EXISTS (SELECT FROM pg_class c, aclexplode(c.relacl) g WHERE c.oid = o.oid AND g.grantee <> c.relowner)
      OR EXISTS (SELECT FROM pg_attribute a, aclexplode(a.attacl) g WHERE a.attrelid = o.oid AND g.grantee <> o.relowner)
      OR EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = o.oid))`,
  'partitions lie one level deep, by range': `
    SELECT o.name AS object FROM ours o WHERE relkind = 'p'
      AND (relispartition OR NOT EXISTS (
        SELECT FROM pg_partitioned_table p WHERE p.partrelid = o.oid AND p.partstrat = 'r'))`,
  'every partitioned table is listed for its next year': `
    SELECT name AS object FROM ours o WHERE relkind = 'p' AND NOT EXISTS (
      SELECT FROM reference.partitioned_table p WHERE p.name = o.name)`,
  'nobody but the owner may TRUNCATE, refer or make triggers': `
    SELECT o.name || ' ' || g.privilege_type AS object FROM ours o JOIN pg_class c ON c.oid = o.oid,
      aclexplode(c.relacl) g
    WHERE g.grantee <> c.relowner AND g.privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')`,
  'grants go to the application alone, and it hands none on': `
    SELECT o.name AS object FROM ours o JOIN pg_class c ON c.oid = o.oid, aclexplode(c.relacl) g
    WHERE g.grantee NOT IN (c.relowner, (SELECT oid FROM pg_roles WHERE rolname = 'tongzhou_app'))
      OR (g.is_grantable AND g.grantee <> c.relowner)`,
  'there are no triggers of ours': `
    SELECT o.name || ' ' || t.tgname AS object FROM ours o JOIN pg_trigger t ON t.tgrelid = o.oid
    WHERE NOT t.tgisinternal`,
  'there are no rules, and no views': `
    SELECT o.name AS object FROM ours o WHERE relkind IN ('v', 'm', 'f')
    UNION ALL SELECT o.name || ' ' || r.rulename FROM ours o JOIN pg_rewrite r ON r.ev_class = o.oid
    WHERE o.relkind IN ('r', 'p')`,
  'functions that run as their owner are listed and fix their search_path': `
    SELECT p.oid::regprocedure::text AS object FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'extension')
      AND (NOT (n.nspname || '.' || p.proname = ANY (${listed(SECURITY_DEFINERS)}))
        OR NOT EXISTS (SELECT FROM unnest(p.proconfig) s WHERE s LIKE 'search_path=%' AND s NOT LIKE '%tenant%'))`,
  'other functions stand in the schema access': `
    SELECT p.oid::regprocedure::text AS object FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE NOT (n.nspname || '.' || p.proname = ANY (${listed(SECURITY_DEFINERS)})) AND n.nspname IN ('directory', 'local', 'migration', 'public', 'reference', 'stage', 'tenant')`,
  'the application owns nothing': `
    SELECT CASE s.classid WHEN 'pg_class'::regclass THEN s.objid::regclass::text
      ELSE s.classid::regclass || ' ' || s.objid END AS object FROM pg_shdepend s
    JOIN pg_roles r ON r.oid = s.refobjid AND r.rolname = 'tongzhou_app'
    WHERE s.deptype = 'o' AND s.refclassid = 'pg_authid'::regclass
      AND s.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))`,
  'the application and the owner are powerless roles, and the application is a member of none': `
    SELECT rolname AS object FROM pg_roles WHERE rolname IN ('tongzhou_app', 'tongzhou_owner')
      AND (rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication
        OR (rolname = 'tongzhou_owner' AND rolcanlogin))
    UNION ALL SELECT r.rolname || ' in ' || m.roleid::regrole FROM pg_auth_members m
    JOIN pg_roles r ON r.oid = m.member AND r.rolname = 'tongzhou_app'`,
  'the application can make nothing': `
    SELECT n.nspname AS object FROM pg_namespace n
    WHERE n.nspname NOT LIKE 'pg\\_%' AND NOT (n.nspname = ANY (${listed(FOREIGN_SCHEMAS)}))
      AND has_schema_privilege('tongzhou_app', n.oid, 'CREATE')
    UNION ALL SELECT current_database() WHERE has_database_privilege('tongzhou_app', current_database(), 'CREATE, TEMP')`,
  'every schema is of a known class': `
    SELECT nspname AS object FROM pg_namespace
    WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' AND NOT (nspname = ANY (${listed(SCHEMAS)}))
      AND NOT (nspname = ANY (${listed(FOREIGN_SCHEMAS)}))`,
  'no table of ours lies in public, access or extension': `
    SELECT name AS object FROM ours WHERE schema IN ('public', 'access', 'extension')`,
  'the application may take what a sequence gives, no more': `
    SELECT c.oid::regclass::text AS object FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
      aclexplode(c.relacl) g
    WHERE c.relkind = 'S' AND n.nspname IN ('tenant', 'directory', 'local', 'reference', 'stage')
      AND g.grantee <> c.relowner AND g.privilege_type = 'UPDATE'`,
};

/** All that breaks a rule, in the order of the rules. */
export async function lintCatalog(ask: AskCatalog): Promise<CatalogFault[]> {
  const faults: CatalogFault[] = [];
  for (const [rule, query] of Object.entries(RULES)) {
    const found = await ask<{ object: string }>(`WITH ${OURS} ${query}`);
    faults.push(...found.map(({ object }) => ({ rule, object })));
  }
  return faults;
}

/** The rules' names. */
export const CATALOG_RULES: readonly string[] = Object.keys(RULES);
