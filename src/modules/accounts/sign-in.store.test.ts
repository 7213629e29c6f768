import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAgency } from '#modules/organisations/index.ts';
import { totpCode } from '#platform/cryptography/totp.ts';
import { must, openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { openTestAccount, TEST_PASSWORD, type TestAccount } from '../../../test/support/test-accounts.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  changePassword,
  confirmSecondFactor,
  disableAccount,
  enableAccount,
  type ResolvedSession,
  resetSecondFactor,
  resolveSession,
  setUpSecondFactor,
  signIn,
  signOut,
  unlockAccount,
  verifySecondFactor,
} from './index.ts';

let base: TestDatabase;
let scheme: TestScheme;
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
});
afterAll(() => base?.close());

const WRONG = { ok: false, error: { code: 'sign-in-wrong' } };
const MINUTE = 60_000;

function later(minutes: number): void {
  base.clock.set(base.clock.now() + minutes * MINUTE);
}

let names = 0;

function agent(): Promise<TestAccount> {
  const { callers, unitId } = scheme.henan;
  names += 1;
  return openTestAccount(base.platform, callers.countyReviewer, `agent-${names}`, { role: 'unitAgent', unitId });
}

function staff(at: { role: 'reviewer' | 'cashier'; agencyId: string }): Promise<TestAccount> {
  names += 1;
  return openTestAccount(base.platform, scheme.henan.callers.systemAdministrator, `staff-${names}`, at);
}

async function sessionOf({ signInName, password }: TestAccount): Promise<ResolvedSession> {
  const { token } = must(await signIn(base.platform, { signInName, password }));
  const session = await resolveSession(base.platform, token);
  if (session === undefined) throw new Error('no session');
  return session;
}

test('an agent signs in and reaches his unit, with the agencies above it', async () => {
  const account = await agent();
  const begun = must(
    await signIn(base.platform, { signInName: ` ${account.signInName.toUpperCase()} `, password: TEST_PASSWORD }),
  );
  expect(begun.next).toBe('nothing');
  const session = await resolveSession(base.platform, begun.token);
  const { henan } = scheme;
  expect(session).toMatchObject({
    accountId: account.accountId,
    officeId: henan.officeId,
    roles: ['unitAgent'],
    isSecondFactorDone: true,
    access: {
      scope: 'unit',
      officeId: henan.officeId,
      unitId: henan.unitId,
      agencyIds: [henan.rootAgencyId, henan.cityAgencyId, henan.countyAgencyId],
      actorId: account.accountId,
    },
  });
  expect(session?.permissions.has('roster.submit')).toBe(true);
  expect(await resolveSession(base.platform, `${begun.token}x`)).toBeUndefined();
});

test('staff of a city reach it and all below, also what is opened while they are signed in; of the root the whole office', async () => {
  const { henan } = scheme;
  const account = await staff({ role: 'reviewer', agencyId: henan.cityAgencyId });
  const { token } = must(await signIn(base.platform, account));
  const ofCity = await resolveSession(base.platform, token);
  const below = [henan.cityAgencyId, henan.countyAgencyId, henan.otherCountyAgencyId];
  expect(ofCity?.access).toMatchObject({ scope: 'agencies', agencyIds: below });
  const { agencyId } = must(
    await openAgency(base.platform, henan.callers.systemAdministrator, {
      parentId: henan.cityAgencyId,
      kind: 'county',
      code: 'HENAN-13',
      name: '丙县',
    }),
  );
  expect((await resolveSession(base.platform, token))?.access).toMatchObject({ agencyIds: [...below, agencyId] });
  const ofRoot = await sessionOf(await staff({ role: 'cashier', agencyId: henan.rootAgencyId }));
  expect(ofRoot.access).toMatchObject({ scope: 'office', officeId: henan.officeId });
});

test('a wrong password, an unknown name and a disabled account get the same answer; the office hears of those that exist', async () => {
  const account = await agent();
  const { callers } = scheme.henan;
  expect(await signIn(base.platform, { signInName: account.signInName, password: 'wrong' })).toEqual(WRONG);
  expect(await signIn(base.platform, { signInName: 'nobody-at-all', password: 'wrong' })).toEqual(WRONG);
  must(
    await disableAccount(base.platform, callers.systemAdministrator, { accountId: account.accountId, reason: '离职' }),
  );
  expect(await signIn(base.platform, account)).toEqual(WRONG);
  const heard = await base.asSuperuser<{ detail: { cause: string } }>(
    `SELECT detail FROM tenant.audit_row WHERE act = 'fail-sign-in' AND object_id = $1 ORDER BY id`,
    [account.accountId],
  );
  expect(heard.map(({ detail }) => detail.cause)).toEqual(['password', 'disabled']);
  must(
    await enableAccount(base.platform, callers.systemAdministrator, { accountId: account.accountId, reason: '回来' }),
  );
  must(await signIn(base.platform, account));
});

test('an unknown name takes about as long as a known one', async () => {
  const account = await agent();
  const medianMs = async (name: (at: number) => string): Promise<number> => {
    const times: number[] = [];
    for (let at = 0; at < 4; at += 1) {
      const begin = performance.now();
      await signIn(base.platform, { signInName: name(at), password: 'wrong' });
      times.push(performance.now() - begin);
    }
    return times.sort((a, b) => a - b)[1] ?? 0;
  };
  const known = await medianMs(() => account.signInName);
  const unknown = await medianMs((at) => `unknown-${at}`);
  expect(unknown).toBeGreaterThan(known / 5);
  expect(known).toBeGreaterThan(unknown / 5);
});

test.each(['known', 'unknown'])(
  'five wrong guesses at a %s name lock it for 15 minutes, then for 30',
  async (whose) => {
    const account = whose === 'known' ? await agent() : { signInName: 'no-such-name', password: TEST_PASSWORD };
    const guess = (password: string): ReturnType<typeof signIn> =>
      signIn(base.platform, { signInName: account.signInName, password });
    for (let at = 0; at < 5; at += 1) expect(await guess('wrong')).toEqual(WRONG);
    expect(await guess(account.password)).toEqual({
      ok: false,
      error: { code: 'sign-in-locked', retryAfterSeconds: 15 * 60 },
    });
    later(15);
    for (let at = 0; at < 5; at += 1) expect(await guess('wrong')).toEqual(WRONG);
    expect(await guess(account.password)).toMatchObject({ error: { retryAfterSeconds: 30 * 60 } });
    later(30);
    expect((await guess(account.password)).ok).toBe(whose === 'known');
  },
);

test('of forty guesses at the same moment no more than five are judged', async () => {
  const account = await agent();
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, (_, at) =>
      signIn(base.platform, { signInName: account.signInName, password: `guess ${at}` }),
    ),
  );
  const codes = outcomes.map((outcome) => (outcome.ok ? 'in' : outcome.error.code));
  expect(codes.filter((code) => code === 'sign-in-wrong')).toHaveLength(5);
  expect(codes.filter((code) => code === 'sign-in-locked')).toHaveLength(35);
  const { accountId } = account;
  must(await unlockAccount(base.platform, scheme.henan.callers.systemAdministrator, { accountId, reason: '误锁' }));
  must(await signIn(base.platform, account));
});

test('fewer than five wrong guesses in a quarter of an hour never lock, however long they go on', async () => {
  const account = await agent();
  for (let at = 0; at < 8; at += 1) {
    expect(await signIn(base.platform, { signInName: account.signInName, password: 'wrong' })).toEqual(WRONG);
    later(4);
  }
  must(await signIn(base.platform, account));
});

test('a session ends when it idles, when its time is over and when it is signed out', async () => {
  const { henan } = scheme;
  const account = await staff({ role: 'reviewer', agencyId: henan.countyAgencyId });
  const idle = must(await signIn(base.platform, account)).token;
  later(29);
  expect(await resolveSession(base.platform, idle)).toBeDefined();
  later(29);
  expect(await resolveSession(base.platform, idle)).toBeDefined();
  later(30);
  expect(await resolveSession(base.platform, idle)).toBeUndefined();
  const long = must(await signIn(base.platform, account)).token;
  for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
    later(20);
    expect(await resolveSession(base.platform, long)).toBeDefined();
  }
  later(20);
  expect(await resolveSession(base.platform, long)).toBeUndefined();
  const left = must(await signIn(base.platform, account)).token;
  const session = await resolveSession(base.platform, left);
  if (session === undefined) throw new Error('no session');
  await signOut(base.platform, session);
  expect(await resolveSession(base.platform, left)).toBeUndefined();
});

test('staff set up a second factor, prove each session by it, and use no code twice', async () => {
  const { platform } = base;
  const account = await staff({ role: 'reviewer', agencyId: scheme.henan.countyAgencyId });
  const first = must(await signIn(platform, account));
  expect(first.next).toBe('second-factor-setup');
  const session = await sessionOf(account);
  expect(session.isSecondFactorDone).toBe(false);
  expect(await verifySecondFactor(platform, session, { code: '123456' })).toMatchObject({
    error: { code: 'second-factor-not-set-up' },
  });
  const { secret, uri } = must(await setUpSecondFactor(platform, session));
  expect(uri).toContain(account.signInName);
  const code = totpCode(secret, base.clock.now());
  const wrong = code === '000000' ? '000001' : '000000';
  expect(await confirmSecondFactor(platform, session, { code: wrong })).toMatchObject({
    error: { code: 'second-factor-wrong' },
  });
  const { recoveryCodes } = must(await confirmSecondFactor(platform, session, { code }));
  expect(recoveryCodes).toHaveLength(10);
  expect(await setUpSecondFactor(platform, session)).toEqual({ ok: false, error: { code: 'second-factor-set-up' } });

  const second = must(await signIn(platform, account));
  expect(second.next).toBe('second-factor');
  const unproved = await sessionOf(account);
  expect(await verifySecondFactor(platform, unproved, { code })).toEqual({
    ok: false,
    error: { code: 'second-factor-used' },
  });
  later(1);
  const next = totpCode(secret, base.clock.now());
  const both = await Promise.all([1, 2].map(() => verifySecondFactor(platform, unproved, { code: next })));
  expect(both.map((outcome) => (outcome.ok ? 'proved' : outcome.error.code)).sort()).toEqual([
    'proved',
    'second-factor-used',
  ]);
  const byPaper = await sessionOf(account);
  const [paper = ''] = recoveryCodes;
  expect(byPaper.isSecondFactorDone).toBe(false);
  must(await verifySecondFactor(platform, byPaper, { code: paper.toLowerCase().replace('-', ' ') }));
  expect(await verifySecondFactor(platform, byPaper, { code: paper })).toMatchObject({
    error: { code: 'second-factor-wrong' },
  });

  const lost = { accountId: account.accountId, reason: '手机丢失' };
  expect(await resetSecondFactor(platform, scheme.henan.callers.countyReviewer, lost)).toEqual({
    ok: false,
    error: { code: 'not-of-the-administration' },
  });
  expect(await resetSecondFactor(platform, scheme.gansu.callers.systemAdministrator, lost)).toEqual({
    ok: false,
    error: { code: 'account-not-found' },
  });
  must(await resetSecondFactor(platform, scheme.henan.callers.systemAdministrator, lost));
  expect(must(await signIn(platform, account)).next).toBe('second-factor-setup');
});

test('guesses at a second factor are counted like those at a password', async () => {
  const account = await staff({ role: 'reviewer', agencyId: scheme.henan.countyAgencyId });
  const session = await sessionOf(account);
  const { secret } = must(await setUpSecondFactor(base.platform, session));
  must(await confirmSecondFactor(base.platform, session, { code: totpCode(secret, base.clock.now()) }));
  later(2);
  const right = totpCode(secret, base.clock.now());
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, (_, at) => `00000${at % 10}`)
      .filter((code) => code !== right)
      .map((code) => verifySecondFactor(base.platform, session, { code })),
  );
  expect(outcomes.filter((outcome) => !outcome.ok && outcome.error.code !== 'sign-in-locked').length).toBeLessThan(6);
  expect(await verifySecondFactor(base.platform, session, { code: right })).toMatchObject({
    error: { code: 'sign-in-locked' },
  });
});

test('a new password ends the other sessions and the old password', async () => {
  const account = await agent();
  const kept = await sessionOf(account);
  const { token } = must(await signIn(base.platform, account));
  const change = (oldPassword: string, newPassword: string): ReturnType<typeof changePassword> =>
    changePassword(base.platform, kept, { oldPassword, newPassword });
  expect(await change('wrong', 'Lan-Hua-9-Qing-Niao')).toEqual({ ok: false, error: { code: 'password-wrong' } });
  expect(await change(account.password, `${account.signInName}-ABC-9`)).toEqual({
    ok: false,
    error: { code: 'password-faulty', fault: 'holds-sign-in' },
  });
  must(await change(account.password, 'Lan-Hua-9-Qing-Niao'));
  expect(await resolveSession(base.platform, token)).toBeUndefined();
  expect(await signIn(base.platform, account)).toEqual(WRONG);
  must(await signIn(base.platform, { ...account, password: 'Lan-Hua-9-Qing-Niao' }));
});

test('many who sign in at the same moment each get a session of their own', async () => {
  const accounts = await Promise.all(Array.from({ length: 6 }, () => agent()));
  const begun = await Promise.all(accounts.flatMap((account) => [1, 2, 3].map(() => signIn(base.platform, account))));
  const tokens = begun.map((outcome) => must(outcome).token);
  const sessions = await Promise.all(tokens.map((token) => resolveSession(base.platform, token)));
  expect(new Set(sessions.map((session) => session?.sessionId)).size).toBe(18);
  expect(new Set(sessions.map((session) => session?.accountId)).size).toBe(6);
});
