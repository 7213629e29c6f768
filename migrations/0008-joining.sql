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
