import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { test as anyTest, expect, vi } from 'vitest';
import { readWholeRoster } from '#intake/roster/read-roster.ts';
import { parseDate } from '#kernel/civil-date.ts';
import { issueDueReceipts, specimenIssuer } from '#modules/receipts/index.ts';
import { decideReplacement, findReplacements, reviewRoster } from '#modules/rosters/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { imported, ordered, passed, persons, program, rosterFile } from '../support/joining-fixture.ts';
import { largeRoster } from '../support/large-files.ts';
import { must } from '../support/scheme-fixture.ts';
import { PHONE_SCREEN } from './open-page.ts';
import { openPlatform } from './open-platform.ts';
import { checkPage } from './page-checks.ts';

const FOLDER = '../shared/data/small';

vi.setConfig({ testTimeout: 180_000 });

/** The files stand beside the project, not in it. */
const test = anyTest.skipIf(!existsSync(FOLDER));

const { as, comeTo, address, platform, office, complaints } = openPlatform();

async function counts(page: Page): Promise<readonly string[]> {
  const numbers = page.locator('.tz-number__count');
  return await numbers.allInnerTexts();
}

/** They follow an act as soon as its answer is there: on a busy machine after some seconds. */
async function countsBecome(page: Page, wanted: readonly string[]): Promise<void> {
  await expect.poll(() => counts(page), { timeout: 30_000 }).toEqual(wanted);
}

/** The food company's agent, below HTTP. */
function foodAgent(): Caller {
  const { unitAgent } = office().callers;
  if (unitAgent.access.scope !== 'unit') throw new Error('no agent of a unit');
  return { access: { ...unitAgent.access, unitId } };
}

const xlsx = async (
  rows: Parameters<typeof rosterFile>[0],
): Promise<{ name: string; mimeType: string; buffer: Buffer }> => ({
  name: '补报.xlsx',
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(await (await rosterFile(rows)).arrayBuffer()),
});

let rosterPath = '';
let unitId = '';

test('a long check can be stopped and leaves nothing; faulty rows go out, come back, are corrected on the spot', async () => {
  const page = await as('agent', '/unit/rosters/new');
  const long = Buffer.from(await largeRoster(20_000).arrayBuffer());
  await page.locator('input[type=file]').setInputFiles({ name: '很长.csv', mimeType: 'text/csv', buffer: long });
  await page.getByRole('button', { name: '上传并检查' }).click();
  await page.getByText(/正在逐行检查，已到 \d+ %/).waitFor();
  await page.getByRole('button', { name: '取消' }).click();
  await page.getByText('已停止。文件还在这里').waitFor();
  expect(await (await page.request.get(`${address()}/api/rosters`)).json()).toEqual({ items: [] });

  await page.locator('input[type=file]').setInputFiles(`${FOLDER}/bank-statement.xls`);
  await page.getByRole('button', { name: '上传并检查' }).click();
  await page.getByText(/第 1 行不是名单模板的表头，现在写的是“查询账号/).waitFor();
  await page.locator('input[type=file]').setInputFiles(`${FOLDER}/roster-1.xlsx`);
  await page.getByRole('button', { name: '上传并检查' }).click();
  await page.getByRole('grid', { name: '需修改的行' }).waitFor({ timeout: 90_000 });
  rosterPath = new URL(page.url()).pathname;
  unitId = (await (await page.request.get(`${address()}/api/session`)).json()).unit.id;
  expect(await counts(page)).toEqual(['229', '8', '3']);

  // the workbook of faulty rows comes back as it went out: no row twice
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载错误名单' }).click();
  const path = await (await download).path();
  const request = { program: 'henan-inpatient', submittedOn: parseDate('2025-05-10') } as const;
  expect(must(await readWholeRoster(new Blob([await readFile(path)]), request)).rows).toBe(8);
  await page.getByRole('button', { name: '补报或改好再传' }).click();
  const sheet = page.getByRole('dialog', { name: '补报名单' });
  await sheet.locator('input[type=file]').setInputFiles(path);
  await sheet.getByRole('button', { name: '上传并检查' }).click();
  // who stood twice in the file stands already, just so: that row is answered
  await page.getByText('1 行没有变化，还有 7 行要改').waitFor();
  await countsBecome(page, ['229', '7', '3']);

  const nameless = page.getByRole('row').filter({ hasText: '没有姓名' });
  await nameless.getByRole('button', { name: /^改正/ }).click();
  await page.getByRole('dialog').getByLabel('姓名').fill('王一二');
  await page.getByRole('button', { name: '检查并保存' }).click();
  await page.getByText('已保存，计入可参保').waitFor();
  await countsBecome(page, ['230', '6', '3']);
  await page
    .getByRole('row')
    .filter({ hasText: '不满 16 周岁' })
    .getByRole('button', { name: /不参加$/ })
    .click();
  await checkPage(page);
  await page.getByRole('button', { name: '去掉这一行' }).click();
  await countsBecome(page, ['230', '5', '3']);

  // one typed with a slip is told at his fields, and keeps what was typed
  const [joiner] = persons(1, 1);
  if (joiner === undefined) throw new Error('nobody');
  await page.getByRole('button', { name: '逐人添加' }).click();
  const form = page.getByRole('dialog', { name: '添加一个人' });
  await form.getByLabel('姓名').fill(joiner.name);
  await form.getByText(joiner.sex, { exact: true }).click();
  await form.getByLabel('身份证号').fill(`${joiner.residentId.slice(0, 17)}*`);
  await form.getByLabel('手机号').fill(joiner.phone);
  await form.getByRole('button', { name: '检查并保存' }).click();
  await form.getByText('身份证号应为 17 位数字加 1 位数字或 X').first().waitFor();
  await form.getByLabel('身份证号').fill(joiner.residentId);
  await form.getByRole('button', { name: '检查并保存' }).click();
  await countsBecome(page, ['231', '5', '3']);

  // the rule and the fee follow
  await page.getByText('会费 18,480.00 元').first().waitFor();
  await page.getByRole('button', { name: '改人数' }).click();
  await page.getByRole('textbox', { name: '符合条件的职工人数' }).fill('300');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('至少要 240 人').waitFor();
  await page.getByText('参加比例不够，还差 9 人').waitFor();
  await page.getByRole('button', { name: '改人数' }).click();
  await page.getByRole('textbox', { name: '符合条件的职工人数' }).fill('250');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已达到参加比例').waitFor();
  await page.getByLabel('统一社会信用代码').fill('91411600E315G01D8X');
  await page.getByLabel(/身体健康/).check();
  await page.getByLabel(/均为在职职工/).check();
  await page.getByRole('button', { name: /^提交 231 人/ }).click();
  await page.keyboard.press('Enter');
  await page.getByText('已提交审核').waitFor();
  await page.context().close();
});

test('what a reviewer sends back is kept by a tick or typed anew, and goes up again without anything else retyped', async () => {
  const rosterId = rosterPath.split('/').at(-1) ?? '';
  const reason = '请核对身份证号';
  const rows = [2, 3, 4].map((row) => ({ row, reason }));
  must(await reviewRoster(platform(), office().callers.countyReviewer, { rosterId, outcome: 'send-back', rows }));
  const page = await as('agent', rosterPath);
  await page.getByText('被退回 3 人，原样保留 0 人').waitFor();
  expect((await counts(page)).slice(0, 2)).toEqual(['228', '8']);
  const link = await page.getByRole('link', { name: '下载错误名单' }).first().getAttribute('href');
  const workbook = await page.request.get(`${address()}${link}`);
  const texts = await readWholeRoster(new Blob([new Uint8Array(await workbook.body())]), {
    program: 'henan-inpatient',
    submittedOn: parseDate('2025-05-10'),
  });
  expect(must(texts).rows).toBe(8);
  await page
    .getByLabel(/核对无误，原样保留$/)
    .first()
    .check();
  await countsBecome(page, ['229', '7', '3']);
  const [other] = persons(7, 1);
  if (other === undefined) throw new Error('nobody');
  await page.getByRole('button', { name: /^更正/ }).nth(1).click();
  const form = page.getByRole('dialog');
  await form.getByText(`审核退回的原因：${reason}`).waitFor();
  await form.getByLabel('姓名').fill(other.name);
  await form.getByText(other.sex, { exact: true }).click();
  await form.getByLabel('身份证号').fill(other.residentId);
  await form.getByLabel('手机号').fill(other.phone);
  await form.getByRole('button', { name: '检查并保存' }).click();
  await page.getByText('被退回 2 人，原样保留 1 人').waitFor();
  await checkPage(page);
  // the payer of before is still there, and follows the fee
  expect(await page.getByLabel('统一社会信用代码').inputValue()).toBe('91411600E315G01D8X');
  await page.getByLabel(/身体健康/).check();
  await page.getByLabel(/均为在职职工/).check();
  await page.getByRole('button', { name: /^提交 230 人/ }).click();
  await page.keyboard.press('Enter');
  await page.getByText('已提交审核').waitFor();
  await page.context().close();
});

test('after the payment: who paid, receipts, the certificate stamped and handed back, staff numbers restated', async () => {
  const { callers, officeId } = office();
  const order = await passed(platform(), office(), rosterPath.split('/').at(-1) ?? '');
  await imported(platform(), callers.cashier, [
    { amountFen: order.amountFen, on: '2025-05-10', time: '08:00:00', remark: order.reference, recordId: 'U1' },
  ]);
  await comeTo('2025-05-11');
  expect(await issueDueReceipts(platform(), program(officeId), specimenIssuer)).toBe(1);
  const page = await as('agent', '/unit/', PHONE_SCREEN);
  await page.getByText('打印确认书、盖上公章').waitFor();
  await checkPage(page);
  await page.getByRole('button', { name: '打印并传回确认书' }).click();
  await page.getByRole('grid', { name: '会费票据' }).waitFor();
  for (const [name, type] of [
    [/^打开票据 .* PDF$/, 'application/pdf'],
    [/^下载票据 .* XML$/, 'application/xml'],
  ] as const) {
    const href = await page.getByRole('link', { name }).getAttribute('href');
    expect((await page.request.get(`${address()}${href}`)).headers()['content-type']).toBe(type);
  }
  await page.locator('input[type=file]').setInputFiles({ name: '盖章.png', mimeType: 'image/png', buffer: PIXEL });
  await page.getByRole('button', { name: '上传', exact: true }).click();
  await page.getByText('已上传盖章的确认书').waitFor();
  const scan = await page.getByRole('link', { name: '查看盖章的确认书' }).getAttribute('href');
  expect((await page.request.get(`${address()}${scan}`)).headers()['content-type']).toBe('image/png');
  await checkPage(page);
  await page.goto(`${address()}/unit/`);
  await page.getByText('手续都办完了').waitFor();

  await page.goto(`${address()}/unit/particulars`);
  await page.getByRole('button', { name: '改报人数' }).click();
  await page.getByLabel('职工总数').fill('240');
  await page.getByText('都不能超过职工总数').waitFor();
  await page.getByLabel('职工总数').fill('270');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('260 / 100 / 250 改为 270 / 100 / 250').waitFor();
  await checkPage(page);
  await page.context().close();
});

test('a worker takes the place of one who has left, as a reviewer agrees', async () => {
  const { callers } = office();
  const order = await ordered(platform(), office(), {
    agent: foodAgent(),
    rows: persons(40, 6),
    program: 'national-accident',
  });
  await imported(platform(), callers.cashier, [
    { amountFen: order.amountFen, on: '2025-05-11', time: '08:00:00', remark: order.reference, recordId: 'U2' },
  ]);
  await comeTo('2025-06-20');
  const [leaver, joiner] = [...persons(42, 1), ...persons(50, 1)];
  if (leaver === undefined || joiner === undefined) throw new Error('nobody');
  const page = await as('agent', `/unit/orders/${order.id}`);
  await page.getByRole('searchbox', { name: /^按姓名找/ }).fill(leaver.name);
  await page.keyboard.press('Enter');
  await page.getByText('共 1 条，已全部显示').last().waitFor();
  await page.getByRole('button', { name: /换成别人$/ }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('接替的人姓名').fill(joiner.name);
  await form.getByLabel('接替的人姓名').press('Tab');
  await form.getByLabel('身份证号').fill(`${joiner.residentId.slice(0, 16)}00`);
  await form.getByLabel('手机号').fill(joiner.phone);
  await form.getByRole('button', { name: '提交置换申请' }).click();
  await form.getByText('请照身份证逐位核对').first().waitFor();
  await form.getByLabel('身份证号').fill(joiner.residentId);
  await form.getByRole('button', { name: '提交置换申请' }).click();
  await page.getByText('置换申请已提交').waitFor();
  const [asked] = await findReplacements(platform(), callers.countyReviewer, { waiting: true, limit: 1 });
  must(await decideReplacement(platform(), callers.countyReviewer, { replacementId: asked?.id ?? '', agree: true }));
  await page.getByRole('link', { name: '查看置换申请' }).click();
  await page.getByText('原参保人保障到 2025年6月20日，接替的人从 2025年6月21日 零时起').waitFor();
  await checkPage(page);
  await page.context().close();
  expect(complaints).toEqual([]);
});

test('before the end the unit sees who loses the waiver on what day, and renews with leavers and joiners', async () => {
  await comeTo('2026-04-01');
  const page = await as('agent', '/unit/renewals');
  const inpatient = page.locator('section', { hasText: '在职职工住院医疗互助保障活动，230 人' }).first();
  await inpatient.getByRole('button', { name: '看 230 人各在哪份名单上' }).click();
  await page.getByText('新的保障要在 2026年5月26日 之前开始').waitFor();
  await inpatient.getByRole('button', { name: '用现有 230 人做续保名单' }).click();
  await page.getByText('与正在保障的人相比').waitFor();
  await page.getByRole('searchbox', { name: /^按姓名找/ }).fill('王一二');
  await page.keyboard.press('Enter');
  await page.getByText('共 1 条，已全部显示').waitFor();
  await page.getByRole('button', { name: /不再参加$/ }).click();
  await page.getByRole('button', { name: '不再参加 1 人' }).click();
  await page.getByRole('grid', { name: '不再参加的人' }).waitFor();
  await page.getByText('晚于 2026年5月25日 生效的，要重新过 30 天观察期').waitFor();
  // a joiner and one whose phone has changed, in one file
  const [known] = persons(7, 1);
  if (known === undefined) throw new Error('nobody');
  await page.getByRole('button', { name: '补报或改好再传' }).click();
  const more = await xlsx([...persons(60, 1), { ...known, phone: '13912345678' }]);
  const sheet = page.getByRole('dialog', { name: '补报名单' });
  await sheet.locator('input[type=file]').setInputFiles(more);
  await sheet.getByRole('button', { name: '上传并检查' }).click();
  await page.getByText('新增或更正 2 人').waitFor();
  await page.getByRole('button', { name: '新参加 1 人' }).waitFor();
  await page.getByRole('button', { name: '资料有变化 1 人' }).click();
  await page.getByRole('grid', { name: '资料有变化的人' }).getByText('手机号').waitFor();
  await checkPage(page);
  await page.goto(`${address()}/unit/renewals`);
  await inpatient.getByRole('button', { name: '看 230 人各在哪份名单上' }).click();
  await inpatient.getByText('不在续保名单上').first().waitFor();
  await inpatient.getByText('2026年5月26日 起').first().waitFor();
  await checkPage(page);
  await page.context().close();
  expect(complaints).toEqual([]);
});

/** One grey point as a PNG. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);
