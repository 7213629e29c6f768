import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOfDay } from '#kernel/civil-date.ts';
import { explainEntries } from '#modules/explanations/index.ts';
import { day } from '../../../test/support/joining-fixture.ts';
import { PayoutFixture } from '../../../test/support/payout-fixture.ts';
import { must, openTestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { decideRefund, findOverpaidOrders, findRefunds, proposeRefund } from './index.ts';

let base: TestDatabase;
let fixture: PayoutFixture;
beforeAll(async () => {
  base = await createTestDatabase();
  const { henan } = await openTestScheme(base.platform);
  base.clock.set(startOfDay(day('2026-03-05')));
  fixture = new PayoutFixture(base, henan);
});
afterAll(() => base?.close());

async function creditOf(amountFen: number): Promise<string> {
  await fixture.statement({ amountFen, on: '2026-03-03', remark: '多汇' });
  const [entry] = await base.asSuperuser<{ id: string }>(`SELECT id FROM tenant.bank_entry WHERE amount_fen = $1`, [
    amountFen,
  ]);
  return entry?.id ?? '';
}

test('what no order takes goes back to who paid it, by two people, when its debit stands on the statement', async () => {
  const { cashier, approver } = fixture.office.callers;
  const entryId = await creditOf(5_000);
  const { refundId, number, amountFen } = must(await proposeRefund(base.platform, cashier, { entryId }));
  expect(amountFen).toBe(5_000);
  expect(await proposeRefund(base.platform, cashier, { entryId })).toMatchObject({
    error: { code: 'nothing-to-refund' },
  });
  const approve = { refundId, outcome: 'approve' } as const;
  expect(await decideRefund(base.platform, cashier, approve)).toMatchObject({ error: { code: 'own-refund' } });
  // no debit before it is approved
  await fixture.statement({ amountFen: -5_000, on: '2026-03-04', remark: `退会费${number}` });
  expect(must(await explainEntries(base.platform, cashier))).toMatchObject({ explained: 0, doubtful: 1 });
  must(await decideRefund(base.platform, approver, approve));
  expect(await fixture.balance('220902')).toBe(5_000);
  expect(await fixture.balance('220901')).toBe(0);
  expect(must(await explainEntries(base.platform, cashier))).toMatchObject({ explained: 1, doubtful: 0 });
  expect(await findRefunds(base.platform, cashier, { limit: 5 })).toMatchObject([
    { state: 'paid', paid_on: day('2026-03-04'), payer: { payerName: '某付款人', payerAccount: '6200' } },
  ]);
  for (const code of ['220902', '112202']) expect(await fixture.balance(code)).toBe(0);
  expect(await fixture.balance('1002')).toBe(await fixture.onStatements());
});

test('a refund of another amount than its debit waits for a person', async () => {
  const { cashier, approver } = fixture.office.callers;
  const entryId = await creditOf(7_000);
  const { refundId, number } = must(await proposeRefund(base.platform, cashier, { entryId }));
  must(await decideRefund(base.platform, approver, { refundId, outcome: 'approve' }));
  await fixture.statement({ amountFen: -6_999, on: '2026-03-04', remark: number });
  expect(must(await explainEntries(base.platform, cashier))).toMatchObject({ explained: 0, doubtful: 1 });
  expect(await fixture.balance('220902')).toBe(7_000);
});

test('a debit of a month that is closed is its refund, and is posted today', async () => {
  const { cashier, approver } = fixture.office.callers;
  const { refundId, number } = must(await proposeRefund(base.platform, cashier, { entryId: await creditOf(6_000) }));
  must(await decideRefund(base.platform, approver, { refundId, outcome: 'approve' }));
  await fixture.statement({ amountFen: -6_000, on: '2026-02-27', remark: number });
  await fixture.closeMonth('2026-02-01');
  expect(must(await explainEntries(base.platform, cashier))).toMatchObject({ explained: 1 });
  expect(await fixture.balance('1002')).toBe(await fixture.onStatements());
});

test('a declined one may be proposed again', async () => {
  const { cashier, approver } = fixture.office.callers;
  const entryId = await creditOf(8_000);
  const { refundId } = must(await proposeRefund(base.platform, cashier, { entryId }));
  must(await decideRefund(base.platform, approver, { refundId, outcome: 'decline' }));
  expect(await proposeRefund(base.platform, cashier, { entryId })).toMatchObject({ ok: true });
});

test('an order that was paid for persons without cover is listed until somebody proposes its refund', async () => {
  const { cashier, approver } = fixture.office.callers;
  const { officeId, unitId, countyAgencyId } = fixture.office;
  const [rosterId, orderId] = [base.platform.newId(), base.platform.newId()];
  await base.asSuperuser(
    `INSERT INTO tenant.roster (office_id, id, agency_id, unit_id, program, shares, state, file_name, file_hash, filed_on, filed_by,
       row_count, accepted_count, rejected_count, repaired_count, eligible_count, changed_at)
     VALUES ($1, $2, $3, $4, 'henan-inpatient', 1, 'covered', 'x', '\\x00', '2026-01-01', $1, 2, 2, 0, 0, 2, now())`,
    [officeId, rosterId, countyAgencyId, unitId],
  );
  await base.asSuperuser(
    `INSERT INTO tenant.contribution_order (office_id, id, agency_id, unit_id, roster_id, program, shares, member_count, amount_fen,
       reference, state, received_fen, completed_on, confirmed_on, start_on, end_on, refund_fen, ordered_at)
     VALUES ($1, $2, $3, $4, $5, 'henan-inpatient', 1, 2, 16000, 'QK7W9RHA', 'in-force', 16000, '2026-02-01', '2026-02-01',
       '2026-02-02', '2027-02-01', 8000, now())`,
    [officeId, orderId, countyAgencyId, unitId, rosterId],
  );
  expect(await findOverpaidOrders(base.platform, cashier)).toMatchObject([{ orderId, amountFen: 8_000 }]);
  const { refundId } = must(await proposeRefund(base.platform, cashier, { orderId }));
  expect(await findOverpaidOrders(base.platform, cashier)).toEqual([]);
  expect(must(await decideRefund(base.platform, approver, { refundId, outcome: 'approve' }))).toEqual({
    state: 'approved',
  });
});

test('an approval that is taken back before the payment gives the credit back to those that wait', async () => {
  const { cashier, approver } = fixture.office.callers;
  const entryId = await creditOf(3_300);
  const before = await fixture.balance('220902');
  const { refundId } = must(await proposeRefund(base.platform, cashier, { entryId }));
  must(await decideRefund(base.platform, approver, { refundId, outcome: 'approve' }));
  expect((await fixture.balance('220902')) - before).toBe(3_300);
  must(await decideRefund(base.platform, approver, { refundId, outcome: 'decline' }));
  expect(await fixture.balance('220902')).toBe(before);
  const [entry] = await base.asSuperuser('SELECT state, matched_fen::integer FROM tenant.bank_entry WHERE id = $1', [
    entryId,
  ]);
  expect(entry).toEqual({ state: 'unmatched', matched_fen: 0 });
  expect(await proposeRefund(base.platform, cashier, { entryId })).toMatchObject({ ok: true });
});
