import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MILLISECONDS_PER_DAY, parseDate, startOfDay } from '#kernel/civil-date.ts';
import { findAccounts, findSecuritySettings, resolveSession, signInForDemonstration } from '#modules/accounts/index.ts';
import { findAppeals } from '#modules/appeals/index.ts';
import { findTrail, verifyAudit } from '#modules/audit/index.ts';
import { findReconciliations } from '#modules/books/index.ts';
import { findClaims, findMyClaims } from '#modules/claims/index.ts';
import { findOrders, findStatements, findWaitingCredits } from '#modules/contributions/index.ts';
import { findCovers } from '#modules/covers/index.ts';
import { findHospitals } from '#modules/hospitals/index.ts';
import { findInvestigations } from '#modules/investigations/index.ts';
import { trialBalance } from '#modules/ledger/index.ts';
import { findMessages } from '#modules/messages/index.ts';
import { findTree, findUnits } from '#modules/organisations/index.ts';
import { findPayoutBatches, findPayouts } from '#modules/payouts/index.ts';
import { findRosters } from '#modules/rosters/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import type { DemonstrationPeople } from '../people.ts';
import { buildDemonstration } from './build-demonstration.ts';

const TODAY = parseDate('2026-03-02');
const PAGE = { limit: 200 };

let database: TestDatabase;
let people: DemonstrationPeople;
let seconds: number;
beforeAll(async () => {
  database = await createTestDatabase();
  database.clock.set(startOfDay(TODAY));
  const startedAt = performance.now();
  people = await buildDemonstration(database.platform, TODAY);
  seconds = (performance.now() - startedAt) / 1000;
}, 300_000);
afterAll(() => database.close());

async function callerOf(key: string): Promise<Caller> {
  const person = people.find((each) => each.key === key);
  if (person === undefined) throw new Error(`nobody is called ${key}`);
  const signedIn = await signInForDemonstration(database.platform, person);
  const session = signedIn.ok ? await resolveSession(database.platform, signedIn.value.token) : undefined;
  if (session === undefined) throw new Error(`${key} can't sign in`);
  expect(session.isSecondFactorDone).toBe(true);
  return { access: session.access };
}

/** What each sentence on a button promises: the number of things that must be there. */
const PROMISES: Readonly<Record<string, (caller: Caller) => Promise<readonly number[]>>> = {
  member: async (caller) => [
    (await findMyClaims(database.platform, caller)).filter(({ state }) => state === 'paid').length,
  ],
  'unit-renewal-due': async (caller) => [
    (await findCovers(database.platform, caller, { ...PAGE, limit: 250 })).length,
    (await findMessages(database.platform, caller, PAGE)).filter(({ kind }) => kind === 'renewal-due').length,
  ],
  'unit-renewed': async (caller) => [
    (await findOrders(database.platform, caller, { ...PAGE, state: 'completed' })).length,
    (await findOrders(database.platform, caller, { ...PAGE, state: 'in-force' })).length,
  ],
  'unit-riders': async (caller) => [(await findCovers(database.platform, caller, { ...PAGE, limit: 50 })).length],
  'unit-draft': async (caller) =>
    (await findRosters(database.platform, caller, { ...PAGE, state: 'draft' })).map((each) => each.rejected_count),
  'unit-sent-back': async (caller) => [
    (await findRosters(database.platform, caller, { ...PAGE, state: 'sent-back' })).length,
  ],
  'unit-unpaid': async (caller) => [(await findOrders(database.platform, caller, { ...PAGE, state: 'open' })).length],
  'county-reviewer': async (caller) => [
    (await findUnits(database.platform, caller, { state: 'registered' }, PAGE)).items.length,
    ...(await waitingWork(caller)),
  ],
  'city-reviewer': async (caller) => await waitingWork(caller),
  'office-reviewer': async (caller) => [
    ...(await waitingWork(caller)),
    (await findClaims(database.platform, caller, { ...PAGE, waitsForMe: true, state: 'referred' })).length,
  ],
  'appeal-reviewer': async (caller) => [
    (await findAppeals(database.platform, caller, { stage: 'office', limit: 10 })).length,
    (await findInvestigations(database.platform, caller, { state: 'open', isOwn: true, limit: 10 })).length,
    (await findHospitals(database.platform, caller, { limit: 10 })).length,
  ],
  'committee-1': async (caller) => [
    (await findAppeals(database.platform, caller, { stage: 'committee', limit: 10 })).length,
  ],
  'committee-2': async (caller) => [
    (await findAppeals(database.platform, caller, { stage: 'committee', limit: 10 })).length,
  ],
  cashier: async (caller) => {
    const { credits } = await findWaitingCredits(database.platform, caller);
    return [
      credits.length - 2,
      (await findPayouts(database.platform, caller, { ...PAGE, state: 'returned' })).length,
      ...['工会', '服务部'].map((word) => credits.filter(({ payerName }) => payerName.includes(word)).length),
    ];
  },
  accountant: async (caller) => [
    (await findStatements(database.platform, caller, PAGE)).length,
    (await findPayoutBatches(database.platform, caller, PAGE)).length,
    (await trialBalance(database.platform, caller, { onDay: TODAY })).debitFen,
  ],
  approver: async (caller) => {
    const batches = await findPayoutBatches(database.platform, caller, PAGE);
    return [
      batches.filter(({ state }) => state === 'made').length,
      batches.filter(({ state }) => state === 'sent').length,
    ];
  },
  auditor: async (caller) => [(await findTrail(database.platform, caller, { ...PAGE, area: 'business' })).length],
  'system-administrator': async (caller) => [
    (await findTree(database.platform, caller)).length,
    (await findAccounts(database.platform, caller, {}, PAGE)).length,
  ],
  'security-administrator': async (caller) => [
    (await findSecuritySettings(database.platform, caller)).passwordCharacters,
  ],
  'audit-administrator': async (caller) => [
    (await findTrail(database.platform, caller, { ...PAGE, area: 'security' })).length,
  ],
};

async function waitingWork(caller: Caller): Promise<readonly number[]> {
  const { access } = caller;
  const [own] = access.scope === 'agencies' ? access.agencyIds : [(await rootOf(caller)) ?? ''];
  return [
    (await findRosters(database.platform, caller, { ...PAGE, waitsForAgency: own })).length,
    (await findClaims(database.platform, caller, { ...PAGE, waitsForMe: true, state: 'in-review' })).length,
  ];
}

async function rootOf(caller: Caller): Promise<string | undefined> {
  return (await findTree(database.platform, caller)).find(({ parentId }) => parentId === null)?.id;
}

describe('the demonstration', () => {
  it('is built within the bound, by people of every role', () => {
    expect(seconds).toBeLessThan(240);
    expect(people.map(({ key }) => key).sort()).toEqual(Object.keys(PROMISES).sort());
  });

  it.each(Object.entries(PROMISES))('%s signs in by a click and sees what the sentence promises', async (key, look) => {
    const counts = await look(await callerOf(key));
    expect(counts).not.toEqual([]);
    for (const count of counts) expect(count).toBeGreaterThan(0);
  });

  it('leaves books that balance, a chain of money without a difference, and an audit chain that is intact', async () => {
    const [first] = people;
    const officeId = first?.officeId ?? '';
    const office: Caller = { access: { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } };
    const { debitFen, creditFen } = await trialBalance(database.platform, office, { onDay: TODAY });
    expect(debitFen).toBe(creditFen);
    const [run] = await findReconciliations(database.platform, office, { limit: 1 });
    expect(run?.differenceCount).toBe(0);
    const report = await verifyAudit(database.platform, officeId);
    expect([report.faultCount, report.rowCount > 100]).toEqual([0, true]);
  });

  it('never pays what is not there, and gives back the larger part of what it took', async () => {
    const days = await database.asSuperuser<{ balance: string }>(
      `SELECT sum(sum(CASE direction WHEN 'credit' THEN amount_fen ELSE -amount_fen END)) OVER (ORDER BY posted_on) AS balance
       FROM tenant.bank_entry GROUP BY posted_on`,
    );
    expect(days.length).toBeGreaterThan(5);
    expect(Math.min(...days.map(({ balance }) => Number(balance)))).toBeGreaterThanOrEqual(0);
    const [share] = await database.asSuperuser<{ approved: string; received: string }>(
      `SELECT (SELECT sum(amount_fen) FROM tenant.claim WHERE state IN ('approved', 'in-payout', 'paid', 'returned')) AS approved,
         (SELECT sum(amount_fen) FROM tenant.contribution_order WHERE state IN ('completed', 'in-force')) AS received`,
    );
    expect(Number(share?.approved) / Number(share?.received)).toBeGreaterThan(0.5);
    expect(Number(share?.approved) / Number(share?.received)).toBeLessThan(0.9);
  });

  it('has nothing that happened today or later', async () => {
    const [latest] = await database.asSuperuser<{ at: Date }>(
      `SELECT max(at) AS at FROM tenant.audit_row WHERE act <> 'sign-in-for-demonstration'`,
    );
    expect(latest?.at.getTime()).toBeLessThan(startOfDay(TODAY));
    expect(latest?.at.getTime()).toBeGreaterThan(startOfDay(TODAY) - 2 * MILLISECONDS_PER_DAY);
  });
});
