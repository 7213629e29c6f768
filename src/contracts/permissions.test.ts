import { describe, expect, it } from 'vitest';
import { PERMISSIONS, type Permission, permissionsOf, ROLE_NAMES, ROLE_PERMISSIONS, type Role } from './permissions.ts';

const ROLES = Object.keys(ROLE_NAMES) as Role[];
const ADMINISTRATORS = ['systemAdministrator', 'securityAdministrator', 'auditAdministrator'] as const;
/** What the platform is about, as against running it. */
const BUSINESS =
  /^(?:unit|member|roster|order|remittance|receipt|certificate|enrollment|ledger|claim|appeal|payout|recovery|refund|reconciliation)[.](?!move$)|^audit[.]read$/;

const isReading = (permission: string): boolean => /[.](?:read|read-security|verify)$/.test(permission);

describe('the table of permissions', () => {
  it('gives every permission to somebody, and none twice to the same role', () => {
    expect([...permissionsOf(ROLES)].toSorted()).toEqual(Object.keys(PERMISSIONS).toSorted());
    for (const role of ROLES) expect(permissionsOf([role]).size, role).toBe(ROLE_PERMISSIONS[role].length);
  });

  it.each(ADMINISTRATORS)('shows no business data to the %s', (role) => {
    expect(ROLE_PERMISSIONS[role].filter((permission) => BUSINESS.test(permission))).toEqual([]);
  });

  it('lets no two of the three administrators do the same', () => {
    const acts = ADMINISTRATORS.flatMap((role) =>
      ROLE_PERMISSIONS[role].filter((permission) => !isReading(permission)),
    );
    expect(new Set(acts).size).toBe(acts.length);
  });

  it('lets an auditor write nothing but his notes', () => {
    const acts = ROLE_PERMISSIONS.auditor.filter((permission) => !isReading(permission));
    expect(acts.filter((permission) => !permission.startsWith('audit.'))).toEqual([]);
  });

  it('lets a unit check nothing that it hands in, and the money’s maker not be its checker', () => {
    const agent = permissionsOf(['unitAgent']);
    const checks: Permission[] = ['roster.review', 'unit.review', 'remittance.match', 'receipt.confirm'];
    expect(checks.filter((permission) => agent.has(permission))).toEqual([]);
    expect(permissionsOf(['cashier']).has('receipt.confirm')).toBe(false);
    expect(permissionsOf(['approver', 'accountant']).has('remittance.match')).toBe(false);
  });
});
