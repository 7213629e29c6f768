import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cardCheckDigit } from '#kernel/bank-account.ts';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { signIn } from '#modules/accounts/index.ts';
import { findTrail, openAuditRow, verifyAudit } from '#modules/audit/index.ts';
import { findClaims, getClaim, importSettlements, reviewClaim } from '#modules/claims/index.ts';
import { findWaitingCredits } from '#modules/contributions/index.ts';
import { registerPayeeAccounts } from '#modules/payouts/index.ts';
import { deletePerson, findPersonsByHash, hashColumns, requestPersonDeletion } from '#modules/persons/index.ts';
import { fileRoster, findRosterEntries, findRosterFaults, withdrawRoster } from '#modules/rosters/index.ts';
import { bulkOfPresentRing } from '#platform/cryptography/bulk/bulk-of-present-ring.ts';
import { followRingFile } from '#platform/cryptography/follow-ring-file.ts';
import type { KeyPurpose, KeyRing } from '#platform/cryptography/key-ring.ts';
import { loadKeyRing, saveKeyRing } from '#platform/cryptography/key-ring-source.ts';
import { lookupHashes } from '#platform/cryptography/lookup-hash.ts';
import { searchTokens } from '#platform/cryptography/name-tokens.ts';
import { ClaimFixture, stayOf } from '../../../test/support/claim-fixture.ts';
import {
  filed,
  imported,
  morning,
  ordered,
  persons,
  rosterFile,
  submitted,
  type TypedPerson,
  unitOf,
} from '../../../test/support/joining-fixture.ts';
import { must, openTestScheme, type TestOffice } from '../../../test/support/scheme-fixture.ts';
import { settlementFile } from '../../../test/support/settlement-file.ts';
import { openTestAccount, TEST_PASSWORD } from '../../../test/support/test-accounts.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { findRotations, rotateKey } from './index.ts';

const PROGRAM = join(import.meta.dirname, '../../../test/support/rotate-program.ts');
const folder = mkdtempSync(join(tmpdir(), 'tongzhou-rotation-'));
const ringFile = join(folder, 'keys.json');
let original: TestDatabase;
let base: TestDatabase;
let henan: TestOffice;
let rosterId: string;
let claimId: string;
const covered = persons(0, 30);
const reserved = persons(100, 20);

/** Every person who was ever filed, so that none is there twice. */
const filedPersons = new Set<string>();
const remember = (rows: readonly TypedPerson[]): readonly TypedPerson[] => {
  for (const { residentId } of rows) filedPersons.add(residentId);
  return rows;
};

beforeAll(async () => {
  original = await createTestDatabase();
  const first = original.platform.ring();
  must(await saveKeyRing(ringFile, first, 'new'));
  const ring = followRingFile(ringFile, first, { everyMs: 0 });
  const bulk = bulkOfPresentRing(ring, { threads: 1 });
  base = { ...original, platform: { ...original.platform, ring, bulk: () => bulk } };
  const { platform, clock } = base;
  ({ henan } = await openTestScheme(platform));
  const { callers } = henan;
  await openTestAccount(platform, callers.systemAdministrator, 'zhangfang.jingban', {
    role: 'reviewer',
    agencyId: henan.countyAgencyId,
  });
  const faulty = { ...persons(50, 1)[0], residentId: '411602198001019999' } as TypedPerson;
  const order = await ordered(platform, henan, {
    agent: callers.unitAgent,
    rows: [...remember(covered), faulty],
    eligibleCount: 30,
  });
  rosterId = order.rosterId;
  const { amountFen, reference: remark } = order;
  await imported(platform, callers.cashier, [
    { amountFen, on: '2025-05-12', remark, recordId: 'R1' },
    { amountFen: 100, on: '2025-05-12', recordId: 'R2', payerName: '司徒付款' },
  ]);
  clock.set(startOfDay(parseDate('2025-06-26')));
  await morning(platform, henan.officeId);
  const claims = new ClaimFixture(base, henan);
  const person = await claims.person('诸葛申领');
  filedPersons.add(person.residentId);
  claimId = await claims.claim(stayOf(person, 'D1'));
  await claims.import({ 结算ID: 'F1', 证件号码: '411602198001019999' });
  const comment = { claimId, outcome: 'refer', comment: '请办事处核实' } as const;
  must(await reviewClaim(platform, callers.countyReviewer, comment));
  const cardNumber = `621700000098765432${cardCheckDigit('621700000098765432')}`;
  const account = { memberId: person.memberId, cardNumber, bankName: '中国银行周口分行', bankNumber: '' };
  must(await registerPayeeAccounts(platform, callers.officeReviewer, { accounts: [account] }));
  await submitted(platform, { agent: callers.cityUnitAgent, rows: remember(reserved) });
  await filed(platform, {
    agent: { ...callers.otherUnitAgent, idempotencyKey: 'kept-answer' },
    rows: remember(persons(200, 5)),
  });
  await deleteSomebody();
});

/** Somebody without a key and without hashes of his own: rotations must get past him. */
async function deleteSomebody(): Promise<void> {
  const { platform } = base;
  const { otherUnitAgent, officeReviewer, secondOfficeReviewer } = henan.callers;
  const withdrawn = await filed(platform, { agent: otherUnitAgent, rows: persons(300, 1) });
  must(await withdrawRoster(platform, otherUnitAgent, { rosterId: withdrawn }));
  const [entry] = await base.asSuperuser<{ personId: string }>(
    'SELECT person_id AS "personId" FROM tenant.roster_entry WHERE roster_id = $1',
    [withdrawn],
  );
  const request = { personId: entry?.personId ?? '', reason: '报错了人' };
  const { deletionId } = must(await requestPersonDeletion(platform, officeReviewer, request));
  must(await deletePerson(platform, secondOfficeReviewer, { deletionId }));
}

afterAll(async () => {
  await base?.platform.bulk().close();
  await original?.close();
  rmSync(folder, { recursive: true });
});

const whole = { afterRow: 0, limit: 1_000, onlyRepaired: false };

/** What is found by hashes and tokens, and what opens: all of it must be the same before, during and after. */
async function everything(): Promise<unknown> {
  const { platform } = base;
  const { callers, officeId } = henan;
  const file = { program: 'henan-inpatient', shares: 1, fileName: '又报.xlsx' } as const;
  // nobody may be filed by another unit: covered and reserved persons are found in the directory by their hash
  const again = must(
    await fileRoster(
      platform,
      callers.otherUnitAgent,
      { ...file, unitId: unitOf(callers.otherUnitAgent) },
      await rosterFile([...covered, ...reserved]),
    ),
  );
  const trail = await findTrail(platform, callers.officeReviewer, { area: 'business', limit: 200 });
  const row = trail.find(({ act, hasPersonal }) => act === 'review-claim' && hasPersonal);
  const reason = { area: 'business', rowId: row?.id ?? 0, reason: '核对' } as const;
  return {
    turnedDown: [again.accepted, again.rejected],
    entries: await findRosterEntries(platform, callers.unitAgent, { rosterId, ...whole }),
    faults: await findRosterFaults(platform, callers.unitAgent, { rosterId, ...whole }),
    credits: (await findWaitingCredits(platform, callers.cashier)).credits,
    claims: (await findClaims(platform, callers.officeReviewer, { limit: 10 })).map((claim) => claim),
    claim: must(await getClaim(platform, callers.officeReviewer, claimId)),
    opened: must(await openAuditRow(platform, callers.officeReviewer, reason)),
    signedIn: (await signIn(platform, { signInName: 'zhangfang.jingban', password: TEST_PASSWORD })).ok,
    kept: await filed(platform, {
      agent: { ...callers.otherUnitAgent, idempotencyKey: 'kept-answer' },
      rows: persons(200, 5),
    }),
    byName: await membersNamed(officeId, covered[7]?.name ?? ''),
  };
}

async function membersNamed(officeId: string, name: string): Promise<number> {
  const tokens = searchTokens(base.platform.ring(), name).map(String);
  const found = await base.platform.database.transaction(henan.callers.officeReviewer.access, (transaction) =>
    transaction.rows(sql`
      SELECT member_id FROM tenant.member_token WHERE office_id = ${officeId} AND unit_id = ${henan.unitId} AND token = ANY (${tokens}::bigint[])
      GROUP BY member_id HAVING count(*) = ${tokens.length}`),
  );
  return found.length;
}

async function count(query: string): Promise<number> {
  const [row] = await base.asSuperuser<{ count: string }>(`SELECT count(*) FROM ${query}`);
  return Number(row?.count);
}

/** Every person who was ever filed is found by his ID, and there is no other. */
async function expectEverybodyOnce(): Promise<void> {
  const hashes = [...filedPersons].map((id) => hashColumns(lookupHashes(base.platform.ring(), 'resident-id', id)));
  const column = hashes[0]?.current ?? 0;
  const looked = hashes.map((hash) => (column === 0 ? hash.hash0 : hash.hash1) ?? Buffer.alloc(0));
  const found = await base.platform.database.transaction(henan.callers.officeReviewer.access, (transaction) =>
    findPersonsByHash(transaction, henan.officeId, column, looked),
  );
  expect(found.size).toBe(filedPersons.size);
  expect(await count('tenant.person WHERE wrapped_key IS NOT NULL')).toBe(filedPersons.size);
}

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function ringNow(): Promise<KeyRing> {
  return must(await loadKeyRing({ kind: 'file', path: ringFile }));
}

let nextPerson = 1_000;

/** Files rosters of new and of known persons one after the other until told to stop; how many. */
function keepFiling(): { stop(): Promise<number> } {
  let isOver = false;
  const run = async (): Promise<number> => {
    let rosters = 0;
    while (!isOver) {
      const rows = remember([...persons(nextPerson, 10), ...persons(200, 2)]);
      nextPerson += 10;
      await filed(base.platform, { agent: henan.callers.otherUnitAgent, rows });
      rosters += 1;
      await sleep(60);
    }
    return rosters;
  };
  const running = run();
  return {
    stop: () => {
      isOver = true;
      return running;
    },
  };
}

describe.each<KeyPurpose>(['sealing', 'lookup', 'token'])('rotating the %s key', (purpose) => {
  test('while rosters are filed: at each step all is found and opens, nobody is there twice, and the old key is gone', async () => {
    const before = await everything();
    const old = await ringNow();
    const from = old.keys[purpose].current;
    const filing = keepFiling();
    const steps: string[] = [];
    const looks: Promise<unknown>[] = [];
    const rotated = await rotateKey(base.platform, {
      purpose,
      ringFile,
      settleMs: 20,
      rowsPerBatch: 17,
      sleep,
      onStep: (step) => {
        steps.push(step);
        looks.push(everything());
      },
    });
    const rosters = await filing.stop();
    expect(rotated).toEqual({ ok: true, value: { purpose, toVersion: from + 1 } });
    expect(steps).toEqual(
      purpose === 'sealing' ? ['add', 'promote', 'reseal', 'retire'] : ['add', 'fill', 'promote', 'retire', 'clear'],
    );
    for (const look of await Promise.all(looks)) expect(look).toEqual(before);
    expect(rosters).toBeGreaterThan(0);
    expect(await everything()).toEqual(before);
    await expectEverybodyOnce();
    const { current, versions } = base.platform.ring().keys[purpose];
    expect([current, versions.map(({ version }) => version)]).toEqual([from + 1, [from + 1]]);
    expect((await verifyAudit(base.platform, henan.officeId)).faultCount).toBe(0);
  });
});

test('what was rotated does not open with the old ring', async () => {
  const old = original.platform.ring();
  const stale = { ...base.platform, ring: () => old };
  await expect(findRosterEntries(stale, henan.callers.unitAgent, { rosterId, ...whole })).rejects.toThrow();
  await expect(findRosterFaults(stale, henan.callers.unitAgent, { rosterId, ...whole })).rejects.toThrow();
  const signedIn = await signIn(stale, { signInName: 'zhangfang.jingban', password: TEST_PASSWORD });
  expect(signedIn.ok).toBe(false);
});

test('a bank entry and a settlement that came in before the rotations are known after them', async () => {
  const { cashier, officeReviewer } = henan.callers;
  const again = { amountFen: 100, on: '2025-05-12', recordId: 'R2', payerName: '司徒付款' };
  const other = { amountFen: 200, on: '2025-05-13', recordId: 'R9', payerName: '司徒付款' };
  expect(await imported(base.platform, cashier, [again, other])).toMatchObject({ entries: 2, known: 1 });
  const file = settlementFile({ 结算ID: 'D1' }, { 结算ID: 'D2', 证件号码: '411624199708235852' });
  const { counts } = must(await importSettlements(base.platform, officeReviewer, file, { fileName: 'again.csv' }));
  expect(counts).toEqual({ known: 1, 'not-a-member': 1 });
});

/** Runs the program until it is done, or kills it after a while that is drawn. */
async function rotateOrDie(purpose: KeyPurpose, afterMs: number): Promise<string> {
  const child = spawn(process.execPath, [PROGRAM, original.url, ringFile, purpose], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  let timer: NodeJS.Timeout | undefined;
  child.stdout.on('data', (bytes: Buffer) => {
    printed += bytes.toString();
    // from its first words on: starting takes longer than any step
    timer ??= setTimeout(() => child.kill('SIGKILL'), afterMs);
  });
  await new Promise((resolve) => child.once('exit', resolve));
  clearTimeout(timer);
  return printed;
}

test('a rotation that is killed again and again goes on where it was, and loses nothing', async () => {
  const before = await everything();
  const seed = Date.now() % 100_000;
  process.stdout.write(`rotation killed with seed ${seed}\n`);
  let kills = 0;
  for (const purpose of ['lookup', 'sealing'] as const) {
    const from = (await ringNow()).keys[purpose].current;
    for (let run = 0; ; run += 1) {
      const printed = await rotateOrDie(purpose, run < 2 ? ((seed + run * 7_919) % 90) + run * 100 : 60_000);
      if (run === 0) expect(await everything()).toEqual(before);
      if (printed.includes('done')) break;
      kills += 1;
      expect(run).toBeLessThan(3);
    }
    expect((await ringNow()).keys[purpose]).toMatchObject({ current: from + 1, versions: [{ version: from + 1 }] });
  }
  expect(kills).toBeGreaterThan(1);
  expect((await findRotations(base.platform)).every(({ finishedAt }) => finishedAt !== null)).toBe(true);
  expect(await everything()).toEqual(before);
  await expectEverybodyOnce();
}, 120_000);

test('two programs do not rotate at the same moment', async () => {
  const options = { purpose: 'token', ringFile, settleMs: 50, sleep } as const;
  const both = await Promise.all([rotateKey(base.platform, options), rotateKey(base.platform, options)]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(both).toContainEqual({ ok: false, error: { code: 'rotation-elsewhere' } });
});
