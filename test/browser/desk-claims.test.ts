import type { Page } from 'playwright-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { cardCheckDigit } from '#kernel/bank-account.ts';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { importSettlements, passClaims } from '#modules/claims/index.ts';
import { openInvestigation, reportInvestigation } from '#modules/investigations/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { accidentFacts, inpatientFacts, submittedDraft, withCard } from '../support/claim-draft.ts';
import { coveredMembers, type TestMember } from '../support/member-fixture.ts';
import { must } from '../support/scheme-fixture.ts';
import { settlementFile } from '../support/settlement-file.ts';
import { drawSlip, type SlipRow } from '../support/slip-picture.ts';
import { openTestAccount } from '../support/test-accounts.ts';
import { PHONE_SCREEN } from './open-page.ts';
import { openPlatform } from './open-platform.ts';
import { checkPage } from './page-checks.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const { as, open, comeTo, platform, office, clock, documents, complaints, address } = openPlatform();

/** The slip of the second claim: what it says, but for the deductible. */
const SLIP: readonly SlipRow[] = [
  ['医疗费总额', '30,000.00', '符合政策范围金额', '28,000.00'],
  ['全自费金额', '1,000.00', '先行自付金额', '1,000.00'],
  ['起付线', '800.00', '基本医疗保险统筹基金支出', '18,000.00'],
  ['基金支付总额', '18,000.00', '个人负担总金额', '12,000.00'],
];

const sent: { readonly caller: Caller; readonly claimId: string }[] = [];
let members: readonly TestMember[];
beforeAll(async () => {
  const programs = ['henan-inpatient', 'national-accident'] as const;
  members = await coveredMembers({ platform: platform(), clock }, office(), programs, { count: 3 });
  clock.set(startOfDay(parseDate('2025-09-20')) + 9 * 3_600_000);
  const { officeId } = office();
  for (const [at, { personId, memberId }] of members.entries()) {
    const caller: Caller = { access: { scope: 'person', officeId, personId, actorId: platform().newId() } };
    const first18 = `622202123456700${100 + at}`;
    await withCard(platform(), caller, memberId, first18 + cardCheckDigit(first18));
    const facts = inpatientFacts('2025-08-01', `2025-08-${16 + at}`);
    const draft = { benefit: 'inpatient', facts, ...(at === 1 ? { slip: await drawSlip(SLIP) } : {}) } as const;
    const claim = await submittedDraft(platform(), documents, caller, draft);
    sent.push({ caller, claimId: must(claim).claimId });
  }
});

/** A phone on which a member has signed in with the code that was sent to him. */
async function phoneOf(member: TestMember | undefined): Promise<Page> {
  if (member === undefined) throw new Error('no such member');
  const page = await open('/member/', PHONE_SCREEN);
  await page.getByLabel('姓名').fill(member.name);
  await page.getByLabel('身份证号').fill(member.residentId);
  await page.getByRole('button', { name: '发送验证码' }).click();
  await page.getByText('如果姓名和身份证号与参保名单一致').waitFor();
  const sms = page.locator('li', { hasText: member.phone }).first();
  const code = /验证码 (\d{6})/.exec(await sms.innerText())?.[1] ?? '';
  await page.getByLabel('短信验证码').fill(code);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('button', { name: '我要申领' }).waitFor();
  return page;
}

const claimAt = (index: number): string => `/desk/claims/${sent[index]?.claimId}`;

test('a reviewer sees typed beside recorded, corrects with evidence, asserts an exclusion; the decision follows at once', async () => {
  const [member] = members;
  const his = { 证件号码: member?.residentId, 人员姓名: member?.name };
  const days = { 开始日期: '2025-08-01', 结束日期: '2025-08-16', 结算日期: '2025-08-16 10:00:00' };
  const file = settlementFile({ 结算ID: 'D1', 就诊ID: 'M-D1', ...his, ...days });
  must(await importSettlements(platform(), office().callers.officeReviewer, file, { fileName: 'd.csv' }));

  const page = await as('county', '/desk/claims');
  await page.getByRole('combobox', { name: '排列' }).waitFor();
  await checkPage(page);
  await page.goto(`${address()}${claimAt(0)}`);
  await page.getByText('填报的 ', { exact: false }).first().waitFor();
  await page.getByText('请在 2025年9月26日 前审核').waitFor();
  await page.locator('.is-differing', { hasText: '总费用' }).waitFor();
  await checkPage(page);

  await page.getByRole('button', { name: '更正事实' }).click();
  const form = page.getByRole('dialog', { name: '更正这份申领的事实' });
  await form.getByRole('button', { name: '按医保记录填入' }).click();
  await form.getByText('现在采用：30,000.00').waitFor();
  await checkPage(page);
  await form.getByLabel('依据说明').fill('以医保结算记录为准');
  await form.getByRole('button', { name: /项并重新核算/ }).click();
  await page.getByText('已更正，按新的事实核算为 给付 399.52 元').waitFor();
  await page.getByText('得出第 2 次结论').waitFor();
  await page.getByRole('button', { name: '用留存的事实再算一遍' }).click();
  await page.getByText('再算一遍，与留存的结论一字不差。').waitFor();

  await page.getByRole('button', { name: '更正事实' }).click();
  await form.getByLabel('不计的天数（挂床、延迟出院）').fill('99');
  await form.getByLabel('依据说明').fill('试一试');
  await form.getByRole('button', { name: '更正 1 项并重新核算' }).click();
  await form.locator('.tz-field__fault').first().waitFor();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: '主张除外' }).click();
  const assertion = page.getByRole('dialog', { name: '主张除外条款' });
  await assertion.getByLabel('除外条款').fill('附件1-5(一).7');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '主张除外' }).click();
  await assertion.getByLabel('除外条款').fill('附件1-5(一).7');
  await page.keyboard.press('Enter');
  await assertion.getByLabel('依据说明').fill('病历第 2 页载明');
  await assertion.getByRole('button', { name: '保存并重新核算' }).click();
  await page.getByText('已保存，核算结论为 不给付').waitFor();
  await page.keyboard.press('p');
  await page.getByText('您通过的是这个结论').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('已通过').first().waitFor();
  await page.context().close();
});

test('each figure of the slip is shown at its place on the photo, beside what the claim rests on', async () => {
  // somebody holds a notice: its number opens the claim
  const page = await as('county', '/desk/claims');
  const number = page.getByLabel('决定通知书上的编号');
  await number.fill('2025-001');
  await page.keyboard.press('Enter');
  await page.getByText('请照通知书抄全').waitFor();
  await checkPage(page);
  await number.fill((sent[1]?.claimId ?? '').toUpperCase().replaceAll('-', ' '));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '查看 医保结算单' }).click();
  const figures = page.getByRole('table', { name: '结算单上的金额' });
  await figures.waitFor({ timeout: 90_000 });
  await figures.locator('.is-differing', { hasText: '起付标准' }).waitFor();
  expect(await figures.locator('.is-differing').count()).toBe(1);
  await figures.getByRole('button', { name: '总费用' }).focus();
  await page.getByRole('img', { name: '照片上的总费用' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('img', { name: '照片上的全自费' }).waitFor();
  expect(await page.locator('.tz-slip-mark--chosen').getAttribute('aria-label')).toContain('全自费');
  await page.getByRole('button', { name: '照片上的起付标准，看是哪一项' }).click();
  await page.getByRole('img', { name: '照片上的起付标准' }).waitFor();
  await checkPage(page);
  await page.context().close();
});

test('of an accident told late only the part that an investigation could determine is paid, with the reason', async () => {
  const { officeId } = office();
  const hurt = sent[2]?.caller;
  if (hurt === undefined) throw new Error('no such member');
  const draft = { benefit: 'medical', facts: accidentFacts('2025-08-01') } as const;
  const { claimId } = must(await submittedDraft(platform(), documents, hurt, draft));
  const { accountId } = await openTestAccount(platform(), office().callers.systemAdministrator, 'investigator', {
    role: 'reviewer',
    agencyId: office().rootAgencyId,
  });
  const task = { claimId, assigneeId: accountId, dueOn: parseDate('2025-10-01'), task: '查明受伤经过' };
  const { investigationId } = must(await openInvestigation(platform(), office().callers.officeReviewer, task));
  const investigator: Caller = { access: { scope: 'office', officeId, actorId: accountId } };
  must(
    await reportInvestigation(platform(), investigator, {
      investigationId,
      visitedOn: parseDate('2025-09-19'),
      place: '事发路口',
      findings: '第二张票据的伤情与这次意外的关系已无法查明。',
      determined: 'part',
      determinedFen: 120_000,
    }),
  );
  const page = await as('county', `/desk/claims/${claimId}`);
  await page.getByRole('button', { name: '只付能认定的部分' }).click();
  const sheet = page.getByRole('dialog', { name: '只付调查能认定的部分？' });
  await sheet.getByLabel('自付 2').fill('400');
  await sheet.getByText('合计 1,200.00 元，应等于调查认定的 1,200.00 元').waitFor();
  await sheet.getByLabel('其余部分为什么无法认定').fill('事隔太久，无法核实');
  await checkPage(page);
  await sheet.getByRole('button', { name: '只付能认定的部分' }).click();
  await page.getByText('已按能认定的部分重新核算，给付 1,100.00 元').waitFor();
  await page.getByText('其余 400.00 元的性质、原因或损失程度无法确定', { exact: false }).waitFor();
  await page.getByRole('button', { name: '只付能认定的部分' }).waitFor({ state: 'detached' });
  await checkPage(page);
  await page.context().close();
  const phone = await phoneOf(members[2]);
  await phone.goto(`${address()}/member/#/claim/${claimId}`);
  await phone.getByText('其余 400.00 元的性质、原因或损失程度无法确定', { exact: false }).waitFor();
  await checkPage(phone);
  await phone.context().close();
});

test('what is missing is asked for once, with a list and a day; flags, the working calendar and the figures are there', async () => {
  const page = await as('county', claimAt(1));
  await page.getByRole('button', { name: '指派' }).waitFor();
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: '退回这件申领？' });
  await dialog.getByRole('checkbox', { name: '入院记录' }).check();
  await dialog.getByLabel('入院记录：缺什么、哪里不对').fill('没有医院盖章');
  await dialog.getByRole('checkbox', { name: '身份证' }).check();
  await checkPage(page);
  await dialog.getByRole('button', { name: '退回', exact: true }).click();
  await page.getByText('等本人在 2025年10月16日 前补齐', { exact: false }).waitFor();
  await page.getByText('入院记录：没有医院盖章').waitFor();
  await page.getByText('请一次补齐：没有医院盖章；缺身份证。').waitFor();
  const phone = await phoneOf(members[1]);
  await phone.goto(`${address()}/member/#/claim/${sent[1]?.claimId}`);
  await phone.getByText('请在 2025年10月16日 前补齐', { exact: false }).waitFor();
  await phone
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: '入院记录.png',
      mimeType: 'image/png',
      buffer: await phone.screenshot(),
    });
  await phone.getByRole('button', { name: '上传', exact: true }).click();
  await phone.getByText('已收到 1 个文件').waitFor();
  await checkPage(phone);
  await phone.getByLabel('要说明的话（可以不填）').fill('已补齐，身份证明天也会到');
  await phone.getByRole('button', { name: '补齐了，继续审核' }).click();
  await phone.getByRole('button', { name: '补齐了，继续审核' }).waitFor({ state: 'detached' });
  await phone.context().close();
  await page.reload();
  await page.getByText('已补齐，重新审核中。').waitFor();
  await page.context().close();

  const approver = await as('approver', '/desk/review-settings');
  await approver.getByLabel('批量通过，单件不超过（不填为不限）').fill('1000');
  await approver.getByRole('button', { name: '保存' }).click();
  await approver.getByText('已保存，从现在起计算的期限按新的设定').waitFor();
  await approver.context().close();
  const system = await as('system', '/desk/review-settings');
  await system.getByText('由审批人设定。').waitFor();
  await system.getByRole('button', { name: '设定一天' }).click();
  await system.getByLabel('日期').fill('2025-09-24');
  await system.keyboard.press('Tab');
  await system.getByLabel('原因').fill('防汛停工');
  await system.getByRole('button', { name: '设定', exact: true }).click();
  await system.getByText('已设定').waitFor();
  await checkPage(system);
  await system.context().close();

  const claimIds = sent.slice(2).map((each) => each.claimId);
  const { notPassed } = must(await passClaims(platform(), office().callers.countyReviewer, { claimIds }));
  expect(notPassed.map(({ code }) => code)).toEqual(['claim-over-batch-limit']);
  await comeTo('2025-10-20');
  const auditor = await as('auditor', '/desk/claim-figures?from=2024-09-01&until=2025-12-31');
  await auditor.getByText('一次最多统计 366 天').waitFor();
  await auditor.goto(auditor.url().replace('2024-', '2025-'));
  await auditor.getByRole('heading', { name: '各级用时' }).waitFor();
  await auditor.getByText('附件1第五条', { exact: false }).first().waitFor();
  await checkPage(auditor);
  const download = auditor.waitForEvent('download');
  await auditor.getByRole('button', { name: '导出 Excel' }).click();
  expect((await download).suggestedFilename()).toBe('申领统计-2025-09-01-2025-12-31.xlsx');
  await auditor.getByRole('listitem').filter({ hasText: '退回补正过' }).getByRole('link').click();
  await auditor.getByText('只显示统计里数到的申领。').waitFor();
  await auditor.locator('tbody tr').first().waitFor();
  expect(await auditor.locator('tbody tr').count()).toBe(1);
  await auditor.context().close();
  expect(complaints).toEqual([]);
});
