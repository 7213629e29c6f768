-- What surrounds a claim beside its review: appeals up to the expert committee, papers of appeals and investigations,
-- investigations, the register of recognised hospitals.

-- 1 Appeals ----------------------------------------------------------------------------------------------------------

-- 附件1-8.3, 附件2-8.3. A member who is not content with what the office found goes before the expert committee; the office may
-- send an appeal there by itself. What the committee rules is final.
ALTER TABLE tenant.appeal
  DROP CONSTRAINT appeal_state_check,
  ADD CONSTRAINT appeal_state_check
    CHECK (state IN ('filed', 'upheld', 'changed', 'before-committee', 'ruled-upheld', 'ruled-changed')),
  -- of the office, then of the committee; none where it was filed before there were any
  ADD due_on date,
  -- when it came before the committee, and why, under the person's key
  ADD escalated_at timestamptz,
  ADD sealed_escalation bytea,
  ADD ruled_at timestamptz,
  -- the ruling with its reasons, as the member reads it, under his key
  ADD sealed_ruling bytea,
  ADD CONSTRAINT appeal_escalated CHECK (state NOT IN ('before-committee', 'ruled-upheld', 'ruled-changed')
    OR (escalated_at IS NOT NULL AND sealed_escalation IS NOT NULL)),
  ADD CONSTRAINT appeal_ruled CHECK ((state IN ('ruled-upheld', 'ruled-changed')) = (ruled_at IS NOT NULL)
    AND (ruled_at IS NULL) = (sealed_ruling IS NULL));

-- A ruling that somebody of the committee puts to the vote. The office's alone: members read the ruling, not the votes.
CREATE TABLE tenant.appeal_proposal (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  appeal_id uuid NOT NULL,
  person_id uuid NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('uphold', 'change')),
  -- what the claim comes to by it; of a change
  amount_fen bigint CHECK (amount_fen >= 0),
  -- of how many members more than half decide
  panel_size integer NOT NULL CHECK (panel_size >= 3),
  state text NOT NULL CHECK (state IN ('open', 'carried', 'fallen', 'withdrawn')),
  -- reasons, corrected facts, clauses, under the person's key
  sealed bytea NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_at timestamptz NOT NULL,
  closed_at timestamptz,
  PRIMARY KEY (office_id, id),
  FOREIGN KEY (office_id, appeal_id) REFERENCES tenant.appeal (office_id, id),
  CHECK ((state = 'open') = (closed_at IS NULL))
);
CREATE INDEX appeal_proposal_by_appeal ON tenant.appeal_proposal (office_id, appeal_id, id);
-- one at a time
CREATE UNIQUE INDEX appeal_proposal_open ON tenant.appeal_proposal (office_id, appeal_id) WHERE state = 'open';
SELECT access.protect('tenant.appeal_proposal', 'office', 'SELECT, INSERT, UPDATE');

-- One vote of a member of the committee, never changed.
CREATE TABLE tenant.appeal_vote (
  office_id uuid NOT NULL,
  proposal_id uuid NOT NULL,
  voter_id uuid NOT NULL,
  person_id uuid NOT NULL,
  is_for boolean NOT NULL,
  -- why, under the person's key; none where nothing was said
  sealed_reason bytea,
  at timestamptz NOT NULL,
  PRIMARY KEY (office_id, proposal_id, voter_id),
  FOREIGN KEY (office_id, proposal_id) REFERENCES tenant.appeal_proposal (office_id, id)
);
SELECT access.protect('tenant.appeal_vote', 'office', 'SELECT, INSERT');

ALTER TABLE tenant.decision
  DROP CONSTRAINT decision_source_check,
  ADD CONSTRAINT decision_source_check CHECK (source IN ('rules', 'reviewer', 'committee'));

-- What was paid above the standing decision, where a ruling lowered it: a recovery takes it back.
ALTER TABLE tenant.claim ADD excess_fen bigint NOT NULL DEFAULT 0 CHECK (excess_fen >= 0);
CREATE INDEX claim_in_excess ON tenant.claim (office_id, state, submitted_on, id) WHERE excess_fen > 0;

-- The day on which it happened: how long decisions take from then on, and what is not yet reported, is reckoned by it.
ALTER TABLE tenant.claim ADD event_on date;
ALTER TABLE stage.settlement_outcome ADD event_on date;

-- What the insurer has undone is denied after its approval, as long as it is not paid wholly.
ALTER TABLE tenant.claim_review
  DROP CONSTRAINT claim_review_step_check,
  ADD CONSTRAINT claim_review_step_check CHECK (step IN ('in-review', 'referred', 'approved', 'returned'));

-- 2 Papers of appeals and investigations -----------------------------------------------------------------------------

-- The bytes lie in the document store, sealed under the person's key.
CREATE TABLE tenant.case_paper (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  claim_id uuid NOT NULL,
  -- of what it is: an appeal or an investigation of the claim
  subject text NOT NULL CHECK (subject IN ('appeal', 'investigation')),
  subject_id uuid NOT NULL,
  media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
  byte_count integer NOT NULL CHECK (byte_count > 0),
  address bytea NOT NULL CHECK (length(address) = 32),
  -- title and file name, under the person's key
  sealed bytea NOT NULL,
  uploaded_by uuid NOT NULL,
  uploaded_at timestamptz NOT NULL,
  PRIMARY KEY (office_id, id)
);
CREATE INDEX case_paper_by_subject ON tenant.case_paper (office_id, subject_id, id);
SELECT access.protect('tenant.case_paper', 'member', 'SELECT, INSERT');
GRANT UPDATE (agency_id) ON tenant.case_paper TO tongzhou_app;

-- 3 On behalf --------------------------------------------------------------------------------------------------------

-- A unit lists the drafts that it began, so that it can go on with them; what the member, or staff, began or took over it
-- does not see. Their contents stay sealed under the person's key.
CREATE POLICY unit_began ON tenant.claim_draft FOR SELECT TO tongzhou_app USING (
  office_id = access.office_id() AND access.scope() = 'unit' AND unit_id = access.unit_id() AND origin = 'unit');
CREATE INDEX claim_draft_by_unit ON tenant.claim_draft (office_id, unit_id, id) WHERE origin = 'unit';
CREATE INDEX claim_draft_by_agency ON tenant.claim_draft (office_id, agency_id, id) WHERE origin = 'agency';

-- 4 Recognised hospitals ---------------------------------------------------------------------------------------------

-- 附件1-5(一).12, 附件2-8.2: houses that the office knows, recognised or not. Names of houses are nobody's secret: everybody of
-- the office reads them, the office alone writes.
CREATE TABLE tenant.hospital (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  -- as the health insurance numbers it; the office's own where there is none
  code text NOT NULL,
  name text NOT NULL,
  -- for finding: no spaces, full-width letters plain
  plain_name text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, code)
);
CREATE INDEX hospital_by_name ON tenant.hospital (office_id, plain_name);
SELECT access.protect_by('tenant.hospital', 'office_id = access.office_id()', 'SELECT, INSERT, UPDATE');
CREATE POLICY least_insert ON tenant.hospital AS RESTRICTIVE FOR INSERT TO tongzhou_app WITH CHECK (access.scope() = 'office');
CREATE POLICY least_update ON tenant.hospital AS RESTRICTIVE FOR UPDATE TO tongzhou_app USING (access.scope() = 'office');

-- What holds of a house from a day on, until the entry after it; never edited.
CREATE TABLE tenant.hospital_entry (
  office_id uuid NOT NULL,
  hospital_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('hospital', 'rehabilitation', 'nursing', 'detoxification', 'other')),
  grade smallint NOT NULL CHECK (grade BETWEEN 1 AND 3),
  is_recognised boolean NOT NULL,
  from_on date NOT NULL,
  -- the paper that says so
  source text NOT NULL,
  changed_by uuid NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (office_id, hospital_id, number),
  FOREIGN KEY (office_id, hospital_id) REFERENCES tenant.hospital (office_id, id),
  -- houses of these kinds are no hospitals in the sense of the annexes, and grade 1 is not recognised (reading 2)
  CHECK (NOT is_recognised OR (kind = 'hospital' AND grade >= 2))
);
SELECT access.protect_by('tenant.hospital_entry', 'office_id = access.office_id()', 'SELECT, INSERT');
CREATE POLICY least_insert ON tenant.hospital_entry AS RESTRICTIVE FOR INSERT TO tongzhou_app
  WITH CHECK (access.scope() = 'office');

-- 5 Investigations ---------------------------------------------------------------------------------------------------

-- What somebody is sent to find out about a claim, and what he found; of a late-told accident, how much can be determined
-- (附件1-7.1, 附件2-7.1).
CREATE TABLE tenant.investigation (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  claim_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'ended')),
  assignee_id uuid NOT NULL,
  due_on date NOT NULL,
  -- what is to be found out, under the person's key
  sealed_task bytea NOT NULL,
  opened_by uuid NOT NULL,
  opened_at timestamptz NOT NULL,
  -- how much of what is claimed can be determined
  determined text CHECK (determined IN ('all', 'part', 'none')),
  -- day and place of the visit, findings, the amount that can be determined, under the person's key
  sealed_report bytea,
  ended_by uuid,
  ended_at timestamptz,
  PRIMARY KEY (office_id, id),
  CHECK ((state = 'ended') = (ended_by IS NOT NULL AND ended_at IS NOT NULL AND determined IS NOT NULL
    AND sealed_report IS NOT NULL))
);
CREATE INDEX investigation_by_claim ON tenant.investigation (office_id, claim_id, id);
CREATE INDEX investigation_by_state ON tenant.investigation (office_id, state, id);
SELECT access.protect('tenant.investigation', 'member', 'SELECT, INSERT, UPDATE');
GRANT UPDATE (agency_id) ON tenant.investigation TO tongzhou_app;

-- 6 The committee's sight --------------------------------------------------------------------------------------------

-- Whoever is of the expert committee and nothing else reaches the claims that came before it, with their papers and
-- investigations, and no others; in everything else he is somebody of the office.
CREATE OR REPLACE FUNCTION access.enter(scope text, office_id text, agency_ids text, unit_id text, person_id text, actor_id text)
  RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF scope NOT IN ('office', 'committee', 'agencies', 'unit', 'person', 'administration', 'platform')
    OR (scope = 'platform') <> (office_id = '')
    OR (scope = 'unit') <> (unit_id <> '')
    OR (scope = 'person') <> (person_id <> '')
    OR (scope = 'agencies' AND agency_ids = '{}')
    OR actor_id = '' THEN
    RAISE EXCEPTION 'access context contradicts itself' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM set_config('tongzhou.scope', CASE scope WHEN 'committee' THEN 'office' ELSE scope END, true),
    set_config('tongzhou.claims', CASE scope WHEN 'committee' THEN 'escalated' ELSE 'all' END, true),
    set_config('tongzhou.office_id', nullif(office_id, '')::uuid::text, true),
    set_config('tongzhou.agency_ids', agency_ids::uuid[]::text, true),
    set_config('tongzhou.unit_id', nullif(unit_id, '')::uuid::text, true),
    set_config('tongzhou.person_id', nullif(person_id, '')::uuid::text, true),
    set_config('tongzhou.actor_id', actor_id::uuid::text, true);
END $$;

CREATE FUNCTION access.sees_all_claims() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('tongzhou.claims', true), 'all') <> 'escalated';
-- Not inlined, for their sub-selects: who sees all claims pays nothing for them.
CREATE FUNCTION access.is_escalated(claim uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN EXISTS (SELECT FROM tenant.appeal a
    WHERE a.office_id = access.office_id() AND a.claim_id = claim AND a.escalated_at IS NOT NULL);
CREATE FUNCTION access.is_of_escalated(draft uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN EXISTS (SELECT FROM tenant.claim_draft d
    WHERE d.office_id = access.office_id() AND d.id = draft AND access.is_escalated(d.claim_id));

CREATE POLICY before_committee ON tenant.claim AS RESTRICTIVE FOR ALL TO tongzhou_app
  USING (access.sees_all_claims() OR access.is_escalated(id));
CREATE POLICY before_committee ON tenant.appeal AS RESTRICTIVE FOR ALL TO tongzhou_app
  USING (access.sees_all_claims() OR escalated_at IS NOT NULL);
CREATE POLICY before_committee ON tenant.claim_draft AS RESTRICTIVE FOR ALL TO tongzhou_app
  USING (access.sees_all_claims() OR access.is_escalated(claim_id));
CREATE POLICY before_committee ON tenant.document AS RESTRICTIVE FOR ALL TO tongzhou_app
  USING (access.sees_all_claims() OR access.is_of_escalated(draft_id));
DO $$
DECLARE
  target text;
BEGIN
  FOREACH target IN ARRAY ARRAY['decision', 'claim_review', 'claim_correction', 'claim_supplement', 'case_paper', 'investigation']
  LOOP
    EXECUTE format('CREATE POLICY before_committee ON tenant.%I AS RESTRICTIVE FOR ALL TO tongzhou_app
      USING (access.sees_all_claims() OR access.is_escalated(claim_id))', target);
  END LOOP;
END $$;
