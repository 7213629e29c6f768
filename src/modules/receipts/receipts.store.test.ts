import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOfDay } from '#kernel/civil-date.ts';
import { day, imported, morning, ordered, persons, program } from '../../../test/support/joining-fixture.ts';
import { must, openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  correctReceipt,
  findReceiptSeries,
  findReceipts,
  issueDueReceipts,
  issueReceipts,
  receiptXml,
  specimenIssuer,
} from './index.ts';
import { shareAmongPayers } from './share-among-payers.ts';

let base: TestDatabase;
let scheme: TestScheme;
const orders: string[] = [];
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
  const { unitAgent, cashier } = scheme.henan.callers;
  for (let at = 0; at < 6; at++) {
    const payers = [
      {
        source: 'unit-subsidy',
        payerName: '甲县机械厂 <总厂>&分厂',
        payerCode: scheme.henan.unitCreditCode,
        amountFen: 10_000,
      },
      { source: 'members', payerName: '职工', amountFen: 6_000 },
    ] as const;
    const order = await ordered(base.platform, scheme.henan, { agent: unitAgent, rows: persons(at * 10, 2), payers });
    const transfer = {
      on: '2025-05-10',
      time: '08:00:00',
      amountFen: 16_000,
      remark: order.reference,
      recordId: `Q${at}`,
    };
    await imported(base.platform, cashier, [transfer]);
    orders.push(order.id);
  }
});
afterAll(() => base?.close());

const issue = (orderId: string): ReturnType<typeof issueReceipts> =>
  issueReceipts(base.platform, scheme.henan.callers.accountant, { orderId }, specimenIssuer);

test('no receipt goes out before cover has started', async () => {
  expect(await issue(orders[0] ?? '')).toEqual({ ok: false, error: { code: 'cover-not-begun' } });
  base.clock.set(startOfDay(day('2025-05-11')) + 1);
  await morning(base.platform, scheme.henan.officeId);
});

test('numbers have no gap though receipts are issued at the same moment and some acts fail', async () => {
  const numbered = Promise.withResolvers<void>();
  const failing = {
    numberFor: async (...args: Parameters<typeof specimenIssuer.numberFor>) => {
      await specimenIssuer.numberFor(...args);
      numbered.resolve();
      throw new Error('the treasury does not answer');
    },
  };
  const { accountant } = scheme.henan.callers;
  const [first = '', second = '', ...rest] = orders;
  const failed = expect(issueReceipts(base.platform, accountant, { orderId: second }, failing)).rejects.toThrow(
    'treasury',
  );
  await numbered.promise;
  await Promise.all([
    issue(first),
    issue(first),
    ...rest.map(issue),
    issueDueReceipts(base.platform, program(scheme.henan.officeId), specimenIssuer),
    failed,
  ]);
  await issueDueReceipts(base.platform, program(scheme.henan.officeId), specimenIssuer);
  const receipts = await findReceipts(base.platform, accountant, { limit: 50 });
  expect(receipts.map(({ number }) => Number(number)).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 12 }, (_, at) => at + 1),
  );
  expect(new Set(receipts.map(({ order_id, position }) => `${order_id} ${position}`)).size).toBe(12);
  expect(await issue(first)).toEqual({ ok: false, error: { code: 'receipts-issued' } });
  expect(await findReceiptSeries(base.platform, accountant)).toEqual([
    { code: '00030125', first: '0000000001', last: '0000000012', count: 12, amount_fen: 6 * 16_000 },
  ]);
});

test('a correction is a red receipt and a new one, once', async () => {
  const { accountant, unitAgent, otherUnitAgent } = scheme.henan.callers;
  const [wrong] = await findReceipts(base.platform, accountant, { orderId: orders[0], limit: 10 });
  if (wrong === undefined) throw new Error('no receipt');
  const input = { receiptId: wrong.id, payerName: '甲县机械厂工会', reason: '抬头写错' };
  const both = await Promise.all([1, 2].map(() => correctReceipt(base.platform, accountant, input, specimenIssuer)));
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  const { redId, receiptId } = must(both.find(({ ok }) => ok) ?? both[0] ?? { ok: false, error: 'none' });
  const [red] = await findReceipts(base.platform, unitAgent, { receiptId: redId, limit: 1 });
  expect(red).toMatchObject({
    red_of_number: wrong.number,
    amount_fen: wrong.amount_fen,
    payer_name: wrong.payer_name,
  });
  const [right] = await findReceipts(base.platform, unitAgent, { receiptId, limit: 1 });
  expect(right).toMatchObject({ payer_name: '甲县机械厂工会', red_of_id: null, is_reversed: false });
  expect(await correctReceipt(base.platform, accountant, { ...input, receiptId: redId }, specimenIssuer)).toMatchObject(
    {
      error: { code: 'receipt-unknown' },
    },
  );
  expect(await findReceipts(base.platform, otherUnitAgent, { limit: 10 })).toEqual([]);
  if (red === undefined) throw new Error('no red receipt');
  expect(receiptXml(red)).toMatch(
    new RegExp(`<TotalAmount>-.*<RelatedInvoiceNumber>${wrong.number}</RelatedInvoiceNumber>`, 's'),
  );
});

test('the XML has the elements of a ticket, escaped', async () => {
  const receipts = await findReceipts(base.platform, scheme.henan.callers.accountant, {
    orderId: orders[1],
    limit: 10,
  });
  const unit = receipts.find(({ position }) => position === 1);
  if (unit === undefined) throw new Error('no receipt');
  const xml = receiptXml(unit);
  expect(xml).toContain('<PayerPartyName>甲县机械厂 &lt;总厂&gt;&amp;分厂</PayerPartyName>');
  expect(xml).toContain(`<PayerPartyType>2</PayerPartyType><PayerPartyCode>${scheme.henan.unitCreditCode}`);
  expect(xml).toMatch(/<EInvoiceCode>00030125<\/EInvoiceCode><EInvoiceNumber>\d{10}<\/EInvoiceNumber>/);
  expect(xml).toMatch(/<TotalAmount>100\.00<\/TotalAmount><IssueDate>20250511<\/IssueDate><IssueTime>00:00:00</);
});

test('a refund comes off the last payers, and the receipts add up to what stays', () => {
  expect(shareAmongPayers([10_000, 6_000], 0)).toEqual([10_000, 6_000]);
  expect(shareAmongPayers([10_000, 6_000], 8_000)).toEqual([8_000, 0]);
});
