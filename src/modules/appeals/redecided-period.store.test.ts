import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { type ClaimDetail, getClaim, recomputeDecision, reviewClaim } from '#modules/claims/index.ts';
import { explainEntries } from '#modules/explanations/index.ts';
import { findPayouts } from '#modules/payouts/index.ts';
import { decideRecovery, findRecoveries, proposeRecovery } from '#modules/recoveries/index.ts';
import { type CoveredPerson, FILLS_CEILING, stayOf } from '../../../test/support/claim-fixture.ts';
import { CommitteeFixture } from '../../../test/support/committee-fixture.ts';
import { PayoutFixture, returnFile } from '../../../test/support/payout-fixture.ts';
import { must, openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import type { Changed } from '../../../test/support/settlement-file.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';

let base: TestDatabase;
let scheme: TestScheme;
let fixture: PayoutFixture;
let committee: CommitteeFixture;
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
  base.clock.set(startOfDay(parseDate('2025-09-20')) + 9 * 3_600_000);
  fixture = new PayoutFixture(base, scheme.henan);
  committee = await CommitteeFixture.open(base, scheme.henan);
});
afterAll(() => base?.close());

/** 100,000.00 of its own share: 60,000.00 to be paid; of a second one 40,000.00 are left. */
const large = (at: number): Changed => ({
  ...FILLS_CEILING,
  总费用: '100000.00',
  范围内费用: '100000.00',
  个人现金支付: '100000.00',
  开始日期: `2025-0${at}-01`,
  结束日期: `2025-0${at}-08`,
  结算日期: `2025-0${at}-10 10:00:00`,
});
let made = 0;

interface TwoStays {
  readonly person: CoveredPerson;
  readonly first: string;
  readonly second: string;
  readonly appealId: string;
}

/** Two stays of one person, the first paid and before the committee, the second cut short. */
async function twoStays(isSecondPaid: boolean): Promise<TwoStays> {
  const person = await fixture.claims.person();
  made += 1;
  const first = await fixture.claims.claim(stayOf(person, `T${made}A`, large(7)));
  const second = await fixture.claims.claim(stayOf(person, `T${made}B`, large(8)));
  await fixture.registerCard(person);
  await fixture.claims.approve(isSecondPaid ? [first, second] : [first]);
  const { payouts } = await fixture.sendAll();
  await fixture.results(returnFile(...payouts.map(({ endToEndId, amountFen }) => ({ endToEndId, amountFen }))));
  const appealId = await committee.appeal(first, person.personId);
  return { person, first, second, appealId };
}

const seen = async (claimId: string): Promise<ClaimDetail> =>
  must(await getClaim(base.platform, scheme.henan.callers.officeReviewer, claimId));
const taken = async (claimId: string): Promise<readonly number[]> =>
  (await findRecoveries(base.platform, scheme.henan.callers.approver, { claimId, limit: 5 })).map(
    ({ amount_fen }) => amount_fen,
  );
const counted = async (claimId: string): Promise<number> => {
  const [row] = await base.asSuperuser<{ fen: number }>(
    `SELECT b.amount_fen::int AS fen FROM tenant.claim c
     JOIN tenant.benefit_counter b ON b.person_id = c.person_id AND b.period_id = c.period_id WHERE c.id = $1`,
    [claimId],
  );
  return row?.fen ?? 0;
};

test('a ruling that lowers the first tops the second up, which the limit had cut short', async () => {
  const { first, second, appealId } = await twoStays(true);
  const before = await committee.differences();
  expect(await committee.rule(appealId, 5_000_000)).toBe('carried');
  expect(await seen(second)).toMatchObject({ state: 'approved', amountFen: 5_000_000 });
  expect((await seen(second)).decisions.at(-1)).toMatchObject({
    number: 2,
    source: 'rules',
    because: { by: 'ruling', claimId: first, beforeFen: 6_000_000, afterFen: 5_000_000 },
  });
  const recomputed = recomputeDecision(base.platform, scheme.henan.callers.officeReviewer, { claimId: second });
  expect(must(await recomputed).isSame).toBe(true);
  expect(await taken(first)).toEqual([1_000_000]);
  expect(await counted(first)).toBe(10_000_000);
  const { payouts } = await fixture.sendAll();
  expect(payouts.map(({ claimId, amountFen }) => [claimId, amountFen])).toEqual([[second, 1_000_000]]);
  await fixture.results(returnFile({ endToEndId: payouts[0]?.endToEndId ?? '', amountFen: 1_000_000 }));
  expect(await fixture.stateOf(second)).toBe('paid');
  expect(await committee.differences()).toEqual(before);
  const told = await base.asSuperuser(`SELECT kind FROM tenant.outbox_event WHERE object_id = $1 ORDER BY at DESC`, [
    second,
  ]);
  expect(told).toContainEqual({ kind: 'claim-raised' });
});

test('a ruling that raises the first takes from the second: proposed, and two people decide', async () => {
  const { person, first, second, appealId } = await twoStays(true);
  const { approver, cashier } = scheme.henan.callers;
  const before = await committee.differences();
  expect(await committee.rule(appealId, 7_000_000)).toBe('carried');
  expect(await seen(first)).toMatchObject({ state: 'approved', amountFen: 7_000_000 });
  expect(await seen(second)).toMatchObject({ state: 'paid', amountFen: 3_000_000 });
  expect(await taken(second)).toEqual([1_000_000]);
  expect(await counted(first)).toBe(10_000_000);
  expect(await committee.differences()).toEqual(before);

  // the bank gives the second back: what was too much of it is kept, the rest is paid again
  const [recovery] = await findRecoveries(base.platform, approver, { claimId: second, limit: 1 });
  must(await decideRecovery(base.platform, approver, { recoveryId: recovery?.id ?? '', outcome: 'decide' }));
  const paid = await findPayouts(base.platform, cashier, { state: 'paid', limit: 50 });
  const { endToEndId = '' } = paid.find(({ claimId }) => claimId === second) ?? {};
  await fixture.statement({ amountFen: 4_000_000, on: '2025-09-20', remark: `退汇 ${endToEndId}` });
  expect(must(await explainEntries(base.platform, cashier))).toMatchObject({ returned: 1 });
  expect(await seen(second)).toMatchObject({ state: 'returned', amountFen: 3_000_000 });
  expect(await counted(first)).toBe(10_000_000);
  await fixture.registerCard(person);
  const { payouts } = await fixture.sendAll();
  expect(new Map(payouts.map(({ claimId, amountFen }) => [claimId, amountFen]))).toEqual(
    new Map([
      [first, 1_000_000],
      [second, 3_000_000],
    ]),
  );
  await fixture.results(returnFile(...payouts.map(({ endToEndId: id, amountFen }) => ({ endToEndId: id, amountFen }))));
  expect([await fixture.stateOf(first), await fixture.stateOf(second)]).toEqual(['paid', 'paid']);
  expect(await committee.differences()).toEqual(before);
});

test('whether the second is approved before or after, a ruling at the same moment never exceeds the limit', async () => {
  const { first, second, appealId } = await twoStays(false);
  await fixture.claims.passBelowOffice([second]);
  const { secondOfficeReviewer } = scheme.henan.callers;
  await Promise.all([
    committee.rule(appealId, 7_000_000),
    reviewClaim(base.platform, secondOfficeReviewer, { claimId: second, outcome: 'pass' }),
  ]);
  expect(await seen(second)).toMatchObject({ amountFen: 3_000_000 });
  expect(await counted(first)).toBeLessThanOrEqual(10_000_000);
});

test('a second one with the bank is topped up once the bank has answered', async () => {
  const { second, appealId } = await twoStays(false);
  await fixture.claims.approve([second]);
  const sent = await fixture.sendAll();
  const before = await committee.differences();
  expect(await committee.rule(appealId, 5_000_000)).toBe('carried');
  expect(await seen(second)).toMatchObject({ state: 'in-payout', amountFen: 4_000_000, flags: ['limit-changed'] });
  await fixture.results(returnFile({ endToEndId: sent.payouts[0]?.endToEndId ?? '', amountFen: 4_000_000 }));
  expect(await seen(second)).toMatchObject({ state: 'approved', amountFen: 5_000_000, flags: [] });
  expect(await committee.differences()).toEqual(before);
  await fixture.sendAll();
});

test('a second one of which a recovery was proposed is topped up once that is declined, and never once it is decided', async () => {
  const { officeReviewer, approver } = scheme.henan.callers;
  const before = await committee.differences();
  const lowered = async (outcome: 'decide' | 'decline'): Promise<string> => {
    const { second, appealId } = await twoStays(true);
    const wrong = { claimId: second, amountFen: 100_000, cause: 'error', reason: '疑似重复给付' } as const;
    const { recoveryId } = must(await proposeRecovery(base.platform, officeReviewer, wrong));
    expect(await committee.rule(appealId, 5_000_000)).toBe('carried');
    expect(await seen(second)).toMatchObject({ state: 'paid', amountFen: 4_000_000, flags: ['limit-changed'] });
    must(await decideRecovery(base.platform, approver, { recoveryId, outcome }));
    return second;
  };
  expect(await seen(await lowered('decline'))).toMatchObject({ state: 'approved', amountFen: 5_000_000, flags: [] });
  expect(await seen(await lowered('decide'))).toMatchObject({ state: 'paid', amountFen: 4_000_000, flags: [] });
  expect(await committee.differences()).toEqual(before);
});
