import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionAnswer } from '#contracts/sessions.ts';
import { resolveActorBy } from '#http/resolve-actor.ts';
import { totpCode } from '#platform/cryptography/totp.ts';
import { openTestScheme, type TestScheme, testCreditCode } from '../../../test/support/scheme-fixture.ts';
import { type Answer, type ServedRoutes, serveRoutes } from '../../../test/support/serve-routes.ts';
import { newPhone, openTestAccount, TEST_PASSWORD } from '../../../test/support/test-accounts.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { accountRoutes } from './accounts.ts';
import { agencyRoutes } from './agencies.ts';
import { invitationRoutes } from './invitations.ts';
import { sessionRoutes } from './sessions.ts';
import { unitRoutes } from './units.ts';
import { unmaskingRoutes } from './unmasking.ts';

let base: TestDatabase;
let scheme: TestScheme;
let served: ServedRoutes;
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
  const { platform } = base;
  const routes = [sessionRoutes, agencyRoutes, unitRoutes, invitationRoutes, accountRoutes, unmaskingRoutes].flatMap(
    (of) => of({ platform }),
  );
  const limits = { requestsPerAddress: { maxRequests: 10_000, perSeconds: 1 } };
  served = await serveRoutes(routes, [], { resolveActor: resolveActorBy(platform), clock: platform.clock, limits });
});
afterAll(async () => {
  await served?.stop();
  await base?.close();
});

/** Somebody at a browser: keeps his cookie, names his page's origin. */
class Visitor {
  private cookie: string | undefined;

  async ask(method: string, path: string, json?: unknown): Promise<Answer> {
    const headers = {
      origin: `http://127.0.0.1:${served.port}`,
      ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
    };
    const answer = await served.ask(method, path, { headers, ...(json === undefined ? {} : { json }) });
    const [set] = answer.headers['set-cookie'] ?? [];
    if (set !== undefined) this.cookie = set.split(';', 1)[0];
    return answer;
  }

  async signIn(account: { signInName: string; password: string }): Promise<string> {
    const { signInName, password } = account;
    const answer = await this.ask('POST', '/api/sessions', { signInName, password });
    expect(answer.status).toBe(201);
    return (answer.json as { next: string }).next;
  }

  async setUpSecondFactor(): Promise<string> {
    const { secret } = (await this.ask('POST', '/api/session/second-factor/set-up')).json as { secret: string };
    const code = totpCode(secret, base.clock.now());
    const confirmed = await this.ask('POST', '/api/session/second-factor/confirm', { code });
    expect(confirmed.status).toBe(200);
    return secret;
  }

  async whoAmI(): Promise<SessionAnswer> {
    return (await this.ask('GET', '/api/session')).json as SessionAnswer;
  }
}

let names = 0;

async function signedIn(
  at:
    | { role: 'reviewer' | 'systemAdministrator' | 'securityAdministrator'; agencyId: string }
    | { role: 'unitAgent'; unitId: string },
): Promise<Visitor> {
  names += 1;
  const { callers } = scheme.henan;
  const inviter = at.role === 'unitAgent' ? callers.officeReviewer : callers.systemAdministrator;
  const account = await openTestAccount(base.platform, inviter, `visitor-${names}`, at);
  const visitor = new Visitor();
  if ((await visitor.signIn(account)) === 'second-factor-setup') await visitor.setUpSecondFactor();
  return visitor;
}

test('from an invitation to a unit at work: administrator, reviewer, agent, each by his own screen', async () => {
  const { henan } = scheme;
  const administrator = await signedIn({ role: 'systemAdministrator', agencyId: henan.rootAgencyId });
  expect(await administrator.whoAmI()).toMatchObject({
    office: { id: henan.officeId, code: 'HENAN' },
    nodes: [{ id: henan.rootAgencyId }],
    unit: null,
    roles: [{ role: 'systemAdministrator', name: '系统管理员' }],
    isSecondFactorDone: true,
  });
  const invited = await administrator.ask('POST', '/api/staff-invitations', {
    role: 'reviewer',
    agencyId: henan.countyAgencyId,
    name: '孙八',
    phone: newPhone(),
  });
  expect(invited.status).toBe(201);
  const reviewer = new Visitor();
  const { code } = invited.json as { code: string };
  const account = { signInName: 'sun-ba', password: TEST_PASSWORD };
  expect((await reviewer.ask('POST', '/api/invitations/acceptance', { code, ...account })).status).toBe(204);
  expect(await reviewer.signIn(account)).toBe('second-factor-setup');
  expect((await reviewer.whoAmI()).permissions).toEqual([]);
  expect((await reviewer.ask('GET', '/api/agencies')).problem.code).toBe('second-factor-needed');
  const secret = await reviewer.setUpSecondFactor();
  const tree = (await reviewer.ask('GET', '/api/agencies')).json as { agencies: { name: string }[] };
  expect(tree.agencies.map(({ name }) => name)).toEqual(['甲县']);

  const unit = {
    agencyId: henan.countyAgencyId,
    creditCode: testCreditCode('411625', 90),
    name: '郸城第一小学',
    address: '',
    staffCount: 80,
    womenCount: 40,
    eligibleCount: 80,
    contact: { name: '周九', phone: newPhone() },
  };
  const registered = await reviewer.ask('POST', '/api/units', unit);
  expect(registered.status).toBe(201);
  const { unitId, invitation } = registered.json as { unitId: string; invitation: { code: string } };
  const agent = new Visitor();
  const agentAccount = { signInName: 'zhou-jiu', password: TEST_PASSWORD };
  await agent.ask('POST', '/api/invitations/acceptance', { code: invitation.code, ...agentAccount });
  expect(await agent.signIn(agentAccount)).toBe('nothing');
  expect((await agent.whoAmI()).unit).toEqual({ id: unitId, name: '郸城第一小学' });
  const shown = await agent.ask('GET', `/api/units/${unitId}`);
  expect(shown.json).toMatchObject({ state: 'active', contact: { maskedName: '周*' } });
  expect((await agent.ask('GET', `/api/units/${henan.unitId}`)).status).toBe(404);
  expect((await agent.ask('GET', '/api/accounts')).problem.code).toBe('not-permitted');
  expect(((await agent.ask('GET', `/api/units/${unitId}/accounts`)).json as { items: object[] }).items).toHaveLength(1);

  base.clock.set(base.clock.now() + 60_000);
  const again = new Visitor();
  expect(await again.signIn(account)).toBe('second-factor');
  const proof = { code: totpCode(secret, base.clock.now()) };
  expect((await again.ask('POST', '/api/session/second-factor', proof)).status).toBe(204);
  expect((await again.whoAmI()).isSecondFactorDone).toBe(true);
  expect((await again.ask('DELETE', '/api/session')).status).toBe(204);
  expect((await again.ask('GET', '/api/session')).status).toBe(401);
});

test('a unit registers itself at an agency that the public list names, and waits', async () => {
  const { henan } = scheme;
  const visitor = new Visitor();
  const { offices } = (await visitor.ask('GET', '/api/registration/places')).json as {
    offices: { id: string; agencies: { id: string; name: string }[] }[];
  };
  const agency = offices.find(({ id }) => id === henan.officeId)?.agencies.find(({ name }) => name === '乙县');
  const body = {
    officeId: henan.officeId,
    agencyId: agency?.id,
    creditCode: testCreditCode('411625', 91),
    name: '自己登记的厂',
    address: '',
    staffCount: 10,
    womenCount: 4,
    eligibleCount: 10,
    contact: { name: '吴十', phone: newPhone() },
  };
  const registered = await visitor.ask('POST', '/api/registration/units', body);
  expect([registered.status, (registered.json as { state: string }).state]).toEqual([201, 'registered']);
  const twice = await visitor.ask('POST', '/api/registration/units', body);
  expect([twice.status, twice.problem.code]).toEqual([409, 'unit-code-taken']);
  const faulty = { ...body, creditCode: '91411625MA000009IX' };
  expect((await visitor.ask('POST', '/api/registration/units', faulty)).problem).toMatchObject({
    status: 422,
    code: 'unit-code-faulty',
    message: '单位统一社会信用代码不对：有不该出现的字符（没有字母 I、O、S、V、Z）。',
  });
  const reviewer = await signedIn({ role: 'reviewer', agencyId: henan.otherCountyAgencyId });
  const waiting = (await reviewer.ask('GET', '/api/units?state=registered')).json as {
    items: { id: string; name: string }[];
  };
  expect(waiting.items.map(({ name }) => name)).toEqual(['自己登记的厂']);
  const path = `/api/units/${waiting.items[0]?.id}/review`;
  const sideways = await signedIn({ role: 'reviewer', agencyId: henan.countyAgencyId });
  expect((await sideways.ask('POST', path, { decision: 'pass' })).problem.code).toBe('unit-not-found');
  expect((await reviewer.ask('POST', path, { decision: 'refuse' })).problem.code).toBe('bad-input');
  expect((await reviewer.ask('POST', path, { decision: 'pass' })).json).toMatchObject({ state: 'active' });
});

test('units come in pages that continue after a cursor', async () => {
  const reviewer = await signedIn({ role: 'reviewer', agencyId: scheme.henan.rootAgencyId });
  const names: string[] = [];
  for (let path = '/api/units?limit=2'; path !== ''; ) {
    const page = (await reviewer.ask('GET', path)).json as { items: { name: string }[]; next?: string };
    names.push(...page.items.map(({ name }) => name));
    path = page.next === undefined ? '' : `/api/units?limit=2&after=${page.next}`;
  }
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(2);
  expect((await reviewer.ask('GET', '/api/units?after=abc')).problem.code).toBe('bad-cursor');
  const prefix = encodeURIComponent('河南省办事处甲县');
  expect(
    ((await reviewer.ask('GET', `/api/units?namePrefix=${prefix}`)).json as { items: object[] }).items,
  ).toHaveLength(1);
});

test('a locked name hears how long, in words and as Retry-After', async () => {
  const visitor = new Visitor();
  const guess = (): Promise<Answer> => visitor.ask('POST', '/api/sessions', { signInName: 'whoever', password: 'x' });
  for (let at = 0; at < 5; at += 1) {
    const wrong = await guess();
    expect([wrong.status, wrong.problem.code, wrong.headers['set-cookie']]).toEqual([401, 'sign-in-wrong', undefined]);
  }
  const locked = await guess();
  expect([locked.status, locked.headers['retry-after']]).toEqual([429, '900']);
  expect(locked.problem.message).toContain('15 分钟后再试');
});

test('an administrator moves a unit without seeing one; a security administrator changes the policy, and no one else', async () => {
  const { henan } = scheme;
  const system = await signedIn({ role: 'systemAdministrator', agencyId: henan.rootAgencyId });
  const move = { creditCode: henan.unitCreditCode, agencyId: henan.otherCountyAgencyId };
  expect((await system.ask('GET', '/api/units')).problem.code).toBe('not-permitted');
  expect((await system.ask('POST', '/api/unit-moves', move)).status).toBe(200);
  expect((await system.ask('POST', '/api/unit-moves', { ...move, agencyId: henan.countyAgencyId })).status).toBe(200);
  expect((await system.ask('PATCH', '/api/security-settings', { idleMinutes: 20 })).problem.code).toBe('not-permitted');
  const county = { parentId: henan.otherCityAgencyId, kind: 'county', code: 'HENAN-21', name: '丁县' };
  const opened = (await system.ask('POST', '/api/agencies', county)).json as { agencyId: string };
  expect((await system.ask('POST', `/api/agencies/${opened.agencyId}/closing`)).status).toBe(204);
  expect((await system.ask('POST', `/api/agencies/${opened.agencyId}/closing`)).problem.code).toBe('agency-closed');
  const away = { creditCode: henan.unitCreditCode, toOfficeId: scheme.gansu.officeId, toAgencyId: henan.rootAgencyId };
  expect((await system.ask('POST', '/api/unit-handovers', away)).problem.code).toBe('agency-not-found');
  const security = await signedIn({ role: 'securityAdministrator', agencyId: henan.rootAgencyId });
  expect((await security.ask('PATCH', '/api/security-settings', { idleMinutes: 1 })).problem.message).toBe(
    '不操作退出的分钟数只能在 5 至 120 之间。',
  );
  expect((await security.ask('PATCH', '/api/security-settings', { idleMinutes: 20 })).json).toMatchObject({
    idleMinutes: 20,
    lockMinutes: 15,
  });
});

test('accounts are disabled, enabled and given roles over HTTP, with a reason', async () => {
  const { henan } = scheme;
  const system = await signedIn({ role: 'systemAdministrator', agencyId: henan.rootAgencyId });
  const own = (await system.whoAmI()).account.id;
  const inviter = henan.callers.systemAdministrator;
  const at = { role: 'reviewer', agencyId: henan.countyAgencyId } as const;
  const reviewer = await openTestAccount(base.platform, inviter, 'changes-often', at);
  const to = (accountId: string, what: string): string => `/api/accounts/${accountId}/${what}`;
  const reason = { reason: '岗位调整' };
  expect((await system.ask('POST', to(own, 'disabling'), reason)).problem.code).toBe('own-account');
  expect((await system.ask('POST', to(reviewer.accountId, 'disabling'), {})).problem.code).toBe('bad-input');
  for (const what of ['disabling', 'enabling', 'unlocking', 'second-factor-reset']) {
    expect([what, (await system.ask('POST', to(reviewer.accountId, what), reason)).status]).toEqual([what, 204]);
  }
  const role = { role: 'auditor', agencyId: henan.cityAgencyId };
  expect((await system.ask('POST', to(reviewer.accountId, 'roles'), role)).problem.code).toBe('roles-apart');
  const elsewhere = { role: 'reviewer', agencyId: henan.otherCountyAgencyId };
  expect((await system.ask('POST', to(reviewer.accountId, 'roles'), elsewhere)).status).toBe(204);
  expect((await system.ask('POST', to(reviewer.accountId, 'role-withdrawals'), elsewhere)).status).toBe(204);
  const first = (await system.ask('GET', '/api/accounts?limit=1')).json as { items: object[]; next?: string };
  expect(first.items).toHaveLength(1);
  expect((await system.ask('GET', `/api/accounts?limit=200&after=${first.next}`)).status).toBe(200);
});

test('invitations are listed and taken back, and what is masked is shown for a reason, within one’s sight', async () => {
  const { henan } = scheme;
  const reviewer = await signedIn({ role: 'reviewer', agencyId: henan.countyAgencyId });
  const phone = newPhone();
  const invite = { unitId: henan.unitId, name: '冯十二', phone };
  const { invitationId } = (await reviewer.ask('POST', '/api/invitations', invite)).json as { invitationId: string };
  const listed = (await reviewer.ask('GET', '/api/invitations?limit=200')).json as {
    items: { id: string; state: string }[];
  };
  expect(listed.items.find(({ id }) => id === invitationId)?.state).toBe('open');
  expect((await reviewer.ask('GET', '/api/staff-invitations')).problem.code).toBe('not-permitted');
  const revocation = `/api/invitations/${invitationId}/revocation`;
  expect((await reviewer.ask('POST', revocation)).status).toBe(204);
  expect((await reviewer.ask('POST', revocation)).problem.code).toBe('invitation-ended');
  const look = { kind: 'unit-contact', id: henan.unitId, fields: ['name'], reason: '电话核实' };
  expect((await reviewer.ask('POST', '/api/unmaskings', look)).json).toEqual({ name: '连系' });
  expect((await reviewer.ask('POST', '/api/unmaskings', { ...look, reason: '' })).problem.code).toBe('bad-input');
  expect((await reviewer.ask('POST', '/api/unmaskings', { ...look, id: henan.otherUnitId })).problem.code).toBe(
    'unmasked-not-found',
  );
});

test('without a demonstration there is no way in by a click; with one it opens its own accounts alone', async () => {
  const { henan } = scheme;
  expect((await new Visitor().ask('POST', '/api/demonstration/sign-in', { key: 'reviewer' })).status).toBe(404);
  const at = { role: 'reviewer', agencyId: henan.countyAgencyId } as const;
  const { officeId, accountId } = await openTestAccount(base.platform, henan.callers.systemAdministrator, 'shown', at);
  const account = { key: 'reviewer', title: '县经办人', officeId, accountId };
  const demonstration = await serveRoutes(
    sessionRoutes({ platform: base.platform, demonstration: { accounts: [account] } }),
    [],
    {
      resolveActor: resolveActorBy(base.platform),
      clock: base.clock,
    },
  );
  try {
    const origin = `http://127.0.0.1:${demonstration.port}`;
    const click = (key: string): Promise<Answer> =>
      demonstration.ask('POST', '/api/demonstration/sign-in', { json: { key }, headers: { origin } });
    expect((await demonstration.ask('GET', '/api/demonstration/accounts')).json).toEqual({
      accounts: [{ key: 'reviewer', title: '县经办人' }],
    });
    expect((await click('somebody')).status).toBe(404);
    const cookie = (await click('reviewer')).headers['set-cookie']?.[0]?.split(';', 1)[0] ?? '';
    const who = (await demonstration.ask('GET', '/api/session', { headers: { cookie } })).json as SessionAnswer;
    expect([who.account.id, who.isSecondFactorDone]).toEqual([accountId, true]);
  } finally {
    await demonstration.stop();
  }
});

test('nothing that anybody typed to sign in stands in the log', async () => {
  const visitor = new Visitor();
  await visitor.ask('POST', '/api/sessions', { signInName: 'secretive-name', password: 'secretive-password' });
  const account = await openTestAccount(base.platform, scheme.henan.callers.countyReviewer, 'secretive-name', {
    role: 'unitAgent',
    unitId: scheme.henan.unitId,
  });
  const { headers } = await visitor.ask('POST', '/api/sessions', {
    signInName: 'secretive-name',
    password: account.password,
  });
  const token = headers['set-cookie']?.[0]?.split(';', 1)[0]?.split('=')[1] ?? 'no token';
  for (const secret of ['secretive', TEST_PASSWORD, token]) expect(served.log()).not.toContain(secret);
});
