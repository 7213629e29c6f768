import { afterAll, beforeAll, expect, test } from 'vitest';
import { cardCheckDigit } from '#kernel/bank-account.ts';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { explainEntries } from '#modules/explanations/index.ts';
import { decideRecovery, proposeRecovery } from '#modules/recoveries/index.ts';
import { BENEFIT_FEN, PayoutFixture, returnFile } from '../../../test/support/payout-fixture.ts';
import { must, openTestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  approvePayoutBatch,
  type BeneficiaryInput,
  changeShareCard,
  findBeneficiaries,
  findPayoutBatch,
  findPayouts,
  makePayoutBatch,
  nameBeneficiaries,
  withdrawPayoutBatch,
  writePayoutFile,
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

/** An approved death benefit: of a stay by its making, which is nothing to the payout. */
async function deathClaim(): Promise<string> {
  const { claimIds } = await fixture.approved(1);
  await base.asSuperuser(`UPDATE tenant.claim SET benefit = 'death' WHERE id = $1`, [claimIds[0]]);
  return claimIds[0] ?? '';
}

let cards = 0;
function relative(holder: string, basisPoints: number): BeneficiaryInput {
  cards += 1;
  const first = `622200${String(cards).padStart(12, '0')}`;
  return { holder, cardNumber: first + cardCheckDigit(first), bankName: '', bankNumber: '', basisPoints };
}

const name = (claimId: string, ...beneficiaries: readonly BeneficiaryInput[]): ReturnType<typeof nameBeneficiaries> =>
  nameBeneficiaries(base.platform, fixture.office.callers.officeReviewer, { claimId, beneficiaries });

test('a death benefit goes to relatives in shares to the fen, and never to the card of the one who died', async () => {
  const { cashier, officeReviewer } = fixture.office.callers;
  const claimId = await deathClaim();
  expect(await makePayoutBatch(base.platform, cashier)).toMatchObject({ error: { code: 'nothing-to-pay-out' } });
  expect(await name(claimId, relative('配偶', 5_000), relative('子', 4_999))).toEqual({
    ok: false,
    error: { code: 'shares-not-whole', basisPoints: 9_999 },
  });
  must(await name(claimId, relative('配偶', 3_333), relative('子', 3_333), relative('母', 3_334)));
  const shares = must(await findBeneficiaries(base.platform, officeReviewer, claimId));
  expect(shares).toMatchObject([
    { share: 1, amountFen: 13_316, state: null, account: { holder: '配偶' } },
    { share: 2, amountFen: 13_316, state: null },
    { share: 3, amountFen: 13_320, state: null },
  ]);
  const { batchId, payouts } = await fixture.sendAll();
  expect(must(await findPayoutBatch(base.platform, cashier, batchId)).remarks).toMatchObject({ relative: 3 });
  expect(payouts.map(({ amountFen }) => amountFen)).toEqual([13_316, 13_316, 13_320]);
  let file = '';
  must(
    await writePayoutFile(base.platform, cashier, batchId, (piece) => {
      file += String(piece);
    }),
  );
  expect([...file.matchAll(/<Cdtr><Nm>(.)/g)].map(([, holder]) => holder)).toEqual(['配', '子', '母']);
  expect(await name(claimId, relative('父', 10_000))).toMatchObject({ error: { code: 'beneficiaries-fixed' } });

  // one is paid, one refused, one not answered: the benefit has come back and is not paid
  const [first, second, third] = payouts.map(({ endToEndId, amountFen }) => ({ endToEndId, amountFen }));
  if (first === undefined || second === undefined || third === undefined) throw new Error('three shares');
  await fixture.results(returnFile(first));
  expect(await fixture.stateOf(claimId)).toBe('in-payout');
  await fixture.results(returnFile({ ...second, said: '失败' }));
  expect(await fixture.stateOf(claimId)).toBe('returned');
  await fixture.results(returnFile(third));
  expect(await fixture.stateOf(claimId)).toBe('returned');
  expect(await makePayoutBatch(base.platform, cashier)).toMatchObject({ error: { code: 'nothing-to-pay-out' } });

  const change = (share: number): ReturnType<typeof changeShareCard> =>
    changeShareCard(base.platform, officeReviewer, { claimId, share, account: relative('子', 0) });
  expect(await change(1)).toMatchObject({ error: { code: 'share-fixed' } });
  must(await change(2));
  expect(must(await findBeneficiaries(base.platform, officeReviewer, claimId))).toMatchObject([
    { state: 'paid', hasNewCard: false },
    { state: 'returned', fault: 'other', hasNewCard: true },
    { state: 'paid' },
  ]);
  const returned = { state: 'returned', isOpen: true, limit: 5 } as const;
  expect(await findPayouts(base.platform, cashier, returned)).toMatchObject([{ hasNewCard: true }]);
  const next = await fixture.sendAll();
  expect(next.payouts).toMatchObject([{ amountFen: 13_316 }]);
  expect(await fixture.stateOf(claimId)).toBe('in-payout');
  await fixture.results(returnFile({ endToEndId: next.payouts[0]?.endToEndId ?? '', amountFen: 13_316 }));
  expect(await fixture.stateOf(claimId)).toBe('paid');
  expect(await fixture.balance('220903')).toBe(0);
  expect(await fixture.balance('220904')).toBe(0);
  expect(await fixture.balance('1002')).toBe(-BENEFIT_FEN);
});

test('shares in two batches are one claim: a batch taken back leaves it where the other holds it', async () => {
  const { cashier, approver } = fixture.office.callers;
  const claimId = await deathClaim();
  must(await name(claimId, relative('配偶', 5_000), relative('子', 5_000)));
  const one = must(await makePayoutBatch(base.platform, cashier, { most: 1 }));
  const other = must(await makePayoutBatch(base.platform, cashier));
  expect([one.payouts, other.payouts]).toEqual([1, 1]);
  must(await approvePayoutBatch(base.platform, approver, { batchId: one.batchId }));
  const withdraw = (batchId: string): ReturnType<typeof withdrawPayoutBatch> =>
    withdrawPayoutBatch(base.platform, cashier, { batchId, reason: '名单有误' });
  must(await withdraw(other.batchId));
  expect(await fixture.stateOf(claimId)).toBe('in-payout');
  must(await withdraw(one.batchId));
  expect(await fixture.stateOf(claimId)).toBe('approved');
  const again = await fixture.sendAll();
  expect(again.payouts).toHaveLength(2);
  await fixture.results(returnFile(...again.payouts.map(({ endToEndId, amountFen }) => ({ endToEndId, amountFen }))));
  expect(await fixture.stateOf(claimId)).toBe('paid');
  const paid = await findPayouts(base.platform, cashier, { batchId: again.batchId, state: 'paid', limit: 5 });
  expect(paid).toHaveLength(2);
});

test('a raised share that comes back gets another card, though its first payout is paid', async () => {
  const { cashier, officeReviewer } = fixture.office.callers;
  const claimId = await deathClaim();
  must(await name(claimId, relative('配偶', 10_000)));
  const first = await fixture.sendAll();
  await fixture.results(returnFile({ endToEndId: first.payouts[0]?.endToEndId ?? '' }));
  // as a ruling leaves it
  await base.asSuperuser(`UPDATE tenant.claim SET amount_fen = amount_fen + 1000, state = 'approved' WHERE id = $1`, [
    claimId,
  ]);
  const change = (): ReturnType<typeof changeShareCard> =>
    changeShareCard(base.platform, officeReviewer, { claimId, share: 1, account: relative('配偶', 0) });
  expect(await change()).toMatchObject({ error: { code: 'share-fixed' } });
  const raised = await fixture.sendAll();
  expect(raised.payouts).toMatchObject([{ amountFen: 1_000 }]);
  await fixture.results(
    returnFile({ endToEndId: raised.payouts[0]?.endToEndId ?? '', amountFen: 1_000, said: '失败' }),
  );
  expect(await fixture.stateOf(claimId)).toBe('returned');
  expect(await makePayoutBatch(base.platform, cashier)).toMatchObject({ error: { code: 'nothing-to-pay-out' } });
  must(await change());
  const again = await fixture.sendAll();
  expect(again.payouts).toMatchObject([{ amountFen: 1_000 }]);
  await fixture.results(returnFile({ endToEndId: again.payouts[0]?.endToEndId ?? '', amountFen: 1_000 }));
  expect(await fixture.stateOf(claimId)).toBe('paid');
});

test('a death benefit that a ruling lowered and the bank gives back whole is paid again in shares of the ruling', async () => {
  const { approver, officeReviewer } = fixture.office.callers;
  const claimId = await deathClaim();
  must(await name(claimId, relative('配偶', 5_000), relative('子', 5_000)));
  const { payouts } = await fixture.sendAll();
  const paid = payouts.map(({ endToEndId, amountFen }) => ({ endToEndId, amountFen }));
  await fixture.results(returnFile(...paid));
  // as a ruling leaves it
  const excessFen = BENEFIT_FEN - 30_000;
  await base.asSuperuser('UPDATE tenant.claim SET amount_fen = 30000, excess_fen = $2 WHERE id = $1', [
    claimId,
    excessFen,
  ]);
  const { recoveryId } = must(
    await proposeRecovery(base.platform, officeReviewer, {
      claimId,
      amountFen: excessFen,
      cause: 'other',
      reason: '裁定',
    }),
  );
  for (const { endToEndId, amountFen } of paid) {
    await fixture.statement({ amountFen, on: '2026-03-05', remark: `退汇 ${endToEndId}` });
  }
  must(await explainEntries(base.platform, fixture.office.callers.cashier));
  const decided = decideRecovery(base.platform, approver, { recoveryId, outcome: 'decide' });
  expect(must(await decided)).toEqual({ state: 'received' });
  for (const [at, who] of (['配偶', '子'] as const).entries()) {
    const card = { claimId, share: at + 1, account: relative(who, 0) };
    must(await changeShareCard(base.platform, officeReviewer, card));
  }
  const again = await fixture.sendAll();
  expect(again.payouts.map(({ amountFen }) => amountFen)).toEqual([15_000, 15_000]);
  await fixture.results(returnFile(...again.payouts.map(({ endToEndId, amountFen }) => ({ endToEndId, amountFen }))));
  expect(await fixture.stateOf(claimId)).toBe('paid');
});

test('only of a death benefit are relatives named', async () => {
  const { claimIds } = await fixture.approved(1);
  expect(await name(claimIds[0] ?? '', relative('配偶', 10_000))).toMatchObject({
    error: { code: 'death-claim-unknown' },
  });
});
