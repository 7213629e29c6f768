-- The ledger: entries that are never edited, what makes a posting happen once, months, balances by day.

-- One line of a posting. Debit, credit and a positive amount in one row: nothing unbalanced can be written.
-- The application may append and read; it has no UPDATE and no DELETE.
CREATE TABLE tenant.ledger_entry (
  office_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  -- the business day, not the day of writing
  on_day date NOT NULL,
  -- codes of src/modules/ledger/chart-of-accounts.ts
  debit text NOT NULL CHECK (debit ~ '^[1-9][0-9]{3,7}$'),
  credit text NOT NULL CHECK (credit ~ '^[1-9][0-9]{3,7}$'),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  kind text NOT NULL CHECK (kind IN ('posting', 'reversal', 'correction')),
  -- what caused it: an event of posting-table.ts, befalling an object for the `occurrence`-th time
  event text NOT NULL,
  object_kind text NOT NULL,
  object_id uuid NOT NULL,
  occurrence integer NOT NULL DEFAULT 0,
  line smallint NOT NULL,
  -- where the money belongs to a unit
  agency_id uuid,
  unit_id uuid,
  -- the entry that this one reverses or corrects
  refers_to_day date,
  refers_to_id bigint,
  at timestamptz NOT NULL,
  actor_id uuid NOT NULL,
  PRIMARY KEY (office_id, on_day, id),
  CHECK (debit <> credit),
  CHECK (unit_id IS NULL OR agency_id IS NOT NULL),
  CHECK ((kind = 'posting') = (refers_to_id IS NULL)),
  CHECK ((refers_to_id IS NULL) = (refers_to_day IS NULL))
) PARTITION BY RANGE (on_day);
INSERT INTO reference.partitioned_table VALUES ('tenant.ledger_entry');
CREATE INDEX ledger_entry_by_debit ON tenant.ledger_entry (office_id, debit, on_day, id);
CREATE INDEX ledger_entry_by_credit ON tenant.ledger_entry (office_id, credit, on_day, id);
CREATE INDEX ledger_entry_by_object ON tenant.ledger_entry (office_id, object_id, on_day, id);
CREATE INDEX ledger_entry_by_agency ON tenant.ledger_entry (office_id, agency_id, on_day, id)
  WHERE agency_id IS NOT NULL;
ALTER TABLE tenant.ledger_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant.ledger_entry FORCE ROW LEVEL SECURITY;
-- not for units: amounts of their members' claims stand here
CREATE POLICY read ON tenant.ledger_entry FOR SELECT TO tongzhou_app USING (
  office_id = access.office_id() AND (
    access.scope() = 'office' OR (access.scope() = 'agencies' AND agency_id = ANY (access.agency_ids()))));
CREATE POLICY append ON tenant.ledger_entry FOR INSERT TO tongzhou_app WITH CHECK (
  office_id = access.office_id() AND actor_id = access.actor_id() AND (
    access.scope() = 'office' OR (access.scope() = 'agencies' AND agency_id = ANY (access.agency_ids()))));
GRANT SELECT, INSERT ON tenant.ledger_entry TO tongzhou_app;

-- A line is posted once. Unpartitioned and narrow: uniqueness must not depend on the day.
CREATE TABLE tenant.ledger_posting_key (
  office_id uuid NOT NULL,
  object_id uuid NOT NULL,
  event text NOT NULL,
  occurrence integer NOT NULL,
  line smallint NOT NULL,
  -- of the entry: tells a repeated posting from another one, and leads to its partition
  on_day date NOT NULL,
  amount_fen bigint NOT NULL,
  agency_id uuid,
  PRIMARY KEY (office_id, object_id, event, occurrence, line)
);
SELECT access.protect('tenant.ledger_posting_key', 'staff', 'SELECT, INSERT');

-- An entry is reversed once.
CREATE TABLE tenant.ledger_reversal_key (
  office_id uuid NOT NULL,
  entry_day date NOT NULL,
  entry_id bigint NOT NULL,
  agency_id uuid,
  PRIMARY KEY (office_id, entry_day, entry_id)
);
SELECT access.protect('tenant.ledger_reversal_key', 'staff', 'SELECT, INSERT');

-- Months of an office's books. Posters hold a share lock on the row until they commit, so that a month closes only when
-- nobody is still writing into it; they don't wait for each other.
CREATE TABLE tenant.ledger_month (
  office_id uuid NOT NULL,
  -- its first day
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  state text NOT NULL CHECK (state IN ('open', 'closed')),
  closed_at timestamptz,
  closed_by uuid,
  -- who asked for a closed month to be opened again, and who else allowed it
  reopened_at timestamptz,
  reopened_by uuid,
  reopening_approved_by uuid,
  PRIMARY KEY (office_id, month),
  CHECK (state = 'open' OR (closed_at IS NOT NULL AND closed_by IS NOT NULL)),
  CHECK (reopening_approved_by <> reopened_by)
);
ALTER TABLE tenant.ledger_month ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant.ledger_month FORCE ROW LEVEL SECURITY;
CREATE POLICY read ON tenant.ledger_month FOR SELECT TO tongzhou_app
  USING (office_id = access.office_id() AND access.scope() IN ('office', 'agencies'));
CREATE POLICY open ON tenant.ledger_month FOR INSERT TO tongzhou_app
  WITH CHECK (office_id = access.office_id() AND access.scope() IN ('office', 'agencies') AND state = 'open');
-- agencies may lock the row, the office alone may change it
CREATE POLICY close ON tenant.ledger_month FOR UPDATE TO tongzhou_app
  USING (office_id = access.office_id() AND access.scope() IN ('office', 'agencies'))
  WITH CHECK (office_id = access.office_id() AND access.scope() = 'office');
GRANT SELECT, INSERT, UPDATE (state, closed_at, closed_by, reopened_at, reopened_by, reopening_approved_by)
  ON tenant.ledger_month TO tongzhou_app;

-- What the entries add to the balances and a job has not yet folded into them: appended by each posting, so that no
-- two posters meet on one row.
CREATE TABLE tenant.ledger_movement (
  office_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  on_day date NOT NULL,
  debit text NOT NULL,
  credit text NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  agency_id uuid,
  PRIMARY KEY (office_id, id)
);
ALTER TABLE tenant.ledger_movement ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant.ledger_movement FORCE ROW LEVEL SECURITY;
CREATE POLICY read ON tenant.ledger_movement FOR SELECT TO tongzhou_app USING (
  office_id = access.office_id() AND (
    access.scope() = 'office' OR (access.scope() = 'agencies' AND agency_id = ANY (access.agency_ids()))));
CREATE POLICY append ON tenant.ledger_movement FOR INSERT TO tongzhou_app WITH CHECK (
  office_id = access.office_id() AND (
    access.scope() = 'office' OR (access.scope() = 'agencies' AND agency_id = ANY (access.agency_ids()))));
-- UPDATE for the row lock with which folders pass each other by
CREATE POLICY lock ON tenant.ledger_movement FOR UPDATE TO tongzhou_app
  USING (office_id = access.office_id() AND access.scope() = 'office');
CREATE POLICY fold ON tenant.ledger_movement FOR DELETE TO tongzhou_app
  USING (office_id = access.office_id() AND access.scope() = 'office');
GRANT SELECT, INSERT, UPDATE (amount_fen), DELETE ON tenant.ledger_movement TO tongzhou_app;

-- Turnover of an account on a day and in a month, per agency. A balance is the sum of the months before, of the days of
-- its own month and of the movements that are in neither yet: the same work in the tenth year as in the first.
CREATE TABLE tenant.ledger_day_balance (
  office_id uuid NOT NULL,
  on_day date NOT NULL,
  account text NOT NULL,
  -- the nil UUID for what belongs to no unit
  agency_id uuid NOT NULL,
  debit_fen bigint NOT NULL CHECK (debit_fen >= 0),
  credit_fen bigint NOT NULL CHECK (credit_fen >= 0),
  PRIMARY KEY (office_id, on_day, account, agency_id)
);
CREATE TABLE tenant.ledger_month_balance (
  office_id uuid NOT NULL,
  -- its first day
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  account text NOT NULL,
  agency_id uuid NOT NULL,
  debit_fen bigint NOT NULL CHECK (debit_fen >= 0),
  credit_fen bigint NOT NULL CHECK (credit_fen >= 0),
  PRIMARY KEY (office_id, month, account, agency_id)
);
DO $$
DECLARE
  target text;
BEGIN
  FOREACH target IN ARRAY ARRAY['tenant.ledger_day_balance', 'tenant.ledger_month_balance'] LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    EXECUTE format('CREATE POLICY read ON %s FOR SELECT TO tongzhou_app USING (
      office_id = access.office_id() AND (
        access.scope() = ''office'' OR (access.scope() = ''agencies'' AND agency_id = ANY (access.agency_ids()))))', target);
    EXECUTE format('CREATE POLICY fold ON %s FOR ALL TO tongzhou_app
      USING (office_id = access.office_id() AND access.scope() = ''office'')', target);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE (debit_fen, credit_fen) ON %s TO tongzhou_app', target);
  END LOOP;
END $$;
