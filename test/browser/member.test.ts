import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { reviewClaim } from '#modules/claims/index.ts';
import { TEST_CARD } from '../support/claim-draft.ts';
import { coveredMembers, type TestMember } from '../support/member-fixture.ts';
import { must } from '../support/scheme-fixture.ts';
import { drawSlip, photograph } from '../support/slip-picture.ts';
import { overflowOf, PHONE_SCREEN } from './open-page.ts';
import { openPlatform } from './open-platform.ts';
import { faintTexts, namelessControls } from './page-checks.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const opened = openPlatform();
const SHOTS = join(import.meta.dirname, '../../test-results/member');
const TODAY = '2025-09-20';

let members: readonly TestMember[];
beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  const { platform, clock, office } = opened;
  const programs = ['henan-inpatient', 'national-accident'] as const;
  members = await coveredMembers({ platform: platform(), clock }, office(), programs, { count: 5 });
  clock.set(startOfDay(parseDate(TODAY)) + 10 * 3_600_000);
});

/** What holds on every page of the phone: nothing faint, nothing nameless, nothing beyond the edge, thumbs hit every button. */
async function checkPage(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
  expect(await page.evaluate(faintTexts)).toEqual([]);
  expect(await page.evaluate(namelessControls)).toEqual([]);
  expect(await overflowOf(page)).toBe(0);
  const low = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.tz-press, .tz-input, .tz-choice')]
      .filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < 48)
      .map((control) => control.innerText),
  );
  expect(low).toEqual([]);
}

/** A phone on which that member has signed in with the code that was sent to him. */
async function phoneOf(at: number): Promise<Page> {
  const member = members[at];
  if (member === undefined) throw new Error('no such member');
  const page = await opened.open('/home/', PHONE_SCREEN);
  await page.clock.setFixedTime(startOfDay(parseDate(TODAY)) + 10 * 3_600_000);
  await page.goto(`${opened.address()}/member/`);
  await page.getByLabel('姓名').fill(member.name);
  await page.getByLabel('身份证号').fill(member.residentId);
  await page.getByRole('button', { name: '发送验证码' }).click();
  await page.getByText('如果姓名和身份证号与参保名单一致').waitFor();
  const sms = page.locator('li', { hasText: member.phone }).first();
  const code = /验证码 (\d{6})/.exec(await sms.innerText())?.[1] ?? '';
  if (at === 0) await checkPage(page, '01-sign-in');
  await page.getByLabel('短信验证码').fill(code);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('button', { name: '我要申领' }).waitFor();
  return page;
}

const next = async (page: Page): Promise<void> => await page.getByRole('button', { name: '下一步' }).click();

/** Uploads a file for a paper and waits until the list has it. */
async function upload(page: Page, material: string, name: string, mimeType: string, buffer: Buffer): Promise<void> {
  await page.locator(`input[data-material="${material}"]`).setInputFiles({ name, mimeType, buffer });
  if (mimeType !== 'application/pdf') await page.getByRole('button', { name: '上传', exact: true }).click();
  await page.getByRole('link', { name: `看：${name}` }).waitFor();
}

async function registerCard(page: Page, cardNumber: string): Promise<void> {
  await page.getByLabel('银行卡号').fill('6222021234567890129');
  await page.getByText('有一位不对').waitFor();
  await page.getByLabel('银行卡号').fill(cardNumber);
  await page.getByText('卡号校验通过').waitFor();
  await page.getByLabel('开户行').fill('中国银行周口分行');
  await page.getByRole('button', { name: '登记这张卡' }).click();
  await page.getByText(`尾号 ${cardNumber.slice(-4)}`).waitFor();
}

async function agreeAndSend(page: Page): Promise<string> {
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: '提交申领' }).click();
  await page.getByRole('heading', { name: '办理进度' }).waitFor();
  return /#\/claim\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? '';
}

test('an inpatient claim goes from the phone to the decision, with real pictures and a PDF', async () => {
  const page = await phoneOf(0);
  await page.getByText('保障中').first().waitFor();
  await checkPage(page, '02-home');
  const picture = await page.screenshot();
  const photo = await page.screenshot({ type: 'jpeg' });
  const pdf = await page.pdf();

  await page.getByRole('button', { name: '报告住院或意外' }).click();
  await page.getByLabel('哪天住的院').fill('2025-08-01');
  await checkPage(page, '03-report');
  await page.getByRole('button', { name: '报告', exact: true }).click();
  await page.getByText('2025年9月20日起知道了').waitFor();

  await page.getByRole('button', { name: '我要申领' }).click();
  await page.getByRole('button', { name: '住院医疗' }).click();
  await page.getByLabel('哪天住进医院').fill('2025-08-01');
  await page.getByLabel('哪天出院').fill('2025-08-16');
  await page.getByLabel('哪天结算').fill('2025-08-16');
  await page.getByLabel('哪家医院').fill('周口市中心医院');
  await page.getByLabel('主要诊断的编码').fill('I21.0');
  await page.getByLabel('事情的经过').fill('8月1日早上胸口疼，家人送到医院，住院治疗后好转出院。');
  await checkPage(page, '04-event');
  await next(page);

  // taken on its side: turned upright before it goes off, or nothing could be read
  const slip = { name: '结算单照片.jpg', mimeType: 'image/jpeg', buffer: await photograph(await drawSlip(), 91.5) };
  await page.locator('input[type=file]').first().setInputFiles(slip);
  await page.getByRole('img', { name: '要上传的照片：结算单照片.jpg' }).waitFor();
  await page.getByRole('button', { name: '向左转：结算单照片.jpg' }).click();
  await checkPage(page, '05-slip-turned');
  await page.getByRole('button', { name: '上传', exact: true }).click();
  await page.getByText('认出 12 项').waitFor({ timeout: 90_000 });
  expect(await page.getByLabel('这次住院一共花了').inputValue()).toBe('24,356.78');
  expect(await page.getByLabel('基本医保报了').inputValue()).toBe('15,106.54');
  await page.getByRole('img', { name: /照片上的这次住院一共花了/ }).waitFor();
  await checkPage(page, '05-slip-read');

  const figures = {
    这次住院一共花了: '31000',
    '医保目录外，全部自己付': '1000',
    乙类项目先由自己付: '1000',
    医保认可的费用: '28000',
    医保起付线以下: '1000',
    基本医保报了: '18000',
    '大额（大病）基金报了': '',
  };
  for (const [label, yuan] of Object.entries(figures)) await page.getByLabel(label).fill(yuan);
  await page.getByText('和总费用差 1,000.00 元').waitFor();
  await checkPage(page, '05-slip-differs');
  await page.getByLabel('这次住院一共花了').fill('30000');
  await expect.poll(() => page.getByText('和总费用差').count()).toBe(0);
  await next(page);

  // the draft outlives the page: opened again, it is as it was
  await page.getByText('已保存').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: '材料' }).waitFor();
  await page.locator('input[data-material="settlement-slip"]').setInputFiles({
    name: '程序.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('MZ a program'),
  });
  await page.getByText('只收照片（JPEG、PNG）和 PDF').waitFor();
  await upload(page, 'settlement-slip', '结算单.png', 'image/png', picture);
  await upload(page, 'settlement-slip', '结算单第二页.jpg', 'image/jpeg', photo);
  await upload(page, 'record-front-page', '病案首页.pdf', 'application/pdf', pdf);
  await checkPage(page, '06-papers');
  await next(page);
  await registerCard(page, TEST_CARD);
  await checkPage(page, '07-card');
  await next(page);

  await page.getByText('5,400.00').first().waitFor();
  await page.getByText('还缺的材料').waitFor();
  await checkPage(page, '08-send');
  const claimId = await agreeAndSend(page);
  await page.getByText('正在审核').waitFor();
  await page.getByText('5,400.00').first().waitFor();
  await page.getByText('为什么不是更多').waitFor();
  await checkPage(page, '09-claim');

  const notice = await page.request.get(`${opened.address()}/api/my/claims/${claimId}/notice`);
  expect((await notice.body()).subarray(0, 5).toString()).toBe('%PDF-');
  const { countyReviewer, cityReviewer, secondOfficeReviewer } = opened.office().callers;
  for (const reviewer of [countyReviewer, cityReviewer, secondOfficeReviewer]) {
    must(await reviewClaim(opened.platform(), reviewer, { claimId, outcome: 'pass' }));
  }
  await page.reload();
  await page.getByText('已核准，等待付款').waitFor();
  await page.getByLabel('为什么不同意').fill('起付标准扣多了。');
  await page.getByRole('button', { name: '提出申诉' }).click();
  await page.getByText('已提出，等办事处复核').waitFor();
  await page.getByRole('button', { name: '大字' }).click();
  await checkPage(page, '10-claim-large');
  await page.getByRole('button', { name: '‹ 首页' }).click();
  await page.getByText('1 次').waitFor();
  await checkPage(page, '11-home-large');
  expect(opened.complaints).toEqual([]);
});

test('an accident medical claim goes from the phone to the decision', async () => {
  const page = await phoneOf(1);
  const picture = await page.screenshot();
  await page.getByRole('button', { name: '我要申领' }).click();
  await page.getByRole('button', { name: '意外医疗' }).click();
  await page.getByLabel('哪天出的事').fill('2025-09-10');
  await page.getByLabel('事情的经过').fill('送餐路上摔倒，右手骨折。');
  await next(page);
  await page.getByLabel('哪天看的病').fill('2025-09-10');
  await page.getByLabel('自己付了多少').fill('800');
  await page.getByRole('button', { name: '添加一张票据' }).click();
  await page.getByLabel('自己付了多少').nth(1).fill('900.5');
  await checkPage(page, '20-bills');
  await next(page);
  await upload(page, 'bills', '票据.png', 'image/png', picture);
  await upload(page, 'diagnosis', '诊断证明.png', 'image/png', await page.screenshot());
  await upload(page, 'accident-proof', '事故证明.png', 'image/png', await page.screenshot());
  await next(page);
  await registerCard(page, TEST_CARD);
  await next(page);
  await page.getByText('1,600.50').first().waitFor();
  const claimId = await agreeAndSend(page);
  await page.getByText('1,600.50').first().waitFor();
  await checkPage(page, '21-accident-claim');

  const desk = await opened.as('county', `/desk/claims/${claimId}`);
  await desk.getByText('送餐路上摔倒，右手骨折。').waitFor();
  await desk.getByText('提交时还缺：病历、会员的身份证、本人银行卡').waitFor();
  await desk.getByRole('button', { name: '查看' }).first().click();
  await desk.getByRole('img', { name: /票据[.]png/ }).waitFor();
  await expect
    .poll(() => desk.evaluate(() => document.querySelector<HTMLImageElement>('.tz-picture img')?.naturalWidth))
    .toBe(360);
  await desk.screenshot({ path: join(SHOTS, '22-desk.png'), fullPage: true });
  expect(opened.complaints).toEqual([]);
});

test('a disability claim goes from the phone to the decision', async () => {
  const page = await phoneOf(4);
  const picture = await page.screenshot();
  await page.getByRole('button', { name: '我要申领' }).click();
  await page.getByRole('button', { name: '意外伤残' }).click();
  await page.getByLabel('哪天出的事').fill('2025-06-10');
  await page.getByLabel('事情的经过').fill('送餐路上被车撞倒，左手两指截断。');
  await next(page);
  await page.getByLabel('第 1 处伤残是几级').fill('9');
  await page.getByRole('button', { name: '再加一处伤残' }).click();
  await page.getByLabel('第 2 处伤残是几级').fill('9');
  await page.getByLabel('哪天评定的').fill('2025-09-15');
  await checkPage(page, '23-injuries');
  await next(page);
  await upload(page, 'disability-certificate', '伤残鉴定.pdf', 'application/pdf', await page.pdf());
  await upload(page, 'accident-proof', '事故认定书.png', 'image/png', picture);
  await next(page);
  await registerCard(page, TEST_CARD);
  await next(page);
  // two of grade 9 are one of grade 8: 50,000.00 × 30 %
  await page.getByText('15,000.00').first().waitFor();
  const claimId = await agreeAndSend(page);
  await page.getByText('15,000.00').first().waitFor();
  const { countyReviewer, cityReviewer, secondOfficeReviewer } = opened.office().callers;
  for (const reviewer of [countyReviewer, cityReviewer, secondOfficeReviewer]) {
    must(await reviewClaim(opened.platform(), reviewer, { claimId, outcome: 'pass' }));
  }
  await page.reload();
  await page.getByText('已核准，等待付款').waitFor();
  await checkPage(page, '24-disability-claim');
  expect(opened.complaints).toEqual([]);
});

test('what is typed without a line stays on the phone and is saved when the line is back', async () => {
  const page = await phoneOf(2);
  await page.getByRole('button', { name: '我要申领' }).click();
  await page.getByRole('button', { name: '住院医疗' }).click();
  await page.getByLabel('哪天住进医院').waitFor();
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.context().setOffline(true);
  await page.getByLabel('哪天住进医院').fill('2025-08-03');
  await page.getByText('先存在这部手机上').waitFor({ timeout: 30_000 });
  // the shell opens without a line, and says so; nothing of the interface was kept
  await page.reload();
  await page.getByText('现在没有网络').waitFor();
  const kept = await page.evaluate(async () => {
    const cache = await caches.open('tongzhou-member-shell');
    return (await cache.keys()).map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toContain('/member/');
  expect(kept.filter((path) => path !== '/member/' && !path.startsWith('/assets/'))).toEqual([]);
  await checkPage(page, '14-no-line');
  await page.context().setOffline(false);
  // without another stroke
  const sent = page.waitForResponse(
    (answer) => answer.request().method() === 'PUT' && answer.url().includes('/api/claim-drafts/'),
  );
  await page.reload();
  expect(await page.getByLabel('哪天住进医院').inputValue()).toBe('2025-08-03');
  expect((await sent).request().postData()).toContain('2025-08-03');
  await page.getByLabel('哪家医院').fill('项城市人民医院');
  await page.getByText('已保存').waitFor();

  // a paper of several pieces
  await next(page);
  await next(page);
  const noise = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 400, height: 400 });
    const picture = new ImageData(400, 400);
    for (let at = 0; at < picture.data.length; at++) picture.data[at] = at % 4 === 3 ? 255 : Math.random() * 256;
    canvas.getContext('2d')?.putImageData(picture, 0, 0);
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  });
  const large = Buffer.from(noise, 'base64');
  expect(large.length).toBeGreaterThan(400_000);
  await upload(page, 'settlement-slip', '大照片.png', 'image/png', large);

  await page.getByRole('button', { name: '‹ 首页' }).click();
  await page.getByRole('button', { name: '换登录手机号' }).click();
  await page.getByLabel('新手机号').fill('139 0000 8888');
  await page.getByLabel('为什么换').fill('原号码停用了');
  await page.getByRole('button', { name: '提交核对' }).click();
  await page.getByText('换号请求正在核对').waitFor();
  await page.getByText('139****8888').waitFor();
  await checkPage(page, '15-phone');
});

test('a stay settled in two parts is one claim; a small one is told what it uses up, and is kept back', async () => {
  const page = await phoneOf(3);
  await page.getByRole('button', { name: '我要申领' }).click();
  await page.getByRole('button', { name: '住院医疗' }).click();
  for (const [label, day] of [
    ['哪天住进医院', '2025-08-01'],
    ['哪天出院', '2025-08-11'],
    ['哪天结算', '2025-08-06'],
  ] as const) {
    await page.getByLabel(label).fill(day);
  }
  await page.getByLabel('主要诊断的编码').fill('I21.0');
  await page.getByLabel('事情的经过').fill('住院十天，中间结算过一次。');
  await next(page);
  await page.getByRole('button', { name: '再加一张结算单' }).click();
  const typed = { 这次住院一共花了: ['2000', '1000'], 医保认可的费用: ['2000', '1000'], 医保起付线以下: ['500', '0'] };
  for (const [label, texts] of Object.entries({ ...typed, 基本医保报了: ['1000', '700'] })) {
    for (const at of [0, 1])
      await page
        .getByLabel(label)
        .nth(at)
        .fill(texts[at] ?? '');
  }
  await page.getByLabel('这张单从哪天起').nth(0).fill('2025-08-01');
  await page.getByLabel('到哪天止').nth(0).fill('2025-08-06');
  await page.getByLabel('这张单从哪天起').nth(1).fill('2025-08-05');
  await page.getByLabel('到哪天止').nth(1).fill('2025-08-11');
  await page.getByLabel('哪天结算').fill('2025-08-11');
  await page.getByText('和第 1 张结算单的日期重叠').waitFor();
  await page.getByText('结算单上的合计').first().click();
  await page.getByLabel('各项基金一共付了').first().fill('1100');
  await page.getByText('和基金支付总额差 100.00 元').waitFor();
  await checkPage(page, '12-two-slips');
  await page.getByLabel('各项基金一共付了').first().fill('1000');
  await page.getByLabel('这张单从哪天起').nth(1).fill('2025-08-06');
  for (let step = 0; step < 3; step++) await next(page);
  // (1,500 − 1,000 + 1,000 − 700) × 60 %
  await page.getByText('这次约 480.00 元，会用掉本保障期 2 次中的第 1 次').waitFor();
  await checkPage(page, '13-hold-back');
  await page.getByRole('button', { name: '先留着，以后再交' }).click();
  await page.getByText('最晚2027年8月11日前提交').waitFor();
  expect(opened.complaints).toEqual([]);
});
