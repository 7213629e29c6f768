-- The ground: schemas by class of table, the access context, organisations, persons.
--
-- Classes (docs/architecture.md): `tenant` rows belong to one office, primary keys start with office_id, row-level
-- security everywhere; `reference` is small and read by all; `directory` holds keyed hashes that must be unique
-- nationwide; `local` belongs to the running program (sessions, queues); `stage` takes COPY.
-- The application's role owns nothing, bypasses nothing and has no grant on any partition.

CREATE SCHEMA extension;
CREATE EXTENSION btree_gist SCHEMA extension;

CREATE SCHEMA access;
CREATE SCHEMA reference;
CREATE SCHEMA directory;
CREATE SCHEMA tenant;
CREATE SCHEMA local;
CREATE SCHEMA stage;
GRANT USAGE ON SCHEMA access, reference, directory, tenant, local, stage TO tongzhou_app;

-- 1 The access context of a transaction ------------------------------------------------------------------------------

CREATE FUNCTION access.scope() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('tongzhou.scope', true), '');
CREATE FUNCTION access.office_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('tongzhou.office_id', true), '')::uuid;
CREATE FUNCTION access.agency_ids() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('tongzhou.agency_ids', true), '')::uuid[];
CREATE FUNCTION access.unit_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('tongzhou.unit_id', true), '')::uuid;
CREATE FUNCTION access.person_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('tongzhou.person_id', true), '')::uuid;
CREATE FUNCTION access.actor_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('tongzhou.actor_id', true), '')::uuid;

-- The one place that sets the context, for this transaction only; a context that contradicts itself is refused.
CREATE FUNCTION access.enter(scope text, office_id text, agency_ids text, unit_id text, person_id text, actor_id text)
  RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF scope NOT IN ('office', 'agencies', 'unit', 'person', 'platform')
    OR (scope = 'platform') <> (office_id = '')
    OR (scope = 'unit') <> (unit_id <> '')
    OR (scope = 'person') <> (person_id <> '')
    OR (scope = 'agencies' AND agency_ids = '{}')
    OR actor_id = '' THEN
    RAISE EXCEPTION 'access context contradicts itself' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM set_config('tongzhou.scope', scope, true),
    set_config('tongzhou.office_id', nullif(office_id, '')::uuid::text, true),
    set_config('tongzhou.agency_ids', agency_ids::uuid[]::text, true),
    set_config('tongzhou.unit_id', nullif(unit_id, '')::uuid::text, true),
    set_config('tongzhou.person_id', nullif(person_id, '')::uuid::text, true),
    set_config('tongzhou.actor_id', actor_id::uuid::text, true);
END $$;

-- Puts a table under row-level security, for its owner too. `kind` says which scopes reach its rows:
--   office   the office's own staff and jobs;
--   staff    these, and agencies by agency_id;
--   tree     these, and units by unit_id;
--   person   these, and persons by person_id;
--   member   office, agencies and persons, not units (what a unit must not see of its members);
--   shared   everybody in the office.
-- `verbs` are what the application may do; a policy without a grant and a grant without a policy are both nothing.
CREATE FUNCTION access.protect(target regclass, kind text, verbs text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  office text := 'access.scope() = ''office''';
  agencies text := 'access.scope() = ''agencies'' AND agency_id = ANY (access.agency_ids())';
  unit text := 'access.scope() = ''unit'' AND unit_id = access.unit_id()';
  person text := 'access.scope() = ''person'' AND person_id = access.person_id()';
  visible text;
BEGIN
  visible := CASE kind
    WHEN 'office' THEN office
    WHEN 'staff' THEN format('(%s) OR (%s)', office, agencies)
    WHEN 'tree' THEN format('(%s) OR (%s) OR (%s)', office, agencies, unit)
    WHEN 'person' THEN format('(%s) OR (%s) OR (%s) OR (%s)', office, agencies, unit, person)
    WHEN 'member' THEN format('(%s) OR (%s) OR (%s)', office, agencies, person)
    WHEN 'shared' THEN 'true'
  END;
  IF visible IS NULL THEN RAISE EXCEPTION 'unknown kind of protection: %', kind; END IF;
  PERFORM access.protect_by(target, format('office_id = access.office_id() AND (%s)', visible), verbs);
END $$;

-- The same with a condition of its own.
CREATE FUNCTION access.protect_by(target regclass, condition text, verbs text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY access ON %s FOR ALL TO tongzhou_app USING (%s) WITH CHECK (%s)', target, condition, condition);
  EXECUTE format('GRANT %s ON %s TO tongzhou_app', verbs, target);
END $$;

REVOKE ALL ON FUNCTION access.protect(regclass, text, text), access.protect_by(regclass, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.enter(text, text, text, text, text, text) TO tongzhou_app;

-- 2 Partitions by year -----------------------------------------------------------------------------------------------

CREATE TABLE reference.partitioned_table (
  name text PRIMARY KEY
);

-- Partitions of a year for every table that has them. Called for the years ahead by each start of the program, as the
-- tables' owner: the application's role makes no tables.
CREATE FUNCTION access.ensure_partitions(year integer) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  parent text;
  child text;
BEGIN
  IF year NOT BETWEEN 2000 AND 2100 THEN RAISE EXCEPTION 'year out of range'; END IF;
  FOR parent IN SELECT name FROM reference.partitioned_table ORDER BY name LOOP
    child := format('%s_%s', parent, year);
    CONTINUE WHEN to_regclass(child) IS NOT NULL;
    EXECUTE format('CREATE TABLE %s PARTITION OF %s FOR VALUES FROM (%L) TO (%L)',
      child, parent, make_date(year, 1, 1), make_date(year + 1, 1, 1));
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', child);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', child);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION access.ensure_partitions(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.ensure_partitions(integer) TO tongzhou_app;

-- 3 Organisations ----------------------------------------------------------------------------------------------------

CREATE TABLE reference.office (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE CHECK (code ~ '^[0-9A-Z]{2,12}$'),
  name text NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('headquarters', 'office')),
  -- the one account into which contributions are paid: 通知-三(二).3
  bank_account_name text,
  bank_account_number text,
  bank_name text,
  bank_number text,
  opened_on date NOT NULL
);
ALTER TABLE reference.office ENABLE ROW LEVEL SECURITY;
ALTER TABLE reference.office FORCE ROW LEVEL SECURITY;
CREATE POLICY read ON reference.office FOR SELECT TO tongzhou_app USING (true);
CREATE POLICY open ON reference.office FOR INSERT TO tongzhou_app WITH CHECK (access.scope() = 'platform');
CREATE POLICY amend ON reference.office FOR UPDATE TO tongzhou_app
  USING (access.scope() = 'office' AND id = access.office_id());
GRANT SELECT, INSERT ON reference.office TO tongzhou_app;
GRANT UPDATE (bank_account_name, bank_account_number, bank_name, bank_number) ON reference.office TO tongzhou_app;

-- Working days as the State Council sets them: 1 work, 0 off; days that are not here are unknown, never guessed.
CREATE TABLE reference.calendar_day (
  day date PRIMARY KEY,
  is_workday boolean NOT NULL,
  name text NOT NULL DEFAULT ''
);
GRANT SELECT ON reference.calendar_day TO tongzhou_app;

CREATE TABLE tenant.agency (
  office_id uuid NOT NULL REFERENCES reference.office,
  id uuid NOT NULL,
  parent_id uuid,
  kind text NOT NULL CHECK (kind IN ('office', 'city', 'county')),
  code text NOT NULL,
  name text NOT NULL,
  -- from the root down to this node, both included
  path uuid[] NOT NULL,
  is_open boolean NOT NULL DEFAULT true,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, code),
  UNIQUE (office_id, parent_id, name),
  FOREIGN KEY (office_id, parent_id) REFERENCES tenant.agency (office_id, id),
  CHECK ((parent_id IS NULL) = (kind = 'office')),
  CHECK (path[array_upper(path, 1)] = id)
);
SELECT access.protect_by('tenant.agency',
  $$office_id = access.office_id() AND (access.scope() IN ('office', 'person') OR id = ANY (access.agency_ids()))$$,
  'SELECT, INSERT, UPDATE');

CREATE TABLE tenant.unit (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  name text NOT NULL,
  credit_code text NOT NULL CHECK (length(credit_code) = 18),
  union_name text,
  union_credit_code text CHECK (length(union_credit_code) = 18),
  address text NOT NULL DEFAULT '',
  staff_count integer NOT NULL CHECK (staff_count >= 0),
  women_count integer NOT NULL DEFAULT 0 CHECK (women_count BETWEEN 0 AND staff_count),
  eligible_count integer NOT NULL CHECK (eligible_count BETWEEN 0 AND staff_count),
  state text NOT NULL CHECK (state IN ('registered', 'active', 'refused', 'moved', 'merged', 'closed')),
  -- the unit that goes on in its place, perhaps in another office; the old rows stay
  successor_office_id uuid,
  successor_id uuid,
  -- contact's name and phone, under the ring's key
  sealed_contact bytea,
  registered_at timestamptz NOT NULL,
  PRIMARY KEY (office_id, id),
  FOREIGN KEY (office_id, agency_id) REFERENCES tenant.agency (office_id, id),
  CHECK ((successor_id IS NULL) = (successor_office_id IS NULL))
);
CREATE INDEX unit_by_agency ON tenant.unit (office_id, agency_id, id);
CREATE INDEX unit_by_state ON tenant.unit (office_id, state, id);
SELECT access.protect_by('tenant.unit', $$office_id = access.office_id() AND (
    access.scope() = 'office'
    OR (access.scope() = 'agencies' AND agency_id = ANY (access.agency_ids()))
    OR (access.scope() = 'unit' AND id = access.unit_id()))$$,
  'SELECT, INSERT, UPDATE');

-- A unit's credit code is one unit's in the nation, as long as that unit lives.
CREATE TABLE directory.unit_code (
  credit_code text PRIMARY KEY,
  office_id uuid NOT NULL,
  unit_id uuid NOT NULL
);
SELECT access.protect_by('directory.unit_code', $$access.scope() = 'platform' OR office_id = access.office_id()$$,
  'SELECT, INSERT, UPDATE, DELETE');

-- 4 Persons ----------------------------------------------------------------------------------------------------------

-- A person in an office. Nothing here is legible: a keyed hash to find him by, and his own key, wrapped. Deleting the
-- key deletes him; what refers to him stays whole.
CREATE TABLE tenant.person (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  -- HMAC-SM3 of the resident ID under look-up key version n stands in column n mod 2; both while the key rotates
  resident_hash_0 bytea CHECK (length(resident_hash_0) = 32),
  resident_hash_1 bytea CHECK (length(resident_hash_1) = 32),
  wrapped_key bytea,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, resident_hash_0),
  UNIQUE (office_id, resident_hash_1),
  CHECK (num_nonnulls(resident_hash_0, resident_hash_1) > 0)
);
SELECT access.protect_by('tenant.person',
  $$office_id = access.office_id() AND (access.scope() IN ('office', 'agencies', 'unit') OR id = access.person_id())$$,
  'SELECT, INSERT, UPDATE');

-- A person as a unit knows him. `sealed` holds name, sex, resident ID, phone under the person's own key.
CREATE TABLE tenant.member (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed bytea NOT NULL,
  -- a phone that several members share is flagged
  phone_hash_0 bytea,
  phone_hash_1 bytea,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, unit_id, person_id),
  FOREIGN KEY (office_id, unit_id) REFERENCES tenant.unit (office_id, id),
  FOREIGN KEY (office_id, person_id) REFERENCES tenant.person (office_id, id)
);
CREATE INDEX member_by_phone_0 ON tenant.member (office_id, phone_hash_0) WHERE phone_hash_0 IS NOT NULL;
CREATE INDEX member_by_phone_1 ON tenant.member (office_id, phone_hash_1) WHERE phone_hash_1 IS NOT NULL;
CREATE INDEX member_by_person ON tenant.member (office_id, person_id);
SELECT access.protect('tenant.member', 'person', 'SELECT, INSERT, UPDATE');

-- Keyed tokens of a member's name: equality is leakproof, so a search can use the index behind the policy.
CREATE TABLE tenant.member_token (
  office_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  token bigint NOT NULL,
  member_id uuid NOT NULL,
  PRIMARY KEY (office_id, token, member_id)
);
CREATE INDEX member_token_by_member ON tenant.member_token (office_id, member_id);
SELECT access.protect('tenant.member_token', 'tree', 'SELECT, INSERT, DELETE');
