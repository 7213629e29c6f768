-- From the insurer's settlement to the bank's file: imports, claims, decisions, reviews, what counts against the limits,
-- payouts. Diagnoses and amounts are not a unit's to see: these tables are of the kind `member`, not `tree`.

-- 1 Settlements of the insurer ---------------------------------------------------------------------------------------

CREATE TABLE tenant.settlement_import (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  program text NOT NULL,
  file_name text NOT NULL,
  file_hash bytea NOT NULL CHECK (length(file_hash) = 32),
  -- how many rows came to what, and what is to be paid
  counts jsonb NOT NULL DEFAULT '{}',
  paid_fen bigint NOT NULL DEFAULT 0,
  imported_on date NOT NULL,
  imported_at timestamptz NOT NULL,
  imported_by uuid NOT NULL,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, file_hash)
);
CREATE INDEX settlement_import_by_time ON tenant.settlement_import (office_id, imported_at, id);
SELECT access.protect('tenant.settlement_import', 'office', 'SELECT, INSERT, UPDATE');

-- A settlement of the insurer happens once, whatever file brings it. Unpartitioned and narrow; keyed hashes, as the
-- numbers lead to a person's medical record.
CREATE TABLE tenant.settlement_key (
  office_id uuid NOT NULL,
  settlement_hash bytea NOT NULL CHECK (length(settlement_hash) = 32),
  -- of person and 就诊ID: settlements of one stay share it
  stay_hash bytea CHECK (length(stay_hash) = 32),
  import_id uuid NOT NULL,
  claim_id uuid,
  PRIMARY KEY (office_id, settlement_hash)
);
CREATE INDEX settlement_key_by_stay ON tenant.settlement_key (office_id, stay_hash) WHERE stay_hash IS NOT NULL;
SELECT access.protect('tenant.settlement_key', 'office', 'SELECT, INSERT');

-- What became of each row of an import.
CREATE TABLE tenant.settlement_row (
  office_id uuid NOT NULL,
  imported_on date NOT NULL,
  import_id uuid NOT NULL,
  row_number integer NOT NULL,
  outcome text NOT NULL CHECK (outcome IN
    ('pay', 'decline', 'refer', 'joined', 'not-a-member', 'fault', 'refunded', 'known', 'reversal')),
  -- the claim that it became, was joined to, or takes back
  claim_id uuid,
  -- the row itself, under the ring, where it became no claim
  sealed bytea,
  PRIMARY KEY (office_id, imported_on, import_id, row_number)
) PARTITION BY RANGE (imported_on);
INSERT INTO reference.partitioned_table VALUES ('tenant.settlement_row');
CREATE INDEX settlement_row_by_outcome ON tenant.settlement_row (office_id, import_id, outcome, row_number);
SELECT access.protect('tenant.settlement_row', 'office', 'SELECT, INSERT');

-- 2 Claims and decisions ---------------------------------------------------------------------------------------------

CREATE TABLE tenant.claim (
  office_id uuid NOT NULL,
  submitted_on date NOT NULL,
  -- ascending in the order in which claims are decided
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  member_id uuid NOT NULL,
  program text NOT NULL,
  benefit text NOT NULL CHECK (benefit IN ('inpatient', 'medical', 'disability', 'death', 'sudden-death')),
  -- the period that holds the day of the event; none where it is not covered
  period_id uuid,
  origin text NOT NULL CHECK (origin IN ('settlement', 'member', 'unit', 'agency')),
  state text NOT NULL CHECK (state IN ('in-review', 'referred', 'sent-back', 'declined', 'denied', 'approved', 'in-payout',
    'paid', 'returned')),
  -- the agency whose review it waits for
  reviewing_agency_id uuid,
  -- of the standing decision
  outcome text NOT NULL CHECK (outcome IN ('pay', 'decline', 'refer')),
  amount_fen bigint NOT NULL CHECK (amount_fen >= 0),
  decision_count integer NOT NULL DEFAULT 1,
  -- why a person must look at it alone
  flags text[] NOT NULL DEFAULT '{}',
  -- the insurer took its settlement back; it is not paid until a person has decided
  reversal_import_id uuid,
  import_id uuid,
  -- counts the submissions: what came back is reviewed anew
  round integer NOT NULL DEFAULT 1,
  submitted_by uuid NOT NULL,
  -- the settlements or the event as they were told, under the person's key
  sealed bytea NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (office_id, submitted_on, id),
  CHECK ((state IN ('in-review', 'referred')) = (reviewing_agency_id IS NOT NULL)),
  CHECK (state NOT IN ('approved', 'in-payout', 'paid', 'returned') OR amount_fen > 0)
) PARTITION BY RANGE (submitted_on);
INSERT INTO reference.partitioned_table VALUES ('tenant.claim');
CREATE INDEX claim_by_id ON tenant.claim (office_id, id);
CREATE INDEX claim_by_person ON tenant.claim (office_id, person_id, id);
CREATE INDEX claim_by_import ON tenant.claim (office_id, import_id, id) WHERE import_id IS NOT NULL;
CREATE INDEX claim_waiting ON tenant.claim (office_id, reviewing_agency_id, submitted_on, id)
  WHERE reviewing_agency_id IS NOT NULL;
CREATE INDEX claim_by_state ON tenant.claim (office_id, state, submitted_on, id);
SELECT access.protect('tenant.claim', 'member', 'SELECT, INSERT, UPDATE');

-- What the rules or a reviewer said of a claim; never edited, the latest stands.
CREATE TABLE tenant.decision (
  office_id uuid NOT NULL,
  submitted_on date NOT NULL,
  claim_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  source text NOT NULL CHECK (source IN ('rules', 'reviewer')),
  outcome text NOT NULL CHECK (outcome IN ('pay', 'decline', 'refer')),
  amount_fen bigint NOT NULL CHECK (amount_fen >= 0),
  -- [{code, clause}]
  reasons jsonb NOT NULL,
  notices jsonb NOT NULL,
  readings text[] NOT NULL,
  -- the day whose terms held
  terms_on date NOT NULL,
  at timestamptz NOT NULL,
  actor_id uuid NOT NULL,
  -- the case as it was decided and the steps, under the person's key
  sealed bytea NOT NULL,
  PRIMARY KEY (office_id, submitted_on, claim_id, number)
) PARTITION BY RANGE (submitted_on);
INSERT INTO reference.partitioned_table VALUES ('tenant.decision');
SELECT access.protect('tenant.decision', 'member', 'SELECT, INSERT');

-- What a level of review said of a claim. Nobody reviews what he submitted, nobody twice.
CREATE TABLE tenant.claim_review (
  office_id uuid NOT NULL,
  claim_id uuid NOT NULL,
  round integer NOT NULL,
  reviewing_agency_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  level text NOT NULL CHECK (level IN ('county', 'city', 'office')),
  -- a referred claim comes to the office a second time
  step text NOT NULL CHECK (step IN ('in-review', 'referred')),
  reviewer_id uuid NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('pass', 'send-back', 'deny', 'refer')),
  clauses text[] NOT NULL DEFAULT '{}',
  -- what was typed, under the ring: it may hold medical data
  sealed_comment bytea,
  at timestamptz NOT NULL,
  PRIMARY KEY (office_id, claim_id, round, reviewing_agency_id, step),
  UNIQUE (office_id, claim_id, round, reviewer_id)
);
SELECT access.protect('tenant.claim_review', 'member', 'SELECT, INSERT');

-- 3 What counts against the limits -----------------------------------------------------------------------------------

-- What is finally approved of a period's benefits; its row is the lock under which a person's claims are decided and
-- approved, and its check the last word: two stays, one ceiling. No limit stands where a benefit has none.
CREATE TABLE tenant.benefit_counter (
  office_id uuid NOT NULL,
  person_id uuid NOT NULL,
  program text NOT NULL,
  period_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  stays integer NOT NULL DEFAULT 0,
  amount_fen bigint NOT NULL DEFAULT 0,
  most_stays integer,
  most_fen bigint,
  PRIMARY KEY (office_id, person_id, program, period_id),
  CONSTRAINT benefit_within_limits CHECK (stays BETWEEN 0 AND coalesce(most_stays, stays)
    AND amount_fen BETWEEN 0 AND coalesce(most_fen, amount_fen))
);
SELECT access.protect('tenant.benefit_counter', 'member', 'SELECT, INSERT, UPDATE');

-- The place that a claim takes in a period: held from the decision that pays, reserved from the final approval on.
CREATE TABLE tenant.benefit_use (
  office_id uuid NOT NULL,
  claim_id uuid NOT NULL,
  person_id uuid NOT NULL,
  program text NOT NULL,
  period_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  benefit text NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  state text NOT NULL CHECK (state IN ('held', 'reserved')),
  PRIMARY KEY (office_id, claim_id)
);
CREATE INDEX benefit_use_by_person ON tenant.benefit_use (office_id, person_id, program, claim_id);
SELECT access.protect('tenant.benefit_use', 'member', 'SELECT, INSERT, UPDATE, DELETE');

-- 4 On their way in; nothing stays here beyond the transaction that put it -----------------------------------------------

CREATE UNLOGGED TABLE stage.settlement_row (
  import_id uuid NOT NULL,
  row_number integer NOT NULL,
  resident_hash bytea NOT NULL,
  settlement_hash bytea NOT NULL,
  stay_hash bytea
);
GRANT SELECT, INSERT, DELETE ON stage.settlement_row TO tongzhou_app;

-- A row of the file with its outcome; the columns from `submitted_on` on only where it became a claim.
CREATE UNLOGGED TABLE stage.settlement_outcome (
  import_id uuid NOT NULL,
  row_number integer NOT NULL,
  outcome text NOT NULL,
  claim_id uuid,
  settlement_hash bytea,
  stay_hash bytea,
  sealed bytea,
  submitted_on date,
  agency_id uuid,
  unit_id uuid,
  person_id uuid,
  member_id uuid,
  period_id uuid,
  state text,
  reviewing_agency_id uuid,
  amount_fen bigint,
  flags text[],
  reasons jsonb,
  notices jsonb,
  readings text[],
  terms_on date,
  sealed_claim bytea,
  sealed_decision bytea
);
GRANT SELECT, INSERT, DELETE ON stage.settlement_outcome TO tongzhou_app;

-- 5 Payouts ----------------------------------------------------------------------------------------------------------

-- Where a person wants his benefits. A change is a new row: a payout refers to the account that it used.
CREATE TABLE tenant.payee_account (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('standing', 'replaced')),
  -- a card that several persons share is flagged
  card_hash_0 bytea,
  card_hash_1 bytea,
  -- holder, card, bank, under the person's key
  sealed bytea NOT NULL,
  registered_at timestamptz NOT NULL,
  registered_by uuid NOT NULL,
  PRIMARY KEY (office_id, id),
  CHECK (num_nonnulls(card_hash_0, card_hash_1) > 0)
);
CREATE UNIQUE INDEX payee_account_standing ON tenant.payee_account (office_id, person_id) WHERE state = 'standing';
CREATE INDEX payee_account_by_card_0 ON tenant.payee_account (office_id, card_hash_0) WHERE card_hash_0 IS NOT NULL;
CREATE INDEX payee_account_by_card_1 ON tenant.payee_account (office_id, card_hash_1) WHERE card_hash_1 IS NOT NULL;
SELECT access.protect('tenant.payee_account', 'member', 'SELECT, INSERT, UPDATE');

CREATE TABLE tenant.payout_batch (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  -- without gaps, from the office's counter
  number text NOT NULL,
  state text NOT NULL CHECK (state IN ('made', 'approved', 'withdrawn', 'sent')),
  payout_count integer NOT NULL CHECK (payout_count > 0),
  total_fen bigint NOT NULL CHECK (total_fen > 0),
  made_on date NOT NULL,
  made_at timestamptz NOT NULL,
  made_by uuid NOT NULL,
  approved_at timestamptz,
  approved_by uuid,
  -- the one layout in which its file is written
  file_layout text CHECK (file_layout IN ('pain.001', 'bank-text')),
  sent_at timestamptz,
  sent_by uuid,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, number),
  CONSTRAINT payout_batch_two_people CHECK (approved_by <> made_by),
  CHECK (state NOT IN ('approved', 'sent') OR approved_by IS NOT NULL),
  CHECK ((state = 'sent') = (file_layout IS NOT NULL AND sent_at IS NOT NULL))
);
CREATE INDEX payout_batch_by_time ON tenant.payout_batch (office_id, made_at, id);
SELECT access.protect('tenant.payout_batch', 'office', 'SELECT, INSERT, UPDATE');

CREATE TABLE tenant.payout (
  office_id uuid NOT NULL,
  made_on date NOT NULL,
  id uuid NOT NULL,
  batch_id uuid NOT NULL,
  -- its place in the batch, from 1
  number integer NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  claim_id uuid NOT NULL,
  account_id uuid NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  -- by which the bank's answers find back; at most 35 characters
  end_to_end_id text NOT NULL CHECK (length(end_to_end_id) <= 35),
  state text NOT NULL CHECK (state IN ('made', 'withdrawn', 'sent', 'paid', 'returned')),
  PRIMARY KEY (office_id, made_on, id)
) PARTITION BY RANGE (made_on);
INSERT INTO reference.partitioned_table VALUES ('tenant.payout');
CREATE INDEX payout_by_batch ON tenant.payout (office_id, batch_id, number);
CREATE INDEX payout_by_claim ON tenant.payout (office_id, claim_id);
SELECT access.protect('tenant.payout', 'member', 'SELECT, INSERT, UPDATE');

-- One live payout of a benefit: the row stands until it is returned or its batch is withdrawn.
CREATE TABLE tenant.payout_key (
  office_id uuid NOT NULL,
  claim_id uuid NOT NULL,
  payout_id uuid NOT NULL,
  PRIMARY KEY (office_id, claim_id)
);
SELECT access.protect('tenant.payout_key', 'office', 'SELECT, INSERT, DELETE');

-- An end-to-end id is given once, for good.
CREATE TABLE tenant.end_to_end_key (
  office_id uuid NOT NULL,
  end_to_end_id text NOT NULL,
  made_on date NOT NULL,
  payout_id uuid NOT NULL,
  PRIMARY KEY (office_id, end_to_end_id)
);
SELECT access.protect('tenant.end_to_end_key', 'office', 'SELECT, INSERT');
