-- Members on their phones: signing in by SMS code, drafts, documents, reports of events, appeals.
-- Diagnoses and amounts are not a unit's to see: these tables are of the kind `member`.

-- 1 Signing in -------------------------------------------------------------------------------------------------------

-- What was sent by SMS, where the built-in gateway keeps it in place of sending it.
CREATE TABLE tenant.sms_message (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  -- phone and text, under the ring's key
  sealed bytea NOT NULL,
  sent_at timestamptz NOT NULL,
  PRIMARY KEY (office_id, id)
);
CREATE INDEX sms_message_by_time ON tenant.sms_message (office_id, sent_at, id);
SELECT access.protect_by('tenant.sms_message', 'office_id = access.office_id() AND access.is_system()', 'SELECT, INSERT, DELETE');

-- The code that was sent for a name and a resident ID, or would have been: rows of nobody look like all others.
CREATE TABLE local.sms_code (
  subject_hash bytea PRIMARY KEY CHECK (length(subject_hash) = 32),
  -- HMAC-SM3 of the six digits
  code_hash bytea NOT NULL CHECK (length(code_hash) = 32),
  sent_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  -- since `first_at`: a limit per day
  sends integer NOT NULL DEFAULT 1,
  first_at timestamptz NOT NULL
);
CREATE INDEX sms_code_by_end ON local.sms_code (expires_at);
SELECT access.protect_by('local.sms_code', 'access.scope() = ''platform''', 'SELECT, INSERT, UPDATE, DELETE');

-- The offices in which somebody has or had cover; who has only the database has no keys to ask with.
CREATE FUNCTION directory.covering_offices(person_keys uuid[], key_column integer) RETURNS TABLE (office_id uuid)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  #variable_conflict use_column
BEGIN
  -- the office that has covered him longest comes first; a CASE over both columns would use neither's index
  IF key_column = 0 THEN
    RETURN QUERY SELECT c.office_id FROM directory.cover c WHERE c.person_key_0 = ANY (person_keys)
      GROUP BY c.office_id ORDER BY min(c.start_on), c.office_id;
  ELSE
    RETURN QUERY SELECT c.office_id FROM directory.cover c WHERE c.person_key_1 = ANY (person_keys)
      GROUP BY c.office_id ORDER BY min(c.start_on), c.office_id;
  END IF;
END $$;
REVOKE ALL ON FUNCTION directory.covering_offices(uuid[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION directory.covering_offices(uuid[], integer) TO tongzhou_app;

-- A member's account is one in an office, however often he signs in for the first time at the same moment.
CREATE UNIQUE INDEX account_of_person ON tenant.account (office_id, person_id) WHERE kind = 'member';

-- 2 Drafts, documents, reports ---------------------------------------------------------------------------------------

-- A claim on its way: what was typed, kept so that it survives a closed browser and goes on on any phone.
CREATE TABLE tenant.claim_draft (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  member_id uuid NOT NULL,
  program text NOT NULL,
  benefit text NOT NULL CHECK (benefit IN ('inpatient', 'medical', 'disability', 'death', 'sudden-death')),
  origin text NOT NULL CHECK (origin IN ('member', 'unit', 'agency')),
  -- counts the savings: two phones do not overwrite each other
  version integer NOT NULL CHECK (version > 0),
  -- what was typed, under the person's key
  sealed bytea NOT NULL,
  opened_by uuid NOT NULL,
  changed_at timestamptz NOT NULL,
  -- what became of it
  claim_id uuid,
  withdrawn_at timestamptz,
  PRIMARY KEY (office_id, id)
);
CREATE INDEX claim_draft_by_person ON tenant.claim_draft (office_id, person_id, id);
CREATE UNIQUE INDEX claim_draft_by_claim ON tenant.claim_draft (office_id, claim_id) WHERE claim_id IS NOT NULL;
SELECT access.protect('tenant.claim_draft', 'member', 'SELECT, INSERT, UPDATE');

-- A paper of a draft and of the claim that it becomes. The bytes lie in the document store, sealed under the person's key.
CREATE TABLE tenant.document (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  draft_id uuid NOT NULL,
  material text NOT NULL,
  media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
  byte_count integer NOT NULL CHECK (byte_count > 0),
  -- under which the store has it: SM3 of the sealed bytes
  address bytea NOT NULL CHECK (length(address) = 32),
  -- keyed hash of what was uploaded: the same picture elsewhere is found by it
  content_hash bytea NOT NULL CHECK (length(content_hash) = 32),
  -- file name as it was given, under the person's key
  sealed bytea NOT NULL,
  uploaded_by uuid NOT NULL,
  uploaded_at timestamptz NOT NULL,
  removed_at timestamptz,
  PRIMARY KEY (office_id, id),
  FOREIGN KEY (office_id, draft_id) REFERENCES tenant.claim_draft (office_id, id)
);
CREATE INDEX document_by_draft ON tenant.document (office_id, draft_id, id);
CREATE INDEX document_by_content ON tenant.document (office_id, content_hash);
SELECT access.protect('tenant.document', 'member', 'SELECT, INSERT, UPDATE');

-- That a member told of a stay or an accident, and when: the days of notice (附件1-7.1, 附件2-7.1) count from it.
CREATE TABLE tenant.event_report (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  program text NOT NULL,
  notified_on date NOT NULL,
  -- day and place of the event, under the person's key
  sealed bytea NOT NULL,
  reported_by uuid NOT NULL,
  reported_at timestamptz NOT NULL,
  PRIMARY KEY (office_id, id)
);
CREATE INDEX event_report_by_person ON tenant.event_report (office_id, person_id, id);
SELECT access.protect('tenant.event_report', 'member', 'SELECT, INSERT');

-- 3 Consent ----------------------------------------------------------------------------------------------------------

-- What somebody agreed to, each by itself, in the words that he saw. Taken back by a new row.
CREATE TABLE tenant.consent (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  draft_id uuid NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('medical-data', 'bank-data', 'truthful')),
  -- of the text that was shown
  edition text NOT NULL,
  given_by uuid NOT NULL,
  given_at timestamptz NOT NULL,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, draft_id, purpose)
);
SELECT access.protect('tenant.consent', 'member', 'SELECT, INSERT');

-- 4 What one accident has used up ------------------------------------------------------------------------------------

ALTER TABLE tenant.benefit_use
  ADD event_id text,
  ADD deductible_fen bigint NOT NULL DEFAULT 0 CHECK (deductible_fen >= 0),
  ADD stay_used boolean NOT NULL DEFAULT false;

-- 5 Appeals ----------------------------------------------------------------------------------------------------------

-- 附件1-8.3, 附件2-8.3: the office examines again; the expert committee rules finally.
CREATE TABLE tenant.appeal (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  claim_id uuid NOT NULL,
  submitted_on date NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  -- the decision that it is against
  decision_number integer NOT NULL,
  state text NOT NULL CHECK (state IN ('filed', 'upheld', 'changed')),
  -- what the member says, under his key
  sealed bytea NOT NULL,
  filed_by uuid NOT NULL,
  filed_at timestamptz NOT NULL,
  -- what the office says, under the person's key
  sealed_finding bytea,
  examined_by uuid,
  examined_at timestamptz,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, claim_id, decision_number),
  CHECK ((state = 'filed') = (examined_by IS NULL)),
  CONSTRAINT appeal_two_people CHECK (examined_by <> filed_by)
);
CREATE INDEX appeal_by_state ON tenant.appeal (office_id, state, filed_at, id);
SELECT access.protect('tenant.appeal', 'member', 'SELECT, INSERT, UPDATE');
