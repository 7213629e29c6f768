import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatDate, startOfDay } from '#kernel/civil-date.ts';
import { findCovers, verifyCertificate } from '#modules/covers/index.ts';
import { balancesOn } from '#modules/ledger/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import {
  camtFile,
  day,
  imported,
  morning,
  ordered,
  persons,
  statementFile,
  type TestTransfer,
  unitOf,
} from '../../../test/support/joining-fixture.ts';
import { must, openTestScheme, type TestOffice, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  decideLateStart,
  findMatches,
  findOrder,
  findWaitingCredits,
  findWaitingOrders,
  importStatement,
  matchByHand,
} from './index.ts';

let base: TestDatabase;
let scheme: TestScheme;
let next = 0;
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
});
afterAll(() => base?.close());

const newNumber = (): number => {
  next += 1;
  return next;
};

/** Fresh persons for each test. */
const some = (count: number): ReturnType<typeof persons> => {
  next += 1_000;
  return persons(next, count);
};

/** A unit of its own in the county, with its agent: what came before does not move its start. */
async function freshUnit(office: TestOffice = scheme.henan): Promise<{ readonly agent: Caller }> {
  const unitId = base.platform.newId();
  const number = newNumber();
  await base.asSuperuser(
    `INSERT INTO tenant.unit (office_id, id, agency_id, name, credit_code, staff_count, eligible_count, state, registered_at)
     VALUES ($1, $2, $3, $4, $5, 300, 280, 'active', now())`,
    [
      office.officeId,
      unitId,
      office.countyAgencyId,
      `甲县第${number}小学`,
      `91411600MB${String(number).padStart(8, '0')}`,
    ],
  );
  const { officeId, rootAgencyId, cityAgencyId, countyAgencyId } = office;
  const agencyIds = [rootAgencyId, cityAgencyId, countyAgencyId];
  return { agent: { access: { scope: 'unit', officeId, unitId, agencyIds, actorId: base.platform.newId() } } };
}

const paid = (reference: string, amountFen: number, rest: Partial<TestTransfer> & { on: string }): TestTransfer => ({
  amountFen,
  remark: `会费 ${reference}`,
  recordId: `R${newNumber()}`,
  ...rest,
});

const orderOf = (orderId: string): ReturnType<typeof findOrder> =>
  findOrder(base.platform, scheme.henan.callers.cashier, orderId, day('2025-05-10'));

const balance = async (account: string): Promise<number> => {
  const balances = await balancesOn(base.platform, scheme.henan.callers.accountant, day('2026-12-31'));
  return balances.find(({ account: { code } }) => code === account)?.amountFen ?? 0;
};

/** What of the credits on the statements no order has taken. */
const openOnStatements = async (): Promise<number> => {
  const [row] = await base.asSuperuser<{ sum: number }>(
    `SELECT sum(amount_fen - matched_fen)::bigint AS sum FROM tenant.bank_entry WHERE direction = 'credit' AND state <> 'reversed'`,
  );
  return Number(row?.sum);
};

describe('when cover starts', () => {
  test.each([
    ['25th, one second before midnight', { on: '2025-06-25', time: '23:59:59' }, '2025-06-26'],
    ['26th, at midnight', { on: '2025-06-26', time: '00:00:00' }, '2025-07-02'],
    ['25th, a statement without times', { on: '2025-06-25' }, '2025-06-26'],
    ['26th, a statement without times', { on: '2025-06-26' }, '2025-07-02'],
    ['end of the year', { on: '2025-12-31', time: '12:00:00' }, '2026-01-02'],
  ])('%s', async (_, transfer, startOn) => {
    const { agent } = await freshUnit();
    const order = await ordered(base.platform, scheme.henan, { agent, rows: some(2) });
    const { completed } = await imported(base.platform, scheme.henan.callers.cashier, [
      paid(order.reference, order.amountFen, transfer),
    ]);
    expect(completed.map((each) => formatDate(each.startOn))).toEqual([startOn]);
  });

  test('the arrival that came last decides, in whatever order the credits were matched', async () => {
    const { cashier } = scheme.henan.callers;
    const { agent } = await freshUnit();
    const order = await ordered(base.platform, scheme.henan, { agent, rows: some(2) });
    await imported(base.platform, cashier, [
      paid('', 8_000, { on: '2025-06-20', time: '10:00:00', payerName: '财政局', remark: '' }),
      paid('', 8_000, { on: '2025-06-27', time: '10:00:00', payerName: '财政局', remark: '' }),
    ]);
    const { credits } = await findWaitingCredits(base.platform, cashier);
    const [early, late] = credits.filter(({ payerName }) => payerName === '财政局');
    if (early === undefined || late === undefined) throw new Error('the credits do not wait');
    must(
      await matchByHand(base.platform, cashier, { parts: [{ entryId: late.id, orderId: order.id, amountFen: 8_000 }] }),
    );
    const { completed } = must(
      await matchByHand(base.platform, cashier, {
        parts: [{ entryId: early.id, orderId: order.id, amountFen: 8_000 }],
      }),
    );
    expect(completed.map(({ startOn }) => formatDate(startOn))).toEqual(['2025-07-02']);
  });
});

describe('a statement', () => {
  test('is imported once: again it is refused, overlapping it brings only what is new', async () => {
    const { cashier } = scheme.henan.callers;
    const transfers = [1, 2, 3].map((at) => paid('', at * 100, { on: '2025-05-09', payerName: '不明', remark: '' }));
    const before = await balance('1002');
    const first = await imported(base.platform, cashier, transfers.slice(0, 2));
    const file = statementFile(transfers.slice(0, 2));
    expect(await importStatement(base.platform, cashier, file, { fileName: '改名.txt' })).toEqual({
      ok: false,
      error: { code: 'statement-known', statementId: first.statementId },
    });
    const overlapping = await imported(base.platform, cashier, transfers);
    expect(overlapping).toMatchObject({ entries: 3, known: 2, creditFen: 300 });
    expect((await balance('1002')) - before).toBe(600);
  });

  test('as camt.053 brings the same entries once; under other numbers it is held up until a person says they are others', async () => {
    const { cashier } = scheme.henan.callers;
    const transfers = [1, 2].map((at) => paid('', at * 111, { on: '2025-05-08', payerName: '不明', remark: '' }));
    await imported(base.platform, cashier, transfers.slice(0, 1));
    const before = await balance('1002');
    const asCamt = (file: Blob, alikeAreOthers = false): ReturnType<typeof importStatement> =>
      importStatement(base.platform, cashier, file, { fileName: '对账单.xml', alikeAreOthers });
    expect(must(await asCamt(camtFile(transfers)))).toMatchObject({ entries: 2, known: 1 });
    const renumbered = camtFile(transfers.slice(0, 1).map((transfer) => ({ ...transfer, recordId: 'other' })));
    const first = { row: 1, postedOn: day('2025-05-08'), amountFen: 111 };
    expect(await asCamt(renumbered)).toEqual({ ok: false, error: { code: 'statement-alike', count: 1, first } });
    expect((await balance('1002')) - before).toBe(222);
    expect(must(await asCamt(renumbered, true))).toMatchObject({ entries: 1, known: 0 });
    expect((await balance('1002')) - before).toBe(333);
  });

  test('of two people at the same moment counts once', async () => {
    const { cashier, accountant } = scheme.henan.callers;
    const transfers = [paid('', 777, { on: '2025-05-09', payerName: '不明', remark: '' })];
    const before = await balance('1002');
    const results = await Promise.all(
      [cashier, accountant, cashier].map((caller) =>
        importStatement(base.platform, caller, statementFile(transfers), { fileName: '流水.txt' }),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.flatMap((result) => (result.ok ? [] : [result.error.code]))).toEqual([
      'statement-known',
      'statement-known',
    ]);
    expect((await balance('1002')) - before).toBe(777);
  });
});

describe('a credit that the bank takes back', () => {
  test('before the start reopens the order, cancels the periods and the certificate, and reserves the persons again', async () => {
    const { cashier } = scheme.henan.callers;
    const { agent } = await freshUnit();
    const order = await ordered(base.platform, scheme.henan, { agent, rows: some(2) });
    const money = paid(order.reference, order.amountFen, {
      on: '2025-05-27',
      time: '09:00:00',
      payerAccount: '62170001',
    });
    await imported(base.platform, cashier, [money]);
    const [certificate] = await base.asSuperuser<{ verification_code: string }>(
      'SELECT verification_code FROM tenant.certificate WHERE order_id = $1',
      [order.id],
    );
    const { reopened } = await imported(base.platform, cashier, [
      { ...money, amountFen: -order.amountFen, on: '2025-05-28', recordId: `${money.recordId}-back` },
    ]);
    expect(reopened).toEqual([order.id]);
    expect(await orderOf(order.id)).toMatchObject({ state: 'open', received_fen: 0, start_on: null });
    const periods = await base.asSuperuser<{ state: string }>(
      'SELECT state FROM tenant.coverage_period WHERE order_id = $1',
      [order.id],
    );
    expect(periods.map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    const held = await base.asSuperuser('SELECT 1 FROM directory.cover_reservation WHERE roster_id = $1', [
      order.rosterId,
    ]);
    expect(held).toHaveLength(2);
    expect(await verifyCertificate(base.platform, certificate?.verification_code ?? '')).toMatchObject({
      is_void: true,
    });
    // the money comes again, earlier in the rule's month: a new start, a new certificate, no row twice
    const { completed } = await imported(base.platform, cashier, [
      paid(order.reference, order.amountFen, { on: '2025-06-03', time: '09:00:00' }),
    ]);
    expect(completed.map(({ startOn, members }) => [formatDate(startOn), members])).toEqual([['2025-06-04', 2]]);
  });

  test('after the start holds the payouts and leaves the cover', async () => {
    const { cashier } = scheme.henan.callers;
    const { agent } = await freshUnit();
    const order = await ordered(base.platform, scheme.henan, { agent, rows: some(2) });
    const money = paid(order.reference, order.amountFen, {
      on: '2025-05-10',
      time: '09:00:00',
      payerAccount: '62170002',
    });
    await imported(base.platform, cashier, [money]);
    base.clock.set(startOfDay(day('2025-05-11')) + 3_600_000);
    expect(await morning(base.platform, scheme.henan.officeId)).toContain(order.id);
    await imported(base.platform, cashier, [
      { ...money, amountFen: -order.amountFen, on: '2025-05-12', recordId: `${money.recordId}-back` },
    ]);
    expect(await orderOf(order.id)).toMatchObject({
      state: 'in-force',
      payouts_held: true,
      received_fen: order.amountFen,
    });
    const covers = await findCovers(base.platform, cashier, { orderId: order.id, limit: 10 });
    expect(covers.map(({ state }) => state)).toEqual(['in-force', 'in-force']);
  });

  test('undoes what was to be refunded of it, and the next completion counts it once', async () => {
    const { cashier } = scheme.henan.callers;
    const { agent } = await freshUnit();
    const rows = some(3);
    const order = await ordered(base.platform, scheme.henan, { agent, rows });
    // planted: one of them got a period elsewhere behind the reservation's back
    await base.asSuperuser(
      `INSERT INTO directory.cover (cover_id, person_key_0, person_key_1, program, start_on, end_on, office_id, agency_id, unit_id)
       SELECT gen_random_uuid(), person_key_0, person_key_1, program, '2025-05-01', '2026-04-30', $2, $3, $3
       FROM directory.cover_reservation WHERE roster_id = $1 LIMIT 1`,
      [order.rosterId, scheme.gansu.officeId, scheme.gansu.countyAgencyId],
    );
    const before = await balance('220902');
    const money = paid(order.reference, order.amountFen, {
      on: '2025-05-28',
      time: '09:00:00',
      payerAccount: '62170003',
    });
    const { completed } = await imported(base.platform, cashier, [money]);
    expect(completed.map(({ members }) => members)).toEqual([2]);
    expect((await balance('220902')) - before).toBe(8_000);
    await imported(base.platform, cashier, [
      { ...money, amountFen: -order.amountFen, on: '2025-05-29', recordId: `${money.recordId}-back` },
    ]);
    expect((await balance('220902')) - before).toBe(0);
    await imported(base.platform, cashier, [
      paid(order.reference, order.amountFen, { on: '2025-06-05', time: '09:00:00' }),
    ]);
    expect(await orderOf(order.id)).toMatchObject({ state: 'completed', refund_fen: 8_000 });
    expect((await balance('220902')) - before).toBe(8_000);
  });
});

test('a match that puts the start into the past waits for a second person', async () => {
  const { cashier, accountant } = scheme.henan.callers;
  const { agent } = await freshUnit();
  const order = await ordered(base.platform, scheme.henan, { agent, rows: some(1) });
  const { completed } = await imported(base.platform, cashier, [
    paid(order.reference, order.amountFen, { on: '2025-05-05', time: '09:00:00' }),
  ]);
  expect(completed).toMatchObject([{ awaitsSecond: true, startOn: day('2025-05-06') }]);
  expect(await morning(base.platform, scheme.henan.officeId)).not.toContain(order.id);
  expect(await decideLateStart(base.platform, cashier, { orderId: order.id, agree: true })).toMatchObject({
    error: { code: 'second-person-needed' },
  });
  expect(must(await decideLateStart(base.platform, accountant, { orderId: order.id, agree: true }))).toEqual({
    members: 1,
  });
  expect(await orderOf(order.id)).toMatchObject({ state: 'in-force', awaits_second: false });
});

test('a second person who does not agree takes the match back; the program does not make it again', async () => {
  const { cashier, accountant } = scheme.henan.callers;
  const { agent } = await freshUnit();
  const order = await ordered(base.platform, scheme.henan, { agent, rows: some(1) });
  await imported(base.platform, cashier, [paid(order.reference, 8_000, { on: '2025-05-04', time: '09:00:00' })]);
  const refuse = { orderId: order.id, agree: false };
  expect(await decideLateStart(base.platform, accountant, refuse)).toMatchObject({
    error: { code: 'late-start-reason-missing' },
  });
  must(await decideLateStart(base.platform, accountant, { ...refuse, reason: '不是这家的钱' }));
  expect(await orderOf(order.id)).toMatchObject({ state: 'open', received_fen: 0, awaits_second: false });
  await imported(base.platform, cashier, [paid('', 5, { on: '2025-05-11', payerName: '不明', remark: '' })]);
  expect(await orderOf(order.id)).toMatchObject({ state: 'open', received_fen: 0 });
});

describe('matching by hand', () => {
  test('splits a credit over orders and joins credits on one, all or nothing', async () => {
    const { cashier } = scheme.henan.callers;
    const [first, second] = [await freshUnit(), await freshUnit()];
    const a = await ordered(base.platform, scheme.henan, { agent: first.agent, rows: some(2) });
    const b = await ordered(base.platform, scheme.henan, { agent: second.agent, rows: some(1) });
    const payer = { on: '2025-06-20', payerName: '市总工会代缴', remark: '' };
    await imported(base.platform, cashier, [paid('', 20_000, payer), paid('', 4_000, payer)]);
    const { credits } = await findWaitingCredits(base.platform, cashier);
    const [large, small] = credits.filter(({ payerName }) => payerName === '市总工会代缴');
    if (large === undefined || small === undefined) throw new Error('the credits do not wait');
    const part = (entryId: string, orderId: string, amountFen: number): object => ({ entryId, orderId, amountFen });
    const match = async (...parts: object[]): ReturnType<typeof matchByHand> =>
      await matchByHand(base.platform, cashier, { parts: parts as Parameters<typeof matchByHand>[2]['parts'] });
    expect(await match(part(large.id, a.id, 16_000), part(large.id, b.id, 8_000))).toMatchObject({
      error: { code: 'amount-too-large', openFen: 4_000 },
    });
    expect(await orderOf(a.id)).toMatchObject({ received_fen: 0 });
    const done = must(
      await match(part(large.id, a.id, 16_000), part(large.id, b.id, 4_000), part(small.id, b.id, 4_000)),
    );
    expect(done.completed.map(({ orderId }) => orderId)).toEqual([a.id, b.id]);
    const left = await findWaitingCredits(base.platform, cashier);
    expect(left.credits.filter(({ payerName }) => payerName === '市总工会代缴')).toEqual([]);
    const matches = await findMatches(base.platform, cashier, { orderId: b.id, limit: 9 });
    expect(matches.map(({ amount_fen, payerName }) => [amount_fen, payerName])).toEqual([
      [4_000, '市总工会代缴'],
      [4_000, '市总工会代缴'],
    ]);
    expect(await balance('220901')).toBe(await openOnStatements());
  });

  test('tells why each credit waits and what it would do', async () => {
    const { cashier } = scheme.henan.callers;
    const { agent } = await freshUnit();
    const order = await ordered(base.platform, scheme.henan, { agent, rows: some(3) });
    const { unit_name } = (await orderOf(order.id)) ?? { unit_name: '' };
    const about = { on: '2025-06-20', payerName: '某某服务中心', remark: `代${unit_name}缴` };
    await imported(base.platform, cashier, [
      paid('', 24_000, about),
      paid('', 23_000, about),
      paid('', 25_000, about),
      paid('', 1_234_567, { on: '2025-06-20', payerName: '路人', remark: '' }),
    ]);
    const { credits, orders } = await findWaitingCredits(base.platform, cashier);
    const found = credits.filter(({ payerName }) => ['某某服务中心', '路人'].includes(payerName));
    expect(found.map(({ kind, proposal }) => [kind, proposal.map(({ amountFen }) => amountFen)])).toEqual([
      ['another-payer', [24_000]],
      ['short', [23_000]],
      ['over', [24_000]],
      ['unknown', []],
    ]);
    expect(orders.some(({ id }) => id === order.id)).toBe(true);
    expect((await findWaitingOrders(base.platform, cashier, unit_name)).map(({ id }) => id)).toContain(order.id);
  });
});

describe('a renewal', () => {
  test.each([
    ['has no waiting time from day 15 behind the end', '2026-06-15', '2026-06-16', null],
    ['waits again from day 16', '2026-06-16', '2026-06-17', '2026-07-16'],
    ['that was paid early starts when the running period ends', '2026-04-02', '2026-06-02', null],
  ])('%s', async (_, paidOn, startOn, waitingUntil) => {
    const { cashier } = scheme.henan.callers;
    const { agent } = await freshUnit();
    const rows = some(1);
    for (const on of ['2025-05-30', paidOn]) {
      const order = await ordered(base.platform, scheme.henan, { agent, rows });
      await imported(base.platform, cashier, [paid(order.reference, order.amountFen, { on })]);
    }
    const covers = await findCovers(base.platform, cashier, { unitId: unitOf(agent), limit: 10 });
    const shown = covers.map((cover) => [
      formatDate(cover.startOn),
      cover.waitingUntil === null ? null : formatDate(cover.waitingUntil),
    ]);
    expect(shown).toEqual([
      ['2025-06-02', '2025-07-01'],
      [startOn, waitingUntil],
    ]);
  });
});
