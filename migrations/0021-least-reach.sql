-- What many may read and few may write. Restrictive: these only take away from the tables' own policies.
-- The attack suite (test/store/attack.store.test.ts) showed each of them open.

-- A person's hashes and his key: units and agencies find every person of the office here.
CREATE POLICY least_update ON tenant.person AS RESTRICTIVE FOR UPDATE TO tongzhou_app USING (access.scope() = 'office');

-- The tree, of which everybody sees names.
CREATE POLICY least_insert ON tenant.agency AS RESTRICTIVE FOR INSERT TO tongzhou_app
  WITH CHECK (access.scope() IN ('office', 'administration'));
CREATE POLICY least_update ON tenant.agency AS RESTRICTIVE FOR UPDATE TO tongzhou_app
  USING (access.scope() IN ('office', 'administration'));

-- Which unit has a credit code.
CREATE POLICY least ON directory.unit_code AS RESTRICTIVE FOR ALL TO tongzhou_app
  USING (access.scope() IN ('platform', 'office', 'agencies'));

-- Who is covered or about to be: a unit's own, an agency's own.
CREATE POLICY least ON directory.cover AS RESTRICTIVE FOR ALL TO tongzhou_app USING (
  access.scope() = 'office'
  OR (access.scope() = 'agencies' AND agency_id = ANY (access.agency_ids()))
  OR (access.scope() = 'unit' AND unit_id = access.unit_id()));
CREATE POLICY least ON directory.cover_reservation AS RESTRICTIVE FOR ALL TO tongzhou_app USING (
  access.scope() = 'office'
  OR (access.scope() = 'agencies' AND agency_id = ANY (access.agency_ids()))
  OR (access.scope() = 'unit' AND unit_id = access.unit_id()));

-- The public page reads codes of certificates, and the office alone writes them.
CREATE POLICY least_insert ON directory.certificate_code AS RESTRICTIVE FOR INSERT TO tongzhou_app
  WITH CHECK (access.scope() = 'office');
CREATE POLICY least_update ON directory.certificate_code AS RESTRICTIVE FOR UPDATE TO tongzhou_app
  USING (access.scope() = 'office');

-- Members invite nobody.
CREATE POLICY least ON directory.invitation_code AS RESTRICTIVE FOR ALL TO tongzhou_app
  USING (access.scope() <> 'person');

-- A session begins where its own account signs in: nobody makes one for another.
CREATE POLICY least_insert ON local.session AS RESTRICTIVE FOR INSERT TO tongzhou_app
  WITH CHECK (access.is_system() OR account_id = access.actor_id());
