/**
 * Who reads and writes in a transaction, and what of the tree he may see; row-level security rests on it alone.
 *
 * - `office`: staff of an office and the office's own jobs: every row of the office.
 * - `committee`: somebody of the expert committee and nothing else: as `office`, but of its claims, their papers and
 *   investigations only those that came before the committee.
 * - `agencies`: staff of a city or county: rows whose `agency_id` is one of theirs (their node and all below it).
 * - `unit`: a unit's agent: rows whose `unit_id` is his.
 * - `person`: a member: rows whose `person_id` is his.
 * - `administration`: the three administrators of an office: accounts, tree and settings; no row of business.
 * - `platform`: no tenant's rows at all; directory and local tables only (signing in, jobs).
 */
export type AccessContext =
  | { readonly scope: 'office'; readonly officeId: string; readonly actorId: string }
  | { readonly scope: 'committee'; readonly officeId: string; readonly actorId: string }
  | {
      readonly scope: 'agencies';
      readonly officeId: string;
      /** The node at which he acts, first; then all below it. */
      readonly agencyIds: readonly string[];
      readonly actorId: string;
    }
  | {
      readonly scope: 'unit';
      readonly officeId: string;
      readonly unitId: string;
      /** The agencies above the unit, whose names its agent sees. */
      readonly agencyIds: readonly string[];
      readonly actorId: string;
    }
  | { readonly scope: 'person'; readonly officeId: string; readonly personId: string; readonly actorId: string }
  | { readonly scope: 'administration'; readonly officeId: string; readonly actorId: string }
  | { readonly scope: 'platform'; readonly actorId: string };

/** The actor of what the program does by itself: jobs, imports on the command line. */
export const SYSTEM_ACTOR_ID = '00000000-0000-7000-8000-000000000001';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * `BEGIN` and the call that tells the database about the context, in one round trip. It holds until the transaction ends
 * (`is_local`), and no longer: a pooled connection never hands it to the next.
 *
 * `plansOnce`: every statement of the transaction gets one plan for whatever values, kept where it is prepared. Over
 * partitions the planner would rather plan anew each time, for most of a short statement's time. Not for lists and sets:
 * theirs depend on the values (an index of what waits serves no `state = $1`).
 *
 * Nothing but lower-case UUIDs gets into the text. Throws on anything else: a malformed context is a programming error,
 * never a wider one.
 */
export function beginStatement(context: AccessContext, plansOnce = false): string {
  const planning = plansOnce ? 'SET LOCAL plan_cache_mode = force_generic_plan; ' : '';
  return `BEGIN; ${planning}${enterStatement(context)}`;
}

/** The call alone. */
export function enterStatement(context: AccessContext): string {
  const officeId = context.scope === 'platform' ? '' : checked(context.officeId);
  const agencyIds = context.scope === 'agencies' || context.scope === 'unit' ? context.agencyIds.map(checked) : [];
  const unitId = context.scope === 'unit' ? checked(context.unitId) : '';
  const personId = context.scope === 'person' ? checked(context.personId) : '';
  if (context.scope === 'agencies' && agencyIds.length === 0) throw new TypeError('no agency to act for');
  const values = [context.scope, officeId, `{${agencyIds.join(',')}}`, unitId, personId, checked(context.actorId)];
  return `SELECT access.enter(${values.map((value) => `'${value}'`).join(', ')})`;
}

function checked(id: string): string {
  if (!UUID.test(id)) throw new TypeError('an access context takes UUIDs');
  return id;
}
