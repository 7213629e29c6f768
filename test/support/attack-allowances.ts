import type { AccessContext } from '#platform/database/access-context.ts';

type Scope = AccessContext['scope'];
export type Verb = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

/** What scopes may reach beyond the rows whose owner columns are their own. */
interface Allowance {
  readonly tables: readonly string[];
  readonly scopes: readonly Scope[];
  readonly verbs: readonly Verb[];
  /** `office`: rows of the whole office; `all`: of every office. */
  readonly reach: 'office' | 'all';
  readonly why: string;
}

const EVERYBODY: readonly Scope[] = ['office', 'committee', 'agencies', 'unit', 'person', 'administration', 'platform'];
const OF_AN_OFFICE: readonly Scope[] = ['agencies', 'unit', 'person', 'administration'];
const ANY_VERB: readonly Verb[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

const ALLOWANCES: readonly Allowance[] = [
  {
    tables: ['reference.office'],
    scopes: EVERYBODY,
    verbs: ['SELECT'],
    reach: 'all',
    why: 'names and the account for contributions are public',
  },
  {
    tables: ['reference.calendar_day'],
    scopes: EVERYBODY,
    verbs: ['SELECT'],
    reach: 'all',
    why: 'the nation\u2019s working days are nobody\u2019s own',
  },
  {
    tables: ['tenant.agency'],
    scopes: ['unit', 'person', 'administration'],
    verbs: ['SELECT'],
    reach: 'office',
    why: 'everybody sees the names of the tree',
  },
  {
    tables: ['tenant.agency', 'tenant.account', 'tenant.account_role', 'tenant.account_secret', 'tenant.invitation'],
    scopes: ['administration'],
    verbs: ANY_VERB,
    reach: 'office',
    why: 'tree and accounts are what administrators are there for',
  },
  {
    tables: ['tenant.hospital', 'tenant.hospital_entry'],
    scopes: OF_AN_OFFICE,
    verbs: ['SELECT'],
    reach: 'office',
    why: 'which houses are recognised is for everybody to know; the office alone writes it',
  },
  {
    tables: ['tenant.security_setting'],
    scopes: OF_AN_OFFICE,
    verbs: ['SELECT'],
    reach: 'office',
    why: 'the rules for passwords and sessions bind everybody',
  },
  {
    tables: ['tenant.security_setting'],
    scopes: ['administration'],
    verbs: ['INSERT', 'UPDATE'],
    reach: 'office',
    why: 'the security administrator sets them',
  },
  {
    tables: ['tenant.calendar_day', 'tenant.review_setting'],
    scopes: OF_AN_OFFICE,
    verbs: ['SELECT'],
    reach: 'office',
    why: 'whoever sends or reviews something begins a deadline, and counts its days',
  },
  {
    tables: ['tenant.calendar_day'],
    scopes: ['administration'],
    verbs: ['INSERT', 'UPDATE', 'DELETE'],
    reach: 'office',
    why: 'the system administrator keeps the calendar',
  },
  {
    tables: ['tenant.counter'],
    scopes: OF_AN_OFFICE,
    verbs: ['SELECT', 'INSERT', 'UPDATE'],
    reach: 'office',
    why: 'whoever acts draws the next number of a series',
  },
  {
    tables: ['tenant.audit_key'],
    scopes: OF_AN_OFFICE,
    verbs: ['SELECT', 'INSERT'],
    reach: 'office',
    why: 'whoever acts seals his part of the trail under it; it stands wrapped under the ring',
  },
  {
    tables: ['tenant.outbox_event'],
    scopes: OF_AN_OFFICE,
    verbs: ['INSERT'],
    reach: 'office',
    why: 'whatever happens is told, also of what the actor may not see; only the office reads it',
  },
  {
    tables: ['tenant.person'],
    scopes: ['agencies', 'unit'],
    verbs: ['SELECT', 'INSERT'],
    reach: 'office',
    why: 'who joins a unit may be known to another: he is found by his hash, and nothing of him is legible',
  },
  {
    tables: ['tenant.ledger_month'],
    scopes: ['agencies'],
    verbs: ['SELECT', 'INSERT'],
    reach: 'office',
    why: 'what an agency posts goes into an open month of the office',
  },
  {
    tables: ['directory.relative'],
    scopes: ['platform'],
    verbs: ['SELECT'],
    reach: 'all',
    why: 'a relative who signs in stands in no office yet; only keyed hashes are there',
  },
  {
    tables: ['local.session', 'directory.sign_in', 'directory.unit_code', 'directory.invitation_code'],
    scopes: ['platform'],
    verbs: ANY_VERB,
    reach: 'all',
    why: 'who signs in, accepts an invitation or moves a unit stands in no office yet',
  },
  {
    tables: ['local.session'],
    scopes: ['administration'],
    verbs: ['SELECT', 'UPDATE', 'DELETE'],
    reach: 'office',
    why: 'administrators end sessions, and begin none for others',
  },
  {
    tables: ['directory.sign_in'],
    scopes: ['administration'],
    verbs: ANY_VERB,
    reach: 'office',
    why: 'administrators give accounts their names',
  },
  {
    tables: ['directory.unit_code'],
    scopes: ['agencies'],
    verbs: ANY_VERB,
    reach: 'office',
    why: 'a code is reserved where its unit is registered; the directory knows no agencies',
  },
  {
    tables: ['directory.certificate_code'],
    scopes: EVERYBODY,
    verbs: ['SELECT'],
    reach: 'all',
    why: 'anybody verifies a certificate',
  },
  {
    tables: ['directory.invitation_code'],
    scopes: ['agencies', 'unit', 'administration'],
    verbs: ['SELECT', 'INSERT', 'DELETE'],
    reach: 'office',
    why: 'hashes of random codes, kept apart from what they open',
  },
];

/** How far a scope reaches in a table beyond its own rows; `undefined` where not beyond. */
export function allowanceOf(table: string, scope: Scope, verb: Verb): Allowance['reach'] | undefined {
  return ALLOWANCES.find(
    ({ tables, scopes, verbs }) => tables.includes(table) && scopes.includes(scope) && verbs.includes(verb),
  )?.reach;
}
