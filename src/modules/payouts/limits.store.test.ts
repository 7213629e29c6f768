import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { BENEFIT_FEN, PayoutFixture } from '../../../test/support/payout-fixture.ts';
import { must, openTestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  approvePayoutBatch,
  findPayoutLimitChanges,
  findPayoutLimits,
  makePayoutBatch,
  setPayoutLimits,
} from './index.ts';

let base: TestDatabase;
let fixture: PayoutFixture;
beforeAll(async () => {
  base = await createTestDatabase();
  const { henan } = await openTestScheme(base.platform);
  base.clock.set(startOfDay(parseDate('2026-03-05')));
  fixture = new PayoutFixture(base, henan);
});
afterAll(() => base?.close());

const limit = async (batchFen: number | null, dayFen: number | null): Promise<void> => {
  must(await setPayoutLimits(base.platform, fixture.office.callers.approver, { batchFen, dayFen }));
};
const make = (): ReturnType<typeof makePayoutBatch> => makePayoutBatch(base.platform, fixture.office.callers.cashier);
const approve = (batchId: string): ReturnType<typeof approvePayoutBatch> =>
  approvePayoutBatch(base.platform, fixture.office.callers.approver, { batchId });

test('a batch holds the oldest benefits up to the limit, a day what is approved on it, to the fen', async () => {
  expect(await findPayoutLimits(base.platform, fixture.office.callers.cashier)).toEqual({
    batchFen: null,
    dayFen: null,
  });
  await fixture.approved(4);
  await limit(BENEFIT_FEN - 1, null);
  expect(await make()).toEqual({ ok: false, error: { code: 'payout-batch-limit', limitFen: BENEFIT_FEN - 1 } });
  await limit(2 * BENEFIT_FEN, 3 * BENEFIT_FEN - 1);
  const none = { batchFen: null, dayFen: null };
  const before = { batchFen: BENEFIT_FEN - 1, dayFen: null };
  expect(await findPayoutLimitChanges(base.platform, fixture.office.callers.cashier)).toMatchObject([
    { before, after: { batchFen: 2 * BENEFIT_FEN, dayFen: 3 * BENEFIT_FEN - 1 } },
    { before: none, after: before, setBy: fixture.office.callers.approver.access.actorId },
  ]);
  const first = must(await make());
  const second = must(await make());
  expect([first.payouts, second.payouts]).toEqual([2, 2]);
  must(await approve(first.batchId));
  expect(await approve(second.batchId)).toEqual({
    ok: false,
    error: { code: 'payout-day-limit', limitFen: 3 * BENEFIT_FEN - 1, approvedFen: 2 * BENEFIT_FEN },
  });
  base.clock.set(startOfDay(parseDate('2026-03-06')));
  must(await approve(second.batchId));
});

test('two approvals at the same moment stay within the limit of the day', async () => {
  base.clock.set(startOfDay(parseDate('2026-03-07')));
  await fixture.approved(2);
  await limit(BENEFIT_FEN, BENEFIT_FEN);
  const [first, second] = [must(await make()), must(await make())];
  const both = await Promise.all([approve(first.batchId), approve(second.batchId)]);
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
});
