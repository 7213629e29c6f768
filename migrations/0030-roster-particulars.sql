-- What a roster can change of a person: compared with the row by which he was covered before, not with what the unit's last
-- upload has made of his record.

-- Marks of name, phone and remark (8 bytes each) under the person's own key: equal where the values are, and gone with him.
ALTER TABLE tenant.roster_entry
  DROP COLUMN changed,
  ADD COLUMN particulars bytea CHECK (length(particulars) = 24);
ALTER TABLE stage.roster_row
  DROP COLUMN changed,
  ADD COLUMN particulars bytea NOT NULL,
  -- nothing where a member's record stays as it is
  ALTER COLUMN sealed DROP NOT NULL,
  ALTER COLUMN tokens DROP NOT NULL;
