import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startOfDay } from '#kernel/civil-date.ts';
import { decideFinding, explainEntries, proposeFinding } from '#modules/explanations/index.ts';
import { foldMovements } from '#modules/ledger/index.ts';
import { decideRecovery, proposeRecovery } from '#modules/recoveries/index.ts';
import { decideRefund, proposeRefund } from '#modules/refunds/index.ts';
import { decideVoucher, proposeVoucher } from '#modules/vouchers/index.ts';
import { stayOf } from '../../../test/support/claim-fixture.ts';
import { day, imported, morning, ordered, persons, submitted } from '../../../test/support/joining-fixture.ts';
import { BENEFIT_FEN, PayoutFixture, returnFile } from '../../../test/support/payout-fixture.ts';
import { must, openTestScheme, type TestOffice } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { earnContributions, explainDifference, findDifferences, findReconciliations, reconcile } from './index.ts';
import { CHAIN_CHECKS } from './reconcile.ts';

let base: TestDatabase;
let henan: TestOffice;
let fixture: PayoutFixture;

/** One of each: an order in force, an open one, a matched and an unmatched credit, benefits paid, returned and in transit. */
beforeAll(async () => {
  base = await createTestDatabase();
  ({ henan } = await openTestScheme(base.platform));
  const { platform, clock } = base;
  const { cashier, accountant, approver, officeReviewer, unitAgent, otherUnitAgent } = henan.callers;
  fixture = new PayoutFixture(base, henan);
  const rows = persons(1, 4);
  const order = await ordered(platform, henan, { agent: unitAgent, rows });
  await imported(platform, cashier, [
    { amountFen: order.amountFen, on: '2025-05-09', remark: order.reference, recordId: 'A1' },
    { amountFen: 4_321, on: '2025-05-09', payerName: '不明', recordId: 'A2' },
  ]);
  clock.set(startOfDay(day('2025-06-02')));
  await morning(platform, henan.officeId);
  await submitted(platform, { agent: otherUnitAgent, rows: persons(1_000, 3) });
  clock.set(startOfDay(day('2026-03-05')));
  must(await earnContributions(platform, accountant));

  const claimIds: string[] = [];
  for (const [at, { name, residentId }] of rows.entries()) {
    const his = { 证件号码: residentId, 人员姓名: name };
    const nobody = { personId: '', memberId: '', periodId: '', residentId, his };
    claimIds.push(await fixture.claims.claim(stayOf(nobody, `R${at}`)));
  }
  const members = await base.asSuperuser<{ member_id: string }>('SELECT member_id FROM tenant.claim ORDER BY id');
  for (const { member_id } of members) await fixture.registerCard({ memberId: member_id });
  await fixture.claims.approve(claimIds);
  const { payouts } = await fixture.sendAll();
  const [paid, returned, refused] = payouts.map(({ endToEndId }) => endToEndId);
  if (paid === undefined || returned === undefined || refused === undefined) throw new Error('four payouts');
  await fixture.results(
    returnFile(
      { endToEndId: paid, on: '20260303' },
      { endToEndId: returned, on: '20260303' },
      { endToEndId: refused, said: '失败', on: '20260303' },
    ),
  );
  await fixture.statement(
    { amountFen: -BENEFIT_FEN, on: '2026-03-03', remark: paid },
    { amountFen: -BENEFIT_FEN, on: '2026-03-03', remark: returned },
    { amountFen: BENEFIT_FEN, on: '2026-03-04', remark: returned },
    { amountFen: -500, on: '2026-03-04', remark: '手续费' },
    { amountFen: -600, on: '2026-03-05', remark: '不明' },
  );
  must(await explainEntries(platform, cashier));
  const paidClaim = payouts[0]?.claimId ?? '';
  const proposed = must(
    await proposeRecovery(platform, officeReviewer, {
      claimId: paidClaim,
      amountFen: 100,
      cause: 'error',
      reason: '差错',
    }),
  );
  must(await decideRecovery(platform, approver, { recoveryId: proposed.recoveryId, outcome: 'decide' }));
  const voucher = must(
    await proposeVoucher(platform, accountant, {
      onDay: day('2026-03-05'),
      summary: '办公费',
      lines: [{ debit: '5201', credit: '2301', amountFen: 600 }],
    }),
  );
  must(await decideVoucher(platform, approver, { voucherId: voucher.voucherId, outcome: 'post' }));
  const [expense] = await base.asSuperuser<{ id: string }>(
    `SELECT id FROM tenant.bank_entry WHERE direction = 'debit' AND amount_fen = 600`,
  );
  const finding = { entryId: expense?.id ?? '', kind: 'management-expense', reason: '办公用品' } as const;
  const { findingId } = must(await proposeFinding(platform, cashier, finding));
  must(await decideFinding(platform, approver, { findingId, agree: true }));
  const [unmatched] = await base.asSuperuser<{ id: string }>(
    `SELECT id FROM tenant.bank_entry WHERE state = 'unmatched' AND amount_fen = 4321`,
  );
  const refund = must(await proposeRefund(platform, cashier, { entryId: unmatched?.id ?? '' }));
  must(await decideRefund(platform, approver, { refundId: refund.refundId, outcome: 'approve' }));
  await foldMovements(platform, accountant);
});
afterAll(() => base?.close());

const check = async (): Promise<readonly string[]> => {
  const { differences } = must(await reconcile(base.platform, henan.callers.accountant));
  return [...new Set(differences.map(({ cause }) => cause))];
};

test('finds nothing where nothing is wrong', async () => {
  const reconciled = must(await reconcile(base.platform, henan.callers.accountant));
  expect(reconciled.differences).toEqual([]);
  expect(reconciled.differenceCount).toBe(0);
});

/** A fault for each check, and what takes it back. */
const FAULTS: readonly (readonly [cause: string, plant: string, repair: string])[] = [
  [
    'roster-order',
    `UPDATE tenant.roster_entry SET state = 'sent-back' WHERE row_number = 2`,
    `UPDATE tenant.roster_entry SET state = 'standing' WHERE row_number = 2`,
  ],
  [
    'roster-without-order',
    `UPDATE tenant.roster SET state = 'passed', reviewing_agency_id = NULL WHERE state = 'in-review'`,
    `UPDATE tenant.roster SET state = 'in-review', reviewing_agency_id = agency_id WHERE state = 'passed'`,
  ],
  [
    'order-received',
    `UPDATE tenant.allocation SET amount_fen = amount_fen - 1`,
    `UPDATE tenant.allocation SET amount_fen = amount_fen + 1`,
  ],
  [
    'credit-matched',
    `UPDATE tenant.bank_entry SET matched_fen = matched_fen - 1 WHERE state = 'matched'`,
    `UPDATE tenant.bank_entry SET matched_fen = matched_fen + 1 WHERE state = 'matched'`,
  ],
  [
    'order-covers',
    `UPDATE tenant.coverage_period SET state = 'cancelled' WHERE id = (SELECT max(id::text)::uuid FROM tenant.coverage_period)`,
    `UPDATE tenant.coverage_period SET state = 'in-force'`,
  ],
  [
    'cover-without-order',
    `UPDATE tenant.contribution_order SET state = 'expired' WHERE state = 'in-force'`,
    `UPDATE tenant.contribution_order SET state = 'in-force' WHERE state = 'expired'`,
  ],
  [
    'cover-day',
    `UPDATE tenant.coverage_period SET end_on = end_on + 1`,
    `UPDATE tenant.coverage_period SET end_on = end_on - 1`,
  ],
  [
    'cover-directory',
    `UPDATE directory.cover SET cover_id = coalesce(person_key_0, person_key_1) WHERE cover_id = (SELECT min(cover_id::text)::uuid FROM directory.cover)`,
    `UPDATE directory.cover d SET cover_id = (SELECT id FROM tenant.coverage_period p WHERE NOT EXISTS
       (SELECT FROM directory.cover o WHERE o.cover_id = p.id)) WHERE NOT EXISTS (SELECT FROM tenant.coverage_period p WHERE p.id = d.cover_id)`,
  ],
  [
    'cover-started-posting',
    `UPDATE tenant.ledger_posting_key SET amount_fen = amount_fen - 1 WHERE event = 'cover-started'`,
    `UPDATE tenant.ledger_posting_key SET amount_fen = amount_fen + 1 WHERE event = 'cover-started'`,
  ],
  [
    'receipt-order',
    `INSERT INTO tenant.receipt (office_id, id, agency_id, unit_id, order_id, position, code, number, check_code, payer_name,
       amount_fen, issued_on, issued_at, issued_by) SELECT office_id, id, agency_id, unit_id, id, 1, '41010125', '0000000001', 'abc123',
       '某单位', amount_fen - 1, start_on, ordered_at, id FROM tenant.contribution_order WHERE state = 'in-force'`,
    `DELETE FROM tenant.receipt`,
  ],
  [
    'receipt-missing',
    `INSERT INTO tenant.receipt (office_id, id, agency_id, unit_id, order_id, position, code, number, check_code, payer_name,
       amount_fen, issued_on, issued_at, issued_by, is_reversed) SELECT office_id, id, agency_id, unit_id, id, 1, '41010125',
       '0000000001', 'abc123', '某单位', amount_fen, start_on + 9, ordered_at, id, true
       FROM tenant.contribution_order WHERE state = 'in-force'`,
    `DELETE FROM tenant.receipt`,
  ],
  [
    'receipt-number',
    `INSERT INTO tenant.counter SELECT DISTINCT office_id, 'receipt-41010125', 3 FROM tenant.contribution_order`,
    `DELETE FROM tenant.counter WHERE series = 'receipt-41010125'`,
  ],
  [
    'claim-cover',
    `UPDATE tenant.claim SET period_id = id WHERE state = 'paid'`,
    `UPDATE tenant.claim c SET period_id = (SELECT id FROM tenant.coverage_period p WHERE p.person_id = c.person_id)`,
  ],
  [
    'claim-decision',
    `UPDATE tenant.claim SET amount_fen = amount_fen + 100 WHERE state = 'paid'`,
    `UPDATE tenant.claim SET amount_fen = amount_fen - 100 WHERE state = 'paid'`,
  ],
  [
    'claim-posting',
    `UPDATE tenant.claim SET state = 'denied' WHERE state = 'paid'`,
    `UPDATE tenant.claim SET state = 'paid' WHERE state = 'denied'`,
  ],
  [
    'claim-limit',
    `UPDATE tenant.benefit_use SET amount_fen = amount_fen - 1`,
    `UPDATE tenant.benefit_use SET amount_fen = amount_fen + 1`,
  ],
  [
    'claim-payout',
    `UPDATE tenant.claim SET state = 'paid' WHERE state = 'in-payout'`,
    `UPDATE tenant.claim c SET state = 'in-payout' WHERE EXISTS
       (SELECT FROM tenant.payout p WHERE p.claim_id = c.id AND p.state = 'sent')`,
  ],
  [
    'payout-twice',
    `INSERT INTO tenant.payout (office_id, made_on, id, batch_id, number, agency_id, unit_id, person_id, claim_id, account_id,
       amount_fen, end_to_end_id, state, paid_on) SELECT office_id, made_on, claim_id, batch_id, 99, agency_id, unit_id, person_id,
       claim_id, account_id, amount_fen, 'X', state, paid_on FROM tenant.payout WHERE state = 'paid'`,
    `DELETE FROM tenant.payout WHERE end_to_end_id = 'X'`,
  ],
  ...['sent', 'paid', 'returned', 'refused'].map(
    (event) =>
      [
        `payout-${event}-posting`,
        `UPDATE tenant.ledger_posting_key SET event = 'gone' WHERE event = 'payout-${event}'`,
        `UPDATE tenant.ledger_posting_key SET event = 'payout-${event}' WHERE event = 'gone'`,
      ] as const,
  ),
  [
    'batch-total',
    `UPDATE tenant.payout_batch SET total_fen = total_fen + 1`,
    `UPDATE tenant.payout_batch SET total_fen = total_fen - 1`,
  ],
  [
    'payout-not-on-statement',
    `UPDATE tenant.bank_explanation SET object_id = entry_id WHERE direction = 'debit' AND object_kind = 'payout'`,
    `UPDATE tenant.bank_explanation x SET object_id = (SELECT p.id FROM tenant.payout p WHERE p.paid_on IS NOT NULL
       ORDER BY p.number LIMIT 1 OFFSET (SELECT count(*) FROM tenant.bank_explanation y
         WHERE y.direction = 'debit' AND y.object_kind = 'payout' AND y.id < x.id))
     WHERE direction = 'debit' AND object_kind = 'payout'`,
  ],
  [
    'recovery-posting',
    `UPDATE tenant.ledger_posting_key SET event = 'gone' WHERE event = 'recovery-decided'`,
    `UPDATE tenant.ledger_posting_key SET event = 'recovery-decided' WHERE event = 'gone'`,
  ],
  [
    'refund-posting',
    `UPDATE tenant.contribution_refund SET state = 'paid', paid_on = '2026-03-05'`,
    `UPDATE tenant.contribution_refund SET state = 'approved', paid_on = NULL`,
  ],
  [
    'voucher-posting',
    `UPDATE tenant.voucher SET total_fen = total_fen + 1`,
    `UPDATE tenant.voucher SET total_fen = total_fen - 1`,
  ],
  [
    'account-112202',
    `UPDATE tenant.bank_entry SET matched_fen = matched_fen - 1 WHERE direction = 'debit' AND amount_fen = 600`,
    `UPDATE tenant.bank_entry SET matched_fen = matched_fen + 1 WHERE direction = 'debit' AND amount_fen = 600`,
  ],
  [
    'entry-changed',
    `UPDATE tenant.ledger_entry SET amount_fen = amount_fen + 1 WHERE event = 'bank-charged'`,
    `UPDATE tenant.ledger_entry SET amount_fen = amount_fen - 1 WHERE event = 'bank-charged'`,
  ],
  [
    'balance-folded',
    `UPDATE tenant.ledger_month_balance SET debit_fen = debit_fen + 1 WHERE account = '5201'`,
    `UPDATE tenant.ledger_month_balance SET debit_fen = debit_fen - 1 WHERE account = '5201'`,
  ],
  [
    'statement-posting',
    `UPDATE tenant.bank_entry SET amount_fen = amount_fen + 1 WHERE state = 'bank-charge'`,
    `UPDATE tenant.bank_entry SET amount_fen = amount_fen - 1 WHERE state = 'bank-charge'`,
  ],
  [
    'explanation-posting',
    `UPDATE tenant.ledger_posting_key SET amount_fen = amount_fen + 1 WHERE event = 'credit-explained'`,
    `UPDATE tenant.ledger_posting_key SET amount_fen = amount_fen - 1 WHERE event = 'credit-explained'`,
  ],
  [
    'match-posting',
    `UPDATE tenant.ledger_posting_key SET amount_fen = amount_fen + 1 WHERE event = 'credit-matched'`,
    `UPDATE tenant.ledger_posting_key SET amount_fen = amount_fen - 1 WHERE event = 'credit-matched'`,
  ],
  [
    'earning-posting',
    `UPDATE tenant.contribution_earning SET earned_fen = earned_fen + 1`,
    `UPDATE tenant.contribution_earning SET earned_fen = earned_fen - 1`,
  ],
  [
    'account-1002',
    `UPDATE tenant.ledger_month_balance SET credit_fen = credit_fen + 1 WHERE account = '1002' AND month = '2026-03-01'`,
    `UPDATE tenant.ledger_month_balance SET credit_fen = credit_fen - 1 WHERE account = '1002' AND month = '2026-03-01'`,
  ],
  [
    'account-220901',
    `UPDATE tenant.bank_entry SET matched_fen = matched_fen - 9 WHERE amount_fen = 4321`,
    `UPDATE tenant.bank_entry SET matched_fen = matched_fen + 9 WHERE amount_fen = 4321`,
  ],
  [
    'account-220903',
    `UPDATE tenant.claim SET state = 'denied' WHERE state = 'returned'`,
    `UPDATE tenant.claim SET state = 'returned' WHERE state = 'denied'`,
  ],
  [
    'account-220904',
    `UPDATE tenant.payout SET state = 'made' WHERE state = 'sent'`,
    `UPDATE tenant.payout SET state = 'sent' WHERE state = 'made'`,
  ],
  [
    'account-112201',
    `UPDATE tenant.recovery SET amount_fen = amount_fen + 1`,
    `UPDATE tenant.recovery SET amount_fen = amount_fen - 1`,
  ],
  [
    'account-220902',
    `UPDATE tenant.contribution_order SET refund_fen = 8000 WHERE state = 'in-force'`,
    `UPDATE tenant.contribution_order SET refund_fen = 0 WHERE state = 'in-force'`,
  ],
];

describe('a planted fault', () => {
  test('is there for every check', () => {
    expect(FAULTS.map(([cause]) => cause).toSorted()).toEqual(CHAIN_CHECKS.map(({ cause }) => cause).toSorted());
  });

  test.each(FAULTS)('%s is found, and only while it stands', async (cause, plant, repair) => {
    await base.asSuperuser(plant);
    try {
      expect(await check()).toContain(cause);
    } finally {
      await base.asSuperuser(repair);
    }
    expect(await check()).toEqual([]);
  });
});

test('a difference that somebody explained raises no alarm until it changes, and is gone when it is put right', async () => {
  const { accountant } = henan.callers;
  const grow = (fen: number): Promise<unknown> =>
    base.asSuperuser(`UPDATE tenant.payout_batch SET total_fen = total_fen + ${fen}`);
  const run = async (): Promise<{ reconciliationId: string; unexplainedCount: number }> =>
    must(await reconcile(base.platform, accountant));
  const stateIn = async (reconciliationId: string): Promise<unknown> =>
    must(await findDifferences(base.platform, accountant, reconciliationId, { limit: 9 }))[0];
  await grow(3);
  const first = await run();
  expect(first.unexplainedCount).toBe(1);
  const explain = (reason: string): ReturnType<typeof explainDifference> =>
    explainDifference(base.platform, accountant, { reconciliationId: first.reconciliationId, number: 1, reason });
  expect(await explain(' ')).toMatchObject({ error: { code: 'explanation-missing' } });
  expect(await explain('见身份证 411602 19800101 999X')).toMatchObject({ error: { code: 'personal-number-typed' } });
  expect(must(await explain('银行少记 0.03 元，已去函'))).toEqual({ cause: 'batch-total', explained: 1 });
  const second = await run();
  expect(second.unexplainedCount).toBe(0);
  expect(await stateIn(second.reconciliationId)).toMatchObject({
    state: 'explained',
    reason: '银行少记 0.03 元，已去函',
  });
  await grow(1);
  const third = await run();
  expect(third.unexplainedCount).toBe(1);
  expect(await stateIn(third.reconciliationId)).toMatchObject({ state: 'open', firstOn: day('2026-03-05') });
  await grow(-4);
  await run();
  expect(await stateIn(first.reconciliationId)).toMatchObject({ state: 'gone' });
});

test('what has one cause is explained at once', async () => {
  const { accountant } = henan.callers;
  const [plant, repair] = ['-', '+'].map((sign) => `UPDATE tenant.benefit_use SET amount_fen = amount_fen ${sign} 5`);
  await base.asSuperuser(plant ?? '');
  const { reconciliationId, differenceCount } = must(await reconcile(base.platform, accountant));
  expect(differenceCount).toBeGreaterThan(1);
  const input = { reconciliationId, number: 1, reason: '限额重算中', isWholeCause: true };
  expect(must(await explainDifference(base.platform, accountant, input))).toMatchObject({ explained: differenceCount });
  expect(must(await reconcile(base.platform, accountant)).unexplainedCount).toBe(0);
  await base.asSuperuser(repair ?? '');
});

test('what was found is kept with its object and amounts, and raises an alarm', async () => {
  const [plant, repair] = ['+', '-'].map((sign) => `UPDATE tenant.payout_batch SET total_fen = total_fen ${sign} 7`);
  await base.asSuperuser(plant ?? '');
  const { accountant } = henan.callers;
  const { reconciliationId } = must(await reconcile(base.platform, accountant));
  await base.asSuperuser(repair ?? '');
  const [latest] = await findReconciliations(base.platform, accountant, { limit: 1 });
  expect(latest).toMatchObject({
    id: reconciliationId,
    differenceCount: 1,
    checks: { 'batch-total': 1, 'claim-cover': 0 },
  });
  expect(must(await findDifferences(base.platform, accountant, reconciliationId, { limit: 9 }))).toMatchObject([
    {
      number: 1,
      cause: 'batch-total',
      objectKind: 'payout-batch',
      expectedFen: 4 * BENEFIT_FEN + 7,
      foundFen: 4 * BENEFIT_FEN,
    },
  ]);
  const events = await base.asSuperuser('SELECT FROM tenant.outbox_event WHERE kind = $1 AND object_id = $2', [
    'books-differ',
    reconciliationId,
  ]);
  expect(events).toHaveLength(1);
});
