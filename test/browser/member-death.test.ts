import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { maskName } from '#kernel/mask.ts';
import { reviewClaim } from '#modules/claims/index.ts';
import { TEST_CARD } from '../support/claim-draft.ts';
import { persons, type TypedPerson } from '../support/joining-fixture.ts';
import { coveredMembers, type TestMember } from '../support/member-fixture.ts';
import { must } from '../support/scheme-fixture.ts';
import { overflowOf, PHONE_SCREEN } from './open-page.ts';
import { openPlatform } from './open-platform.ts';
import { faintTexts, namelessControls } from './page-checks.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const opened = openPlatform();
const SHOTS = join(import.meta.dirname, '../../test-results/member');
const NOW = startOfDay(parseDate('2025-09-20')) + 10 * 3_600_000;

let members: readonly TestMember[];
beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  const { platform, clock, office } = opened;
  members = await coveredMembers({ platform: platform(), clock }, office(), ['national-accident'], { count: 2 });
  clock.set(NOW);
});

async function checkPage(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
  expect(await page.evaluate(faintTexts)).toEqual([]);
  expect(await page.evaluate(namelessControls)).toEqual([]);
  expect(await overflowOf(page)).toBe(0);
}

async function openPhone(): Promise<Page> {
  const page = await opened.open('/home/', PHONE_SCREEN);
  await page.clock.setFixedTime(NOW);
  await page.goto(`${opened.address()}/member/`);
  return page;
}

/** The code in the latest message to that phone. */
async function codeTo(page: Page, phone: string, of = '验证码'): Promise<string> {
  const sms = page.locator('li', { hasText: phone }).filter({ hasText: of }).first();
  return /验证码 (\d{6})/.exec(await sms.innerText())?.[1] ?? '';
}

async function upload(page: Page, material: string, name: string): Promise<void> {
  const buffer = await page.screenshot();
  await page.locator(`input[data-material="${material}"]`).setInputFiles({ name, mimeType: 'image/png', buffer });
  await page.getByRole('button', { name: '上传', exact: true }).click();
  await page.getByRole('link', { name: `看：${name}` }).waitFor();
}

const next = async (page: Page): Promise<void> => await page.getByRole('button', { name: '下一步' }).click();

/** A relative asks to claim for somebody who died; the agency admits him; he signs in, and stands on his home page. */
async function admitted(
  { page, desk }: { readonly page: Page; readonly desk: Page },
  relative: TypedPerson,
  { dead, diedOn }: { readonly dead: TestMember; readonly diedOn: string },
): Promise<void> {
  await page.getByRole('button', { name: '会员身故，直系亲属申领' }).click();
  const naming = {
    您的姓名: relative.name,
    您的身份证号: relative.residentId,
    您的手机号: relative.phone,
    会员的姓名: dead.name,
    会员的身份证号: dead.residentId,
    哪天身故: diedOn,
  };
  for (const [label, text] of Object.entries(naming)) await page.getByLabel(label).fill(text);
  await page.getByRole('button', { name: '发送验证码' }).click();
  await page.getByText('验证码已经发到您填的手机号').waitFor();
  await page.getByLabel('短信验证码').fill('000000');
  await page.getByRole('button', { name: '提交核对' }).click();
  await page.getByText('验证码不对或已过期').waitFor();
  await checkPage(page, '30-relative-asks');
  await page.getByLabel('短信验证码').fill(await codeTo(page, relative.phone));
  await page.getByRole('button', { name: '提交核对' }).click();
  await page.getByRole('heading', { name: '已收到' }).waitFor();
  await checkPage(page, '31-relative-asked');

  await desk.goto(`${opened.address()}/desk/member-requests`);
  await desk.getByText(maskName(dead.name), { exact: true }).click();
  await desk.getByText(relative.phone).waitFor();
  await desk.getByLabel('核对经过或不同意的理由').fill('已与单位工会和户籍所在社区核实');
  await desk.screenshot({ path: join(SHOTS, '32-desk-request.png') });
  await desk.getByRole('button', { name: '同意', exact: true }).click();
  await desk.getByText('没有等核对的请求').waitFor();

  await page.getByRole('button', { name: '去登录' }).click();
  await page.getByLabel('姓名').fill(relative.name);
  await page.getByLabel('身份证号').fill(relative.residentId);
  await page.getByRole('button', { name: '发送验证码' }).click();
  await page.getByText('如果姓名和身份证号与参保名单一致').waitFor();
  await page.getByLabel('短信验证码').fill(await codeTo(page, relative.phone, '登录验证码'));
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByText(`会员 ${dead.name}`).waitFor();
  await checkPage(page, '33-relative-home');
}

test('a death claim goes from a relative’s phone by way of the agency to its decision', async () => {
  const [dead] = members;
  const [widow, son] = persons(700, 2);
  if (dead === undefined || widow === undefined || son === undefined) throw new Error('nobody there');
  const page = await openPhone();
  const desk = await opened.as('county', '/desk/');
  await admitted({ page, desk }, widow, { dead, diedOn: '2025-09-12' });
  await page.getByRole('button', { name: '申领意外身故互助金' }).click();

  await page.getByLabel('哪天出的事').fill('2025-09-10');
  await page.getByLabel('事情的经过').fill('送餐途中被货车撞伤，抢救两天无效。');
  await next(page);
  await page.getByLabel('哪天去世的').fill('2025-09-12');
  await page.getByRole('button', { name: `第 1 位填我自己（${widow.name}）` }).click();
  await page.getByRole('button', { name: '再加一位' }).click();
  await page.getByLabel('姓名').nth(1).fill(son.name);
  await page.getByLabel('身份证号').nth(1).fill(son.residentId);
  await page.getByRole('radio', { name: '子女' }).nth(1).check();
  await page.getByRole('button', { name: '平分' }).click();
  for (const at of [0, 1]) {
    await page.getByLabel('本人的银行卡号').nth(at).fill(TEST_CARD);
    await page.getByLabel('开户行').nth(at).fill('中国银行周口分行');
  }
  expect(await page.getByLabel('份额').nth(1).inputValue()).toBe('50');
  await page.getByRole('button', { name: '大字' }).click();
  await checkPage(page, '34-recipients-large');
  await next(page);
  await upload(page, 'death-certificate', '死亡证明.png');
  await upload(page, 'accident-proof', '事故认定书.png');
  await next(page);
  await page.getByText('50,000.00').first().waitFor();
  await checkPage(page, '35-death-send');
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: '提交申领' }).click();
  await page.getByText('正在审核').waitFor();
  await page.getByText('50,000.00').first().waitFor();
  await checkPage(page, '36-death-claim');
  const claimId = /#\/for\/[0-9a-f-]+\/claim\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? '';
  // without naming the one who died it is nobody's
  const bare = await page.request.get(`${opened.address()}/api/my/claims/${claimId}`);
  expect(bare.status()).toBe(404);
  await desk.goto(`${opened.address()}/desk/claims/${claimId}`);
  await desk.getByText('直系亲属提交').waitFor();
  await desk.getByText('送餐途中被货车撞伤，抢救两天无效。').waitFor();

  // the decision is his to be against, who sent the claim
  const denial = { outcome: 'deny', clauses: ['附件2-5.1'], comment: '不属于意外伤害' } as const;
  must(await reviewClaim(opened.platform(), opened.office().callers.countyReviewer, { claimId, ...denial }));
  await page.reload();
  await page.getByLabel('为什么不同意').fill('送餐途中被撞就是意外。');
  await page.getByRole('button', { name: '提出申诉' }).click();
  await page.getByText('已提出，等办事处复核').waitFor();
  await page
    .locator('input[type=file]')
    .last()
    .setInputFiles({
      name: '出警记录.png',
      mimeType: 'image/png',
      buffer: await page.screenshot(),
    });
  await page.getByRole('button', { name: '上传', exact: true }).click();
  await page.getByText('已补充 1 个文件，办理人会看到').waitFor();
  await checkPage(page, '37-death-appeal');
  expect(opened.complaints).toEqual([]);
});

test('a sudden death is claimed with the hours between, and decided', async () => {
  const [, dead] = members;
  const [widower] = persons(710, 1);
  if (dead === undefined || widower === undefined) throw new Error('nobody there');
  const page = await openPhone();
  const desk = await opened.as('county', '/desk/');
  await admitted({ page, desk }, widower, { dead, diedOn: '2025-09-14' });
  await page.getByRole('button', { name: '申领猝死互助金' }).click();
  await page.getByLabel('哪天发的病').fill('2025-09-13');
  await page.getByLabel('几点发的病').fill('22:00');
  await page.getByLabel('事情的经过').fill('夜班送货时突然倒地，抢救无效。');
  await next(page);
  await page.getByLabel('哪天去世的').fill('2025-09-14');
  await page.getByLabel('几点去世的').fill('03:00');
  await page.getByRole('button', { name: `第 1 位填我自己（${widower.name}）` }).click();
  await page.getByLabel('本人的银行卡号').fill(TEST_CARD);
  await page.getByLabel('开户行').fill('中国银行周口分行');
  await next(page);
  await upload(page, 'death-certificate', '死亡证明.png');
  await upload(page, 'medical-record', '急诊病历.png');
  await next(page);
  await page.getByText('10,000.00').first().waitFor();
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: '提交申领' }).click();
  await page.getByText('正在审核').waitFor();
  const claimId = /#\/for\/[0-9a-f-]+\/claim\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? '';
  const { countyReviewer, cityReviewer, secondOfficeReviewer } = opened.office().callers;
  for (const reviewer of [countyReviewer, cityReviewer, secondOfficeReviewer]) {
    must(await reviewClaim(opened.platform(), reviewer, { claimId, outcome: 'pass' }));
  }
  await page.reload();
  await page.getByText('已核准，等待付款').waitFor();
  await page.getByText('10,000.00').first().waitFor();
  await checkPage(page, '38-sudden-death-claim');
  expect(opened.complaints).toEqual([]);
});
