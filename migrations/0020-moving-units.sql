-- A unit that moves takes its rows along: those that were made once and for all too (reviews, decisions, faults). Of them
-- nothing but the agency may change. What tells of its own day keeps the agency of that day: the trail, events, the ledger.
DO $$
DECLARE
  target regclass;
BEGIN
  FOR target IN
    SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute unit ON unit.attrelid = c.oid AND unit.attname = 'unit_id'
      JOIN pg_attribute agency ON agency.attrelid = c.oid AND agency.attname = 'agency_id'
    WHERE n.nspname IN ('tenant', 'directory') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND c.oid::regclass::text NOT IN ('tenant.audit_row', 'tenant.outbox_event', 'tenant.ledger_entry')
  LOOP
    EXECUTE format('GRANT UPDATE (agency_id) ON %s TO tongzhou_app', target);
  END LOOP;
END $$;
