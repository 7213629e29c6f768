import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { maskName } from '#kernel/mask.ts';
import { getAppealCase, voteOnRuling } from '#modules/appeals/index.ts';
import { getClaim } from '#modules/claims/index.ts';
import { findUnits } from '#modules/organisations/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { openFolderStore } from '#platform/documents/folder-store.ts';
import { inpatientFacts, submittedDraft, TEST_CARD, withCard } from '../support/claim-draft.ts';
import { coveredMembers, type TestMember } from '../support/member-fixture.ts';
import { must } from '../support/scheme-fixture.ts';
import { openTestAccount } from '../support/test-accounts.ts';
import { PHONE_SCREEN } from './open-page.ts';
import { openPlatform } from './open-platform.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const opened = openPlatform();
const SHOTS = join(import.meta.dirname, '../../test-results/appeal');
const TODAY = '2025-09-20';
const folder = mkdtempSync(join(tmpdir(), 'tongzhou-appeal-screens-'));

let members: readonly TestMember[];
let committee: readonly Caller[];
beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  const { clock } = opened;
  const platform = opened.platform();
  const office = opened.office();
  const { officeId, rootAgencyId, cityAgencyId, countyAgencyId, callers } = office;
  const units = await findUnits(platform, callers.officeReviewer, { state: 'active' }, { limit: 20 });
  const unit = units.items.find(({ name }) => name.includes('颍河'));
  if (unit === undefined) throw new Error('the unit of the agent is not there');
  const agencyIds = [rootAgencyId, cityAgencyId, countyAgencyId];
  const access = { scope: 'unit', officeId, unitId: unit.id, agencyIds, actorId: platform.newId() } as const;
  const ofAgent = { ...office, unitId: unit.id, callers: { ...callers, unitAgent: { access } } };
  members = await coveredMembers({ platform, clock }, ofAgent, ['henan-inpatient'], { count: 2 });
  committee = [];
  for (const name of ['expert-2', 'expert-3']) {
    const at = { role: 'committeeMember', agencyId: rootAgencyId } as const;
    const { accountId } = await openTestAccount(platform, callers.systemAdministrator, name, at);
    committee = [...committee, { access: { scope: 'office', officeId, actorId: accountId } }];
  }
  clock.set(startOfDay(parseDate(TODAY)) + 10 * 3_600_000);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function memberAt(at: number): TestMember {
  const member = members[at];
  if (member === undefined) throw new Error('no such member');
  return member;
}

/** A phone on which the member has signed in with the code that was sent to him. */
async function phoneOf(member: TestMember): Promise<Page> {
  const page = await opened.open('/member/', PHONE_SCREEN);
  await page.getByLabel('姓名').fill(member.name);
  await page.getByLabel('身份证号').fill(member.residentId);
  await page.getByRole('button', { name: '发送验证码' }).click();
  const sms = page.locator('li', { hasText: member.phone }).first();
  const code = /验证码 (\d{6})/.exec(await sms.innerText())?.[1] ?? '';
  await page.getByLabel('短信验证码').fill(code);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('button', { name: '我要申领' }).waitFor();
  return page;
}

test('an appeal goes from the phone over the office to the committee, whose ruling is the decision from then on', async () => {
  const platform = opened.platform();
  const { officeId } = opened.office();
  const member = memberAt(0);
  const caller: Caller = {
    access: { scope: 'person', officeId, personId: member.personId, actorId: platform.newId() },
  };
  await withCard(platform, caller, member.memberId);
  const facts = inpatientFacts('2025-08-01', '2025-08-16') as { stay: object; settlement: object };
  const stay = { ...facts.stay, hospital: { grade: 1, recognised: false, region: 'henan' } };
  const draft = { benefit: 'inpatient', facts: { ...facts, stay } } as const;
  const { claimId } = must(await submittedDraft(platform, openFolderStore(folder), caller, draft));

  const phone = await phoneOf(member);
  await phone.goto(`${opened.address()}/member/#/claim/${claimId}`);
  await phone.getByLabel('为什么不同意').fill('这家医院是三级甲等，等级登记错了。');
  await phone.getByRole('button', { name: '提出申诉' }).click();
  await phone.getByText('已提出，等办事处复核').waitFor();
  await phone.screenshot({ path: join(SHOTS, '01-phone-filed.png'), fullPage: true });

  const office = await opened.as('office', '/desk/appeals');
  await office.getByRole('row', { name: /等办事处复核/ }).click();
  await office.getByText('等级登记错了').first().waitFor();
  await office.getByRole('button', { name: '提请专家委员会裁定' }).click();
  await office.getByLabel('复核意见（会员看得到）').fill('医院等级需要认定，提请专家委员会裁定。');
  await office.getByRole('dialog').getByRole('button', { name: '提请专家委员会裁定' }).click();
  await office.getByText('专家委员会裁定中').waitFor();

  const expert = await opened.as('expert', '/desk/appeals');
  await expert.getByRole('row', { name: /专家委员会裁定中/ }).click();
  await expert.getByLabel('更正事实，由规则核算').click();
  await expert.getByLabel('医院等级').click();
  await expert.getByTitle('三级').click();
  await expert.getByText('试算', { exact: true }).click();
  await expert.getByText('裁定后为 5,400.00 元').waitFor();
  await expert.getByLabel('理由（会员看得到）').fill('经查，该院为三级甲等医院，应予给付。');
  await expert.getByRole('button', { name: '提交表决' }).click();
  await expert.getByText('改为 5,400.00 元').waitFor();
  await expert.getByRole('button', { name: /赞\s?成/ }).click();
  await expert
    .getByRole('dialog')
    .getByRole('button', { name: /赞\s?成/ })
    .click();
  await expert.getByText('赞成 1，反对 0，共 3 人').waitFor();
  await expert.screenshot({ path: join(SHOTS, '02-desk-vote.png'), fullPage: true });

  const appealId = /appeals\/([0-9a-f-]+)/.exec(expert.url())?.[1] ?? '';
  const [second] = committee;
  if (second === undefined) throw new Error('no second expert');
  const { proposals } = must(await getAppealCase(platform, second, appealId));
  const proposalId = proposals[0]?.proposalId ?? '';
  must(await voteOnRuling(platform, second, { appealId, proposalId, isFor: true, reason: '' }));
  await expert.reload();
  await expert.getByText('裁定改变').first().waitFor();
  expect(must(await getClaim(platform, caller, claimId))).toMatchObject({ state: 'approved', amountFen: 540_000 });

  await phone.reload();
  await phone.getByText('专家委员会裁定：改变').waitFor();
  await phone.getByText('经查，该院为三级甲等医院').waitFor();
  expect(await phone.getByRole('button', { name: '提出申诉' }).count()).toBe(0);
  await phone.screenshot({ path: join(SHOTS, '03-phone-ruled.png'), fullPage: true });
  const notice = await phone.request.get(`${opened.address()}/api/my/claims/${claimId}/notice`);
  expect([notice.status(), notice.headers()['content-type']]).toEqual([200, 'application/pdf']);
});

test('a unit files for its member: what it types is saved, its papers printed, and no amount shown', async () => {
  const agent = await opened.as('agent', '/unit/claims');
  await agent.getByRole('button', { name: '代会员申领' }).click();
  await agent.getByLabel('按姓名查找').first().fill(memberAt(1).name);
  await agent.getByRole('button', { name: '按姓名查找' }).click();
  await agent
    .getByRole('row', { name: /住院医疗/ })
    .first()
    .click();
  await agent.getByRole('button', { name: '开始填报' }).click();
  await agent.getByLabel('哪天住进医院').fill('2025-08-01');
  await agent.getByLabel('哪天出院').fill('2025-08-16');
  await agent.getByLabel('哪天结算').fill('2025-08-16');
  await agent.getByLabel('事情的经过').fill('在车间突然胸痛，送医住院。');
  await agent.getByRole('button', { name: '银行卡' }).click();
  await agent.getByLabel('开户名').fill(memberAt(1).name);
  await agent.getByLabel('卡号', { exact: true }).fill(TEST_CARD);
  await agent.getByLabel('开户行').fill('中国银行周口分行');
  await agent.getByRole('button', { name: '登记银行卡' }).click();
  await agent.getByText('银行卡已登记').waitFor();
  await agent.getByRole('button', { name: '提交', exact: true }).click();
  await agent.getByText('单位代办不显示预估金额').waitFor();
  await agent.getByText('已保存').waitFor();
  await agent.screenshot({ path: join(SHOTS, '04-unit-send.png'), fullPage: true });
  for (const name of ['打印申请书', '打印参保证明']) {
    const href = await agent.getByRole('link', { name }).getAttribute('href');
    const paper = await agent.request.get(`${opened.address()}${href}`);
    expect([name, paper.status(), paper.headers()['content-type']]).toEqual([name, 200, 'application/pdf']);
  }
  await agent.goto(`${opened.address()}/unit/claims`);
  await agent.getByRole('row', { name: /未提交/ }).waitFor();
  await agent.reload();
  await agent.getByRole('row', { name: /未提交/ }).click();
  expect(await agent.getByLabel('事情的经过').inputValue()).toBe('在车间突然胸痛，送医住院。');
});

test('a unit asks for another phone for its member; the agency looks into it, and both sides are told', async () => {
  const { name } = memberAt(0);
  const agent = await opened.as('agent', '/unit/members');
  await agent.getByRole('button', { name: `换手机号：${maskName(name)}` }).click();
  const form = agent.getByRole('dialog');
  await form.getByLabel('新手机号').fill('123');
  await form.getByLabel('为什么换').fill('原号码停用，本人到工会申请');
  await form.getByRole('button', { name: '提交核对' }).click();
  await form.getByText('手机号', { exact: false }).first().waitFor();
  await form.getByLabel('新手机号').fill('139 0000 7777');
  await form.getByRole('button', { name: '提交核对' }).click();
  await agent.getByRole('row', { name: /139\*{4}7777.*等核对/ }).waitFor();
  await agent.screenshot({ path: join(SHOTS, '06-unit-phone.png') });

  const county = await opened.as('county', '/desk/member-requests');
  await county.getByRole('row', { name: maskName(name) }).click();
  await county.getByText('13900007777').waitFor();
  await county.getByText('原号码停用，本人到工会申请').waitFor();
  await county.getByLabel('核对经过或不同意的理由').fill('电话核对本人');
  await county.getByRole('button', { name: '同意', exact: true }).click();
  await county.getByText('没有等核对的请求').waitFor();
  await agent.reload();
  await agent.getByRole('row', { name: /已更换.*电话核对本人/ }).waitFor();
  await agent.goto(`${opened.address()}/unit/`);
  await agent.getByRole('link', { name: '会员的登录手机号已按您的请求更换' }).waitFor();
});

test('the office enters a hospital, and the register is searched and shows its history', async () => {
  const office = await opened.as('office', '/desk/hospitals');
  await office.getByRole('button', { name: '登记一家' }).click();
  await office.getByLabel('机构代码').fill('H41160200009');
  await office.getByLabel('机构名称').fill('周口市第六人民医院');
  await office.getByLabel('依据').fill('豫医保〔2025〕12号');
  await office
    .getByRole('dialog')
    .getByRole('button', { name: /登\s?记/ })
    .click();
  await office.getByText('已登记').waitFor();
  await office.getByRole('row', { name: /第六人民医院/ }).click();
  await office.getByText('豫医保〔2025〕12号').waitFor();
  await office.screenshot({ path: join(SHOTS, '05-hospital.png'), fullPage: true });
  expect(opened.complaints).toEqual([]);
});
