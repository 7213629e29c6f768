-- Accounts: who signs in, with which roles, where in the tree; invitations, sessions, security settings.

-- 1 The three administrators -----------------------------------------------------------------------------------------

-- A scope of their own: accounts, the tree and settings of the office; of its business not one row (platform.md §1).
CREATE OR REPLACE FUNCTION access.enter(scope text, office_id text, agency_ids text, unit_id text, person_id text, actor_id text)
  RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF scope NOT IN ('office', 'agencies', 'unit', 'person', 'administration', 'platform')
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

-- The actor of what the program does by itself: signing people in, opening an office.
CREATE FUNCTION access.is_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN access.actor_id() = '00000000-0000-7000-8000-000000000001'::uuid;

DROP POLICY access ON tenant.agency;
SELECT access.protect_by('tenant.agency', $$office_id = access.office_id() AND (
    access.scope() IN ('office', 'person', 'administration') OR id = ANY (access.agency_ids()))$$,
  'SELECT, INSERT, UPDATE');
CREATE INDEX agency_by_path ON tenant.agency USING gin (path);

-- An office opens in its own context, so that it, its root and its first invitations are one act.
DROP POLICY open ON reference.office;
CREATE POLICY open ON reference.office FOR INSERT TO tongzhou_app
  WITH CHECK (access.scope() = 'office' AND id = access.office_id() AND access.is_system());

-- What was done to accounts and the tree is theirs to read; business is not.
CREATE POLICY read_administration ON tenant.audit_row FOR SELECT TO tongzhou_app USING (
  office_id = access.office_id() AND access.scope() = 'administration'
  AND object_kind IN ('account', 'invitation', 'agency', 'office', 'security-settings'));

-- 2 Units that move --------------------------------------------------------------------------------------------------

-- The unit that this one goes on from, perhaps of another office, whose rows stay there.
ALTER TABLE tenant.unit
  ADD predecessor_office_id uuid,
  ADD predecessor_id uuid,
  ADD refusal_reason text,
  ADD CHECK ((predecessor_id IS NULL) = (predecessor_office_id IS NULL));
-- Lists by the beginning of a name: names of units are no secret.
CREATE INDEX unit_by_name ON tenant.unit (office_id, name text_pattern_ops, id);

-- 3 Accounts ---------------------------------------------------------------------------------------------------------

CREATE TABLE tenant.account (
  office_id uuid NOT NULL REFERENCES reference.office,
  id uuid NOT NULL,
  -- what sort of access its roles give; it never changes
  kind text NOT NULL CHECK (kind IN ('administrator', 'staff', 'unit', 'member')),
  agency_id uuid NOT NULL,
  unit_id uuid,
  person_id uuid,
  -- name, phone and sign-in name, under the ring's key
  sealed bytea NOT NULL,
  phone_hash_0 bytea CHECK (length(phone_hash_0) = 32),
  phone_hash_1 bytea CHECK (length(phone_hash_1) = 32),
  state text NOT NULL CHECK (state IN ('active', 'disabled')),
  created_at timestamptz NOT NULL,
  last_sign_in_at timestamptz,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, id, kind),
  FOREIGN KEY (office_id, agency_id) REFERENCES tenant.agency (office_id, id),
  FOREIGN KEY (office_id, unit_id) REFERENCES tenant.unit (office_id, id),
  CHECK ((kind = 'unit') = (unit_id IS NOT NULL)),
  CHECK ((kind = 'member') = (person_id IS NOT NULL)),
  CHECK (num_nonnulls(phone_hash_0, phone_hash_1) > 0),
  -- nobody holds two of the three, nor one of them and a business role, by way of a second account either
  CONSTRAINT administrator_apart_0 EXCLUDE USING gist (office_id WITH =, phone_hash_0 WITH =,
    (CASE kind WHEN 'administrator' THEN 1 ELSE 0 END) WITH <>) WHERE (kind IN ('administrator', 'staff', 'unit') AND state = 'active'),
  CONSTRAINT administrator_apart_1 EXCLUDE USING gist (office_id WITH =, phone_hash_1 WITH =,
    (CASE kind WHEN 'administrator' THEN 1 ELSE 0 END) WITH <>) WHERE (kind IN ('administrator', 'staff', 'unit') AND state = 'active')
);
CREATE UNIQUE INDEX administrator_once_0 ON tenant.account (office_id, phone_hash_0)
  WHERE kind = 'administrator' AND state = 'active';
CREATE UNIQUE INDEX administrator_once_1 ON tenant.account (office_id, phone_hash_1)
  WHERE kind = 'administrator' AND state = 'active';
CREATE INDEX account_by_agency ON tenant.account (office_id, agency_id, id);
CREATE INDEX account_by_unit ON tenant.account (office_id, unit_id) WHERE unit_id IS NOT NULL;
SELECT access.protect_by('tenant.account', $$office_id = access.office_id() AND (
    access.scope() IN ('office', 'administration')
    OR (access.scope() = 'agencies' AND agency_id = ANY (access.agency_ids()))
    OR (access.scope() = 'unit' AND unit_id = access.unit_id())
    OR id = access.actor_id())$$,
  'SELECT, INSERT, UPDATE');

CREATE TABLE tenant.account_role (
  office_id uuid NOT NULL,
  account_id uuid NOT NULL,
  kind text NOT NULL,
  role text NOT NULL,
  -- where it is held; what lies below is reached too
  agency_id uuid NOT NULL,
  unit_id uuid,
  granted_by uuid NOT NULL,
  granted_at timestamptz NOT NULL,
  PRIMARY KEY (office_id, account_id, role, agency_id),
  FOREIGN KEY (office_id, account_id, kind) REFERENCES tenant.account (office_id, id, kind),
  FOREIGN KEY (office_id, agency_id) REFERENCES tenant.agency (office_id, id),
  CHECK (granted_by <> account_id),
  CHECK ((kind = 'unit') = (unit_id IS NOT NULL)),
  CONSTRAINT role_of_kind CHECK (CASE kind
    WHEN 'administrator' THEN role IN ('systemAdministrator', 'securityAdministrator', 'auditAdministrator')
    WHEN 'staff' THEN role IN ('reviewer', 'cashier', 'accountant', 'approver', 'committeeMember', 'auditor', 'programManager')
    WHEN 'unit' THEN role = 'unitAgent'
    ELSE role IN ('member', 'relative') END)
);
-- one of the three at most
CREATE UNIQUE INDEX administrator_role_once ON tenant.account_role (office_id, account_id) WHERE kind = 'administrator';
CREATE INDEX account_role_by_agency ON tenant.account_role (office_id, agency_id, account_id);
SELECT access.protect_by('tenant.account_role', $$office_id = access.office_id() AND (
    access.scope() IN ('office', 'administration')
    OR (access.scope() = 'agencies' AND agency_id = ANY (access.agency_ids()))
    OR (access.scope() = 'unit' AND unit_id = access.unit_id())
    OR account_id = access.actor_id())$$,
  'SELECT, INSERT, UPDATE (agency_id), DELETE');

-- By what an account proves itself: its own, the program's when it signs somebody in, an administrator's to reset.
CREATE TABLE tenant.account_secret (
  office_id uuid NOT NULL,
  account_id uuid NOT NULL,
  password_hash text NOT NULL,
  password_changed_at timestamptz NOT NULL,
  -- under the ring's key
  sealed_totp bytea,
  is_totp_confirmed boolean NOT NULL DEFAULT false,
  -- the last time step taken, so that no code is taken twice
  totp_step bigint,
  recovery_hashes bytea[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (office_id, account_id),
  FOREIGN KEY (office_id, account_id) REFERENCES tenant.account (office_id, id)
);
SELECT access.protect_by('tenant.account_secret', $$office_id = access.office_id() AND (
    account_id = access.actor_id() OR access.is_system() OR access.scope() = 'administration')$$,
  'SELECT, INSERT, UPDATE');

-- A sign-in name is one account's in the nation; the name itself stands nowhere in the clear.
CREATE TABLE directory.sign_in (
  office_id uuid NOT NULL,
  account_id uuid NOT NULL,
  name_hash_0 bytea UNIQUE CHECK (length(name_hash_0) = 32),
  name_hash_1 bytea UNIQUE CHECK (length(name_hash_1) = 32),
  PRIMARY KEY (office_id, account_id),
  CHECK (num_nonnulls(name_hash_0, name_hash_1) > 0)
);
SELECT access.protect_by('directory.sign_in', $$access.scope() = 'platform' OR (office_id = access.office_id()
    AND (account_id = access.actor_id() OR access.scope() = 'administration'))$$,
  'SELECT, INSERT, UPDATE, DELETE');

-- 4 Invitations ------------------------------------------------------------------------------------------------------

CREATE TABLE tenant.invitation (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('administrator', 'staff', 'unit')),
  role text NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid,
  -- name and phone, under the ring's key
  sealed bytea NOT NULL,
  invited_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'accepted', 'revoked')),
  account_id uuid,
  PRIMARY KEY (office_id, id),
  FOREIGN KEY (office_id, agency_id) REFERENCES tenant.agency (office_id, id),
  FOREIGN KEY (office_id, unit_id) REFERENCES tenant.unit (office_id, id),
  CHECK ((kind = 'unit') = (unit_id IS NOT NULL)),
  CHECK ((state = 'accepted') = (account_id IS NOT NULL))
);
CREATE INDEX invitation_by_agency ON tenant.invitation (office_id, agency_id, id);
SELECT access.protect_by('tenant.invitation', $$office_id = access.office_id() AND (
    access.scope() IN ('office', 'administration')
    OR (access.scope() = 'agencies' AND agency_id = ANY (access.agency_ids()))
    OR (access.scope() = 'unit' AND unit_id = access.unit_id()))$$,
  'SELECT, INSERT, UPDATE');

-- The code that an invitation is accepted with, as SM3: it holds 80 random bits.
CREATE TABLE directory.invitation_code (
  code_hash bytea PRIMARY KEY CHECK (length(code_hash) = 32),
  office_id uuid NOT NULL,
  invitation_id uuid NOT NULL
);
CREATE INDEX invitation_code_by_invitation ON directory.invitation_code (office_id, invitation_id);
SELECT access.protect_by('directory.invitation_code', $$access.scope() = 'platform' OR office_id = access.office_id()$$,
  'SELECT, INSERT, DELETE');

-- 5 Sessions and attempts --------------------------------------------------------------------------------------------

-- What a session may is written into it, so that a request costs one look-up; any change to its account ends it.
CREATE TABLE local.session (
  -- SM3 of 32 random bytes
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  id uuid NOT NULL UNIQUE,
  office_id uuid NOT NULL,
  account_id uuid NOT NULL,
  scope text NOT NULL CHECK (scope IN ('office', 'agencies', 'unit', 'person', 'administration')),
  roles text[] NOT NULL,
  -- where the roles are held
  node_ids uuid[] NOT NULL,
  -- what the access context names: the nodes and all below, of a unit all above it
  agency_ids uuid[] NOT NULL,
  unit_id uuid,
  person_id uuid,
  needs_second_factor boolean NOT NULL,
  second_factor_at timestamptz,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  idle_minutes integer NOT NULL CHECK (idle_minutes BETWEEN 1 AND 1440),
  ends_at timestamptz NOT NULL
);
CREATE INDEX session_by_account ON local.session (office_id, account_id);
CREATE INDEX session_by_agency ON local.session USING gin (agency_ids);
CREATE INDEX session_by_end ON local.session (ends_at);
SELECT access.protect_by('local.session', $$access.scope() = 'platform' OR (office_id = access.office_id()
    AND (access.scope() IN ('office', 'administration') OR account_id = access.actor_id()))$$,
  'SELECT, INSERT, UPDATE, DELETE');

-- Guesses at a sign-in name or a second factor, whether it exists or not: counted before they are judged.
CREATE TABLE local.attempt (
  subject_hash bytea PRIMARY KEY CHECK (length(subject_hash) = 32),
  failures integer NOT NULL,
  -- how often in a row it was locked: each time for longer
  locks integer NOT NULL DEFAULT 0,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  locked_until timestamptz
);
CREATE INDEX attempt_by_time ON local.attempt (last_at);
SELECT access.protect_by('local.attempt', 'access.scope() IN (''platform'', ''administration'')',
  'SELECT, INSERT, UPDATE, DELETE');

-- 6 Security settings of an office -----------------------------------------------------------------------------------

CREATE TABLE tenant.security_setting (
  office_id uuid NOT NULL,
  name text NOT NULL CHECK (name IN ('failures-before-lock', 'lock-minutes', 'idle-minutes', 'session-hours', 'password-characters')),
  value integer NOT NULL CHECK (value > 0),
  changed_at timestamptz NOT NULL,
  changed_by uuid NOT NULL,
  PRIMARY KEY (office_id, name)
);
ALTER TABLE tenant.security_setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant.security_setting FORCE ROW LEVEL SECURITY;
CREATE POLICY read ON tenant.security_setting FOR SELECT TO tongzhou_app USING (office_id = access.office_id());
CREATE POLICY set ON tenant.security_setting FOR INSERT TO tongzhou_app
  WITH CHECK (office_id = access.office_id() AND access.scope() = 'administration');
CREATE POLICY change ON tenant.security_setting FOR UPDATE TO tongzhou_app
  USING (office_id = access.office_id() AND access.scope() = 'administration');
GRANT SELECT, INSERT, UPDATE ON tenant.security_setting TO tongzhou_app;
