-- Money that goes out, further: what a checker should look at, when another card was asked for, the bank's own layout, what
-- limits were before, why money is taken back and what of it counts against limits again.

ALTER TABLE tenant.payout
  -- found when it was put into its batch, for the person who approves it
  ADD COLUMN remarks text[] NOT NULL DEFAULT '{}'
    CHECK (remarks <@ ARRAY['name-differs', 'relative', 'shared-card', 'no-bank-number', 'not-in-gbk']),
  -- of a returned one: when its payee was last asked for another card
  ADD COLUMN card_asked_at timestamptz;

-- How an office's bank wants its batch text, and how it answers: banks don't publish theirs. It says where money goes, so
-- that one proposes it and another decides.
CREATE TABLE tenant.bank_layout (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  layout jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('proposed', 'standing', 'replaced', 'declined')),
  proposed_at timestamptz NOT NULL,
  proposed_by uuid NOT NULL,
  decided_at timestamptz,
  decided_by uuid,
  PRIMARY KEY (office_id, id),
  CONSTRAINT bank_layout_two_people CHECK (decided_by <> proposed_by),
  CHECK ((state = 'proposed') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL))
);
CREATE UNIQUE INDEX bank_layout_standing ON tenant.bank_layout (office_id) WHERE state = 'standing';
CREATE UNIQUE INDEX bank_layout_proposed ON tenant.bank_layout (office_id) WHERE state = 'proposed';
SELECT access.protect('tenant.bank_layout', 'office', 'SELECT, INSERT, UPDATE');

-- The layout of its batch text, so that its file stays the same when the office takes another; none: the example.
ALTER TABLE tenant.payout_batch ADD COLUMN layout_id uuid,
  ADD CONSTRAINT payout_batch_layout FOREIGN KEY (office_id, layout_id) REFERENCES tenant.bank_layout (office_id, id);

CREATE INDEX payout_batch_by_state ON tenant.payout_batch (office_id, state, made_at, id);

-- Each time that somebody set the limits of payouts.
CREATE TABLE tenant.payout_limit_change (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  before_batch_fen bigint,
  before_day_fen bigint,
  batch_fen bigint,
  day_fen bigint,
  set_at timestamptz NOT NULL,
  set_by uuid NOT NULL,
  PRIMARY KEY (office_id, id)
);
SELECT access.protect('tenant.payout_limit_change', 'office', 'SELECT, INSERT');

ALTER TABLE tenant.recovery
  -- why, in words, under the ring: whoever decides reads it
  ADD COLUMN sealed_reason bytea,
  -- what came back and counts against the limits of its period no more (docs/adr/0014-a-recovered-benefit.md)
  ADD COLUMN freed_fen bigint NOT NULL DEFAULT 0 CHECK (freed_fen BETWEEN 0 AND received_fen),
  -- what of it came back from the bank by itself, and is paid out no more
  ADD COLUMN set_off_fen bigint NOT NULL DEFAULT 0 CHECK (set_off_fen BETWEEN 0 AND received_fen);
