-- Money, further: what the bank answered, what explains its statement, recoveries and refunds, contributions earned,
-- limits of payouts, the daily check.

-- 1 What the bank says of payouts ------------------------------------------------------------------------------------

ALTER TABLE tenant.payout
  -- the day on which the money left
  ADD COLUMN paid_on date,
  -- the day on which the bank refused it, or gave it back as a credit after it had left
  ADD COLUMN returned_on date,
  ADD COLUMN return_kind text CHECK (return_kind IN ('refused', 'returned')),
  ADD COLUMN fault text CHECK (fault IN
    ('name-differs', 'account-unknown', 'account-closed', 'account-frozen', 'bank-unknown', 'limit', 'other')),
  ADD CONSTRAINT payout_result_days CHECK (
    (state = 'returned') = (returned_on IS NOT NULL)
    AND (returned_on IS NULL) = (return_kind IS NULL)
    AND (state <> 'paid' OR paid_on IS NOT NULL)
    AND (return_kind <> 'returned' OR paid_on IS NOT NULL));
CREATE INDEX payout_by_state ON tenant.payout (office_id, state, made_on, id);

-- A file of the bank's answers. The same file is taken once.
CREATE TABLE tenant.payout_result_file (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  file_hash bytea NOT NULL CHECK (length(file_hash) = 32),
  file_name text NOT NULL,
  format text NOT NULL CHECK (format IN ('pain.002', 'bank-text')),
  row_count integer NOT NULL,
  -- how many rows came to what: {paid: 12, …}
  outcomes jsonb NOT NULL,
  imported_at timestamptz NOT NULL,
  imported_by uuid NOT NULL,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, file_hash)
);
CREATE INDEX payout_result_file_by_time ON tenant.payout_result_file (office_id, imported_at, id);
SELECT access.protect('tenant.payout_result_file', 'office', 'SELECT, INSERT');

-- What became of each row. Only what changed nothing is looked into by people.
CREATE TABLE tenant.payout_result_row (
  office_id uuid NOT NULL,
  file_id uuid NOT NULL,
  row_number integer NOT NULL,
  outcome text NOT NULL CHECK (outcome IN
    ('paid', 'refused', 'pending', 'known', 'unknown', 'not-sent', 'amount-differs', 'contradicts')),
  end_to_end_id text NOT NULL,
  payout_id uuid,
  -- as the bank wrote it; none where it wrote none
  amount_fen bigint,
  on_day date NOT NULL,
  fault text,
  PRIMARY KEY (office_id, file_id, row_number)
);
CREATE INDEX payout_result_row_by_payout ON tenant.payout_result_row (office_id, payout_id) WHERE payout_id IS NOT NULL;
SELECT access.protect('tenant.payout_result_row', 'office', 'SELECT, INSERT');

-- The most that an office pays out in one batch and in a day; no row, no limit.
CREATE TABLE tenant.payout_limit (
  office_id uuid NOT NULL PRIMARY KEY,
  batch_fen bigint CHECK (batch_fen > 0),
  day_fen bigint CHECK (day_fen > 0),
  set_at timestamptz NOT NULL,
  set_by uuid NOT NULL
);
SELECT access.protect('tenant.payout_limit', 'office', 'SELECT, INSERT, UPDATE');
CREATE INDEX payout_batch_by_approval ON tenant.payout_batch (office_id, approved_at) WHERE approved_at IS NOT NULL;

-- A death benefit goes to relatives in shares; each has a payout of his own. Their cards stand among the payees' accounts,
-- under the key of the one who died.
ALTER TABLE tenant.payee_account DROP CONSTRAINT payee_account_state_check;
ALTER TABLE tenant.payee_account ADD CONSTRAINT payee_account_state_check
  CHECK (state IN ('standing', 'replaced', 'relative'));
CREATE TABLE tenant.beneficiary (
  office_id uuid NOT NULL,
  claim_id uuid NOT NULL,
  share smallint NOT NULL CHECK (share > 0),
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  -- the one who died
  person_id uuid NOT NULL,
  basis_points integer NOT NULL CHECK (basis_points BETWEEN 1 AND 10000),
  account_id uuid NOT NULL,
  named_at timestamptz NOT NULL,
  named_by uuid NOT NULL,
  PRIMARY KEY (office_id, claim_id, share),
  FOREIGN KEY (office_id, account_id) REFERENCES tenant.payee_account (office_id, id)
);
SELECT access.protect('tenant.beneficiary', 'staff', 'SELECT, INSERT, UPDATE, DELETE');
-- 0 where a benefit is paid whole
ALTER TABLE tenant.payout ADD COLUMN share smallint NOT NULL DEFAULT 0;
ALTER TABLE tenant.payout_key ADD COLUMN share smallint NOT NULL DEFAULT 0,
  DROP CONSTRAINT payout_key_pkey, ADD PRIMARY KEY (office_id, claim_id, share);

-- 2 What explains an entry of the bank's statement --------------------------------------------------------------------

ALTER TABLE tenant.bank_entry DROP CONSTRAINT bank_entry_state_check;
ALTER TABLE tenant.bank_entry ADD CONSTRAINT bank_entry_state_check CHECK (state IN
  ('unmatched', 'partly-matched', 'matched', 'bank-charge', 'other-debit', 'reversed', 'explained'));
CREATE INDEX bank_entry_unexplained ON tenant.bank_entry (office_id, posted_on, id) WHERE state = 'other-debit';

-- Which part of an entry is which movement that the books know: docs/adr/0012-money-in-transit.md.
CREATE TABLE tenant.bank_explanation (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  entry_id uuid NOT NULL,
  -- none for an entry that stands for a whole batch
  object_kind text NOT NULL CHECK (object_kind IN ('payout', 'payout-batch', 'recovery', 'refund')),
  object_id uuid NOT NULL,
  direction text NOT NULL CHECK (direction IN ('credit', 'debit')),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  on_day date NOT NULL,
  at timestamptz NOT NULL,
  actor_id uuid NOT NULL,
  PRIMARY KEY (office_id, id),
  FOREIGN KEY (office_id, entry_id) REFERENCES tenant.bank_entry (office_id, id)
);
CREATE INDEX bank_explanation_by_entry ON tenant.bank_explanation (office_id, entry_id);
CREATE INDEX bank_explanation_by_object ON tenant.bank_explanation (office_id, object_id);
-- a payout leaves once and comes back once
CREATE UNIQUE INDEX bank_explanation_of_payout ON tenant.bank_explanation (office_id, object_id, direction)
  WHERE object_kind = 'payout';
SELECT access.protect('tenant.bank_explanation', 'office', 'SELECT, INSERT');

-- 3 Recoveries and refunds -------------------------------------------------------------------------------------------

-- A benefit paid wrongly: proposed by one, decided by another, received as credits.
CREATE TABLE tenant.recovery (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  -- without gaps, from the office's counter; who pays back writes it into the transfer
  number text NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  claim_id uuid NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  received_fen bigint NOT NULL DEFAULT 0 CHECK (received_fen BETWEEN 0 AND amount_fen),
  cause text NOT NULL CHECK (cause IN ('settlement-reversed', 'fraud', 'error', 'other')),
  state text NOT NULL CHECK (state IN ('proposed', 'decided', 'declined', 'received')),
  proposed_at timestamptz NOT NULL,
  proposed_by uuid NOT NULL,
  decided_at timestamptz,
  decided_by uuid,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, number),
  CONSTRAINT recovery_two_people CHECK (decided_by <> proposed_by),
  CHECK ((state = 'proposed') = (decided_by IS NULL)),
  CHECK ((state = 'received') = (received_fen = amount_fen)),
  CHECK (received_fen = 0 OR state IN ('decided', 'received'))
);
CREATE INDEX recovery_by_claim ON tenant.recovery (office_id, claim_id);
CREATE INDEX recovery_by_state ON tenant.recovery (office_id, state, id);
SELECT access.protect('tenant.recovery', 'staff', 'SELECT, INSERT, UPDATE');

-- Money that goes back to who paid it: of an order, what was paid for persons without cover; of a credit, what no order takes.
CREATE TABLE tenant.contribution_refund (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  agency_id uuid,
  unit_id uuid,
  order_id uuid,
  entry_id uuid,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  state text NOT NULL CHECK (state IN ('proposed', 'approved', 'declined', 'paid')),
  proposed_at timestamptz NOT NULL,
  proposed_by uuid NOT NULL,
  decided_at timestamptz,
  decided_by uuid,
  paid_on date,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, number),
  FOREIGN KEY (office_id, order_id) REFERENCES tenant.contribution_order (office_id, id),
  FOREIGN KEY (office_id, entry_id) REFERENCES tenant.bank_entry (office_id, id),
  CONSTRAINT refund_two_people CHECK (decided_by <> proposed_by),
  CHECK (num_nonnulls(order_id, entry_id) = 1),
  CHECK ((order_id IS NULL) = (unit_id IS NULL) AND (order_id IS NULL) = (agency_id IS NULL)),
  CHECK ((state = 'proposed') = (decided_by IS NULL)),
  CHECK ((state = 'paid') = (paid_on IS NOT NULL))
);
CREATE UNIQUE INDEX contribution_refund_of_order ON tenant.contribution_refund (office_id, order_id)
  WHERE state <> 'declined';
CREATE UNIQUE INDEX contribution_refund_of_credit ON tenant.contribution_refund (office_id, entry_id)
  WHERE state <> 'declined';
CREATE INDEX contribution_refund_by_state ON tenant.contribution_refund (office_id, state, id);
SELECT access.protect('tenant.contribution_refund', 'office', 'SELECT, INSERT, UPDATE');

-- 4 Contributions earned by the day ----------------------------------------------------------------------------------

-- How far the contributions of an order are earned. The sum over its days is the contribution to the fen.
CREATE TABLE tenant.contribution_earning (
  office_id uuid NOT NULL,
  order_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  start_on date NOT NULL,
  end_on date NOT NULL CHECK (end_on >= start_on),
  total_fen bigint NOT NULL CHECK (total_fen > 0),
  -- the day on which its cover was posted as started: nothing is earned in the books before
  began_on date NOT NULL,
  earned_until date,
  earned_fen bigint NOT NULL DEFAULT 0 CHECK (earned_fen BETWEEN 0 AND total_fen),
  PRIMARY KEY (office_id, order_id),
  CHECK ((earned_until = end_on) = (earned_fen = total_fen AND earned_until IS NOT NULL))
);
CREATE INDEX contribution_earning_open ON tenant.contribution_earning (office_id, earned_until, order_id)
  WHERE earned_fen < total_fen;
SELECT access.protect('tenant.contribution_earning', 'office', 'SELECT, INSERT, UPDATE');

-- 5 The daily check --------------------------------------------------------------------------------------------------

CREATE TABLE tenant.reconciliation (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  on_day date NOT NULL,
  at timestamptz NOT NULL,
  actor_id uuid NOT NULL,
  difference_count integer NOT NULL,
  -- what was looked at, each check with its number of differences
  checks jsonb NOT NULL,
  PRIMARY KEY (office_id, id)
);
CREATE INDEX reconciliation_by_time ON tenant.reconciliation (office_id, at, id);
SELECT access.protect('tenant.reconciliation', 'office', 'SELECT, INSERT');

CREATE TABLE tenant.reconciliation_difference (
  office_id uuid NOT NULL,
  reconciliation_id uuid NOT NULL,
  number integer NOT NULL,
  cause text NOT NULL,
  object_kind text NOT NULL,
  object_id uuid,
  expected_fen bigint,
  found_fen bigint,
  PRIMARY KEY (office_id, reconciliation_id, number)
);
SELECT access.protect('tenant.reconciliation_difference', 'office', 'SELECT, INSERT');
