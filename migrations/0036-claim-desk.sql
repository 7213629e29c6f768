-- The reviewer's side of a claim: what he corrects before he decides, what he asks for once, by when each level decides,
-- who looks at it, what is unusual about it.

-- 1 Corrections ------------------------------------------------------------------------------------------------------

-- Facts that a reviewer corrected and exclusions that he asserted, with his evidence; each led to a decision of its own.
CREATE TABLE tenant.claim_correction (
  office_id uuid NOT NULL,
  id uuid NOT NULL,
  claim_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  round integer NOT NULL,
  level text NOT NULL CHECK (level IN ('county', 'city', 'office')),
  -- of the decision that it led to
  decision_number integer NOT NULL,
  corrected_by uuid NOT NULL,
  corrected_at timestamptz NOT NULL,
  -- before and after of each fact, exclusions, evidence: under the person's key
  sealed bytea NOT NULL,
  PRIMARY KEY (office_id, id),
  UNIQUE (office_id, claim_id, decision_number)
);
SELECT access.protect('tenant.claim_correction', 'member', 'SELECT, INSERT');
GRANT UPDATE (agency_id) ON tenant.claim_correction TO tongzhou_app;

-- 2 What is still missing ----------------------------------------------------------------------------------------------

-- 附件1-7.4, 附件2-7.7: what a claim lacks is told once, whole, with a day. One row a claim.
CREATE TABLE tenant.claim_supplement (
  office_id uuid NOT NULL,
  claim_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  level text NOT NULL CHECK (level IN ('county', 'city', 'office')),
  reviewing_agency_id uuid NOT NULL,
  due_on date NOT NULL,
  asked_by uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  -- what is asked for, under the person's key
  sealed bytea NOT NULL,
  -- by the member, somebody for him, or the reviewer who goes on without
  answered_by uuid,
  answered_at timestamptz,
  sealed_answer bytea,
  PRIMARY KEY (office_id, claim_id),
  CHECK ((answered_by IS NULL) = (answered_at IS NULL))
);
CREATE INDEX claim_supplement_open ON tenant.claim_supplement (office_id, due_on, claim_id) WHERE answered_at IS NULL;
SELECT access.protect('tenant.claim_supplement', 'member', 'SELECT, INSERT, UPDATE');

-- 3 Working days and deadlines ---------------------------------------------------------------------------------------

ALTER TABLE reference.calendar_day ADD source text NOT NULL DEFAULT '';
INSERT INTO reference.calendar_day (day, is_workday, name, source)
SELECT d::date, coalesce(x.is_workday, extract(isodow FROM d) < 6), coalesce(x.name, ''),
  CASE WHEN d < '2026-01-01' THEN '国办发明电〔2024〕12号' ELSE '国务院办公厅关于2026年部分节假日安排的通知（2025年11月4日）' END
FROM generate_series('2025-01-01'::timestamp, '2026-12-31', '1 day') AS d
LEFT JOIN (
  SELECT day::date, is_workday, name FROM (VALUES
    ('2025-01-01'::timestamp, '2025-01-01'::timestamp, false, '元旦'),
    ('2025-01-28', '2025-02-04', false, '春节'),
    ('2025-01-26', '2025-01-26', true, '春节调休上班'),
    ('2025-02-08', '2025-02-08', true, '春节调休上班'),
    ('2025-04-04', '2025-04-06', false, '清明节'),
    ('2025-05-01', '2025-05-05', false, '劳动节'),
    ('2025-04-27', '2025-04-27', true, '劳动节调休上班'),
    ('2025-05-31', '2025-06-02', false, '端午节'),
    ('2025-10-01', '2025-10-08', false, '国庆节、中秋节'),
    ('2025-09-28', '2025-09-28', true, '国庆节、中秋节调休上班'),
    ('2025-10-11', '2025-10-11', true, '国庆节、中秋节调休上班'),
    ('2026-01-01', '2026-01-03', false, '元旦'),
    ('2026-01-04', '2026-01-04', true, '元旦调休上班'),
    ('2026-02-15', '2026-02-23', false, '春节'),
    ('2026-02-14', '2026-02-14', true, '春节调休上班'),
    ('2026-02-28', '2026-02-28', true, '春节调休上班'),
    ('2026-04-04', '2026-04-06', false, '清明节'),
    ('2026-05-01', '2026-05-05', false, '劳动节'),
    ('2026-05-09', '2026-05-09', true, '劳动节调休上班'),
    ('2026-06-19', '2026-06-21', false, '端午节'),
    ('2026-09-25', '2026-09-27', false, '中秋节'),
    ('2026-10-01', '2026-10-07', false, '国庆节'),
    ('2026-09-20', '2026-09-20', true, '国庆节调休上班'),
    ('2026-10-10', '2026-10-10', true, '国庆节调休上班')
  ) AS h (first, last, is_workday, name) CROSS JOIN LATERAL generate_series(h.first, h.last, '1 day') AS day
) AS x ON x.day = d::date
ON CONFLICT DO NOTHING;

-- Where an office's days differ from the nation's: its own holidays, a flood, days of a year not announced yet.
CREATE TABLE tenant.calendar_day (
  office_id uuid NOT NULL,
  day date NOT NULL,
  is_workday boolean NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  changed_by uuid NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (office_id, day)
);
SELECT access.protect_by('tenant.calendar_day', 'office_id = access.office_id()', 'SELECT, INSERT, UPDATE, DELETE');
CREATE POLICY least_insert ON tenant.calendar_day AS RESTRICTIVE FOR INSERT TO tongzhou_app
  WITH CHECK (access.scope() IN ('office', 'administration'));
CREATE POLICY least_update ON tenant.calendar_day AS RESTRICTIVE FOR UPDATE TO tongzhou_app
  USING (access.scope() IN ('office', 'administration'));
CREATE POLICY least_delete ON tenant.calendar_day AS RESTRICTIVE FOR DELETE TO tongzhou_app
  USING (access.scope() IN ('office', 'administration'));

-- Within how many working days each level decides and a member answers; up to what amount claims are passed together.
CREATE TABLE tenant.review_setting (
  office_id uuid NOT NULL PRIMARY KEY,
  county_days integer NOT NULL CHECK (county_days BETWEEN 1 AND 60),
  city_days integer NOT NULL CHECK (city_days BETWEEN 1 AND 60),
  office_days integer NOT NULL CHECK (office_days BETWEEN 1 AND 60),
  supplement_days integer NOT NULL CHECK (supplement_days BETWEEN 1 AND 90),
  -- none: any amount
  batch_limit_fen bigint CHECK (batch_limit_fen > 0),
  set_by uuid NOT NULL,
  set_at timestamptz NOT NULL
);
SELECT access.protect_by('tenant.review_setting', 'office_id = access.office_id()', 'SELECT, INSERT, UPDATE');
CREATE POLICY least_insert ON tenant.review_setting AS RESTRICTIVE FOR INSERT TO tongzhou_app
  WITH CHECK (access.scope() = 'office');
CREATE POLICY least_update ON tenant.review_setting AS RESTRICTIVE FOR UPDATE TO tongzhou_app
  USING (access.scope() = 'office');

ALTER TABLE tenant.claim
  -- by when the level that it waits for decides; none for claims from before there were deadlines
  ADD due_on date,
  -- who of that level looks at it; none: whoever comes first
  ADD assignee_id uuid,
  -- whoever submitted it before submitted_by did: appended to, so that nobody reviews in a later round what he typed
  ADD earlier_submitters uuid[] NOT NULL DEFAULT '{}',
  -- keyed hash of the hospital's name: where a person was treated stands nowhere in the open
  ADD hospital_hash bytea CHECK (length(hospital_hash) = 32),
  -- its place in the queue; a column, since behind a policy no index serves a comparison with an expression
  ADD waits_on date GENERATED ALWAYS AS (coalesce(due_on, submitted_on)) STORED;
ALTER TABLE stage.settlement_outcome ADD hospital_hash bytea;
CREATE INDEX claim_waiting_by_due ON tenant.claim (office_id, reviewing_agency_id, waits_on, id)
  WHERE reviewing_agency_id IS NOT NULL;
CREATE INDEX claim_waiting_by_amount ON tenant.claim (office_id, reviewing_agency_id, amount_fen, id)
  WHERE reviewing_agency_id IS NOT NULL;
CREATE INDEX claim_by_due ON tenant.claim (office_id, due_on, id)
  WHERE reviewing_agency_id IS NOT NULL AND due_on IS NOT NULL;

-- 4 What is unusual --------------------------------------------------------------------------------------------------

CREATE INDEX claim_by_hospital ON tenant.claim (office_id, hospital_hash, submitted_on) WHERE hospital_hash IS NOT NULL;
CREATE INDEX claim_by_unit ON tenant.claim (office_id, unit_id, submitted_on);
CREATE INDEX claim_review_by_time ON tenant.claim_review (office_id, at);

-- 5 One stay, told by its member and by the insurer --------------------------------------------------------------------

ALTER TABLE tenant.settlement_row DROP CONSTRAINT settlement_row_outcome_check;
ALTER TABLE tenant.settlement_row ADD CONSTRAINT settlement_row_outcome_check CHECK (outcome IN
  ('pay', 'decline', 'refer', 'joined', 'not-a-member', 'fault', 'refunded', 'known', 'reversal', 'matched'));
