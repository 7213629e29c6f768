-- From a unit's roster to cover: rosters, reviews, orders, bank statements, coverage periods.

-- 1 Who is covered or about to be, nationwide ------------------------------------------------------------------------

-- A roster that was submitted reserves its persons until it is refused, expires or becomes cover.
-- person_key_n: the first 16 bytes of the person's look-up hash under key version n, in the column n mod 2.
CREATE TABLE directory.cover_reservation (
  person_key_0 uuid,
  person_key_1 uuid,
  program text NOT NULL,
  office_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  roster_id uuid NOT NULL,
  UNIQUE (person_key_0, program),
  UNIQUE (person_key_1, program),
  CHECK (num_nonnulls(person_key_0, person_key_1) > 0)
);
CREATE INDEX cover_reservation_by_roster ON directory.cover_reservation (office_id, roster_id);
SELECT access.protect_by('directory.cover_reservation',
  $$office_id = access.office_id() AND access.scope() IN ('office', 'agencies', 'unit')$$,
  'SELECT, INSERT, UPDATE, DELETE');

-- One period of a program for a person on any day, whatever the office: the database refuses the second.
CREATE TABLE directory.cover (
  cover_id uuid NOT NULL,
  person_key_0 uuid,
  person_key_1 uuid,
  program text NOT NULL,
  start_on date NOT NULL,
  end_on date NOT NULL CHECK (end_on >= start_on),
  office_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  PRIMARY KEY (office_id, cover_id),
  CHECK (num_nonnulls(person_key_0, person_key_1) > 0),
  CONSTRAINT one_at_a_time_0 EXCLUDE USING gist
    (person_key_0 WITH =, program WITH =, daterange(start_on, end_on, '[]') WITH &&),
  CONSTRAINT one_at_a_time_1 EXCLUDE USING gist
    (person_key_1 WITH =, program WITH =, daterange(start_on, end_on, '[]') WITH &&)
);
SELECT access.protect_by('directory.cover', 'office_id = access.office_id()', 'SELECT, INSERT, UPDATE, DELETE');

-- What stands in the way of persons who join: reservations and periods of the program, other offices' too. It tells the
-- level that the other unit belongs to, never the unit; who has only the database has no keys to ask with.
CREATE POLICY owner_reads ON directory.cover FOR SELECT TO tongzhou_owner USING (true);
CREATE POLICY owner_reads ON directory.cover_reservation FOR SELECT TO tongzhou_owner USING (true);
CREATE POLICY owner_reads ON tenant.agency FOR SELECT TO tongzhou_owner USING (true);

CREATE FUNCTION directory.standing_covers(person_keys uuid[], key_column integer, wanted_program text)
  RETURNS TABLE (person_key uuid, start_on date, end_on date, unit_id uuid, roster_id uuid, agency_name text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  #variable_conflict use_column
BEGIN
  IF key_column = 0 THEN
    RETURN QUERY
      SELECT c.person_key_0, c.start_on, c.end_on, c.unit_id, NULL::uuid, a.name
      FROM directory.cover c JOIN tenant.agency a ON a.office_id = c.office_id AND a.id = c.agency_id
      WHERE c.person_key_0 = ANY (person_keys) AND c.program = wanted_program
      UNION ALL
      SELECT r.person_key_0, NULL, NULL, r.unit_id, r.roster_id, a.name
      FROM directory.cover_reservation r JOIN tenant.agency a ON a.office_id = r.office_id AND a.id = r.agency_id
      WHERE r.person_key_0 = ANY (person_keys) AND r.program = wanted_program;
  ELSE
    RETURN QUERY
      SELECT c.person_key_1, c.start_on, c.end_on, c.unit_id, NULL::uuid, a.name
      FROM directory.cover c JOIN tenant.agency a ON a.office_id = c.office_id AND a.id = c.agency_id
      WHERE c.person_key_1 = ANY (person_keys) AND c.program = wanted_program
      UNION ALL
      SELECT r.person_key_1, NULL, NULL, r.unit_id, r.roster_id, a.name
      FROM directory.cover_reservation r JOIN tenant.agency a ON a.office_id = r.office_id AND a.id = r.agency_id
      WHERE r.person_key_1 = ANY (person_keys) AND r.program = wanted_program;
  END IF;
END $$;
REVOKE ALL ON FUNCTION directory.standing_covers(uuid[], integer, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION directory.standing_covers(uuid[], integer, text) TO tongzhou_app;

-- 2 Rosters ----------------------------------------------------------------------------------------------------------

CREATE TABLE tenant.roster (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  program text NOT NULL,
  shares integer NOT NULL CHECK (shares BETWEEN 1 AND 2),
  state text NOT NULL CHECK (state IN ('draft', 'in-review', 'sent-back', 'refused', 'withdrawn', 'passed', 'covered', 'expired')),
  -- the agency whose review it waits for
  reviewing_agency_id uuid,
  file_name text NOT NULL,
  file_hash bytea NOT NULL,
  filed_on date NOT NULL,
  filed_by uuid NOT NULL,
  submitted_on date,
  submitted_by uuid,
  row_count integer NOT NULL,
  accepted_count integer NOT NULL,
  rejected_count integer NOT NULL,
  repaired_count integer NOT NULL,
  eligible_count integer NOT NULL,
  -- the unit declares health, service, union membership and medical insurance of its roster
  declared jsonb NOT NULL DEFAULT '{}',
  -- counts the submissions: what came back is reviewed anew
  round integer NOT NULL DEFAULT 0,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (office_id, id),
  FOREIGN KEY (office_id, unit_id) REFERENCES tenant.unit (office_id, id),
  CHECK ((state = 'in-review') = (reviewing_agency_id IS NOT NULL)),
  CHECK (row_count = accepted_count + rejected_count)
);
CREATE INDEX roster_by_unit ON tenant.roster (office_id, unit_id, id);
CREATE INDEX roster_waiting ON tenant.roster (office_id, reviewing_agency_id, submitted_on, id) WHERE state = 'in-review';
CREATE INDEX roster_by_state ON tenant.roster (office_id, state, id);
SELECT access.protect('tenant.roster', 'tree', 'SELECT, INSERT, UPDATE');

-- A row that may join. Its person's data stand sealed in tenant.member.
CREATE TABLE tenant.roster_entry (
  office_id uuid NOT NULL,
  filed_on date NOT NULL,
  roster_id uuid NOT NULL,
  row_number integer NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  member_id uuid NOT NULL,
  person_id uuid NOT NULL,
  delayed_retirement boolean NOT NULL,
  repaired boolean NOT NULL,
  -- end of the person's last period of this program, as known when the row was filed
  previous_end_on date,
  state text NOT NULL DEFAULT 'standing' CHECK (state IN ('standing', 'sent-back', 'void')),
  reason text,
  PRIMARY KEY (office_id, filed_on, roster_id, row_number)
) PARTITION BY RANGE (filed_on);
INSERT INTO reference.partitioned_table VALUES ('tenant.roster_entry');
CREATE INDEX roster_entry_by_roster ON tenant.roster_entry (office_id, roster_id, row_number);
CREATE INDEX roster_entry_by_person ON tenant.roster_entry (office_id, person_id);
SELECT access.protect('tenant.roster_entry', 'tree', 'SELECT, INSERT, UPDATE');

-- A row that may not join: its cells and what is wrong with each, sealed under the ring.
CREATE TABLE tenant.roster_fault (
  office_id uuid NOT NULL,
  roster_id uuid NOT NULL,
  row_number integer NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  codes text[] NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (office_id, roster_id, row_number)
);
SELECT access.protect('tenant.roster_fault', 'tree', 'SELECT, INSERT, DELETE');

-- Who pays which part; the parts add up to the order.
CREATE TABLE tenant.roster_payer (
  office_id uuid NOT NULL,
  roster_id uuid NOT NULL,
  position integer NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  source text NOT NULL CHECK (source IN ('unit-subsidy', 'union-funds', 'members', 'grant')),
  payer_name text NOT NULL,
  payer_code text,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  PRIMARY KEY (office_id, roster_id, position)
);
SELECT access.protect('tenant.roster_payer', 'tree', 'SELECT, INSERT, DELETE');

-- What a level of review said of something: rosters, later claims. Nobody reviews what he submitted, nobody twice.
CREATE TABLE tenant.review (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  subject_kind text NOT NULL CHECK (subject_kind IN ('roster', 'claim')),
  subject_id uuid NOT NULL,
  -- counts the submissions: a roster that came back is reviewed anew
  round integer NOT NULL,
  level text NOT NULL CHECK (level IN ('county', 'city', 'office')),
  reviewing_agency_id uuid NOT NULL,
  reviewer_id uuid NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('pass', 'send-back', 'refuse', 'refer')),
  comment text NOT NULL DEFAULT '',
  at timestamptz NOT NULL,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, subject_id, round, reviewing_agency_id),
  UNIQUE (office_id, subject_id, round, reviewer_id)
);
SELECT access.protect('tenant.review', 'tree', 'SELECT, INSERT');

-- Rows on their way in; nothing stays here beyond the transaction that put it.
CREATE UNLOGGED TABLE stage.roster_row (
  roster_id uuid NOT NULL,
  row_number integer NOT NULL,
  person_id uuid NOT NULL,
  member_id uuid NOT NULL,
  is_new_person boolean NOT NULL,
  resident_hash_0 bytea,
  resident_hash_1 bytea,
  phone_hash_0 bytea,
  phone_hash_1 bytea,
  wrapped_key bytea NOT NULL,
  sealed bytea NOT NULL,
  tokens bigint[] NOT NULL,
  delayed_retirement boolean NOT NULL,
  repaired boolean NOT NULL,
  previous_end_on date
);
GRANT SELECT, INSERT, DELETE ON stage.roster_row TO tongzhou_app;

-- 3 Orders -----------------------------------------------------------------------------------------------------------

-- The next number of each legal series of an office; taken under its row's lock, so without gaps.
CREATE TABLE tenant.counter (
  office_id uuid NOT NULL,
  series text NOT NULL,
  next_number bigint NOT NULL CHECK (next_number > 0),
  PRIMARY KEY (office_id, series)
);
SELECT access.protect('tenant.counter', 'shared', 'SELECT, INSERT, UPDATE');

CREATE TABLE tenant.contribution_order (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  roster_id uuid NOT NULL,
  program text NOT NULL,
  shares integer NOT NULL,
  member_count integer NOT NULL CHECK (member_count > 0),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  -- in the transfer's remark
  reference text NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'completed', 'in-force', 'void', 'expired')),
  received_fen bigint NOT NULL DEFAULT 0 CHECK (received_fen BETWEEN 0 AND amount_fen),
  -- when the transfer that completed it reached the account; by day where the statement has no times
  completed_at timestamptz,
  completed_on date,
  confirmed_on date,
  start_on date,
  end_on date,
  -- a match that put the start into the past waits for a second person
  awaits_second boolean NOT NULL DEFAULT false,
  -- money of a cover in force went back: two people decide before anything is paid on it
  payouts_held boolean NOT NULL DEFAULT false,
  -- what was paid for persons who got no cover
  refund_fen bigint NOT NULL DEFAULT 0 CHECK (refund_fen BETWEEN 0 AND amount_fen),
  matched_by uuid,
  ordered_at timestamptz NOT NULL,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, reference),
  FOREIGN KEY (office_id, roster_id) REFERENCES tenant.roster (office_id, id),
  CHECK ((completed_on IS NULL) = (received_fen < amount_fen)),
  CHECK ((start_on IS NULL) = (completed_on IS NULL))
);
CREATE INDEX contribution_order_by_unit ON tenant.contribution_order (office_id, unit_id, id);
CREATE INDEX contribution_order_by_state ON tenant.contribution_order (office_id, state, id);
CREATE UNIQUE INDEX contribution_order_by_roster ON tenant.contribution_order (office_id, roster_id) WHERE state <> 'void';
CREATE INDEX contribution_order_starting ON tenant.contribution_order (office_id, start_on) WHERE state = 'completed';
SELECT access.protect('tenant.contribution_order', 'tree', 'SELECT, INSERT, UPDATE');

-- 4 Bank statements --------------------------------------------------------------------------------------------------

CREATE TABLE tenant.bank_statement (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  file_hash bytea NOT NULL CHECK (length(file_hash) = 32),
  file_name text NOT NULL,
  account_number text NOT NULL,
  entry_count integer NOT NULL,
  -- entries that an earlier statement had brought already
  known_count integer NOT NULL,
  credit_fen bigint NOT NULL,
  debit_fen bigint NOT NULL,
  first_on date,
  last_on date,
  imported_by uuid NOT NULL,
  imported_at timestamptz NOT NULL,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, file_hash)
);
SELECT access.protect('tenant.bank_statement', 'office', 'SELECT, INSERT, UPDATE');

CREATE TABLE tenant.bank_entry (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  statement_id uuid NOT NULL,
  row_number integer NOT NULL,
  -- HMAC over the bank's record id, or what stands for it: the same entry comes in once
  dedup_hash bytea NOT NULL CHECK (length(dedup_hash) = 32),
  direction text NOT NULL CHECK (direction IN ('credit', 'debit')),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  posted_on date NOT NULL,
  posted_at timestamptz,
  state text NOT NULL CHECK (state IN ('unmatched', 'partly-matched', 'matched', 'bank-charge', 'other-debit', 'reversed')),
  matched_fen bigint NOT NULL DEFAULT 0 CHECK (matched_fen BETWEEN 0 AND amount_fen),
  -- payer, accounts, remark, under the ring
  sealed bytea NOT NULL,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, dedup_hash),
  FOREIGN KEY (office_id, statement_id) REFERENCES tenant.bank_statement (office_id, id)
);
CREATE INDEX bank_entry_by_day ON tenant.bank_entry (office_id, posted_on, id);
CREATE INDEX bank_entry_open ON tenant.bank_entry (office_id, posted_on, id)
  WHERE direction = 'credit' AND state IN ('unmatched', 'partly-matched');
SELECT access.protect('tenant.bank_entry', 'office', 'SELECT, INSERT, UPDATE');

-- Which part of a credit pays which order.
CREATE TABLE tenant.allocation (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  order_id uuid NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  -- 'reference', 'payer' or 'person'
  matched_by text NOT NULL CHECK (matched_by IN ('reference', 'payer', 'person')),
  actor_id uuid NOT NULL,
  at timestamptz NOT NULL,
  undone_at timestamptz,
  PRIMARY KEY (office_id, id),
  FOREIGN KEY (office_id, entry_id) REFERENCES tenant.bank_entry (office_id, id),
  FOREIGN KEY (office_id, order_id) REFERENCES tenant.contribution_order (office_id, id)
);
CREATE INDEX allocation_by_order ON tenant.allocation (office_id, order_id);
CREATE INDEX allocation_by_entry ON tenant.allocation (office_id, entry_id);
SELECT access.protect('tenant.allocation', 'tree', 'SELECT, INSERT, UPDATE');

-- 5 Cover ------------------------------------------------------------------------------------------------------------

CREATE TABLE tenant.coverage_period (
  office_id uuid NOT NULL,
  start_on date NOT NULL,
  id uuid NOT NULL,
  end_on date NOT NULL CHECK (end_on >= start_on),
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  member_id uuid NOT NULL,
  program text NOT NULL,
  shares integer NOT NULL,
  order_id uuid NOT NULL,
  -- last day of the waiting time; none where a renewal continues the chain, or the program has none
  waiting_until date,
  state text NOT NULL CHECK (state IN ('scheduled', 'in-force', 'cancelled', 'replaced')),
  PRIMARY KEY (office_id, start_on, id)
) PARTITION BY RANGE (start_on);
INSERT INTO reference.partitioned_table VALUES ('tenant.coverage_period');
CREATE INDEX coverage_period_by_person ON tenant.coverage_period (office_id, person_id, program, start_on);
CREATE INDEX coverage_period_by_unit ON tenant.coverage_period (office_id, unit_id, start_on, id);
CREATE INDEX coverage_period_by_order ON tenant.coverage_period (office_id, order_id, id);
SELECT access.protect('tenant.coverage_period', 'person', 'SELECT, INSERT, UPDATE');

CREATE TABLE tenant.certificate (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  order_id uuid NOT NULL,
  number text NOT NULL,
  verification_code text NOT NULL,
  member_count integer NOT NULL,
  issued_at timestamptz NOT NULL,
  -- the money went back before cover had started
  voided_at timestamptz,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, number),
  UNIQUE (office_id, verification_code)
);
CREATE UNIQUE INDEX certificate_by_order ON tenant.certificate (office_id, order_id) WHERE voided_at IS NULL;
SELECT access.protect('tenant.certificate', 'tree', 'SELECT, INSERT, UPDATE');

-- A certificate's code, verified by anybody without showing anybody's data.
CREATE TABLE directory.certificate_code (
  code text PRIMARY KEY,
  office_id uuid NOT NULL,
  certificate_id uuid NOT NULL,
  -- what anybody who holds the code may know
  unit_name text NOT NULL,
  program text NOT NULL,
  start_on date NOT NULL,
  end_on date NOT NULL,
  member_count integer NOT NULL,
  is_void boolean NOT NULL DEFAULT false
);
SELECT access.protect_by('directory.certificate_code', $$access.scope() = 'platform' OR office_id = access.office_id()$$,
  'SELECT, INSERT, UPDATE');
