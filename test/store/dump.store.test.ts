import { afterAll, beforeAll, expect, test } from 'vitest';
import { cardCheckDigit } from '#kernel/bank-account.ts';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { makePayoutBatch, registerPayeeAccounts } from '#modules/payouts/index.ts';
import { ClaimFixture, stayOf } from '../support/claim-fixture.ts';
import { dumpDatabase, findTraces } from '../support/find-traces.ts';
import { imported, morning, ordered, persons, type TypedPerson } from '../support/joining-fixture.ts';
import { must, openTestScheme, type TestOffice } from '../support/scheme-fixture.ts';
import { newPhone, openTestAccount, TEST_PASSWORD } from '../support/test-accounts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let base: TestDatabase;
let henan: TestOffice;
beforeAll(async () => {
  base = await createTestDatabase();
});
afterAll(() => base?.close());

const legible = ({ name, residentId, phone }: TypedPerson): string[] => [name, residentId, phone];

/**
 * What is put into the database through the use cases, in the order of a scheme's life; each gives what must be found
 * nowhere in it: resident IDs, phones, cards, names of persons. A module that takes such things in adds its line here.
 */
const INPUTS: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  'offices with administrators, units with contacts': async () => {
    ({ henan } = await openTestScheme(base.platform));
    return ['席同', '沈纪', '连系', '13800001001', '13800001002', '13800001003', '13900001001', '13900001002'];
  },
  'an account': async () => {
    const phone = newPhone();
    const signInName = 'zhangfang.jingban';
    const at = { role: 'reviewer', agencyId: henan.countyAgencyId, phone } as const;
    await openTestAccount(base.platform, henan.callers.systemAdministrator, signInName, at);
    return [phone, signInName, '试用人', TEST_PASSWORD];
  },
  'a roster with sound and faulty rows, its order, the bank credit of a person, cover': async () => {
    const rows = persons(0, 30);
    const [sound] = rows;
    if (sound === undefined) throw new Error('nobody joins');
    const faulty = { ...sound, name: '欧阳错码', residentId: '411602198001019999', phone: '13712345678' };
    const agent = henan.callers.unitAgent;
    const order = await ordered(base.platform, henan, { agent, rows: [...rows, faulty], eligibleCount: 30 });
    const payer = { payerName: '司徒付款', payerAccount: '6217001234567890123' };
    const transfer = {
      amountFen: order.amountFen,
      on: '2025-05-12',
      remark: order.reference,
      recordId: 'R1',
      ...payer,
    };
    await imported(base.platform, henan.callers.cashier, [transfer]);
    base.clock.set(startOfDay(parseDate('2025-06-26')));
    await morning(base.platform, henan.officeId);
    return [...rows.flatMap(legible), ...legible(faulty), ...Object.values(payer)];
  },
  'claims with their diagnosis, a card, a payout': async () => {
    base.clock.set(startOfDay(parseDate('2026-03-01')));
    const claims = new ClaimFixture(base, henan);
    const person = await claims.person('诸葛申领');
    const claimId = await claims.claim(stayOf(person, 'D1', { 病种名称: '罕见病名肺炎|J18.900' }));
    await claims.approve([claimId]);
    const first = '621700000098765432';
    const cardNumber = first + cardCheckDigit(first);
    const account = { memberId: person.memberId, cardNumber, bankName: '中国银行周口分行', bankNumber: '' };
    must(await registerPayeeAccounts(base.platform, henan.callers.officeReviewer, { accounts: [account] }));
    must(await makePayoutBatch(base.platform, henan.callers.cashier, {}));
    return ['诸葛申领', person.residentId, '罕见病名肺炎', cardNumber];
  },
};

test('nothing that names a person stands in the database, in whatever form', async () => {
  const secrets: string[] = [];
  for (const put of Object.values(INPUTS)) secrets.push(...(await put()));
  const dump = await dumpDatabase(base.superuserUrl);
  const bytes = [...dump.values()].reduce((sum, { length }) => sum + length, 0);
  process.stdout.write(`${secrets.length} secrets sought in ${dump.size} places, ${bytes} bytes\n`);
  expect(dump.get('table tenant.member')?.length).toBeGreaterThan(1_000);
  expect(dump.get('table tenant.claim')?.length).toBeGreaterThan(100);
  expect(findTraces(dump, secrets)).toEqual([]);
});

test('a name that stands there is found, as text, in JSON, as bytes and wrapped', async () => {
  const name = '慕容露馅';
  await base.asSuperuser('CREATE TABLE stage.planted (plain text, data jsonb, bytes bytea)');
  await base.asSuperuser('INSERT INTO stage.planted VALUES ($1, $2, NULL)', ['', JSON.stringify({ a: [`x${name}`] })]);
  const formsNow = async (): Promise<string[]> =>
    findTraces(await dumpDatabase(base.superuserUrl), [name]).map(({ place, form }) => `${place}: ${form}`);
  expect(await formsNow()).toEqual(['table stage.planted: UTF-8', 'file of stage.planted: UTF-8']);
  const wrapped: readonly (readonly [unknown, string])[] = [
    [Buffer.from(name), 'hexadecimal'],
    [Buffer.from(Buffer.from(`ab${name}c`).toString('base64')), 'Base64 in hexadecimal'],
  ];
  for (const [value, form] of wrapped) {
    await base.asSuperuser('TRUNCATE stage.planted');
    await base.asSuperuser('INSERT INTO stage.planted VALUES (NULL, NULL, $1)', [value]);
    expect(await formsNow()).toContain(`table stage.planted: ${form}`);
  }
});
