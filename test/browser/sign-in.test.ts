import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { TEST_PASSWORD } from '../support/test-accounts.ts';
import { PHONE_SCREEN } from './open-page.ts';
import { openPlatform } from './open-platform.ts';
import { checkPage } from './page-checks.ts';

vi.setConfig({ testTimeout: 120_000 });

const { as, open, platform, complaints } = openPlatform();

async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('登录名').fill(name);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: /登录$/ }).click();
}

test('the start page names the people of the demonstration and leads to the calculator', async () => {
  const page = await open('/', PHONE_SCREEN);
  await page.getByRole('button', { name: '出纳' }).waitFor();
  await checkPage(page);
  await page.getByRole('link', { name: '打开核算台' }).click();
  await page.waitForURL(/\/calculator\/$/);
  await page.getByText('参保名单').first().waitFor();
  await page.context().close();
});

test('staff sign in with a second factor: set up by its QR code the first time, asked for the next', async () => {
  const first = await open('/desk/units?state=active');
  await first.waitForURL(/\/home\/sign-in\?back=/);
  await signIn(first, 'cashier', 'wrong password');
  await first.getByRole('alert').waitFor();
  await signIn(first, 'cashier', TEST_PASSWORD);
  await first.getByRole('heading', { name: '设置二次验证' }).waitFor();
  await first.locator('.tz-qr svg').waitFor();
  await checkPage(first);
  await first.getByText('扫不了码').click();
  const secret = await first.locator('.tz-home__main code').innerText();
  const code = (): string => new TOTP({ secret }).generate({ timestamp: platform().clock.now() });
  await first.getByLabel('应用里显示的六位数字').fill(code());
  await first.getByRole('button', { name: '完成设置' }).click();
  await first.getByRole('heading', { name: '请收好恢复码' }).waitFor();
  const recovery = await first.getByRole('list', { name: '恢复码' }).getByRole('listitem').allInnerTexts();
  expect(new Set(recovery).size).toBeGreaterThan(4);
  await first.getByLabel(/我已抄下/).check();
  await first.getByRole('button', { name: '进入平台' }).click();
  await first.getByRole('grid', { name: '参保单位' }).waitFor();
  expect(new URL(first.url()).search).toBe('?state=active');
  await first.context().close();

  const next = await open('/home/sign-in');
  await signIn(next, 'cashier', TEST_PASSWORD);
  await next.getByLabel('六位动态码').fill(recovery[0] ?? '');
  await next.getByRole('button', { name: '确认' }).click();
  await next.getByRole('heading', { name: '今日' }).waitFor();
  await next.getByText('出纳', { exact: true }).click();
  await next.getByRole('button', { name: '退出登录' }).click();
  await next.getByRole('button', { name: '系统管理员' }).waitFor();
  await next.context().close();
});

test('an invited clerk opens the account by its link', async () => {
  const administrator = await as('system', '/desk/accounts');
  await administrator.getByRole('button', { name: '邀请工作人员' }).click();
  await administrator.getByLabel('姓名').fill('新来的');
  await administrator.getByLabel('手机号').fill('13712345678');
  await administrator.getByRole('button', { name: '生成邀请码' }).click();
  const link = await administrator.getByText(/\/home\/invitation#/).innerText();
  await checkPage(administrator);
  await administrator.context().close();
  const page = await open(new URL(link).pathname + new URL(link).hash);
  await page.getByLabel('登录名').fill('xin-lai-de');
  await page.getByLabel('密码', { exact: true }).fill(TEST_PASSWORD);
  await page.getByLabel('再输一遍密码').fill(`${TEST_PASSWORD}!`);
  await page.getByText('两遍密码不一样').waitFor();
  await page.getByLabel('再输一遍密码').fill(TEST_PASSWORD);
  await checkPage(page);
  await page.getByRole('button', { name: '开通账号' }).click();
  // its own form has a field of that name too, until the next page stands
  await page.getByRole('heading', { name: '登录' }).waitFor();
  await signIn(page, 'xin-lai-de', TEST_PASSWORD);
  await page.getByRole('heading', { name: '设置二次验证' }).waitFor();
  await page.context().close();
});

test('the tree on a phone: what lies below, opened by an administrator', async () => {
  const page = await as('system', '/desk/tree', PHONE_SCREEN);
  await page.getByText('乙县').waitFor();
  await checkPage(page);
  await page.getByRole('button', { name: '在“二市”下增设机构' }).click();
  await page.getByLabel('机构名称').fill('丙县');
  await page.getByLabel('机构代码').fill('henan-21');
  await page.getByRole('button', { name: '增设', exact: true }).click();
  await page.getByText('已增设“丙县”').waitFor();
  await page.getByText('丙县', { exact: true }).waitFor();
  await page.getByRole('button', { name: '菜单' }).click();
  expect(await page.getByRole('navigation').getByRole('link').allInnerTexts()).toEqual(
    expect.arrayContaining(['今日', '机构', '账号']),
  );
  await page.context().close();
});

test('who is not allowed is told so, and a broken network offers to try again', async () => {
  const page = await as('county', '/desk/trail');
  await page.getByRole('heading', { name: '您的账号没有这一页的权限' }).waitFor();
  await page.context().setOffline(true);
  await page.getByRole('link', { name: '机构', exact: true }).click();
  await page.getByText(/没有连上服务器/).waitFor({ timeout: 20_000 });
  await page.context().setOffline(false);
  await page.getByRole('button', { name: '再试一次' }).click();
  await page.getByText('甲县').first().waitFor();
  await page.context().close();
  expect(complaints).toEqual([]);
});
