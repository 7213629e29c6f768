import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { test as anyTest, expect, vi } from 'vitest';
import { plainYuan } from '#kernel/money.ts';
import { balancesOn } from '#modules/ledger/index.ts';
import { registerUnit } from '#modules/organisations/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import { camtFile, ordered, persons, type TestTransfer } from '../support/joining-fixture.ts';
import { must, testCreditCode } from '../support/scheme-fixture.ts';
import { newPhone } from '../support/test-accounts.ts';
import { openPlatform } from './open-platform.ts';
import { checkPage } from './page-checks.ts';

const STATEMENT = '../shared/data/small/bank-statement.xls';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** The file stands beside the project, not in it. */
const test = anyTest.skipIf(!existsSync(STATEMENT));

const { as, comeTo, office, platform, clock, complaints } = openPlatform();

interface TestOrder {
  readonly id: string;
  readonly reference: string;
}

let first: TestOrder;
let second: TestOrder;

/** A further unit in the county; its agent. */
async function secondAgent(): Promise<Caller> {
  const { officeId, rootAgencyId, cityAgencyId, countyAgencyId, callers } = office();
  const { unitId } = must(
    await registerUnit(platform(), callers.officeReviewer, {
      agencyId: countyAgencyId,
      name: '甲县第一小学',
      creditCode: testCreditCode('411600', 77),
      address: '人民路 1 号',
      staffCount: 2,
      womenCount: 1,
      eligibleCount: 2,
      contact: { name: '李敏', phone: newPhone() },
    }),
  );
  const agencyIds = [rootAgencyId, cityAgencyId, countyAgencyId];
  return { access: { scope: 'unit', officeId, unitId, agencyIds, actorId: platform().newId() } };
}

async function leave(page: Page): Promise<void> {
  await page.context().close();
}

async function balance(code: string): Promise<number> {
  const balances = await balancesOn(platform(), office().callers.accountant, today(clock));
  return balances.find(({ account }) => account.code === code)?.amountFen ?? 0;
}

type Movement = Pick<TestTransfer, 'amountFen' | 'on' | 'recordId'> &
  Partial<TestTransfer> & { readonly kind?: '来账' | '往账'; readonly payeeName?: string };

interface FileOfPage {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** The bank's export as text, as a file to be chosen. */
function textStatement(name: string, movements: readonly Movement[]): FileOfPage {
  const header = '交易类型|付款人账号|付款人名称|收款人名称|交易日期|交易金额|记录标识号|交易附言';
  const rows = movements.map(({ kind = '来账', amountFen, on, recordId, payerName, payerAccount, payeeName, remark }) =>
    [
      kind,
      payerAccount ?? '6200',
      payerName ?? '',
      payeeName ?? '',
      on.replaceAll('-', ''),
      `${amountFen < 0 ? '-' : '+'}${plainYuan(Math.abs(amountFen))}`,
      recordId,
      remark ?? '',
    ].join('|'),
  );
  const text = ['查询账号|255993175316', header, ...rows].join('\r\n');
  return { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
}

async function importFile(page: Page, file: Parameters<Page['setInputFiles']>[1]): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: '导入流水' }).click();
}

/** A credit's card, the order's card. */
const card = (page: Page, title: string, name: string): ReturnType<Page['locator']> =>
  page.locator('section', { has: page.getByRole('heading', { name: title }) }).locator('.tz-match', { hasText: name });

test('a statement is imported once, a file that is none is told, and each entry shows where it went', async () => {
  const { unitAgent } = office().callers;
  first = await ordered(platform(), office(), { agent: unitAgent, rows: persons(1, 3) });
  second = await ordered(platform(), office(), { agent: await secondAgent(), rows: persons(20, 2) });
  await comeTo('2025-05-28');
  const page = await as('cashier', '/desk/statements');
  await importFile(page, { name: '流水.txt', mimeType: 'text/plain', buffer: Buffer.from('这不是流水') });
  await page.getByRole('alert').waitFor();
  await importFile(page, STATEMENT);
  await page.getByText('导入完成').waitFor();
  await page.getByRole('button', { name: '再导入一个文件' }).click();
  await importFile(page, STATEMENT);
  await page.getByText('这个文件已经导入过，没有重复入账。').waitFor();
  await page.locator('tbody tr').first().focus();
  await page.keyboard.press('Enter');
  await page.getByText('银行收费').waitFor();
  expect(await page.locator('tbody tr').count()).toBe(5);
  await checkPage(page);
  await leave(page);
});

test('one credit is split over two orders, the start told first; a wrong match is undone and made again by dragging', async () => {
  const page = await as('cashier', '/desk/matching');
  await card(page, '待匹配的到账', '扶沟县某单位').click();
  await checkPage(page);
  for (const { reference } of [first, second]) {
    await page.locator('.tz-match-row', { hasText: reference }).getByRole('checkbox').check();
  }
  await page.getByText('2 份通知待缴共 400.00 元').waitFor();
  await page.getByRole('button', { name: '匹配', exact: true }).click();
  const sheet = page.getByRole('dialog');
  await sheet
    .getByText(/款项到齐，2025年5月24日 零时起保障/)
    .first()
    .waitFor();
  expect(await sheet.getByText('这个生效日已经过去').count()).toBe(2);
  await sheet.getByText('还剩 123,056.00 元没有匹配').waitFor();
  await checkPage(page);
  // Enter in a field of the sheet does it
  await sheet.getByRole('textbox').first().press('Enter');
  await page.getByText('款项到齐：5 人；生效日已过，等另一人确认').waitFor();

  const made = page.locator('tbody tr', { hasText: '160.00' });
  await made.getByRole('button', { name: '撤销匹配' }).click();
  await page.getByLabel('为什么撤销').fill('记错了单位');
  await page.getByRole('dialog').getByRole('button', { name: '撤销匹配' }).click();
  await page.getByText('已撤销，到账和缴费通知都重新等待匹配').waitFor();
  const order = card(page, '待缴费的通知', second.reference);
  await order.waitFor();
  // both in sight: nothing scrolls while it is dragged
  await page.evaluate(() => window.scrollTo(0, 0));
  await card(page, '待匹配的到账', '123,216.00').dragTo(order);
  await page.getByRole('dialog').getByRole('textbox').first().press('Enter');
  await page.getByText('款项到齐：2 人；生效日已过，等另一人确认').waitFor();
  await leave(page);
});

test('a start in the past is confirmed or refused by another; receipts are issued and corrected without a gap', async () => {
  const page = await as('accountant', '/desk/');
  await page.getByRole('region', { name: '等第二人确认的补记' }).waitFor();
  await checkPage(page);
  await page.goto(new URL(`/desk/orders/${second.id}`, page.url()).href);
  await page.getByRole('button', { name: '不同意' }).click();
  await page.getByLabel('为什么不同意').fill('不是这家的钱');
  await page.getByRole('dialog').getByRole('button', { name: '不同意' }).click();
  await page.getByText('待缴费', { exact: true }).waitFor();
  await page.goto(new URL(`/desk/orders/${first.id}`, page.url()).href);
  await page.getByRole('button', { name: '确认生效' }).click();
  await page.keyboard.press('Enter');
  await page.getByText('已确认，3 人的保障生效').waitFor();
  await page.getByRole('button', { name: '开具票据' }).click();
  await page.getByText('已开 1 张票据').waitFor();
  await page.getByRole('button', { name: '冲红重开' }).click();
  await page.getByLabel('正确的缴款人').fill('甲县机械厂工会委员会');
  await page.getByLabel('统一社会信用代码（可不填）').fill('91411600E315G01D8Y');
  await page.getByText('统一社会信用代码有误').waitFor();
  await page.getByLabel('统一社会信用代码（可不填）').fill('');
  await page.getByLabel('为什么冲红').fill('抬头应为工会');
  await page.getByRole('dialog').getByRole('button', { name: '冲红重开' }).click();
  await page.getByText('已冲红，新票据已开').waitFor();
  await checkPage(page);
  await page.goto(new URL('/desk/receipts', page.url()).href);
  await page.getByText('号码连续，没有缺号').waitFor();
  expect(await page.locator('tbody tr').count()).toBe(3);
  const paper = await page.getByRole('link', { name: /打开票据 0000000003/ }).getAttribute('href');
  expect((await page.request.get(new URL(paper ?? '', page.url()).href)).headers()['content-type']).toBe(
    'application/pdf',
  );
  await checkPage(page);
  await leave(page);
});

test('an order is issued anew with other payers by two people; two credits are joined on it', async () => {
  const cashier = await as('cashier', `/desk/orders/${second.id}`);
  await cashier.getByRole('button', { name: '提出变更' }).click();
  const sheet = cashier.getByRole('dialog');
  await sheet.getByLabel('金额').first().fill('100');
  await sheet.getByText('合计比应缴金额少 60.00 元').waitFor();
  await sheet.getByRole('button', { name: '增加一方' }).click();
  await sheet.getByText('合计 160.00 元，与应缴金额一致').waitFor();
  await sheet.getByLabel('原因').fill('一部分由职工个人出');
  await checkPage(cashier);
  await sheet.getByRole('button', { name: '提出变更' }).click();
  await cashier.getByText('您提出的，须由另一人决定').or(cashier.getByText('等第二人决定')).first().waitFor();
  const accountant = await as('accountant', '/desk/orders?list=changes');
  await accountant.getByRole('button', { name: '同意', exact: true }).click();
  await accountant.getByRole('dialog').getByText('重开后：').waitFor();
  await accountant.getByRole('dialog').getByRole('button', { name: '同意', exact: true }).click();
  await accountant.getByRole('link', { name: '代替了一份作废的缴费通知' }).waitFor();
  second = { id: accountant.url().split('/').at(-1) ?? '', reference: '' };
  await leave(accountant);

  await cashier.goto(new URL('/desk/statements', cashier.url()).href);
  const half = { amountFen: 8_000, on: '2025-05-28', payerName: '郸城县财政国库' };
  await importFile(
    cashier,
    textStatement('流水二.txt', [
      { ...half, recordId: 'A1' },
      { ...half, recordId: 'A2', remark: '下半' },
      { kind: '往账', amountFen: -3_000, on: '2025-05-28', recordId: 'A3', payeeName: '某文具店', remark: '办公用品' },
    ]),
  );
  await cashier.getByRole('button', { name: '去匹配' }).click();
  const [one, other] = [0, 1].map((at) => card(cashier, '待匹配的到账', '郸城县财政国库').nth(at));
  await one?.click();
  await other?.focus();
  await cashier.keyboard.press(' ');
  await cashier.getByText('已选 2 笔到账共 160.00 元').waitFor();
  await card(cashier, '待缴费的通知', '160.00').click();
  await cashier.getByRole('dialog').getByText('2025年6月2日 零时起保障').waitFor();
  await cashier.getByRole('dialog').getByRole('button', { name: '匹配' }).click();
  await cashier.getByText('款项到齐：2 人，2025年6月2日 起保障').waitFor();
  await leave(cashier);
});

test('what is no contribution: given back by two people and paid, an expense found by two', async () => {
  const cashier = await as('cashier', '/desk/matching');
  await card(cashier, '待匹配的到账', '扶沟县某单位').click();
  await cashier.getByRole('button', { name: '不是会费' }).click();
  await cashier.getByRole('dialog').getByRole('button', { name: '提出退回' }).click();
  await cashier.getByText('已提出退费 TF00000001，等审批人批准').waitFor();
  await cashier.goto(new URL('/desk/unexplained', cashier.url()).href);
  await cashier.getByRole('button', { name: '说明', exact: true }).click();
  await cashier.getByLabel('办事处的管理费用').check();
  await cashier.getByLabel('依据').fill('发票 123');
  await checkPage(cashier);
  await cashier.getByRole('dialog').getByRole('button', { name: '提出', exact: true }).click();
  await cashier.getByText('已提出，等另一人同意').waitFor();

  const approver = await as('approver', '/desk/');
  await approver.getByRole('region', { name: '等我决定的流水说明' }).getByRole('link', { name: '查看全部' }).click();
  await approver.getByRole('button', { name: '同意入账' }).click();
  await approver.getByRole('dialog').getByRole('button', { name: '同意入账' }).click();
  await approver.getByText('没有等人决定的说明。').waitFor();
  expect(await balance('112202')).toBe(0);
  await approver.goto(new URL('/desk/refunds', approver.url()).href);
  await approver.getByRole('button', { name: '批准' }).click();
  await approver.keyboard.press('Enter');
  await approver.getByText('已批准，等出纳付款').waitFor();
  await checkPage(approver);
  await leave(approver);
  await leave(cashier);

  const paid = {
    kind: '往账',
    amountFen: -12_321_600,
    on: '2025-05-29',
    recordId: 'B1',
    remark: '退会费TF00000001',
  } as const;
  // a day later everybody signs in again
  await comeTo('2025-05-29');
  const payer = await as('cashier', '/desk/statements');
  await importFile(payer, textStatement('流水三.txt', [paid]));
  await payer.getByText('导入完成').waitFor();
  await payer.goto(new URL('/desk/refunds?list=paid', payer.url()).href);
  await payer.getByText('TF00000001').waitFor();
  expect(await balance('220902')).toBe(0);

  // the bank's camt.053 of that day: the same entries under the same numbers come in once, under others they are told
  const camt = async (...transfers: Parameters<typeof camtFile>[0]): Promise<FileOfPage> => {
    const buffer = Buffer.from(await camtFile(transfers).arrayBuffer());
    return { name: '对账单.xml', mimeType: 'application/xml', buffer };
  };
  const charge = { amountFen: -100, isDebit: true, on: '2025-05-29', recordId: 'B2', remark: '账户管理费' };
  await payer.goto(new URL('/desk/statements', payer.url()).href);
  await importFile(payer, await camt({ ...paid, isDebit: true }, charge));
  await payer.getByText('导入完成').waitFor();
  await payer.getByRole('button', { name: '本次新增 1' }).waitFor();
  await payer.getByRole('button', { name: '以前导入过 1' }).waitFor();
  await payer.getByRole('button', { name: '再导入一个文件' }).click();
  await importFile(payer, await camt({ ...paid, isDebit: true, recordId: '9001' }, charge));
  await payer.getByText(/文件里有 1 笔.*像是同一笔，所以没有导入.*第 1 笔：2025年5月29日，123,216\.00 元/).waitFor();
  await payer.getByRole('button', { name: '已核对，是另外的款项，照样导入' }).waitFor();
  await checkPage(payer);
  await leave(payer);
});

test('money that the bank takes back after the start holds payouts until two people decide; the trail has it all', async () => {
  const cashier = await as('cashier', '/desk/statements');
  const back = {
    amountFen: -12_345_600,
    on: '2025-05-29',
    recordId: 'C1',
    payerName: '扶沟县某单位',
    payerAccount: '853944750423',
  };
  await importFile(cashier, textStatement('流水四.txt', [back]));
  await cashier.getByText('导入完成').waitFor();
  await cashier.goto(new URL('/desk/orders?list=held', cashier.url()).href);
  await cashier.locator('tbody tr').first().click();
  await cashier.getByText('款项被银行冲回').waitFor();
  await cashier.getByRole('button', { name: '提出变更' }).click();
  await cashier.getByLabel('原因').fill('单位已重汇');
  await cashier.getByRole('dialog').getByRole('button', { name: '提出变更' }).click();
  await cashier.getByText('已提出，等另一人决定').waitFor();
  await leave(cashier);
  const approver = await as('approver', '/desk/');
  await approver.getByRole('region', { name: '等我决定的缴费通知变更' }).getByRole('link').nth(1).click();
  await approver.getByRole('button', { name: '同意', exact: true }).click();
  await approver.getByRole('dialog').getByRole('button', { name: '同意', exact: true }).click();
  await approver.getByText('已同意，已生效').waitFor();
  await approver.getByText('款项被银行冲回').waitFor({ state: 'detached' });
  await checkPage(approver);
  await leave(approver);
  const auditor = await as('auditor', '/desk/trail');
  await auditor.getByText('同意了缴费通知的变更').first().waitFor();
  await auditor.getByText('银行冲回到账，暂停了拨付').first().waitFor();
  await leave(auditor);
  expect(complaints).toEqual([]);
});
