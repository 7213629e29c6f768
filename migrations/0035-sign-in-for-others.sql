-- Who may sign in for whom and with which telephone, asked for by relatives, members and units and decided by their agency;
-- claims by the relatives of somebody who died; uploads that go on where they broke off.

-- 1 What is asked of the agency before a sign-in may be used ---------------------------------------------------------

CREATE TABLE tenant.member_request (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  -- the member whom it concerns: the one who died, or whose telephone changes
  person_id uuid NOT NULL,
  member_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('relative', 'phone')),
  state text NOT NULL CHECK (state IN ('filed', 'granted', 'refused')),
  origin text NOT NULL CHECK (origin IN ('relative', 'member', 'unit')),
  -- what is asked, under the member's key
  sealed bytea NOT NULL,
  -- of a relative: keyed hash of who he is, under a key that is never rotated; he signs in by it
  identity bytea CHECK (length(identity) = 32),
  -- the relative's account, from his first sign-in on
  account_id uuid,
  filed_by uuid NOT NULL,
  filed_at timestamptz NOT NULL,
  -- what the agency says, under the member's key
  sealed_finding bytea,
  decided_by uuid,
  decided_at timestamptz,
  PRIMARY KEY (office_id, id),
  CHECK ((kind = 'relative') = (identity IS NOT NULL)),
  CHECK (account_id IS NULL OR kind = 'relative'),
  CHECK ((state = 'filed') = (decided_by IS NULL)),
  CONSTRAINT member_request_two_people CHECK (decided_by <> filed_by)
);
CREATE INDEX member_request_by_state ON tenant.member_request (office_id, state, id);
CREATE INDEX member_request_by_person ON tenant.member_request (office_id, person_id, kind, id);
CREATE INDEX member_request_by_unit ON tenant.member_request (office_id, unit_id, id) WHERE origin = 'unit';
CREATE INDEX member_request_by_account ON tenant.member_request (office_id, account_id) WHERE account_id IS NOT NULL;
CREATE UNIQUE INDEX member_request_one_phone ON tenant.member_request (office_id, person_id)
  WHERE kind = 'phone' AND state = 'filed';
-- units ask for telephones and see nothing of relatives; a relative sees his own
SELECT access.protect_by('tenant.member_request', $$office_id = access.office_id() AND (
    access.scope() = 'office'
    OR (access.scope() = 'agencies' AND agency_id = ANY (access.agency_ids()))
    OR (access.scope() = 'unit' AND unit_id = access.unit_id() AND kind = 'phone')
    OR (access.scope() = 'person' AND (person_id = access.person_id() OR account_id = access.actor_id())))$$,
  'SELECT, INSERT');
GRANT UPDATE (agency_id, state, account_id, sealed_finding, decided_by, decided_at) ON tenant.member_request TO tongzhou_app;
CREATE POLICY least_update ON tenant.member_request AS RESTRICTIVE FOR UPDATE TO tongzhou_app
  USING (access.scope() IN ('office', 'agencies'));

-- In which offices somebody asked as a relative: he has no cover by which the directory would know him.
CREATE TABLE directory.relative (
  office_id uuid NOT NULL,
  request_id uuid NOT NULL,
  identity bytea NOT NULL CHECK (length(identity) = 32),
  PRIMARY KEY (office_id, request_id)
);
CREATE INDEX relative_by_identity ON directory.relative (identity);
SELECT access.protect_by('directory.relative',
  $$access.scope() = 'platform' OR (access.scope() = 'office' AND office_id = access.office_id())$$, 'SELECT, INSERT');
CREATE POLICY least_insert ON directory.relative AS RESTRICTIVE FOR INSERT TO tongzhou_app
  WITH CHECK (access.scope() = 'office');

-- 2 Claims by relatives ----------------------------------------------------------------------------------------------

ALTER TABLE tenant.claim_draft DROP CONSTRAINT claim_draft_origin_check,
  ADD CONSTRAINT claim_draft_origin_check CHECK (origin IN ('member', 'unit', 'agency', 'relative'));
ALTER TABLE tenant.claim DROP CONSTRAINT claim_origin_check,
  ADD CONSTRAINT claim_origin_check CHECK (origin IN ('settlement', 'member', 'unit', 'agency', 'relative'));

-- Relatives name themselves and their cards as they send the claim, in the name of the one who died.
DROP POLICY access ON tenant.beneficiary;
SELECT access.protect('tenant.beneficiary', 'member', 'SELECT, INSERT, UPDATE, DELETE');

-- 3 Uploads that go on where they broke off --------------------------------------------------------------------------

-- A paper on its way: what came of it so far lies in pieces, under the person's key, until it is whole or a day old.
CREATE TABLE tenant.upload (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  draft_id uuid NOT NULL,
  material text NOT NULL,
  byte_count integer NOT NULL CHECK (byte_count > 0),
  received integer NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND byte_count),
  -- file name as it was given, under the person's key
  sealed bytea NOT NULL,
  begun_by uuid NOT NULL,
  ends_at timestamptz NOT NULL,
  PRIMARY KEY (office_id, id),
  FOREIGN KEY (office_id, draft_id) REFERENCES tenant.claim_draft (office_id, id)
);
CREATE INDEX upload_by_draft ON tenant.upload (office_id, draft_id);
CREATE INDEX upload_by_end ON tenant.upload (office_id, ends_at);
SELECT access.protect('tenant.upload', 'member', 'SELECT, INSERT, UPDATE, DELETE');

CREATE TABLE tenant.upload_piece (
  office_id uuid NOT NULL,
  upload_id uuid NOT NULL,
  -- where it begins in the file
  at_byte integer NOT NULL CHECK (at_byte >= 0),
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (office_id, upload_id, at_byte),
  FOREIGN KEY (office_id, upload_id) REFERENCES tenant.upload (office_id, id)
);
SELECT access.protect('tenant.upload_piece', 'member', 'SELECT, INSERT, DELETE');

DO $$
DECLARE
  target regclass;
BEGIN
  FOREACH target IN ARRAY ARRAY['tenant.upload', 'tenant.upload_piece']::regclass[] LOOP
    EXECUTE format('GRANT UPDATE (agency_id) ON %s TO tongzhou_app', target);
  END LOOP;
END $$;
