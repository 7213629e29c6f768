import type { Page } from 'playwright-core';
import sql from 'sql-template-tag';
import { beforeAll, expect, test, vi } from 'vitest';
import { cardCheckDigit } from '#kernel/bank-account.ts';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { reconcile } from '#modules/books/index.ts';
import { findClaims, importSettlements, passClaims } from '#modules/claims/index.ts';
import { importStatement } from '#modules/contributions/index.ts';
import { balancesOn } from '#modules/ledger/index.ts';
import { findPayoutBatches, findPayouts, registerPayeeAccounts } from '#modules/payouts/index.ts';
import { coveredMembers, type TestMember } from '../support/member-fixture.ts';
import {
  BENEFIT_FEN,
  returnFile,
  statementFile,
  type TestMovement,
  type TestResult,
} from '../support/payout-fixture.ts';
import { must } from '../support/scheme-fixture.ts';
import { settlementFile } from '../support/settlement-file.ts';
import { PHONE_SCREEN } from './open-page.ts';
import { openPlatform } from './open-platform.ts';
import { checkPage } from './page-checks.ts';

vi.setConfig({ testTimeout: 400_000, hookTimeout: 180_000 });

const { as, open, platform, office, clock, complaints } = openPlatform();

/** Of each member, in the members' order. */
let claimIds: readonly string[];
let members: readonly TestMember[];

function cardOf(number: number): string {
  const first = `621700${String(number).padStart(12, '0')}`;
  return first + cardCheckDigit(first);
}

async function registerCard(member: TestMember | undefined, number: number): Promise<void> {
  const account = { memberId: member?.memberId ?? '', cardNumber: cardOf(number), bankName: '', bankNumber: '' };
  must(await registerPayeeAccounts(platform(), office().callers.officeReviewer, { accounts: [account] }));
}

/** Four members with an approved benefit each, the first two with a card; that of the last is a death benefit. */
beforeAll(async () => {
  members = await coveredMembers({ platform: platform(), clock }, office(), ['henan-inpatient'], { count: 4 });
  clock.set(startOfDay(parseDate('2025-09-01')) + 9 * 3_600_000);
  const { callers } = office();
  const stays = members.map(({ name, residentId }, at) => ({
    结算ID: `S${at}`,
    就诊ID: `M${at}`,
    人员姓名: name,
    证件号码: residentId,
  }));
  const { importId } = must(
    await importSettlements(platform(), callers.officeReviewer, settlementFile(...stays), { fileName: '结算.csv' }),
  );
  const claims = await findClaims(platform(), callers.officeReviewer, { importId, limit: 10 });
  claimIds = members.map(({ memberId }) => claims.find((claim) => claim.memberId === memberId)?.claimId ?? '');
  for (const reviewer of [callers.countyReviewer, callers.cityReviewer, callers.secondOfficeReviewer]) {
    must(await passClaims(platform(), reviewer, { claimIds }));
  }
  await registerCard(members[0], 1);
  await registerCard(members[1], 2);
  // of a stay by its making, which is nothing to the payout
  const access = { ...callers.officeReviewer.access };
  await platform().database.transaction(access, (transaction) =>
    transaction.run(sql`UPDATE tenant.claim SET benefit = 'death' WHERE id = ${claimIds[3]}`),
  );
});

/** A batch from its making to the bank: made by one, looked at and approved by another, sent as the bank's text. */
async function payOut(cashier: Page, approver: Page, payouts: number): Promise<readonly string[]> {
  await cashier.goto(cashier.url().replace(/desk.*/, 'desk/payouts'));
  await cashier.getByRole('button', { name: '编制批次' }).click();
  await cashier.keyboard.press('Enter');
  await cashier.getByText(new RegExp(`${payouts} 笔，.*等复核`)).waitFor();
  // from what waits for him to the list of that state
  await approver.goto(approver.url().replace(/desk.*/, 'desk/'));
  await approver.getByRole('region', { name: '等我复核的付款批次' }).getByRole('link', { name: '查看全部' }).click();
  await approver.getByText('共 1 条').waitFor();
  await approver.locator('tbody tr').filter({ hasText: '待复核' }).first().focus();
  await approver.keyboard.press('Enter');
  await approver.getByText(/与批次合计 .* 元一致/).waitFor();
  await approver.getByText(`${payouts} 笔没有联行号`).waitFor();
  await approver.getByRole('grid', { name: '逐笔' }).getByText('6217 **** ****').first().waitFor();
  await checkPage(approver);
  await approver.getByRole('button', { name: '复核通过' }).click();
  await approver.keyboard.press('Enter');
  await approver.getByText('已复核，待送银行').waitFor();
  await cashier.reload();
  await cashier.getByRole('button', { name: '送银行' }).click();
  await cashier.getByText('银行批量文本（示例格式）').click();
  await cashier.getByRole('dialog').getByRole('button', { name: '送银行' }).click();
  const download = cashier.waitForEvent('download');
  await cashier.getByRole('link', { name: '下载文件' }).first().click();
  expect((await download).suggestedFilename()).toContain('示例格式');
  const { callers } = office();
  const [batch] = await findPayoutBatches(platform(), callers.cashier, { limit: 1 });
  const lines = await findPayouts(platform(), callers.cashier, { batchId: batch?.batchId, limit: 10 });
  return claimIds.flatMap((claimId) => lines.find((line) => line.claimId === claimId)?.endToEndId ?? []);
}

/** The bank's return file, taken in on the page. */
async function answer(cashier: Page, ...results: readonly TestResult[]): Promise<void> {
  await cashier.goto(cashier.url().replace(/desk.*/, 'desk/payout-results'));
  const buffer = Buffer.from(await returnFile(...results).arrayBuffer());
  await cashier.locator('input[type=file]').setInputFiles({ name: '回盘.txt', mimeType: 'text/plain', buffer });
  await cashier.getByRole('button', { name: '导入回盘' }).click();
  await cashier.getByText(`回盘核对完成，共 ${results.length} 笔`).waitFor();
}

/** The member, on his phone, gives another card for the claim that came back. */
async function changeCard(member: TestMember | undefined, claimId: string | undefined, card: string): Promise<void> {
  const page = await open('/home/', PHONE_SCREEN);
  await page.clock.setFixedTime(clock.now());
  await page.goto(page.url().replace('home', 'member'));
  await page.getByLabel('姓名').fill(member?.name ?? '');
  await page.getByLabel('身份证号').fill(member?.residentId ?? '');
  await page.getByRole('button', { name: '发送验证码' }).click();
  const sms = page.locator('li', { hasText: member?.phone ?? '' }).first();
  await page.getByLabel('短信验证码').fill(/验证码 (\d{6})/.exec(await sms.innerText())?.[1] ?? '');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('button', { name: '我要申领' }).waitFor();
  await page.goto(page.url().replace(/member\/.*/, `member/#/claim/${claimId}`));
  await page.getByRole('button', { name: '换一张' }).click();
  await checkPage(page);
  await page.getByLabel('银行卡号').fill(card);
  await page.getByLabel('开户行').fill('中国银行周口分行');
  await page.getByRole('button', { name: '登记这张卡' }).click();
  await page.getByText(`尾号 ${card.slice(-4)}`).waitFor();
}

let records = 0;

/** What the bank's statement says of it, looked through again on the page. */
async function moved(cashier: Page, movements: readonly TestMovement[], found = movements.length): Promise<void> {
  const file = statementFile(
    movements.map((movement) => {
      records += 1;
      return { ...movement, recordId: `P${records}` };
    }),
  );
  must(await importStatement(platform(), office().callers.cashier, file, { fileName: '流水.txt' }));
  await cashier.goto(cashier.url().replace(/desk.*/, 'desk/payout-results'));
  await cashier.getByRole('button', { name: '再核对一次流水' }).click();
  await cashier.getByText(found === 0 ? '没有新查明的流水' : `查明了 ${found} 笔流水`).waitFor();
}

test('a benefit goes from its decision to paid, comes back, and is paid to another card', async () => {
  const cashier = await as('cashier', '/desk/payouts');
  const approver = await as('approver', '/desk/payouts');
  await cashier.getByText('另有 2 笔').waitFor();
  await cashier.goto(`${cashier.url()}?state=withdrawn`);
  await cashier.getByText('没有这个状态的批次。').waitFor();
  const [kept = '', refused = ''] = await payOut(cashier, approver, 2);

  await answer(
    cashier,
    { endToEndId: kept },
    { endToEndId: refused, said: '失败', reason: '账户已销户' },
    { endToEndId: refused, amountFen: BENEFIT_FEN + 1 },
    { endToEndId: 'TZ20990101000001000001' },
  );
  await cashier.getByText('2 笔对不上，没有改变任何账目').waitFor();
  await cashier.getByText('金额与我们送出的不同').waitFor();
  await cashier.getByText('我们没有给过这个编号').waitFor();
  await checkPage(cashier);

  // days later the bank gives back what it had paid
  const on = '2025-09-01';
  await moved(cashier, [
    { amountFen: -BENEFIT_FEN, on, remark: kept },
    { amountFen: BENEFIT_FEN, on, remark: `退汇 户名不符 ${kept}` },
  ]);
  await cashier.goto(cashier.url().replace('payout-results', 'payouts'));
  const returned = cashier.getByRole('grid', { name: '退回、等处理的' });
  await returned.getByText('银行没有付出：已销户').waitFor();
  await returned.getByText('付出后退回：户名不符').waitFor();
  await checkPage(cashier);
  await returned.locator('tr').filter({ hasText: '已销户' }).getByRole('button', { name: '请换卡' }).click();
  await cashier.getByRole('dialog').getByRole('button', { name: '请换卡' }).click();
  await returned.getByText('2025年9月1日 已请换卡').waitFor();

  const reviewer = await as('office', `/desk/claims/${claimIds[1]}`);
  await reviewer.getByRole('button', { name: '登记银行卡' }).click();
  await reviewer.getByLabel('银行卡号').fill(cardOf(3));
  await reviewer.getByLabel('开户行').fill('中国银行周口分行');
  await reviewer.getByRole('dialog').getByRole('button', { name: '登记银行卡' }).click();
  await reviewer.getByText('已登记', { exact: true }).waitFor();
  await changeCard(members[0], claimIds[0], cardOf(4));
  await registerCard(members[2], 5);

  const again = await payOut(cashier, approver, 3);
  await expect.poll(() => cashier.getByRole('grid', { name: '退回、等处理的' }).count()).toBe(0);
  await answer(cashier, ...again.slice(0, 2).map((endToEndId) => ({ endToEndId })));
  await approver.reload();
  await approver.getByText('还有 1 笔').waitFor();
  await moved(
    cashier,
    again.map((remark) => ({ amountFen: -BENEFIT_FEN, on, remark })),
  );
  await approver.reload();
  await approver.getByText('银行已经全部答复').waitFor();
});

test('relatives share a death benefit to the fen, each with a card of his own', async () => {
  const page = await as('office', `/desk/claims/${claimIds[3]}`);
  await page.getByText('还没有登记领取人').waitFor();
  await page.getByRole('button', { name: '登记领取人' }).click();
  const dialog = page.getByRole('dialog');
  const relative = async (at: number, holder: string, percent: string, card: string): Promise<void> => {
    const fields = dialog.getByRole('group', { name: new RegExp(`第 ${at} 位`) });
    await fields.getByLabel('姓名').fill(holder);
    await fields.getByLabel('份额').fill(percent);
    await fields.getByLabel('银行卡号').fill(card);
  };
  await relative(1, '王秀英', '66.67', '6217000000000000000');
  await dialog.getByText('卡号有一位不对').first().waitFor();
  await relative(1, '王秀英', '66.67', cardOf(7));
  await dialog.getByText('份额合计 66.67%，还差 33.33%').waitFor();
  await dialog.getByRole('button', { name: '增加一位' }).click();
  await relative(2, '张小军', '33.33', cardOf(8));
  await dialog.getByText('份额合计 100%').waitFor();
  await checkPage(page);
  await dialog.getByRole('button', { name: '登记领取人' }).click();
  await page.getByText('已登记 2 位领取人').waitFor();
  await page.getByText('266.35').waitFor();
  await page.getByText('133.17').waitFor();
  await page.getByText('王*英').waitFor();
  await checkPage(page);
});

test('a benefit paid wrongly is proposed, decided, received, and the books balance', async () => {
  const reviewer = await as('office', `/desk/claims/${claimIds[0]}`);
  await reviewer.getByRole('button', { name: '提出追回' }).click();
  await reviewer.getByLabel('追回多少').fill('500');
  await reviewer.getByText('应大于 0，最多 399.52 元').waitFor();
  await reviewer.getByLabel('追回多少').fill('399.52');
  await reviewer.getByLabel('具体说明').fill('同一次住院重复给付');
  await checkPage(reviewer);
  await reviewer.getByRole('dialog').getByRole('button', { name: '提出追回' }).click();
  await reviewer.getByText('等另一人决定', { exact: true }).waitFor();

  const approver = await as('approver', '/desk/recoveries');
  await approver.getByText('同一次住院重复给付').waitFor();
  await checkPage(approver);
  await approver.getByRole('button', { name: '追回', exact: true }).click();
  await approver.getByText('请退款人转到办事处账户').waitFor();
  await approver.keyboard.press('Enter');
  await approver.getByText('已决定追回').waitFor();
  await approver.getByText('还没有收齐的 1 笔，共差 399.52 元').waitFor();

  // the member pays back without naming the number
  const cashier = await as('cashier', '/desk/payout-results');
  await moved(cashier, [{ amountFen: BENEFIT_FEN, on: '2025-09-01', remark: '还款' }], 0);
  await cashier.goto(cashier.url().replace('payout-results', 'recoveries'));
  await cashier.getByRole('button', { name: '登记收回' }).click();
  await cashier.getByRole('radio', { name: /399.52 元.*还款/ }).click();
  await cashier.getByRole('dialog').getByRole('button', { name: '登记收回' }).click();
  await cashier.getByText('已决定的都收齐了').waitFor();
  await checkPage(cashier);
  await reviewer.reload();
  await reviewer.getByText('已收回的 399.52 元不再占用次数和限额').waitFor();

  const { callers } = office();
  expect(must(await reconcile(platform(), callers.accountant)).differences).toEqual([]);
  const balances = await balancesOn(platform(), callers.accountant, parseDate('2025-09-01'));
  const of = (code: string): number => balances.find(({ account }) => account.code === code)?.amountFen ?? 0;
  // only the death benefit is still owed; nothing is in transit, unexplained or to come back
  expect(['220903', '220904', '112201', '112202', '220901'].map(of)).toEqual([BENEFIT_FEN, 0, 0, 0, 0]);
  expect(of('510101')).toBe(3 * BENEFIT_FEN);
  expect(complaints).toEqual([]);
});
