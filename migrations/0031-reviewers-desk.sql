-- The reviewers' desk: by when each level decides on a roster, what it was when it was sent back, cover that is given away,
-- the papers of a unit's registration.

-- 1 Rosters that wait ------------------------------------------------------------------------------------------------

ALTER TABLE tenant.roster
  -- by when the level that it waits for decides; none for rosters from before there were deadlines
  ADD due_on date,
  -- cover that an office or a union gives: decided on as a grant, never through the levels
  ADD grant_id uuid,
  -- its place in the queue; a column, since behind a policy no index serves a comparison with an expression
  ADD waits_on date GENERATED ALWAYS AS (coalesce(due_on, submitted_on)) STORED;
CREATE INDEX roster_waiting_by_due ON tenant.roster (office_id, reviewing_agency_id, waits_on, id)
  WHERE state = 'in-review' AND grant_id IS NULL;
DROP INDEX tenant.roster_waiting;

-- What a roster was when a level sent it back: what the unit changed since is told beside it when it comes again.
CREATE TABLE tenant.roster_return (
  office_id uuid NOT NULL,
  roster_id uuid NOT NULL,
  -- of the submission that was sent back
  round integer NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  accepted_count integer NOT NULL,
  eligible_count integer NOT NULL,
  -- the last row that it had: what lies behind it came later
  last_row integer NOT NULL,
  -- the rows that were sent back, each with its reason
  rows integer[] NOT NULL,
  reasons text[] NOT NULL CHECK (cardinality(reasons) = cardinality(rows)),
  -- source, name and amount of each payer
  payers jsonb NOT NULL,
  returned_at timestamptz NOT NULL,
  PRIMARY KEY (office_id, roster_id, round)
);
SELECT access.protect('tenant.roster_return', 'tree', 'SELECT, INSERT');
GRANT UPDATE (agency_id) ON tenant.roster_return TO tongzhou_app;

-- 2 Cover that is given away (赠送保障) ----------------------------------------------------------------------------------

CREATE TABLE tenant.cover_grant (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  roster_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('hardship', 'model-worker', 'event-staff', 'other')),
  purpose text NOT NULL,
  -- paid out of the office's relief fund when it is approved, or by a union's transfer
  funding text NOT NULL CHECK (funding IN ('relief-fund', 'union-transfer')),
  payer_name text NOT NULL,
  member_count integer NOT NULL CHECK (member_count > 0),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  state text NOT NULL CHECK (state IN ('proposed', 'approved', 'refused', 'withdrawn')),
  order_id uuid,
  proposed_by uuid NOT NULL,
  proposed_at timestamptz NOT NULL,
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, roster_id),
  FOREIGN KEY (office_id, roster_id) REFERENCES tenant.roster (office_id, id),
  CHECK ((state = 'proposed') = (decided_by IS NULL)),
  CHECK ((state = 'approved') = (order_id IS NOT NULL)),
  CONSTRAINT cover_grant_two_people CHECK (state NOT IN ('approved', 'refused') OR decided_by <> proposed_by)
);
CREATE INDEX cover_grant_by_state ON tenant.cover_grant (office_id, state, id);
SELECT access.protect('tenant.cover_grant', 'office', 'SELECT, INSERT, UPDATE');
ALTER TABLE tenant.roster ADD FOREIGN KEY (office_id, grant_id) REFERENCES tenant.cover_grant (office_id, id);

-- 3 Units --------------------------------------------------------------------------------------------------------------

-- Scans that a unit brings with its registration: its certificate, its union's, the signed form.
CREATE TABLE tenant.unit_paper (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('unit-certificate', 'union-certificate', 'application', 'other')),
  media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
  byte_count integer NOT NULL CHECK (byte_count > 0),
  address bytea NOT NULL CHECK (length(address) = 32),
  uploaded_by uuid NOT NULL,
  uploaded_at timestamptz NOT NULL,
  PRIMARY KEY (office_id, id),
  FOREIGN KEY (office_id, unit_id) REFERENCES tenant.unit (office_id, id)
);
CREATE INDEX unit_paper_by_unit ON tenant.unit_paper (office_id, unit_id, id);
SELECT access.protect('tenant.unit_paper', 'tree', 'SELECT, INSERT');
GRANT UPDATE (agency_id) ON tenant.unit_paper TO tongzhou_app;

-- The units that came out of another one.
CREATE INDEX unit_by_predecessor ON tenant.unit (office_id, predecessor_id) WHERE predecessor_id IS NOT NULL;

-- Rosters are looked for by the beginning of their unit's name or of its code.
CREATE INDEX unit_by_credit_code ON tenant.unit (office_id, credit_code text_pattern_ops);
