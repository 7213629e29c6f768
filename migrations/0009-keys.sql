-- Keys: which ring a database belongs to, the trail's own key, rotations, and the deletion of a person.

-- 1 The ring ---------------------------------------------------------------------------------------------------------

-- SM3 of a secret that is derived from the ring: a database is never opened with another one. The application's role
-- has nothing to do here.
CREATE TABLE migration.installation (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  ring_check bytea NOT NULL CHECK (length(ring_check) = 32),
  at timestamptz NOT NULL DEFAULT now()
);

-- 2 The trail --------------------------------------------------------------------------------------------------------

-- What is personal in the trail is sealed under a key of its office, and that under the ring: rows of the trail never
-- change, so a rotation must find the ring's key nowhere in them.
CREATE TABLE tenant.audit_key (
  office_id uuid PRIMARY KEY,
  wrapped_key bytea NOT NULL
);
SELECT access.protect('tenant.audit_key', 'shared', 'SELECT, INSERT, UPDATE (wrapped_key)');
CREATE POLICY least_update ON tenant.audit_key AS RESTRICTIVE FOR UPDATE TO tongzhou_app USING (access.is_system());

-- Nothing was ever written here; what is personal stays out of events.
ALTER TABLE tenant.outbox_event DROP COLUMN sealed;

-- 3 Rotations --------------------------------------------------------------------------------------------------------

-- One row for each rotation; without `finished_at` it is to be continued.
CREATE TABLE local.key_rotation (
  purpose text NOT NULL CHECK (purpose IN ('sealing', 'lookup', 'token')),
  to_version integer NOT NULL CHECK (to_version > 1),
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (purpose, to_version)
);
CREATE UNIQUE INDEX key_rotation_once ON local.key_rotation (purpose) WHERE finished_at IS NULL;
SELECT access.protect_by('local.key_rotation', 'access.scope() = ''platform''', 'SELECT, INSERT, UPDATE (finished_at)');

-- How far a pass over an office's table came: committed with each batch, so that a kill costs one.
CREATE TABLE local.key_sweep (
  purpose text NOT NULL,
  to_version integer NOT NULL,
  work text NOT NULL,
  office_id uuid NOT NULL,
  -- counts the passes: the last one finds nothing to do
  pass integer NOT NULL,
  -- the key of the last row seen, as text
  after_key text[] NOT NULL,
  touched bigint NOT NULL,
  is_done boolean NOT NULL,
  PRIMARY KEY (purpose, to_version, work, office_id, pass)
);
SELECT access.protect_by('local.key_sweep', $$access.is_system() AND (access.scope() = 'platform'
    OR (access.scope() IN ('office', 'administration') AND office_id = access.office_id()))$$,
  'SELECT, INSERT, UPDATE, DELETE');

-- What a rotation seals anew where nothing else changes it.
GRANT UPDATE (sealed) ON tenant.roster_fault, tenant.settlement_row TO tongzhou_app;
GRANT UPDATE (sealed_answer) ON tenant.idempotency_key TO tongzhou_app;
GRANT UPDATE (sealed_comment) ON tenant.claim_review TO tongzhou_app;
CREATE POLICY least_update ON tenant.settlement_row AS RESTRICTIVE FOR UPDATE TO tongzhou_app USING (access.is_system());
CREATE POLICY least_update ON tenant.idempotency_key AS RESTRICTIVE FOR UPDATE TO tongzhou_app USING (access.is_system());
CREATE POLICY least_update ON tenant.roster_fault AS RESTRICTIVE FOR UPDATE TO tongzhou_app
  USING (access.scope() IN ('office', 'agencies'));
CREATE POLICY least_update ON tenant.claim_review AS RESTRICTIVE FOR UPDATE TO tongzhou_app
  USING (access.scope() IN ('office', 'agencies'));

-- 4 Deleting a person ------------------------------------------------------------------------------------------------

-- One asks, another confirms.
CREATE TABLE tenant.person_deletion (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('requested', 'refused', 'done')),
  -- why, as it was typed, under the ring
  sealed_reason bytea NOT NULL,
  requested_at timestamptz NOT NULL,
  requested_by uuid NOT NULL,
  decided_at timestamptz,
  decided_by uuid,
  PRIMARY KEY (office_id, id),
  FOREIGN KEY (office_id, person_id) REFERENCES tenant.person (office_id, id),
  CHECK ((state = 'requested') = (decided_by IS NULL)),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  CONSTRAINT person_deletion_two_people CHECK (decided_by <> requested_by)
);
CREATE UNIQUE INDEX person_deletion_open ON tenant.person_deletion (office_id, person_id) WHERE state = 'requested';
CREATE INDEX person_deletion_by_state ON tenant.person_deletion (office_id, state, id);
SELECT access.protect('tenant.person_deletion', 'office', 'SELECT, INSERT, UPDATE (state, sealed_reason, decided_at, decided_by)');
