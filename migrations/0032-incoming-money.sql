-- Money that comes in, further: what an entry of the statement is that no movement of ours explains, by two people.

-- 1 Findings ----------------------------------------------------------------------------------------------------------

-- Proposed by one, agreed to by another: a charge of the bank, an expense of the office, interest, or the other half of an
-- entry that the bank made and took back.
CREATE TABLE tenant.bank_finding (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  entry_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('bank-charge', 'management-expense', 'bank-interest', 'offset')),
  -- of `offset`: the entry of the other direction
  other_entry_id uuid,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  reason text NOT NULL,
  state text NOT NULL CHECK (state IN ('proposed', 'done', 'declined')),
  proposed_by uuid NOT NULL,
  proposed_at timestamptz NOT NULL,
  decided_by uuid,
  decided_at timestamptz,
  PRIMARY KEY (office_id, id),
  FOREIGN KEY (office_id, entry_id) REFERENCES tenant.bank_entry (office_id, id),
  FOREIGN KEY (office_id, other_entry_id) REFERENCES tenant.bank_entry (office_id, id),
  CONSTRAINT bank_finding_two_people CHECK (decided_by <> proposed_by),
  CHECK ((state = 'proposed') = (decided_by IS NULL)),
  CHECK ((kind = 'offset') = (other_entry_id IS NOT NULL))
);
CREATE UNIQUE INDEX bank_finding_waiting ON tenant.bank_finding (office_id, entry_id) WHERE state = 'proposed';
CREATE INDEX bank_finding_by_entry ON tenant.bank_finding (office_id, entry_id, id);
SELECT access.protect('tenant.bank_finding', 'office', 'SELECT, INSERT, UPDATE');

ALTER TABLE tenant.bank_explanation DROP CONSTRAINT bank_explanation_object_kind_check;
ALTER TABLE tenant.bank_explanation ADD CONSTRAINT bank_explanation_object_kind_check
  CHECK (object_kind IN ('payout', 'payout-batch', 'recovery', 'refund', 'finding'));

-- What file brought it: two exports of one account may number the same entries differently. None before it was kept.
ALTER TABLE tenant.bank_statement ADD COLUMN format text CHECK (format IN ('sheet', 'text', 'camt.053'));

-- 2 Lists -------------------------------------------------------------------------------------------------------------

CREATE INDEX bank_entry_by_statement ON tenant.bank_entry (office_id, statement_id, row_number);
-- orders whose members are paid nothing until two people have decided
CREATE INDEX contribution_order_held ON tenant.contribution_order (office_id, id) WHERE payouts_held;
