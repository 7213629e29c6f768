import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cardCheckDigit } from '#kernel/bank-account.ts';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { getClaim } from '#modules/claims/index.ts';
import { balancesOn } from '#modules/ledger/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { ClaimFixture, type CoveredPerson, stayOf } from '../../../test/support/claim-fixture.ts';
import { plantOrders } from '../../../test/support/plant-orders.ts';
import { must, openTestScheme, type TestOffice } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  approvePayoutBatch,
  type BankLayout,
  decideBankLayout,
  EXAMPLE_BANK_LAYOUT,
  findBankLayouts,
  findPayoutBatch,
  findPayoutBatches,
  findPayouts,
  findWaitingForCard,
  importPayoutResults,
  makePayoutBatch,
  proposeBankLayout,
  registerPayeeAccounts,
  sendPayoutBatch,
  withdrawPayoutBatch,
  writePayoutFile,
} from './index.ts';

const TODAY = parseDate('2026-03-01');

let base: TestDatabase;
let henan: TestOffice;
let fixture: ClaimFixture;
beforeAll(async () => {
  base = await createTestDatabase();
  ({ henan } = await openTestScheme(base.platform));
  base.clock.set(startOfDay(TODAY));
  fixture = new ClaimFixture(base, henan);
});
afterAll(() => base?.close());

let cards = 0;
function newCard(): string {
  cards += 1;
  const first = `621700${String(cards).padStart(12, '0')}`;
  return first + cardCheckDigit(first);
}

const register = (person: CoveredPerson, cardNumber = newCard()): ReturnType<typeof registerPayeeAccounts> =>
  registerPayeeAccounts(base.platform, henan.callers.officeReviewer, {
    accounts: [{ memberId: person.memberId, cardNumber, bankName: '中国银行周口分行', bankNumber: '' }],
  });

let stays = 0;

/** An approved claim of somebody of that name. */
async function approved(name?: string): Promise<{ person: CoveredPerson; claimId: string }> {
  const person = await fixture.person(name);
  stays += 1;
  const claimId = await fixture.claim(stayOf(person, `P${stays}`));
  await fixture.approve([claimId]);
  return { person, claimId };
}

const make = (most?: number): ReturnType<typeof makePayoutBatch> =>
  makePayoutBatch(base.platform, henan.callers.cashier, { most });
const approve = (batchId: string): ReturnType<typeof approvePayoutBatch> =>
  approvePayoutBatch(base.platform, henan.callers.approver, { batchId });
const send = (batchId: string, layout: 'pain.001' | 'bank-text' = 'pain.001'): ReturnType<typeof sendPayoutBatch> =>
  sendPayoutBatch(base.platform, henan.callers.cashier, { batchId, layout });

async function fileOf(batchId: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  must(
    await writePayoutFile(base.platform, henan.callers.cashier, batchId, (piece) => {
      pieces.push(Buffer.from(piece as Uint8Array));
    }),
  );
  return Buffer.concat(pieces);
}

const stateOf = async (claimId: string): Promise<string> =>
  must(await getClaim(base.platform, henan.callers.officeReviewer, claimId)).state;

const balanceOf = async (code: string): Promise<number> => {
  const balances = await balancesOn(base.platform, henan.callers.accountant, TODAY);
  return balances.find(({ account }) => account.code === code)?.amountFen ?? 0;
};

describe('a benefit on its way to the bank', () => {
  test('waits for a card, then goes through maker, checker and file, and the books follow', async () => {
    const { person, claimId } = await approved('苗芝');
    expect(await make()).toEqual({
      ok: false,
      error: { code: 'nothing-to-pay-out', waitingForCard: { count: 1, totalFen: 39_952 } },
    });
    const cardNumber = newCard();
    expect(must(await register(person, cardNumber))).toEqual({ registered: 1, shared: 0 });
    const payable = await balanceOf('220903');

    const batch = must(await make());
    expect(batch).toMatchObject({ number: 'TZ20260301000001', payouts: 1, totalFen: 39_952 });
    expect(batch.waitingForCard).toEqual({ count: 0, totalFen: 0 });
    expect(await stateOf(claimId)).toBe('in-payout');
    expect(await send(batch.batchId)).toMatchObject({ error: { code: 'payout-batch-state' } });
    expect(await approvePayoutBatch(base.platform, henan.callers.cashier, { batchId: batch.batchId })).toMatchObject({
      error: { code: 'own-batch' },
    });
    must(await approve(batch.batchId));
    expect(must(await send(batch.batchId))).toMatchObject({ payouts: 1, totalFen: 39_952 });
    expect(await balanceOf('220903')).toBe(payable - 39_952);
    expect(await balanceOf('220904')).toBe(39_952);

    const file = (await fileOf(batch.batchId)).toString('utf8');
    expect(file).toContain(
      '<CdtTrfTxInf><PmtId><EndToEndId>TZ20260301000001000001</EndToEndId></PmtId>' +
        '<Amt><InstdAmt Ccy="CNY">399.52</InstdAmt></Amt>' +
        '<CdtrAgt><FinInstnId><Nm>中国银行周口分行</Nm></FinInstnId></CdtrAgt><Cdtr><Nm>苗芝</Nm></Cdtr>' +
        `<CdtrAcct><Id><Othr><Id>${cardNumber}</Id></Othr></Id><Ccy>CNY</Ccy></CdtrAcct>`,
    );
    expect(file).toContain('<NbOfTxs>1</NbOfTxs><CtrlSum>399.52</CtrlSum>');
    expect(file).toContain('<MmbId>104491063206</MmbId>');
  });

  test('its file is the same whenever it is written, and the books move once', async () => {
    const { person } = await approved();
    must(await register(person));
    const { batchId } = must(await make());
    must(await approve(batchId));
    must(await send(batchId));
    const [first, inTransit] = [await fileOf(batchId), await balanceOf('220904')];
    base.clock.set(base.clock.now() + 60_000);
    must(await send(batchId));
    expect(await fileOf(batchId)).toEqual(first);
    expect(await balanceOf('220904')).toBe(inTransit);
    expect(await send(batchId, 'bank-text')).toMatchObject({
      error: { code: 'payout-layout-chosen', layout: 'pain.001' },
    });
  });

  test('goes as the bank\u2019s text in GBK, unless a name has a character that GBK has not', async () => {
    const { person } = await approved('张|三');
    const cardNumber = newCard();
    must(await register(person, cardNumber));
    const { batchId, number } = must(await make());
    must(await approve(batchId));
    must(await send(batchId, 'bank-text'));
    const lines = new TextDecoder('gbk').decode(await fileOf(batchId)).split('\r\n');
    expect(lines).toEqual([
      '收款账号|户名|金额|收款行|联行号|用途|备注|客户业务编号',
      `${cardNumber}|张 三|399.52|中国银行周口分行||互助金||${number}000001`,
      '',
    ]);

    const rare = await approved('王𬭎');
    must(await register(rare.person));
    const second = must(await make());
    must(await approve(second.batchId));
    expect(await send(second.batchId, 'bank-text')).toMatchObject({ error: { code: 'names-not-in-gbk', count: 1 } });
    must(await send(second.batchId));
    expect((await fileOf(second.batchId)).toString('utf8')).toContain('<Nm>王𬭎</Nm>');
  });

  test('is in one live batch, whoever makes them at the same moment', async () => {
    const { person, claimId } = await approved();
    must(await register(person));
    const both = await Promise.all([make(), make()]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const keys = await base.asSuperuser('SELECT FROM tenant.payout_key WHERE claim_id = $1', [claimId]);
    expect(keys).toHaveLength(1);
  });

  test('is free again when its batch is withdrawn, until the file is with the bank', async () => {
    const { person, claimId } = await approved();
    must(await register(person));
    const { batchId } = must(await make());
    const withdraw = (id: string): ReturnType<typeof withdrawPayoutBatch> =>
      withdrawPayoutBatch(base.platform, henan.callers.cashier, { batchId: id, reason: '名单有误' });
    expect(must(await withdraw(batchId)).state).toBe('withdrawn');
    expect(await stateOf(claimId)).toBe('approved');
    const again = must(await make());
    must(await approve(again.batchId));
    must(await send(again.batchId));
    expect(await withdraw(again.batchId)).toMatchObject({ error: { code: 'payout-batch-state' } });
  });

  test('is held back where the insurer took its settlement back', async () => {
    const { person, claimId } = await approved();
    must(await register(person));
    await base.asSuperuser('UPDATE tenant.claim SET reversal_import_id = import_id WHERE id = $1', [claimId]);
    expect(await make()).toMatchObject({ ok: false, error: { code: 'nothing-to-pay-out' } });
  });

  test('is held where the bank took the contributions back, before and after its batch was made', async () => {
    const { person } = await approved();
    must(await register(person));
    const startOn = parseDate('2025-05-26');
    const [orderId] = await plantOrders(base, henan, [{ amountFen: 8_000, startOn, endOn: startOn + 364 }]);
    await base.asSuperuser('UPDATE tenant.coverage_period SET order_id = $1 WHERE person_id = $2', [
      orderId,
      person.personId,
    ]);
    const hold = async (isHeld: boolean): Promise<void> => {
      await base.asSuperuser('UPDATE tenant.contribution_order SET payouts_held = $1 WHERE id = $2', [isHeld, orderId]);
    };
    await hold(true);
    expect(await make()).toMatchObject({ error: { code: 'nothing-to-pay-out' } });
    await hold(false);
    const { batchId } = must(await make());
    await hold(true);
    expect(must(await findPayoutBatch(base.platform, henan.callers.approver, batchId))).toMatchObject({ held: 1 });
    expect(await approve(batchId)).toMatchObject({ error: { code: 'batch-payouts-held', held: 1 } });
    await hold(false);
    must(await approve(batchId));
    await hold(true);
    expect(await send(batchId)).toMatchObject({ error: { code: 'batch-payouts-held', held: 1 } });
    await hold(false);
    must(await send(batchId));
  });

  test('is remarked on where its checker should look', async () => {
    const [one, other, rare] = [await approved(), await approved(), await approved('王𬭎')];
    const shared = newCard();
    for (const { person } of [one, other]) must(await register(person, shared));
    must(await register(rare.person));
    const { batchId } = must(await make());
    const { remarks, answers } = must(await findPayoutBatch(base.platform, henan.callers.approver, batchId));
    expect(remarks).toEqual({ 'shared-card': 2, 'no-bank-number': 3, 'not-in-gbk': 1 });
    expect(answers).toEqual([{ state: 'made', count: 3, totalFen: 3 * 39_952 }]);
    const looked = await findPayouts(base.platform, henan.callers.approver, { batchId, isRemarked: true, limit: 5 });
    expect(looked).toHaveLength(3);
    must(await approve(batchId));
    must(await send(batchId));
  });
});

describe('the bank\u2019s own layout', () => {
  const propose = (layout: BankLayout, name = '某行代发'): ReturnType<typeof proposeBankLayout> =>
    proposeBankLayout(base.platform, henan.callers.cashier, { name, layout });
  const { text, answer } = EXAMPLE_BANK_LAYOUT;

  test.each<[string, BankLayout]>([
    ['separator', { text: { ...text, separator: '.' }, answer }],
    ['needed-column', { text: { ...text, columns: text.columns.slice(1) }, answer }],
    ['header', { text: { ...text, columns: text.columns.map((column) => ({ ...column, header: '列' })) }, answer }],
    ['answer-header', { text, answer: { ...answer, columns: { ...answer.columns, day: '' } } }],
    ['answer-words', { text, answer: { ...answer, pending: ['成功'] } }],
  ])('is refused where it can be read in two ways: %s', async (fault, layout) => {
    expect(await propose(layout)).toEqual({ ok: false, error: { code: 'bank-layout-wrong', fault } });
  });

  test('stands when a second person approves it; a batch that was sent keeps its file', async () => {
    const { person } = await approved('许萍');
    const cardNumber = newCard();
    must(await register(person, cardNumber));
    const sent = must(await make());
    must(await approve(sent.batchId));
    must(await send(sent.batchId, 'bank-text'));
    const first = await fileOf(sent.batchId);

    const { layoutId } = must(
      await propose({
        text: {
          separator: ',',
          hasHeader: false,
          columns: [
            { header: '序', field: 'number' },
            { header: '名', field: 'holder' },
            { header: '号', field: 'cardNumber' },
            { header: '额', field: 'amount' },
            { header: '编', field: 'endToEndId' },
          ],
        },
        answer: { ...answer, separator: ',', paid: ['OK'], refused: ['NO'], pending: [] },
      }),
    );
    expect(await propose(EXAMPLE_BANK_LAYOUT)).toMatchObject({ error: { code: 'bank-layout-waits' } });
    const decide = (caller: Caller): ReturnType<typeof decideBankLayout> =>
      decideBankLayout(base.platform, caller, { layoutId, outcome: 'approve' });
    expect(await decide(henan.callers.cashier)).toMatchObject({ error: { code: 'own-bank-layout' } });
    must(await decide(henan.callers.approver));
    expect(await decide(henan.callers.approver)).toMatchObject({ error: { code: 'bank-layout-state' } });
    expect(await findBankLayouts(base.platform, henan.callers.approver)).toMatchObject([
      { name: '某行代发', state: 'standing' },
    ]);
    expect(await fileOf(sent.batchId)).toEqual(first);

    const next = await approved('许萍');
    must(await register(next.person, cardNumber));
    const second = must(await make());
    must(await approve(second.batchId));
    must(await send(second.batchId, 'bank-text'));
    const endToEndId = `${second.number}000001`;
    expect(new TextDecoder('gbk').decode(await fileOf(second.batchId))).toBe(
      `1,许萍,${cardNumber},399.52,${endToEndId}\r\n`,
    );
    const results = (status: string): ReturnType<typeof importPayoutResults> => {
      const file = new Blob([`客户业务编号,金额,处理结果,失败原因,处理日期\r\n${endToEndId},399.52,${status},,`]);
      return importPayoutResults(base.platform, henan.callers.cashier, file, { fileName: '回盘.txt' });
    };
    expect(await results('成功')).toMatchObject({ error: { code: 'payout-results-refused' } });
    expect(must(await results('OK'))).toMatchObject({ outcomes: { paid: 1 } });
  });
});

describe('the card of a payee', () => {
  test.each([
    ['6217 0000 0000 0000', 'characters'],
    ['62170000', 'length'],
    ['6217000000000000001', 'check-digit'],
  ])('%s is refused: %s', async (cardNumber, fault) => {
    expect(await register(await fixture.person(), cardNumber)).toEqual({
      ok: false,
      error: { code: 'card-number-wrong', index: 0, fault },
    });
  });

  test('that stands for another person too is told', async () => {
    const card = newCard();
    must(await register(await fixture.person(), card));
    expect(must(await register(await fixture.person(), card))).toEqual({ registered: 1, shared: 1 });
  });

  test('is replaced by a new one, and none of it can be read in the database', async () => {
    const person = await fixture.person();
    const card = newCard();
    must(await register(person, card));
    must(await register(person));
    const rows = await base.asSuperuser<{ state: string; text: string }>(
      'SELECT state, a::text AS text FROM tenant.payee_account a WHERE person_id = $1 ORDER BY registered_at, id',
      [person.personId],
    );
    expect(rows.map(({ state }) => state)).toEqual(['replaced', 'standing']);
    expect(rows.some(({ text }) => text.includes(card))).toBe(false);
  });

  test('of somebody out of sight can\u2019t be registered', async () => {
    const person = await fixture.person();
    const accounts = [{ memberId: person.memberId, cardNumber: newCard(), bankName: '', bankNumber: '' }];
    const refused = await registerPayeeAccounts(base.platform, henan.callers.otherCountyReviewer, { accounts });
    expect(refused).toEqual({ ok: false, error: { code: 'member-unknown', index: 0 } });
  });
});

test('batches are listed, the latest first, and what waits for a card is counted', async () => {
  await approved();
  const [latest, ...others] = await findPayoutBatches(base.platform, henan.callers.cashier, { limit: 50 });
  expect(latest).toMatchObject({ state: 'sent', layout: 'bank-text', payouts: 1, totalFen: 39_952 });
  const next = await findPayoutBatches(base.platform, henan.callers.cashier, {
    limit: 1,
    after: { madeAt: latest?.madeAt ?? 0, batchId: latest?.batchId ?? '' },
  });
  expect(next).toEqual(others.slice(0, 1));
  expect(await findWaitingForCard(base.platform, henan.callers.cashier)).toEqual({ count: 1, totalFen: 39_952 });
});
