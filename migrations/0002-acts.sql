-- What every act leaves: the answer under its idempotency key, the audit row, the event for the outside.

-- An act's answer, by the key that its caller chose. Unpartitioned and narrow: uniqueness must not depend on time.
CREATE TABLE tenant.idempotency_key (
  office_id uuid NOT NULL,
  actor_id uuid NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 8 AND 128),
  act text NOT NULL,
  -- of the act's name and input: the same key with another input is refused
  input_hash bytea NOT NULL CHECK (length(input_hash) = 32),
  -- under the ring's key: answers may hold personal data
  sealed_answer bytea NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (office_id, actor_id, key)
);
CREATE INDEX idempotency_key_by_time ON tenant.idempotency_key (office_id, at);
SELECT access.protect_by('tenant.idempotency_key',
  'office_id = access.office_id() AND (actor_id = access.actor_id() OR access.scope() = ''office'')',
  'SELECT, INSERT, DELETE');

-- Who did what, when, to what, why. Appended freely; the sealer numbers and chains the rows later.
CREATE TABLE tenant.audit_row (
  office_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  -- of the transaction: the sealer takes only what lies behind every running one
  transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
  on_day date NOT NULL,
  at timestamptz NOT NULL,
  actor_id uuid NOT NULL,
  -- for whom, where he acted for another
  behalf_id uuid,
  act text NOT NULL,
  object_kind text NOT NULL,
  object_id uuid NOT NULL,
  agency_id uuid,
  unit_id uuid,
  -- what is no secret of anybody: states, counts, amounts, reason codes
  detail jsonb NOT NULL DEFAULT '{}',
  -- before and after where they are personal, under the ring's key
  sealed bytea,
  -- of a bulk act: the root over its rows' hashes
  merkle_root bytea CHECK (length(merkle_root) = 32),
  request_id text,
  -- SM3 over all of the above in canonical form
  row_hash bytea NOT NULL CHECK (length(row_hash) = 32),
  PRIMARY KEY (office_id, on_day, id)
) PARTITION BY RANGE (on_day);
INSERT INTO reference.partitioned_table VALUES ('tenant.audit_row');
CREATE INDEX audit_row_by_object ON tenant.audit_row (office_id, object_id, id);
CREATE INDEX audit_row_by_agency ON tenant.audit_row (office_id, agency_id, id);
CREATE INDEX audit_row_by_id ON tenant.audit_row (office_id, id);
ALTER TABLE tenant.audit_row ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant.audit_row FORCE ROW LEVEL SECURITY;
CREATE POLICY read ON tenant.audit_row FOR SELECT TO tongzhou_app USING (
  office_id = access.office_id() AND (
    access.scope() = 'office'
    OR (access.scope() = 'agencies' AND agency_id = ANY (access.agency_ids()))
    OR actor_id = access.actor_id()));
CREATE POLICY append ON tenant.audit_row FOR INSERT TO tongzhou_app
  WITH CHECK (office_id = access.office_id() AND actor_id = access.actor_id());
GRANT SELECT, INSERT ON tenant.audit_row TO tongzhou_app;

-- What happened, for messages and webhooks: at least once, in order per object.
CREATE TABLE tenant.outbox_event (
  office_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at timestamptz NOT NULL,
  kind text NOT NULL,
  object_kind text NOT NULL,
  object_id uuid NOT NULL,
  agency_id uuid,
  unit_id uuid,
  person_id uuid,
  payload jsonb NOT NULL DEFAULT '{}',
  sealed bytea,
  delivered_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  failure text,
  PRIMARY KEY (office_id, id)
);
CREATE INDEX outbox_event_waiting ON tenant.outbox_event (office_id, id) WHERE delivered_at IS NULL;
ALTER TABLE tenant.outbox_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant.outbox_event FORCE ROW LEVEL SECURITY;
CREATE POLICY append ON tenant.outbox_event FOR INSERT TO tongzhou_app WITH CHECK (office_id = access.office_id());
CREATE POLICY read ON tenant.outbox_event FOR SELECT TO tongzhou_app
  USING (office_id = access.office_id() AND access.scope() = 'office');
CREATE POLICY deliver ON tenant.outbox_event FOR UPDATE TO tongzhou_app
  USING (office_id = access.office_id() AND access.scope() = 'office');
GRANT SELECT, INSERT, UPDATE (delivered_at, attempts, next_attempt_at, failure) ON tenant.outbox_event TO tongzhou_app;
