-- Books: acts of people over months, vouchers of two people, the office's rates of reserves, what explains a difference.

-- 1 What was done to a month ------------------------------------------------------------------------------------------

-- The month itself holds how it stands; here stands how it came to that.
CREATE TABLE tenant.ledger_month_act (
  office_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  -- its first day
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  act text NOT NULL CHECK (act IN ('closed', 'reopening-asked', 'reopening-dropped', 'reopened')),
  -- why it should be opened again; business words, nothing personal
  reason text CHECK (length(reason) <= 500),
  at timestamptz NOT NULL,
  actor_id uuid NOT NULL,
  PRIMARY KEY (office_id, id),
  CHECK ((act = 'reopening-asked') = (reason IS NOT NULL))
);
CREATE INDEX ledger_month_act_by_month ON tenant.ledger_month_act (office_id, month, id);
SELECT access.protect('tenant.ledger_month_act', 'office', 'SELECT, INSERT');

-- 2 Vouchers: what people post, and no act of the business ------------------------------------------------------------

-- Proposed by one, decided by another. What is posted stays; a reversal is a voucher of its own.
CREATE TABLE tenant.voucher (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  -- without gaps, from the office's counter
  number text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('manual', 'reversal', 'reserve', 'year-carried', 'surplus-allocated')),
  on_day date NOT NULL,
  -- 摘要: business words, nothing personal
  summary text NOT NULL CHECK (length(summary) BETWEEN 1 AND 200),
  state text NOT NULL CHECK (state IN ('proposed', 'posted', 'declined', 'withdrawn')),
  total_fen bigint NOT NULL CHECK (total_fen > 0),
  -- how the amounts were reckoned, where they were
  basis jsonb,
  -- the voucher that it reverses
  reverses_id uuid,
  proposed_at timestamptz NOT NULL,
  proposed_by uuid NOT NULL,
  decided_at timestamptz,
  decided_by uuid,
  -- why it was declined
  decline_reason text CHECK (length(decline_reason) <= 200),
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, number),
  FOREIGN KEY (office_id, reverses_id) REFERENCES tenant.voucher (office_id, id),
  CONSTRAINT voucher_two_people CHECK (state = 'withdrawn' OR decided_by <> proposed_by),
  CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL)),
  CHECK ((state = 'proposed') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
  CHECK ((state = 'declined') = (decline_reason IS NOT NULL))
);
CREATE INDEX voucher_by_time ON tenant.voucher (office_id, proposed_at, id);
CREATE INDEX voucher_waiting ON tenant.voucher (office_id, on_day) WHERE state = 'proposed';
CREATE INDEX voucher_by_kind ON tenant.voucher (office_id, kind, on_day);
-- of a year one carrying stands, and of a voucher one reversal
CREATE UNIQUE INDEX voucher_reversal ON tenant.voucher (office_id, reverses_id) WHERE state IN ('proposed', 'posted');
SELECT access.protect('tenant.voucher', 'office', 'SELECT, INSERT');
GRANT UPDATE (state, decided_at, decided_by, decline_reason) ON tenant.voucher TO tongzhou_app;

CREATE TABLE tenant.voucher_line (
  office_id uuid NOT NULL,
  voucher_id uuid NOT NULL,
  line smallint NOT NULL,
  -- codes of src/modules/ledger/chart-of-accounts.ts
  debit text NOT NULL CHECK (debit ~ '^[1-9][0-9]{3,7}$'),
  credit text NOT NULL CHECK (credit ~ '^[1-9][0-9]{3,7}$'),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  PRIMARY KEY (office_id, voucher_id, line),
  FOREIGN KEY (office_id, voucher_id) REFERENCES tenant.voucher (office_id, id),
  CHECK (debit <> credit)
);
SELECT access.protect('tenant.voucher_line', 'office', 'SELECT, INSERT');

-- 3 Rates of reserves and of the surplus: dated, a change appends a row -----------------------------------------------

CREATE TABLE tenant.reserve_rate (
  office_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('risk-reserve', 'reported-claims', 'development-fund')),
  from_day date NOT NULL,
  basis_points integer NOT NULL CHECK (basis_points BETWEEN 0 AND 20000),
  set_at timestamptz NOT NULL,
  set_by uuid NOT NULL,
  PRIMARY KEY (office_id, kind, from_day)
);
SELECT access.protect('tenant.reserve_rate', 'office', 'SELECT, INSERT');

-- 4 What the daily check found, and what people say of it -------------------------------------------------------------

-- The day of the first run that found it and every one since.
ALTER TABLE tenant.reconciliation_difference ADD COLUMN first_on date;
CREATE INDEX reconciliation_difference_by_object ON tenant.reconciliation_difference
  (office_id, reconciliation_id, cause, object_id);
-- Differences that nobody had explained when the run ended; an alarm where there are any.
ALTER TABLE tenant.reconciliation ADD COLUMN unexplained_count integer;

-- Holds as long as the difference is the same to the fen.
CREATE TABLE tenant.difference_explanation (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  cause text NOT NULL,
  object_kind text NOT NULL,
  object_id uuid,
  expected_fen bigint,
  found_fen bigint,
  -- business words, nothing personal
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  at timestamptz NOT NULL,
  actor_id uuid NOT NULL,
  PRIMARY KEY (office_id, id)
);
CREATE INDEX difference_explanation_by_object ON tenant.difference_explanation (office_id, cause, object_id);
SELECT access.protect('tenant.difference_explanation', 'office', 'SELECT, INSERT');
