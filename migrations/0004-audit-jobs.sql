-- The audit trail's chain, the outbox's way out, messages.

-- 1 Audit ------------------------------------------------------------------------------------------------------------

-- The order in which rows are sealed: by transaction, then by id. Rows behind the oldest running transaction are a prefix
-- of it, into which nothing can come any more.
CREATE INDEX audit_row_by_transaction ON tenant.audit_row (office_id, transaction_id, id);

-- The number and the transaction are the database's to give.
REVOKE INSERT ON tenant.audit_row FROM tongzhou_app;
GRANT INSERT (office_id, on_day, at, actor_id, behalf_id, act, object_kind, object_id, agency_id, unit_id, detail, sealed,
  merkle_root, request_id, row_hash) ON tenant.audit_row TO tongzhou_app;

-- The last seal of an office's chain; its row lock lets one sealer at a time work on an office.
CREATE TABLE tenant.audit_head (
  office_id uuid PRIMARY KEY,
  number integer NOT NULL CHECK (number >= 0),
  link bytea NOT NULL CHECK (length(link) = 32),
  -- the last sealed row
  transaction_id xid8 NOT NULL,
  row_id bigint NOT NULL
);
SELECT access.protect('tenant.audit_head', 'office', 'SELECT, INSERT, UPDATE');

-- A batch of rows as a link of the office's chain.
CREATE TABLE tenant.audit_seal (
  office_id uuid NOT NULL,
  number integer NOT NULL CHECK (number >= 1),
  first_transaction_id xid8 NOT NULL,
  first_id bigint NOT NULL,
  last_transaction_id xid8 NOT NULL,
  last_id bigint NOT NULL,
  row_count integer NOT NULL CHECK (row_count >= 1),
  -- per row its id, its transaction (8 bytes each) and its hash (32), in order: by these a changed row is named
  leaves bytea NOT NULL CHECK (length(leaves) = 48 * row_count),
  root bytea NOT NULL CHECK (length(root) = 32),
  previous_link bytea NOT NULL CHECK (length(previous_link) = 32),
  link bytea NOT NULL CHECK (length(link) = 32),
  -- the link under a key that is not in the database
  link_seal bytea NOT NULL CHECK (length(link_seal) = 32),
  sealed_at timestamptz NOT NULL,
  PRIMARY KEY (office_id, number)
);
SELECT access.protect('tenant.audit_seal', 'office', 'SELECT, INSERT');

-- What each check of the chain found.
CREATE TABLE tenant.audit_check (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  seal_count integer NOT NULL,
  row_count bigint NOT NULL,
  unsealed_count bigint NOT NULL,
  fault_count bigint NOT NULL,
  -- the first of them
  faults jsonb NOT NULL,
  PRIMARY KEY (office_id, id)
);
SELECT access.protect('tenant.audit_check', 'office', 'SELECT, INSERT');

-- 2 Outbox -----------------------------------------------------------------------------------------------------------

ALTER TABLE tenant.outbox_event
  -- after too many attempts: waits for a person, and the object's later events with it
  ADD set_aside_at timestamptz,
  -- a person decided that it is not to be delivered
  ADD dropped_at timestamptz;
DROP INDEX tenant.outbox_event_waiting;
CREATE INDEX outbox_event_waiting ON tenant.outbox_event (office_id, id)
  WHERE delivered_at IS NULL AND dropped_at IS NULL AND set_aside_at IS NULL;
CREATE INDEX outbox_event_waiting_by_object ON tenant.outbox_event (office_id, object_id, id)
  WHERE delivered_at IS NULL AND dropped_at IS NULL;
CREATE INDEX outbox_event_set_aside ON tenant.outbox_event (office_id, id)
  WHERE set_aside_at IS NOT NULL AND delivered_at IS NULL AND dropped_at IS NULL;
REVOKE INSERT ON tenant.outbox_event FROM tongzhou_app;
GRANT INSERT (office_id, at, kind, object_kind, object_id, agency_id, unit_id, person_id, payload, sealed),
  UPDATE (set_aside_at, dropped_at) ON tenant.outbox_event TO tongzhou_app;

-- 3 Messages ---------------------------------------------------------------------------------------------------------

-- An event as it stands in somebody's inbox. The words are the screen's; here are the kind and what is no secret.
CREATE TABLE tenant.message (
  office_id uuid NOT NULL,
  recipient_id uuid NOT NULL,
  event_id bigint NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  object_kind text NOT NULL,
  object_id uuid NOT NULL,
  payload jsonb NOT NULL,
  read_at timestamptz,
  -- an event is one message to a recipient, however often it is delivered
  PRIMARY KEY (office_id, recipient_id, event_id)
);
ALTER TABLE tenant.message ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant.message FORCE ROW LEVEL SECURITY;
CREATE POLICY read ON tenant.message FOR SELECT TO tongzhou_app
  USING (office_id = access.office_id() AND recipient_id = access.actor_id());
CREATE POLICY mark ON tenant.message FOR UPDATE TO tongzhou_app
  USING (office_id = access.office_id() AND recipient_id = access.actor_id());
CREATE POLICY deliver ON tenant.message FOR INSERT TO tongzhou_app
  WITH CHECK (office_id = access.office_id() AND access.scope() = 'office');
GRANT SELECT, INSERT, UPDATE (read_at) ON tenant.message TO tongzhou_app;

-- 4 Jobs -------------------------------------------------------------------------------------------------------------

-- Its tables are the library's, which installs them as their owner right behind the migrations.
CREATE SCHEMA jobs;
