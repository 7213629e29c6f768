-- Joining, further: corrections, renewal, receipts, replacement, grants, stamped certificates.

-- 1 Orders -----------------------------------------------------------------------------------------------------------

ALTER TABLE tenant.contribution_order
  -- counts how often its money was there in full: a credit that the bank took back undoes one, and the next is posted anew
  ADD COLUMN completion_count integer NOT NULL DEFAULT 0;

-- 2 Rows on their way in, a batch at a time --------------------------------------------------------------------------

ALTER TABLE stage.roster_row
  ADD COLUMN batch integer NOT NULL,
  -- no member of the unit yet: the row brings one
  ADD COLUMN is_new_member boolean NOT NULL;
CREATE INDEX roster_row_by_batch ON stage.roster_row (roster_id, batch);

-- As before, key by key through the indexes: the constraint's GiST index knows no `= ANY`, so that the whole nation would
-- be read for each batch of a roster.
CREATE OR REPLACE FUNCTION directory.standing_covers(person_keys uuid[], key_column integer, wanted_program text)
  RETURNS TABLE (person_key uuid, start_on date, end_on date, unit_id uuid, roster_id uuid, agency_name text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  #variable_conflict use_column
BEGIN
  IF key_column = 0 THEN
    RETURN QUERY
      SELECT k.key, c.start_on, c.end_on, c.unit_id, NULL::uuid, a.name
      FROM unnest(person_keys) AS k (key)
        JOIN directory.cover c ON c.person_key_0 = k.key AND c.program = wanted_program
        JOIN tenant.agency a ON a.office_id = c.office_id AND a.id = c.agency_id
      UNION ALL
      SELECT k.key, NULL, NULL, r.unit_id, r.roster_id, a.name
      FROM unnest(person_keys) AS k (key)
        JOIN directory.cover_reservation r ON r.person_key_0 = k.key AND r.program = wanted_program
        JOIN tenant.agency a ON a.office_id = r.office_id AND a.id = r.agency_id;
  ELSE
    RETURN QUERY
      SELECT k.key, c.start_on, c.end_on, c.unit_id, NULL::uuid, a.name
      FROM unnest(person_keys) AS k (key)
        JOIN directory.cover c ON c.person_key_1 = k.key AND c.program = wanted_program
        JOIN tenant.agency a ON a.office_id = c.office_id AND a.id = c.agency_id
      UNION ALL
      SELECT k.key, NULL, NULL, r.unit_id, r.roster_id, a.name
      FROM unnest(person_keys) AS k (key)
        JOIN directory.cover_reservation r ON r.person_key_1 = k.key AND r.program = wanted_program
        JOIN tenant.agency a ON a.office_id = r.office_id AND a.id = r.agency_id;
  END IF;
END $$;

-- 3 Renewal ----------------------------------------------------------------------------------------------------------

ALTER TABLE tenant.roster
  -- the order whose covered persons a renewal began with; nobody of them was read from a file
  ADD COLUMN renews_order_id uuid;
ALTER TABLE tenant.roster_entry
  -- the phone is another than the one that the unit had filed before
  ADD COLUMN changed boolean NOT NULL DEFAULT false;
ALTER TABLE stage.roster_row ADD COLUMN changed boolean NOT NULL;

-- A reminder that was given: once for each order and step, whenever the job runs.
CREATE TABLE tenant.renewal_reminder (
  office_id uuid NOT NULL,
  order_id uuid NOT NULL,
  -- days from the day of the step to the last day of cover; negative behind it
  days_left integer NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  reminded_on date NOT NULL,
  PRIMARY KEY (office_id, order_id, days_left),
  FOREIGN KEY (office_id, order_id) REFERENCES tenant.contribution_order (office_id, id)
);
SELECT access.protect('tenant.renewal_reminder', 'tree', 'SELECT, INSERT');
CREATE INDEX contribution_order_ending ON tenant.contribution_order (office_id, end_on, id)
  WHERE state IN ('completed', 'in-force');
CREATE INDEX contribution_order_unpaid ON tenant.contribution_order (office_id, ordered_at)
  WHERE state = 'open' AND received_fen = 0;

-- 4 Orders, further --------------------------------------------------------------------------------------------------

-- What takes two people: voiding an order before payment, and letting payouts go on after money went back.
CREATE TABLE tenant.order_change (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  order_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('void', 'reissue', 'release-payouts')),
  reason text NOT NULL,
  -- of `reissue`: who pays which part from now on
  payers jsonb,
  state text NOT NULL CHECK (state IN ('proposed', 'done', 'declined')),
  proposed_by uuid NOT NULL,
  proposed_at timestamptz NOT NULL,
  decided_by uuid,
  decided_at timestamptz,
  PRIMARY KEY (office_id, id),
  FOREIGN KEY (office_id, order_id) REFERENCES tenant.contribution_order (office_id, id),
  CHECK ((state = 'proposed') = (decided_by IS NULL)),
  CHECK (decided_by <> proposed_by)
);
CREATE UNIQUE INDEX order_change_waiting ON tenant.order_change (office_id, order_id) WHERE state = 'proposed';
CREATE INDEX order_change_by_order ON tenant.order_change (office_id, order_id, id);
SELECT access.protect('tenant.order_change', 'tree', 'SELECT, INSERT, UPDATE');
ALTER TABLE tenant.contribution_order
  -- the void order in whose place it stands
  ADD COLUMN replaces_order_id uuid;

-- Who has paid for a unit before, as a person said when he matched: the treasury, a parent union.
CREATE INDEX allocation_by_person ON tenant.allocation (office_id, unit_id, at)
  WHERE matched_by = 'person' AND undone_at IS NULL;

-- 5 Receipts ---------------------------------------------------------------------------------------------------------

-- 全国性社会团体会费统一票据（电子）: never changed, only taken back by a red one that refers to it. Numbered without gaps.
CREATE TABLE tenant.receipt (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  order_id uuid NOT NULL,
  -- of the payer among those of the order
  position integer NOT NULL,
  code text NOT NULL CHECK (code ~ '^\d{8}$'),
  number text NOT NULL CHECK (number ~ '^\d{10}$'),
  check_code text NOT NULL CHECK (check_code ~ '^[0-9a-z]{6}$'),
  payer_name text NOT NULL,
  payer_code text,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  issued_on date NOT NULL,
  issued_at timestamptz NOT NULL,
  issued_by uuid NOT NULL,
  -- a red one, with what it takes back and why
  red_of_id uuid,
  reason text,
  -- a red one has taken it back
  is_reversed boolean NOT NULL DEFAULT false,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, code, number),
  FOREIGN KEY (office_id, order_id) REFERENCES tenant.contribution_order (office_id, id),
  FOREIGN KEY (office_id, red_of_id) REFERENCES tenant.receipt (office_id, id),
  CHECK ((red_of_id IS NULL) = (reason IS NULL))
);
CREATE UNIQUE INDEX receipt_of_payer ON tenant.receipt (office_id, order_id, position)
  WHERE red_of_id IS NULL AND NOT is_reversed;
CREATE UNIQUE INDEX receipt_red ON tenant.receipt (office_id, red_of_id) WHERE red_of_id IS NOT NULL;
CREATE INDEX receipt_by_order ON tenant.receipt (office_id, order_id, id);
CREATE INDEX receipt_by_unit ON tenant.receipt (office_id, unit_id, id);
SELECT access.protect('tenant.receipt', 'tree', 'SELECT, INSERT');
GRANT UPDATE (is_reversed) ON tenant.receipt TO tongzhou_app;

-- 6 Replacement ------------------------------------------------------------------------------------------------------

-- 置换参保名单: another worker in the place of one who has left, asked for by the unit, decided by a reviewer.
CREATE TABLE tenant.cover_replacement (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  order_id uuid NOT NULL,
  -- of the one who left
  period_id uuid NOT NULL,
  leaver_member_id uuid NOT NULL,
  joiner_member_id uuid NOT NULL,
  joiner_person_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('requested', 'done', 'refused')),
  -- the last day of the one who left
  replaced_on date,
  reason text,
  requested_by uuid NOT NULL,
  requested_at timestamptz NOT NULL,
  decided_by uuid,
  decided_at timestamptz,
  PRIMARY KEY (office_id, id),
  FOREIGN KEY (office_id, order_id) REFERENCES tenant.contribution_order (office_id, id),
  CHECK ((state = 'requested') = (decided_by IS NULL)),
  CHECK ((state = 'done') = (replaced_on IS NOT NULL)),
  CHECK (decided_by <> requested_by)
);
CREATE UNIQUE INDEX cover_replacement_waiting ON tenant.cover_replacement (office_id, period_id) WHERE state = 'requested';
CREATE INDEX cover_replacement_by_unit ON tenant.cover_replacement (office_id, unit_id, id);
SELECT access.protect('tenant.cover_replacement', 'tree', 'SELECT, INSERT, UPDATE');

-- 7 Stamped certificates ---------------------------------------------------------------------------------------------

-- The certificate as the unit printed, stamped and scanned it. The file lies in the store of documents, sealed.
CREATE TABLE tenant.certificate_scan (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  certificate_id uuid NOT NULL,
  media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
  byte_count integer NOT NULL CHECK (byte_count > 0),
  address bytea NOT NULL CHECK (length(address) = 32),
  uploaded_by uuid NOT NULL,
  uploaded_at timestamptz NOT NULL,
  PRIMARY KEY (office_id, id),
  FOREIGN KEY (office_id, certificate_id) REFERENCES tenant.certificate (office_id, id)
);
CREATE INDEX certificate_scan_by_certificate ON tenant.certificate_scan (office_id, certificate_id, id);
SELECT access.protect('tenant.certificate_scan', 'tree', 'SELECT, INSERT');
