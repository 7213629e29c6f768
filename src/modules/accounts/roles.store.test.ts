import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '#contracts/permissions.ts';
import type { Caller } from '#platform/acts/act.ts';
import { sqlState } from '#platform/database/database.ts';
import { must, openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { newPhone, openTestAccount, TEST_PASSWORD } from '../../../test/support/test-accounts.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  acceptInvitation,
  assignRole,
  changeSecuritySettings,
  disableAccount,
  enableAccount,
  findAccounts,
  findInvitations,
  findSecuritySettings,
  inviteAccount,
  resolveSession,
  revokeInvitation,
  signIn,
  withdrawRole,
} from './index.ts';

let base: TestDatabase;
let scheme: TestScheme;
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
});
afterAll(() => base?.close());

let names = 0;

function newName(): string {
  names += 1;
  return `person-${names}`;
}

function refused(code: string): object {
  return { ok: false, error: { code } };
}

async function invitationTo(
  inviter: Caller,
  at: { role: Role; agencyId?: string; unitId?: string; phone?: string },
): Promise<string> {
  return must(await inviteAccount(base.platform, inviter, { name: '被邀人', phone: newPhone(), ...at })).code;
}

test('who may invite whom follows the tree', async () => {
  const { henan, gansu } = scheme;
  const { callers } = henan;
  const person = { name: '钱七', phone: newPhone() };
  const attempt = (
    caller: Caller,
    at: { role: Role; agencyId?: string; unitId?: string },
  ): ReturnType<typeof inviteAccount> => inviteAccount(base.platform, caller, { ...person, ...at });
  const notYours = refused('role-not-yours-to-give');
  const reviewerAt = { role: 'reviewer', agencyId: henan.countyAgencyId } as const;
  const agentOf = (unitId: string): { role: Role; unitId: string } => ({ role: 'unitAgent', unitId });
  for (const caller of [callers.officeReviewer, callers.countyReviewer, callers.unitAgent]) {
    expect(await attempt(caller, reviewerAt)).toEqual(notYours);
  }
  expect(await attempt(callers.systemAdministrator, agentOf(henan.unitId))).toEqual(notYours);
  expect(await attempt(callers.unitAgent, agentOf(henan.otherUnitId))).toEqual(notYours);
  expect(await attempt(callers.otherCountyReviewer, agentOf(henan.unitId))).toEqual(refused('node-not-found'));
  expect(await attempt(gansu.callers.officeReviewer, agentOf(henan.unitId))).toEqual(refused('node-not-found'));
  expect(await attempt(gansu.callers.systemAdministrator, reviewerAt)).toEqual(refused('node-not-found'));
  expect(await attempt(callers.systemAdministrator, { role: 'cashier', agencyId: henan.countyAgencyId })).toEqual(
    refused('role-not-at-this-level'),
  );
  must(await attempt(callers.systemAdministrator, reviewerAt));
  must(await attempt(callers.cityReviewer, agentOf(henan.unitId)));
  must(await attempt(callers.unitAgent, agentOf(henan.unitId)));
});

test('an invitation opens one account, of two that accept it at the same moment too', async () => {
  const { callers, unitId } = scheme.henan;
  const code = await invitationTo(callers.countyReviewer, { role: 'unitAgent', unitId });
  const accept = (): ReturnType<typeof acceptInvitation> =>
    acceptInvitation(base.platform, { code, signInName: newName(), password: TEST_PASSWORD });
  const outcomes = await Promise.all([accept(), accept(), accept()]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(outcomes.filter(({ ok }) => !ok)).toEqual([refused('invitation-used'), refused('invitation-used')]);
  const { accountId } = must(outcomes.find(({ ok }) => ok) ?? refusedOutcome());
  expect(await base.asSuperuser('SELECT FROM tenant.account_role WHERE account_id = $1', [accountId])).toHaveLength(1);
});

function refusedOutcome(): never {
  throw new Error('none was accepted');
}

test('a code is read from paper, lasts seven days, and asks for a sound name and password', async () => {
  const { callers, unitId } = scheme.henan;
  const code = await invitationTo(callers.countyReviewer, { role: 'unitAgent', unitId });
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
  const typed = { code: ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')}`, password: TEST_PASSWORD };
  const accept = (changes: object): ReturnType<typeof acceptInvitation> =>
    acceptInvitation(base.platform, { ...typed, signInName: newName(), ...changes });
  expect(await accept({ code: 'ABCD-EFGH-JKMN-PQRS' })).toEqual(refused('invitation-unknown'));
  expect(await accept({ signInName: 'Ä' })).toEqual(refused('sign-in-name-faulty'));
  expect(await accept({ password: 'short' })).toEqual({
    ok: false,
    error: { code: 'password-faulty', fault: 'too-short' },
  });
  const taken = await openTestAccount(base.platform, callers.countyReviewer, newName(), { role: 'unitAgent', unitId });
  expect(await accept({ signInName: taken.signInName.toUpperCase() })).toEqual(refused('sign-in-name-taken'));
  must(await accept({}));
  const late = await invitationTo(callers.countyReviewer, { role: 'unitAgent', unitId });
  base.clock.set(base.clock.now() + 7 * 86_400_000);
  expect(await accept({ code: late })).toEqual(refused('invitation-expired'));
});

test('an invitation is listed and taken back within the tree, by those who may give such', async () => {
  const { henan } = scheme;
  const { callers, unitId } = henan;
  const { platform } = base;
  const invite = { name: '被撤回', phone: newPhone(), role: 'unitAgent', unitId } as const;
  const { invitationId, code } = must(await inviteAccount(platform, callers.countyReviewer, invite));
  const page = { after: undefined, limit: 200 };
  const [last] = (await findInvitations(platform, callers.unitAgent, ['unit'], page)).slice(-1);
  expect(last).toMatchObject({ id: invitationId, name: '被撤回', state: 'open', unitId });
  const idsSeen = async (caller: Caller): Promise<string[]> =>
    (await findInvitations(platform, caller, ['unit'], page)).map(({ id }) => id);
  expect(await idsSeen(callers.otherCountyReviewer)).not.toContain(invitationId);
  const revoke = (caller: Caller, kind: 'unit' | 'staff'): ReturnType<typeof revokeInvitation> =>
    revokeInvitation(platform, caller, [kind], { invitationId });
  expect(await revoke(callers.otherUnitAgent, 'unit')).toEqual(refused('invitation-not-found'));
  expect(await revoke(callers.systemAdministrator, 'staff')).toEqual(refused('invitation-not-found'));
  must(await revoke(callers.unitAgent, 'unit'));
  expect(await revoke(callers.unitAgent, 'unit')).toEqual(refused('invitation-ended'));
  expect(await acceptInvitation(platform, { code, signInName: newName(), password: TEST_PASSWORD })).toEqual(
    refused('invitation-used'),
  );
});

test('a sign-in name is one account’s in the nation, of two at the same moment too', async () => {
  const { henan, gansu } = scheme;
  const signInName = newName();
  const codes = await Promise.all([
    invitationTo(henan.callers.countyReviewer, { role: 'unitAgent', unitId: henan.unitId }),
    invitationTo(gansu.callers.countyReviewer, { role: 'unitAgent', unitId: gansu.unitId }),
  ]);
  const outcomes = await Promise.all(
    codes.map((code) => acceptInvitation(base.platform, { code, signInName, password: TEST_PASSWORD })),
  );
  expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(outcomes.find(({ ok }) => !ok)).toEqual(refused('sign-in-name-taken'));
});

test('who is of the committee alone reaches the claims before it; with another role, those of the role', async () => {
  const { platform } = base;
  const { rootAgencyId, callers } = scheme.henan;
  const at = { role: 'committeeMember', agencyId: rootAgencyId } as const;
  const expert = await openTestAccount(platform, callers.systemAdministrator, newName(), at);
  const scopeOf = async (): Promise<string | undefined> =>
    (await resolveSession(platform, must(await signIn(platform, expert)).token))?.access.scope;
  expect(await scopeOf()).toBe('committee');
  const { accountId } = expert;
  const role = { accountId, role: 'reviewer', agencyId: rootAgencyId } as const;
  must(await assignRole(platform, callers.systemAdministrator, role));
  expect(await scopeOf()).toBe('office');
});

test('nobody gives himself a role, and none of the three is held with another or with business', async () => {
  const { henan } = scheme;
  const { platform } = base;
  const { systemAdministrator } = henan.callers;
  const at = { agencyId: henan.rootAgencyId };
  const audit = await openTestAccount(platform, systemAdministrator, newName(), { ...at, role: 'auditAdministrator' });
  const system = await openTestAccount(platform, systemAdministrator, newName(), {
    ...at,
    role: 'systemAdministrator',
  });
  const cashier = await openTestAccount(platform, systemAdministrator, newName(), { ...at, role: 'cashier' });
  const access = (accountId: string): Caller => ({
    access: { scope: 'administration', officeId: henan.officeId, actorId: accountId },
  });
  const give = (
    caller: Caller,
    accountId: string,
    role: Role,
    agencyId = henan.rootAgencyId,
  ): ReturnType<typeof assignRole> => assignRole(platform, caller, { accountId, role, agencyId });
  expect(await give(access(system.accountId), system.accountId, 'reviewer')).toEqual(refused('own-account'));
  for (const role of ['systemAdministrator', 'securityAdministrator', 'reviewer', 'unitAgent'] as const) {
    expect(await give(access(system.accountId), audit.accountId, role)).toEqual(refused('roles-apart'));
  }
  for (const role of ['approver', 'accountant', 'auditor', 'committeeMember', 'auditAdministrator'] as const) {
    expect(await give(access(system.accountId), cashier.accountId, role)).toEqual(refused('roles-apart'));
  }
  expect(await give(henan.callers.officeReviewer, cashier.accountId, 'reviewer')).toEqual(
    refused('not-of-the-administration'),
  );
  expect(await give(scheme.gansu.callers.systemAdministrator, cashier.accountId, 'reviewer')).toEqual(
    refused('account-not-found'),
  );
  const { token } = must(await signIn(platform, cashier));
  must(await give(access(system.accountId), cashier.accountId, 'reviewer', henan.countyAgencyId));
  expect(await give(access(system.accountId), cashier.accountId, 'reviewer', henan.countyAgencyId)).toEqual(
    refused('role-held'),
  );
  expect(await resolveSession(platform, token)).toBeUndefined();
  const both = must(await signIn(platform, cashier)).token;
  expect((await resolveSession(platform, both))?.roles).toEqual(['cashier', 'reviewer']);
  const reviewer = { accountId: cashier.accountId, role: 'reviewer', agencyId: henan.countyAgencyId } as const;
  must(await withdrawRole(platform, access(system.accountId), reviewer));
  expect(await withdrawRole(platform, access(system.accountId), reviewer)).toEqual(refused('role-not-held'));
});

test('the database itself refuses two of the three, one of them with business, and a role given to oneself', async () => {
  const { henan } = scheme;
  const { systemAdministrator } = henan.callers;
  const { officeId, rootAgencyId } = henan;
  const role = 'auditAdministrator';
  const { accountId } = await openTestAccount(base.platform, systemAdministrator, newName(), {
    role,
    agencyId: rootAgencyId,
  });
  const insert = (kind: string, held: string, by: string): Promise<string> =>
    base.platform.database
      .transaction(systemAdministrator.access, (transaction) =>
        transaction.run(sql`
          INSERT INTO tenant.account_role (office_id, account_id, kind, role, agency_id, granted_by, granted_at)
          VALUES (${officeId}, ${accountId}, ${kind}, ${held}, ${rootAgencyId}, ${by}, now())`),
      )
      .then(
        () => 'done',
        (error: unknown) => sqlState(error),
      );
  expect(await insert('administrator', 'securityAdministrator', officeId)).toBe('23505');
  expect(await insert('staff', 'cashier', officeId)).toBe('23503');
  expect(await insert('administrator', 'cashier', officeId)).toBe('23514');
  expect(await insert('administrator', 'auditAdministrator', accountId)).toBe('23514');
});

test('a person who is one of the three, known by the phone, opens no account apart; not by enabling an old one either', async () => {
  const { henan } = scheme;
  const { platform } = base;
  const { systemAdministrator, countyReviewer } = henan.callers;
  const phone = newPhone();
  const at = { agencyId: henan.rootAgencyId, phone };
  const accept = (code: string): ReturnType<typeof acceptInvitation> =>
    acceptInvitation(platform, { code, signInName: newName(), password: TEST_PASSWORD });
  const security = must(
    await accept(await invitationTo(systemAdministrator, { ...at, role: 'securityAdministrator' })),
  );
  for (const role of ['auditAdministrator', 'cashier'] as const) {
    expect(await accept(await invitationTo(systemAdministrator, { ...at, role }))).toEqual(
      refused('person-holds-apart-role'),
    );
  }
  const agent = { role: 'unitAgent', unitId: henan.unitId, phone } as const;
  expect(await accept(await invitationTo(countyReviewer, agent))).toEqual(refused('person-holds-apart-role'));
  const old = { accountId: security.accountId, reason: '换岗' };
  must(await disableAccount(platform, systemAdministrator, old));
  must(await accept(await invitationTo(systemAdministrator, { ...at, role: 'cashier' })));
  expect(await enableAccount(platform, systemAdministrator, old)).toEqual(refused('person-holds-apart-role'));
});

test('administrators see not one row of business, through any table', async () => {
  const { henan } = scheme;
  const tables = await base.asSuperuser<{ name: string }>(`
    SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'tenant' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND has_any_column_privilege('tongzhou_app', c.oid, 'SELECT')`);
  const seen: string[] = [];
  for (const { name } of tables) {
    const [rows] = await base.platform.database.transaction(henan.callers.systemAdministrator.access, (transaction) =>
      transaction.rows<{ count: number }>({ text: `SELECT count(*) FROM ${name}`, values: [] } as unknown as ReturnType<
        typeof sql
      >),
    );
    if ((rows?.count ?? 0) > 0) seen.push(name);
  }
  const [units] = await base.asSuperuser<{ count: string }>('SELECT count(*) FROM tenant.unit');
  expect(Number(units?.count)).toBeGreaterThan(0);
  const ofAdministration = [
    'account',
    'account_role',
    'account_secret',
    'agency',
    'audit_key',
    'audit_row',
    'invitation',
  ];
  expect(seen.filter((name) => !ofAdministration.includes(name.replace('tenant.', '')))).toEqual([]);
  expect(seen).toContain('tenant.account');
});

test('accounts are listed within the tree, phones masked', async () => {
  const { henan } = scheme;
  const { callers } = henan;
  const { accountId } = await openTestAccount(base.platform, callers.countyReviewer, newName(), {
    role: 'unitAgent',
    unitId: henan.unitId,
  });
  const idsSeenBy = async (caller: Caller): Promise<string[]> =>
    (await findAccounts(base.platform, caller, {}, { limit: 200 })).map(({ id }) => id);
  for (const caller of [callers.countyReviewer, callers.cityReviewer, callers.unitAgent, callers.systemAdministrator]) {
    expect(await idsSeenBy(caller)).toContain(accountId);
  }
  for (const caller of [callers.otherCountyReviewer, callers.otherUnitAgent, scheme.gansu.callers.officeReviewer]) {
    expect(await idsSeenBy(caller)).not.toContain(accountId);
  }
  const [account] = await findAccounts(base.platform, callers.unitAgent, { unitId: henan.unitId }, { limit: 1 });
  expect(account?.maskedPhone).toMatch(/^137\*{4}\d{4}$/);
  const first = await findAccounts(base.platform, callers.systemAdministrator, {}, { limit: 2 });
  const rest = await findAccounts(
    base.platform,
    callers.systemAdministrator,
    {},
    { limit: 200, after: first[1]?.id ?? '' },
  );
  expect(new Set([...first, ...rest].map(({ id }) => id)).size).toBe(first.length + rest.length);
});

test('what proves an account is readable to itself alone', async () => {
  const { henan } = scheme;
  const { callers } = henan;
  const at = { role: 'unitAgent', unitId: henan.unitId } as const;
  await openTestAccount(base.platform, callers.countyReviewer, newName(), at);
  for (const caller of [callers.officeReviewer, callers.countyReviewer, callers.unitAgent]) {
    const rows = await base.platform.database.transaction(caller.access, (transaction) =>
      transaction.rows(sql`SELECT FROM tenant.account_secret WHERE office_id = ${henan.officeId}`),
    );
    expect(rows).toEqual([]);
  }
});

test('names, phones and sign-in names of accounts stand nowhere in the clear', async () => {
  const { henan } = scheme;
  const phone = newPhone();
  const signInName = 'legible-nowhere';
  await openTestAccount(base.platform, henan.callers.countyReviewer, signInName, {
    role: 'unitAgent',
    unitId: henan.unitId,
    phone,
  });
  for (const table of [
    'tenant.account',
    'tenant.invitation',
    'tenant.audit_row',
    'directory.sign_in',
    'tenant.account_secret',
  ]) {
    const rows = await base.asSuperuser<{ row: string }>(`SELECT t::text AS row FROM ${table} t`);
    const found = rows.filter(({ row }) => [phone, signInName, '试用人'].some((text) => row.includes(text)));
    expect([table, found]).toEqual([table, []]);
  }
});

test('the security administrator’s settings hold from the next sign-in on, within their bounds', async () => {
  const { callers, unitId, countyAgencyId } = scheme.gansu;
  const { platform } = base;
  expect(await changeSecuritySettings(platform, callers.officeReviewer, { idleMinutes: 60 })).toEqual(
    refused('not-of-the-administration'),
  );
  expect(await changeSecuritySettings(platform, callers.securityAdministrator, { lockMinutes: 1 })).toEqual({
    ok: false,
    error: { code: 'setting-out-of-range', setting: 'lockMinutes', least: 5, most: 240 },
  });
  const agent = await openTestAccount(platform, callers.countyReviewer, newName(), { role: 'unitAgent', unitId });
  const at = { role: 'reviewer', agencyId: countyAgencyId } as const;
  const reviewer = await openTestAccount(platform, callers.systemAdministrator, newName(), at);
  must(
    await changeSecuritySettings(platform, callers.securityAdministrator, {
      failuresBeforeLock: 3,
      idleMinutes: 10,
      passwordCharacters: 20,
    }),
  );
  expect(await findSecuritySettings(platform, callers.officeReviewer)).toEqual({
    failuresBeforeLock: 3,
    lockMinutes: 15,
    idleMinutes: 10,
    sessionHours: 12,
    passwordCharacters: 20,
  });
  expect((await findSecuritySettings(platform, scheme.henan.callers.officeReviewer)).idleMinutes).toBe(30);
  for (let at = 0; at < 3; at += 1) await signIn(platform, { signInName: agent.signInName, password: 'wrong' });
  expect(await signIn(platform, agent)).toMatchObject({ error: { code: 'sign-in-locked' } });
  const { token } = must(await signIn(platform, reviewer));
  base.clock.set(base.clock.now() + 10 * 60_000);
  expect(await resolveSession(platform, token)).toBeUndefined();
  const code = await invitationTo(callers.countyReviewer, { role: 'unitAgent', unitId });
  expect(await acceptInvitation(platform, { code, signInName: newName(), password: TEST_PASSWORD })).toEqual({
    ok: false,
    error: { code: 'password-faulty', fault: 'too-short' },
  });
});
