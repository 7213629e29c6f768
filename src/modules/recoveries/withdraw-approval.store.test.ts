import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { reconcile } from '#modules/books/index.ts';
import { ruleOnClaim } from '#modules/claims/index.ts';
import { explainEntries } from '#modules/explanations/index.ts';
import { perform } from '#platform/acts/act.ts';
import { stayOf } from '../../../test/support/claim-fixture.ts';
import { BENEFIT_FEN, PayoutFixture, returnFile } from '../../../test/support/payout-fixture.ts';
import { must, openTestScheme, type TestOffice } from '../../../test/support/scheme-fixture.ts';
import type { Changed } from '../../../test/support/settlement-file.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { findRecoveries, withdrawApproval } from './index.ts';

let base: TestDatabase;
let fixture: PayoutFixture;
beforeAll(async () => {
  base = await createTestDatabase();
  const { henan } = await openTestScheme(base.platform);
  base.clock.set(startOfDay(parseDate('2026-03-05')));
  fixture = new PayoutFixture(base, henan);
});
afterAll(() => base?.close());

const CLAUSES = ['附件1-4.1'];

/** Its state after it was done, or why it was not. */
async function withdraw(caller: keyof TestOffice['callers'], claimId: string, clauses = CLAUSES): Promise<string> {
  const input = { claimId, comment: '医保已退费', clauses };
  const done = await withdrawApproval(base.platform, fixture.office.callers[caller], input);
  return done.ok ? await fixture.stateOf(claimId) : done.error.code;
}

async function reverse(claimId: string): Promise<void> {
  await base.asSuperuser(
    `UPDATE tenant.claim SET reversal_import_id = import_id, flags = array_append(flags, 'reversed') WHERE id = $1`,
    [claimId],
  );
}

const on = (day: string): Changed => ({ 开始日期: day, 结束日期: day, 结算日期: day });

test('an approval is withdrawn by somebody without a part in it, its posting and its place with it', async () => {
  const his = await fixture.claims.person();
  const undone = await fixture.claims.claim(stayOf(his, 'W1', on('2025-08-01')));
  const stands = await fixture.claims.claim(stayOf(his, 'W2', on('2025-09-01')));
  await fixture.claims.approve([undone, stands]);
  const limited = await fixture.claims.claim(stayOf(his, 'W3', on('2025-10-01')));
  expect(await fixture.stateOf(limited)).toBe('declined');
  const owed = await fixture.balance('220903');
  await reverse(undone);
  expect(await withdraw('approver', stands)).toBe('approval-stands');
  expect(await withdraw('countyReviewer', undone)).toBe('claim-at-other-level');
  expect(await withdraw('officeReviewer', undone)).toBe('withdrawal-had-part');
  expect(await withdraw('secondOfficeReviewer', undone)).toBe('withdrawal-had-part');
  expect(await withdraw('approver', undone, [])).toBe('clause-missing');
  expect(await withdraw('approver', undone)).toBe('denied');
  expect(await withdraw('approver', undone)).toBe('claim-state');
  expect(await fixture.balance('220903')).toBe(owed - BENEFIT_FEN);
  // whom the limit had left out is decided on again
  expect(await fixture.stateOf(limited)).toBe('in-review');
  await fixture.claims.approve([limited]);
  expect(await fixture.stateOf(limited)).toBe('approved');
});

test('what came back from the bank is owed no more; what was paid of it is proposed for recovery', async () => {
  const { cashier, approver, accountant } = fixture.office.callers;
  const { payouts, claimIds } = await fixture.sent(2);
  const [returned = '', paid = ''] = payouts.map(({ endToEndId }) => endToEndId);
  const [first = '', second = ''] = payouts.map(({ claimId }) => claimId);
  expect(claimIds).toEqual(expect.arrayContaining([first, second]));
  await reverse(first);
  expect(await withdraw('approver', first)).toBe('claim-state');
  await fixture.results(
    returnFile({ endToEndId: returned, said: '失败', on: '20260303' }, { endToEndId: paid, on: '20260303' }),
  );
  await fixture.statement({ amountFen: -BENEFIT_FEN, on: '2026-03-03', remark: paid });
  must(await explainEntries(base.platform, cashier));
  expect(await fixture.stateOf(first)).toBe('returned');
  expect(await withdraw('approver', first)).toBe('denied');

  // raised by a ruling after it was paid, then undone before the rest went out
  const change = { by: 'amount', amountFen: BENEFIT_FEN + 10_000, clauses: CLAUSES } as const;
  must(
    await perform(base.platform, approver, { name: 'rule', input: {} }, async (act) => {
      await act.audit({ act: 'rule-on-appeal', objectKind: 'claim', objectId: second, detail: {} });
      return await ruleOnClaim(act, second, change);
    }),
  );
  await reverse(second);
  expect(await withdraw('approver', second)).toBe('denied');
  const recoveries = await findRecoveries(base.platform, cashier, { claimId: second, limit: 5 });
  expect(recoveries).toMatchObject([{ amount_fen: BENEFIT_FEN, cause: 'settlement-reversed', state: 'proposed' }]);
  const { differences } = must(await reconcile(base.platform, accountant));
  // what the fixture makes by hand is in no directory and in no statement; claims and books agree
  const causes = new Set(differences.map(({ cause }) => cause));
  expect([...causes].filter((cause) => cause.startsWith('claim-') || cause.startsWith('account-'))).toEqual([]);
});
