import type { Role } from '#contracts/permissions.ts';

/**
 * What sort of access an account has; it never changes.
 *
 * - `administrator`: one of the three; no business
 * - `staff`: of an office, city or county: its node and all below it
 * - `unit`: a unit's agent
 * - `member`: a member or a direct relative
 */
export type AccountKind = 'administrator' | 'staff' | 'unit' | 'member';

export type AgencyKind = 'office' | 'city' | 'county';

interface RoleRule {
  readonly kind: AccountKind;
  /** At which levels of the tree it is held (platform.md §1). */
  readonly levels: readonly AgencyKind[];
}

const EVERYWHERE: readonly AgencyKind[] = ['office', 'city', 'county'];
const AT_THE_OFFICE: readonly AgencyKind[] = ['office'];

const ROLE_RULES: Readonly<Record<Role, RoleRule>> = {
  member: { kind: 'member', levels: EVERYWHERE },
  relative: { kind: 'member', levels: EVERYWHERE },
  unitAgent: { kind: 'unit', levels: EVERYWHERE },
  reviewer: { kind: 'staff', levels: EVERYWHERE },
  auditor: { kind: 'staff', levels: ['office', 'city'] },
  cashier: { kind: 'staff', levels: AT_THE_OFFICE },
  accountant: { kind: 'staff', levels: AT_THE_OFFICE },
  approver: { kind: 'staff', levels: AT_THE_OFFICE },
  committeeMember: { kind: 'staff', levels: AT_THE_OFFICE },
  programManager: { kind: 'staff', levels: AT_THE_OFFICE },
  systemAdministrator: { kind: 'administrator', levels: AT_THE_OFFICE },
  securityAdministrator: { kind: 'administrator', levels: AT_THE_OFFICE },
  auditAdministrator: { kind: 'administrator', levels: AT_THE_OFFICE },
};

/**
 * Roles of which one account never holds both: who checks does not make, who audits does neither, and a seat on the committee
 * does not open all claims to whoever handles money.
 */
const APART: readonly (readonly [Role, Role])[] = [
  ['cashier', 'approver'],
  ['cashier', 'accountant'],
  ['auditor', 'reviewer'],
  ['auditor', 'cashier'],
  ['auditor', 'accountant'],
  ['auditor', 'approver'],
  ['auditor', 'programManager'],
  ['committeeMember', 'cashier'],
  ['committeeMember', 'accountant'],
  ['committeeMember', 'approver'],
];

export function kindOf(role: Role): AccountKind {
  return ROLE_RULES[role].kind;
}

export function mayBeHeldAt(role: Role, level: AgencyKind): boolean {
  return ROLE_RULES[role].levels.includes(level);
}

/** Whether one account may hold all of these. */
export function mayBeHeldTogether(roles: readonly Role[]): boolean {
  const different = new Set(roles);
  const kinds = new Set(roles.map(kindOf));
  if (kinds.size > 1 || (kinds.has('administrator') && different.size > 1)) return false;
  return !APART.some(([one, other]) => different.has(one) && different.has(other));
}

/** Staff and administrators sign in with two factors. */
export function needsSecondFactor(kind: AccountKind): boolean {
  return kind === 'administrator' || kind === 'staff';
}

/** Roles that by themselves have no business with claims, but for what comes before the committee. */
const WITHOUT_CLAIMS: readonly Role[] = ['committeeMember', 'programManager'];

/** Whether somebody at the office with these roles works with all of its claims. */
export function seesAllClaims(roles: readonly Role[]): boolean {
  return roles.some((role) => !WITHOUT_CLAIMS.includes(role));
}
