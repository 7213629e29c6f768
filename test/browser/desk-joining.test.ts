import type { Locator, Page } from 'playwright-core';
import sql from 'sql-template-tag';
import { expect, test, vi } from 'vitest';
import { findCovers } from '#modules/covers/index.ts';
import { registerUnit } from '#modules/organisations/index.ts';
import { extendRoster, requestReplacement, submitRoster } from '#modules/rosters/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { gunzip } from '#platform/gunzip.ts';
import { DECLARED, imported, ordered, persons, rosterFile, submitted, unitOf } from '../support/joining-fixture.ts';
import { must, testCreditCode } from '../support/scheme-fixture.ts';
import { newPhone } from '../support/test-accounts.ts';
import { PHONE_SCREEN } from './open-page.ts';
import { openPlatform } from './open-platform.ts';
import { checkPage } from './page-checks.ts';

vi.setConfig({ testTimeout: 180_000 });

const { as, open, address, platform, office, comeTo, complaints } = openPlatform();

const A_PDF = Buffer.from('%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\nxref\ntrailer <<>>\nstartxref\n9\n%%EOF\n');

async function leave(page: Page): Promise<void> {
  await page.context().close();
}

async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await field.click();
  await page.getByTitle(option, { exact: true }).last().click();
}

let units = 500;

/** A unit of five in the county, with who acts for it. */
async function smallUnit(name: string): Promise<Caller> {
  units += 1;
  const { callers, officeId, countyAgencyId, cityAgencyId, rootAgencyId } = office();
  const { unitId } = must(
    await registerUnit(platform(), callers.officeReviewer, {
      agencyId: countyAgencyId,
      name,
      creditCode: testCreditCode('411602', units),
      address: '川汇路 1 号',
      staffCount: 6,
      womenCount: 2,
      eligibleCount: 5,
      contact: { name: '李联', phone: newPhone() },
    }),
  );
  const agencyIds = [rootAgencyId, cityAgencyId, countyAgencyId];
  return { access: { scope: 'unit', officeId, unitId, agencyIds, actorId: platform().newId() } };
}

test('a county passes at once what raises no question, and sends two rows of the rest back; it sees what changed', async () => {
  const [plain, other, odd] = [
    await smallUnit('川汇一小'),
    await smallUnit('川汇二小'),
    await smallUnit('川汇三小'),
  ] as const;
  await submitted(platform(), { agent: plain, rows: persons(1, 5) });
  await submitted(platform(), { agent: other, rows: persons(11, 5) });
  const rosterId = await submitted(platform(), { agent: odd, rows: persons(21, 4) });

  const page = await as('county', '/desk/rosters');
  await page.getByText('符合条件人数与登记不同').waitFor();
  const search = async (typed: string): Promise<void> => {
    await page.getByLabel('单位名称或信用代码的开头').fill(typed);
    await page.keyboard.press('Enter');
  };
  await search('川汇四');
  await page.getByText('没有这样的单位的名单', { exact: false }).waitFor();
  await search('川汇二');
  await page.getByText('共 1 条').waitFor();
  await page.reload();
  await page.getByText('川汇二小').waitFor();
  expect(await page.getByText('川汇一小').count()).toBe(0);
  await search(testCreditCode('411602', units).toLowerCase());
  await page.getByText('川汇三小').waitFor();
  await search('');
  await page.getByText('川汇一小').waitFor();
  await checkPage(page);
  await page.getByRole('button', { name: '选中全部没有提示的' }).click();
  await page.getByRole('button', { name: '批量通过 2 份' }).click();
  await page.keyboard.press('Enter');
  await page.getByText('已通过 2 份，转到上一级审核').waitFor();
  await page.getByText('共 1 条').waitFor();

  await page.goto(`${address()}/desk/units/${unitOf(odd)}`);
  const picture = { name: '证照.png', mimeType: 'image/png', buffer: await page.screenshot() };
  await page.getByRole('button', { name: '上传证照' }).click();
  await page.locator('input[type=file]').setInputFiles(picture);
  await page.getByRole('button', { name: '上传', exact: true }).click();
  await page.getByText('证照已上传').waitFor();
  await page.getByRole('button', { name: '看完整的' }).click();
  await page.getByLabel('为什么要看').fill('电话核对证照');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: '查看', exact: true }).click();
  await page.getByRole('dialog').getByText('李联', { exact: true }).waitFor();
  await checkPage(page);
  await page.goto(`${address()}/desk/rosters`);

  await page.locator('tbody tr').first().focus();
  await page.keyboard.press('Enter');
  // the scan stands beside the rows, turned and enlarged by the keys
  const scan = page.getByRole('img', { name: '单位证照' });
  await page.waitForFunction(
    (image) => image instanceof HTMLImageElement && image.naturalWidth > 0,
    await scan.elementHandle(),
  );
  const widthOf = async (): Promise<number> => (await scan.boundingBox())?.width ?? 0;
  const before = await widthOf();
  await page.getByRole('button', { name: '转 90°' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(widthOf, { timeout: 20_000 }).toBeLessThan(before);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '放大' }).press('Enter');
  await expect.poll(widthOf, { timeout: 20_000 }).toBeGreaterThan(before);
  await page.setViewportSize({ width: 768, height: 900 });
  await checkPage(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByLabel('选中第 2 行，退回修改').check();
  await page.getByLabel('选中第 3 行，退回修改').check();
  await page.getByText('已选 2 人').waitFor();
  await page.getByRole('heading', { level: 1 }).click();
  await page.getByRole('button', { name: /^退回 S/ }).click();
  const sheet = page.getByRole('dialog');
  expect(await sheet.getByRole('button', { name: '退回单位' }).isDisabled()).toBe(true);
  await sheet.getByLabel('第 2 行的退回原因').fill('不在职工花名册内');
  await sheet.getByRole('button', { name: '全部用这个原因' }).click();
  await sheet.getByRole('button', { name: '按逐行原因写好给单位的话' }).click();
  expect(await sheet.getByLabel('给单位的话').inputValue()).toContain('不在职工花名册内：第 2、3 行。');
  await checkPage(page);
  await sheet.getByRole('button', { name: '退回单位' }).click();
  await page.getByText('已退回单位').waitFor();

  const file = await rosterFile(persons(31, 1));
  must(await extendRoster(platform(), odd, { rosterId, fileName: '补.xlsx' }, file, { gunzip }));
  must(await submitRoster(platform(), odd, { rosterId, declaration: DECLARED, keepRows: [2] }));
  await page.goto(`${address()}/desk/rosters/${rosterId}`);
  const changes = page.getByRole('region', { name: '退回以后改了什么' });
  await changes.getByText('照原样保留').waitFor();
  await changes.getByText('没有保留，不参加').waitFor();
  await changes.getByText('新加的行').waitFor();
  await page.getByText('退回后重报', { exact: false }).first().waitFor();
  await checkPage(page);
  await leave(page);
  // whoever may not decide is told why
  const city = await as('city', `/desk/rosters/${rosterId}`);
  await city.getByText('这份名单现在不在您这一级审核。').waitFor();
  await leave(city);
});

test('a replacement is agreed to; the certificate is checked by anybody, on a phone, from its QR code', async () => {
  const { callers, officeId } = office();
  const agent = await smallUnit('川汇快递站');
  const order = await ordered(platform(), office(), { agent, rows: persons(41, 3), program: 'national-accident' });
  await imported(platform(), callers.cashier, [
    { on: '2025-05-10', time: '08:00:00', amountFen: order.amountFen, remark: order.reference, recordId: 'R1' },
  ]);
  await comeTo('2025-05-12');
  const [cover] = await findCovers(platform(), agent, { orderId: order.id, limit: 1 });
  const [joiner] = persons(51, 1);
  if (cover === undefined || joiner === undefined) throw new Error('nobody is covered');
  must(await requestReplacement(platform(), agent, { orderId: order.id, periodId: cover.id, joiner }));

  const county = await as('county', '/desk/replacements');
  await county.locator('tbody tr').first().focus();
  await county.keyboard.press('Enter');
  await county.getByRole('dialog').getByText('从明天零时起', { exact: false }).waitFor();
  await checkPage(county);
  await county.getByRole('button', { name: '同意置换' }).click();
  await county.getByText('已置换：原参保人保障到 2025年5月12日').waitFor();
  await leave(county);

  const [certificate] = await platform().database.transaction(callers.officeReviewer.access, (transaction) =>
    transaction.rows<{ code: string }>(sql`
      SELECT verification_code AS code FROM tenant.certificate WHERE office_id = ${officeId} AND order_id = ${order.id}`),
  );
  const page = await open(`/verify/?code=${certificate?.code}`, PHONE_SCREEN);
  await page.getByText('确认书真实，保障中').waitFor();
  await page.getByText('川汇快递站').waitFor();
  await page.getByText('3 人', { exact: true }).waitFor();
  await page.getByRole('button', { name: '大字' }).click();
  await checkPage(page);
  await page.getByRole('button', { name: '再核验一份' }).click();
  await page.getByLabel('验证码').fill('ab12');
  await page.keyboard.press('Enter');
  await page.getByText('现在填了 4 位').waitFor();
  await page.getByLabel('验证码').fill('zzzz-zzzz-zzzz-zzzz');
  await page.keyboard.press('Enter');
  await page.getByText('没有这个验证码的确认书').waitFor();
  await leave(page);
});

test('a unit registers itself with its certificate; it is reviewed, amended, split, merged and moved', async () => {
  const code = testCreditCode('411602', 900);
  const page = await open('/home/register', PHONE_SCREEN);
  await choose(page, page.getByLabel('办事处'), '河南省办事处');
  await choose(page, page.getByLabel('所属经办机构'), '甲县');
  await page.getByLabel('单位名称').fill('川汇纺织厂');
  await page.getByLabel('单位统一社会信用代码').fill(code.slice(0, 17));
  await page.getByText('还差 1 位').waitFor();
  await page.getByLabel('单位统一社会信用代码').fill(code.toLowerCase());
  await page.getByText('代码正确').waitFor();
  await page.getByLabel('地址').fill('纺织路 9 号');
  await page.getByLabel('职工总数').fill('90');
  await page.getByLabel('其中女职工').fill('60');
  await page.getByLabel('符合参加条件的职工').fill('80');
  await page.getByLabel('联系人姓名').fill('王纺');
  await page.getByLabel('联系人手机号').fill(newPhone());
  const pdf = { name: '营业执照.pdf', mimeType: 'application/pdf', buffer: A_PDF };
  await page.locator('input[type=file]').first().setInputFiles(pdf);
  await checkPage(page);
  await page.getByRole('button', { name: '提交登记' }).click();
  await page.getByText('登记已提交，等待审核').first().waitFor();
  await page.getByText('单位证照（营业执照').waitFor();
  await leave(page);

  const county = await as('county', '/desk/units?state=registered');
  await county.getByText('川汇纺织厂').click();
  const paper = await county.getByRole('link', { name: /单位证照/ }).getAttribute('href');
  const scan = await county.request.get(`${address()}${paper}`);
  expect([scan.status(), scan.headers()['content-type']]).toEqual([200, 'application/pdf']);
  await checkPage(county);
  await county.getByRole('button', { name: '通过登记' }).click();
  await county.getByRole('dialog').getByRole('button', { name: '通过登记' }).click();
  await county.getByRole('dialog', { name: '邀请码' }).getByRole('button', { name: '知道了' }).click();
  await county.getByRole('button', { name: '修改资料' }).click();
  await county.getByLabel('符合参加条件的职工').fill('85');
  await county.getByRole('button', { name: '修改资料' }).click();
  await county.getByText('职工 / 女职工 / 符合条件：90 / 60 / 80 → 90 / 60 / 85').waitFor();
  await county.getByRole('button', { name: '分出新单位' }).click();
  await county.getByLabel('单位名称').fill('川汇印染厂');
  await county.getByLabel('单位统一社会信用代码').fill(testCreditCode('411602', 901));
  await county.getByLabel('职工总数').fill('30');
  await county.getByLabel('其中女职工').fill('20');
  await county.getByLabel('符合参加条件的职工').fill('25');
  await county.getByLabel('联系人姓名').fill('陈染');
  await county.getByLabel('联系人手机号').fill(newPhone());
  await checkPage(county);
  await county.getByRole('button', { name: '分出新单位' }).click();
  await county.getByRole('dialog', { name: '邀请码' }).getByRole('button', { name: '知道了' }).click();
  await county.getByText('来自：').waitFor();
  await county.getByRole('link', { name: '川汇纺织厂' }).click();
  await county.getByText('60 人').first().waitFor();
  await county.getByRole('link', { name: '川汇印染厂' }).click();
  await county.getByRole('heading', { level: 1, name: '川汇印染厂' }).waitFor();
  await county.getByRole('button', { name: '并入其他单位' }).click();
  await county.getByLabel('并入哪个单位').fill('川汇纺');
  await county
    .getByTitle(/^川汇纺织厂/)
    .last()
    .click();
  await checkPage(county);
  await county.getByRole('dialog').getByRole('button', { name: '并入其他单位' }).click();
  await county.getByText('并入或移交到：').waitFor();
  await leave(county);

  const system = await as('system', '/desk/tree');
  await system.getByRole('button', { name: '调整单位隶属' }).click();
  const sheet = system.getByRole('dialog');
  await sheet.getByLabel('单位统一社会信用代码').fill(code);
  await choose(system, sheet.getByLabel('哪个机构'), '乙县');
  await checkPage(system);
  await sheet.getByRole('button', { name: '调整隶属' }).click();
  await system.getByText('已调整隶属').waitFor();
  await leave(system);
});

test('the office gives cover with a roster; another person approves; the figures lead to what is behind them', async () => {
  await smallUnit('河南省总工会机关');
  const page = await as('office', '/desk/grants/new');
  await page.getByLabel('挂在哪个单位名下').fill('河南省总');
  await page
    .getByTitle(/^河南省总工会机关/)
    .last()
    .click();
  const workbook = Buffer.from(await (await rosterFile(persons(71, 4))).arrayBuffer());
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page.locator('input[type=file]').setInputFiles({ name: '困难职工.xlsx', mimeType, buffer: workbook });
  await page.getByRole('button', { name: '检查名单' }).click();
  await page.getByText('可参保 4 人').waitFor();
  await page.getByLabel('事由').fill('困难职工送温暖');
  await page.getByLabel('工会转账').check();
  await page.getByLabel('出资方名称').fill('河南省总工会');
  await page.getByLabel(/身体健康/).check();
  await page.getByLabel(/均为在职职工/).check();
  await checkPage(page);
  await page.getByRole('button', { name: '提出赠送 4 人' }).click();
  await page.getByText('已提出赠送 4 人').waitFor();
  await page.locator('tbody tr').first().click();
  await page.getByText('这是您自己提出的赠送，须由另一人审批。').waitFor();
  await leave(page);

  const approver = await as('approver', '/desk/grants');
  await approver.locator('tbody tr').first().focus();
  await approver.keyboard.press('Enter');
  await approver.getByText('由出资的工会转账 320.00 元').waitFor();
  await checkPage(approver);
  await approver.getByRole('dialog').getByRole('button', { name: '批准' }).click();
  await approver.getByText(/已批准，缴费通知的参考号是/).waitFor();
  await approver.goto(`${address()}/desk/figures?program=national-accident`);
  await approver.getByRole('link', { name: '一市' }).click();
  await approver.getByRole('row', { name: /甲县/ }).getByRole('link', { name: '3', exact: true }).click();
  await approver.getByRole('grid', { name: '逐个单位' }).getByText('川汇快递站').waitFor();
  await checkPage(approver);
  const download = approver.waitForEvent('download');
  await approver.getByRole('link', { name: '导出表格' }).click();
  expect((await download).suggestedFilename()).toMatch(/^参保统计-意外伤害-.*\.xlsx$/);
  await leave(approver);
  expect(complaints).toEqual([]);
});
