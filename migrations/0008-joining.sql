-- Joining, further: corrections, renewal, receipts, replacement, grants, stamped certificates.

-- 1 Orders -----------------------------------------------------------------------------------------------------------

ALTER TABLE tenant.contribution_order
  -- counts how often its money was there in full: a credit that the bank took back undoes one, and the next is posted anew
  ADD COLUMN completion_count integer NOT NULL DEFAULT 0;
