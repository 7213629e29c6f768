import { existsSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { test as anyTest, expect, vi } from 'vitest';
import { formatYuan } from '#kernel/money.ts';
import { PHONE_SCREEN } from './open-page.ts';
import { openPlatform, type Who } from './open-platform.ts';
import { checkPage } from './page-checks.ts';

const FOLDER = '../shared/data/small';

interface Expected {
  readonly units: readonly { readonly name: string; readonly accepted: number; readonly orderFen: number }[];
  readonly settlements: readonly { readonly outcome: string; readonly amountFen?: number }[];
}

vi.setConfig({ testTimeout: 180_000 });

/** The files stand beside the project, not in it; without them there is nothing to hand in. */
const isThere = existsSync(FOLDER);
const test = anyTest.skipIf(!isThere);

const { as, comeTo, address, complaints } = openPlatform();
const expected: Expected = isThere
  ? JSON.parse(readFileSync(`${FOLDER}/expected.json`, 'utf8'))
  : { units: [], settlements: [] };
const food = expected.units[0];

async function leave(page: Page): Promise<void> {
  await page.context().close();
}

test('a unit hands in its roster: rows checked one by one, who pays, what it declares', async () => {
  const page = await as('agent', '/unit/');
  await page.getByRole('button', { name: '上传名单' }).click();
  await page.locator('input[type=file]').setInputFiles(`${FOLDER}/roster-1.xlsx`);
  await page.getByRole('button', { name: '上传并检查' }).click();
  await page.getByRole('grid', { name: '需修改的行' }).waitFor();
  expect(await page.getByRole('button', { name: /^可参保/ }).innerText()).toContain(String(food?.accepted));
  expect(await page.getByText('D62').innerText()).toBe('D62');
  await page.getByText('还不能提交').waitFor();
  await checkPage(page);

  await page.getByLabel('金额', { exact: true }).fill('1000');
  await page.getByText('还差 17,320.00 元').waitFor();
  await page.getByRole('button', { name: '增加一方' }).click();
  await page.getByText('与会费一致').waitFor();
  await page.getByLabel(/身体健康/).check();
  await page.getByLabel(/均为在职职工/).check();
  await page.getByRole('button', { name: /^提交 229 人/ }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.innerText()).toContain(`会费 ${formatYuan(food?.orderFen ?? 0)} 元`);
  expect(await dialog.innerText()).toContain('还有 8 行没有改');
  // the act has the focus: Enter does it
  await page.keyboard.press('Enter');
  await page.getByText('已提交审核').waitFor();
  await leave(page);
});

test('county, city and office pass it by the keyboard alone, the last one makes the order', async () => {
  for (const who of ['county', 'city', 'office'] satisfies Who[]) {
    const page = await as(who, '/desk/rosters');
    await page.locator('tbody tr').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('grid', { name: '可参保的人员' }).waitFor();
    if (who === 'county') await checkPage(page);
    await page.keyboard.press('p');
    await page.getByRole('dialog', { name: '通过这份名单？' }).waitFor();
    await page.keyboard.press('Enter');
    await page
      .getByText(who === 'office' ? /缴费通知的参考号是/ : '已通过')
      .first()
      .waitFor();
    await leave(page);
  }
});

test('the unit sees on its phone where to pay, and when cover would start', async () => {
  const page = await as('agent', '/unit/', PHONE_SCREEN);
  await page.getByText(`请转账 ${formatYuan(food?.orderFen ?? 0)} 元`).waitFor();
  await checkPage(page);
  await page.getByRole('button', { name: '查看收款账户' }).click();
  await page.getByRole('button', { name: '复制账号' }).waitFor();
  await page.getByText('2025年5月11日 零时起保障').waitFor();
  await page.getByText('2025年6月2日 零时起保障').waitFor();
  await checkPage(page);
  await page.getByRole('button', { name: '大字' }).click();
  await checkPage(page);
  await leave(page);
});

test('the cashier imports the statement: what fits is matched, what does not waits for a person', async () => {
  await comeTo('2025-05-28');
  const page = await as('cashier', '/desk/statements');
  await page.locator('input[type=file]').setInputFiles(`${FOLDER}/bank-statement.xls`);
  await page.getByRole('button', { name: '导入流水' }).click();
  await page.getByText('1 份缴费通知款项到齐，229 人的保障已排定。').waitFor();
  await checkPage(page);
  await page.getByRole('button', { name: '去匹配' }).click();
  await page.getByText('扶沟县某单位').waitFor();
  await checkPage(page);
  await leave(page);
});

test('the accountant confirms the start that a late match put into the past; the certificate opens', async () => {
  const page = await as('accountant', '/desk/');
  await page.getByRole('link', { name: new RegExp(food?.name ?? '') }).click();
  await page.getByRole('button', { name: '确认生效' }).click();
  await page.keyboard.press('Enter');
  await page.getByText('已确认，229 人的保障生效').waitFor();
  await leave(page);
  const agent = await as('agent', '/unit/orders');
  await agent.locator('tbody tr').first().click();
  await agent.getByText('2025年5月26日 零时至 2026年5月25日 24 时').waitFor();
  const link = await agent.getByRole('link', { name: '打开并打印确认书' }).getAttribute('href');
  const certificate = await agent.request.get(`${address()}${link}`);
  expect(certificate.headers()['content-type']).toBe('application/pdf');
  await leave(agent);
});

test('the office imports the settlements: claims decided, each a receipt with its clauses', async () => {
  await comeTo('2026-05-20');
  // nobody reviews what he imported himself
  const page = await as('importer', '/desk/settlements');
  await page.locator('input[type=file]').setInputFiles(`${FOLDER}/settlements.xlsx`);
  await page.getByRole('button', { name: '导入并核算' }).click();
  await page.getByText('核算完成').waitFor();
  const paid = expected.settlements.filter(({ outcome }) => outcome === 'pay');
  const paidFen = paid.reduce((sum, { amountFen = 0 }) => sum + amountFen, 0);
  await page.getByText(`应给付合计 ${formatYuan(paidFen)} 元`).waitFor();
  await checkPage(page);
  await leave(page);
  for (const who of ['county', 'city', 'office'] satisfies Who[]) {
    const reviewer = await as(who, '/desk/claims');
    await reviewer.locator('tbody tr').first().focus();
    await reviewer.keyboard.press('Enter');
    await reviewer.getByRole('article', { name: /住院医疗互助金/ }).waitFor();
    if (who === 'county') {
      await checkPage(reviewer);
      await reviewer.keyboard.press('d');
      await reviewer.getByRole('dialog', { name: /不予给付/ }).waitFor();
      await reviewer.keyboard.press('Escape');
      await reviewer.keyboard.press('j');
      await reviewer.getByText(`第 2 / ${paid.length} 件`).waitFor();
    }
    await reviewer.goto(`${address()}/desk/claims`);
    await reviewer.getByRole('button', { name: /选中全部/ }).click();
    // who went into hospital soon after the waiting time is looked at by himself
    const together = reviewer.getByRole('button', { name: /^批量通过 [1-9]/ });
    const passed = Number(/\d+/.exec(await together.innerText())?.[0]);
    expect(passed).toBeLessThanOrEqual(paid.length);
    await together.click();
    await reviewer.keyboard.press('Enter');
    await reviewer.getByText(`通过 ${passed} 件，其中 ${who === 'office' ? passed : 0} 件已核准`).waitFor();
    await leave(reviewer);
  }
});

test('one makes the payout batch, another approves it, the file goes to the bank', async () => {
  const office = await as('office', '/desk/claims?list=all');
  await office.locator('tbody tr').filter({ hasText: '已核准' }).first().click();
  await office.getByRole('button', { name: '登记银行卡' }).click();
  await office.getByLabel('银行卡号').fill('6228480402564890018');
  await office.getByLabel('开户行').fill('中国农业银行周口分行');
  await office.getByRole('dialog').getByRole('button', { name: '登记银行卡' }).click();
  await office.getByText('已登记', { exact: true }).waitFor();
  await leave(office);
  const cashier = await as('cashier', '/desk/payouts');
  await cashier.getByRole('button', { name: '编制批次' }).click();
  await cashier.keyboard.press('Enter');
  await cashier.getByText(/1 笔，.*等复核/).waitFor();
  const approver = await as('approver', '/desk/payouts');
  await approver.getByRole('button', { name: '复核通过' }).click();
  await approver.keyboard.press('Enter');
  await approver.getByText('已复核通过').waitFor();
  await leave(approver);
  await cashier.reload();
  await cashier.getByRole('button', { name: '送银行' }).click();
  await cashier.getByRole('dialog').getByRole('button', { name: '送银行' }).click();
  const download = cashier.waitForEvent('download');
  await cashier.getByRole('link', { name: '下载文件' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.xml$/);
  await checkPage(cashier);
  await leave(cashier);
});

test('the auditor finds every act in the trail; no page complained', async () => {
  const page = await as('auditor', '/desk/trail');
  await page.getByText('编制了拨付批次').waitFor();
  for (const act of ['把拨付批次送银行', '复核了拨付批次', '批量通过了申领', '导入了医保结算数据']) {
    await page.getByText(act).first().waitFor();
  }
  await checkPage(page);
  await leave(page);
  expect(complaints).toEqual([]);
});
