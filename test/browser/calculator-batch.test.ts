import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { largeRoster, largeSettlements } from '../support/large-files.ts';
import { readTexts } from '../support/read-sheet.ts';
import { settlementFile } from '../support/settlement-file.ts';
import { builtPages, DESK_SCREEN, overflowOf, PHONE_SCREEN } from './open-page.ts';

const { open, origin } = builtPages();
const PLACE = '#/batch?submitted=2025-05-10&start=2025-05-26';

interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

async function upload(content: Blob, name: string): Promise<Upload> {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(await content.arrayBuffer()) };
}

async function put(page: Page, place: '参保名单' | '医保结算数据', file: Upload | string): Promise<void> {
  await page
    .locator(`input[type="file"]`)
    .nth(place === '参保名单' ? 0 : 1)
    .setInputFiles(file);
}

const ROSTER = `序号,姓名,性别,身份证号,手机号,备注
1,许萍磊,男,411624199708235852,13812345678,
2,王 伟,男,４１１６０２１９７００１０１１０３６,13812345678,
3,李芳,女,411602197001011036,138123456,
`;

async function smallRoster(): Promise<Upload> {
  return await upload(new Blob([ROSTER]), 'roster.csv');
}

async function smallSettlements(): Promise<Upload> {
  return await upload(
    settlementFile(
      { 结算ID: 'S1' },
      { 结算ID: 'S2', 就诊ID: 'M2', 开始日期: '2025-05-27', 结束日期: '2025-05-30', 结算日期: '2025-05-30' },
      { 结算ID: 'S3', 就诊ID: 'M3', 证件号码: '411602197001012063' },
    ),
    'settlements.csv',
  );
}

/** The number on a tile. */
async function tile(page: Page, label: string): Promise<string> {
  return (
    await page
      .locator('.tz-number', { has: page.getByText(label, { exact: true }) })
      .locator('.tz-number__count')
      .innerText()
  ).trim();
}

describe('the two files', () => {
  test('become three numbers that filter, faulty rows with their cells, and decisions that open as receipts', async () => {
    const { page, complaints } = await open(PLACE);
    await put(page, '参保名单', await smallRoster());
    await page.getByText('再放入医保结算数据').waitFor();
    expect(await tile(page, '需修改')).toBe('2');
    const faulty = page.getByRole('region', { name: '名单' }).locator('tbody tr');
    await faulty.nth(1).waitFor();
    expect(await faulty.count()).toBe(2);
    expect(await faulty.nth(1).innerText()).toContain('手机号应为 11 位');
    expect(await faulty.nth(1).locator('.tz-cell-notes__cell').first().innerText()).toMatch(/^[CDE]4$/);

    await put(page, '医保结算数据', await smallSettlements());
    await page.getByRole('heading', { name: '核算结果' }).waitFor();
    expect([await tile(page, '给付'), await tile(page, '不予给付'), await tile(page, '非会员')]).toEqual([
      '1',
      '1',
      '1',
    ]);

    await page.getByRole('button', { name: /^不予给付/ }).click();
    const rows = page.getByRole('grid').locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(1);
    expect(page.url()).toContain('outcome=decline');
    await rows.first().click();
    const receipt = page.getByRole('article');
    await receipt.waitFor();
    expect(await receipt.innerText()).toContain('整次住院都在参加后的头 30 天里');
    await receipt
      .getByRole('button', { name: /附件1第四条第2项/ })
      .first()
      .click();
    await page.getByText('「2.首次参加本活动的会员').waitFor();
    expect(complaints).toEqual([]);
  });

  test('show names masked until they are tapped', async () => {
    const { page } = await open(PLACE);
    await put(page, '参保名单', await smallRoster());
    await put(page, '医保结算数据', await smallSettlements());
    const member = page.getByRole('grid').getByRole('button', { name: '许*磊' }).first();
    await member.click();
    await page.getByRole('grid').getByRole('button', { name: '许萍磊' }).first().waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('leave the machine by no request: the page works on with the network cut', async () => {
    const { page, context, complaints } = await open(PLACE);
    const requests: string[] = [];
    context.on('request', (request) => requests.push(request.url()));
    await context.setOffline(true);
    await put(page, '参保名单', await smallRoster());
    await put(page, '医保结算数据', await smallSettlements());
    await page.getByRole('heading', { name: '核算结果' }).waitFor();
    await page.getByRole('grid').locator('tbody tr').first().click();
    await page.getByRole('article').waitFor();
    await page.keyboard.press('Escape');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出结果工作簿' }).click(),
    ]);
    await download.path();
    await page.getByRole('link', { name: '单个试算' }).click();
    await page.getByRole('button', { name: /省内住院 14 天/ }).click();
    await page.getByRole('link', { name: '条款' }).click();
    await page.getByRole('heading', { name: '条款', level: 1 }).waitFor();
    // saving a workbook reads it from the page's own memory
    expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('could not be sent if a script tried: the browser refuses', async () => {
    const { page } = await open(PLACE);
    const answer = await page.evaluate(
      (address) =>
        fetch(address, { method: 'POST', body: 'roster' }).then(
          () => 'sent',
          () => 'refused',
        ),
      origin(),
    );
    expect(answer).toBe('refused');
  });

  test('come out as a workbook with decisions, steps and faults, and as a list of faulty rows', async () => {
    const { page } = await open(PLACE);
    await put(page, '参保名单', await smallRoster());
    await put(page, '医保结算数据', await smallSettlements());
    const save = async (name: string): Promise<string> => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
      return (await readTexts(new Blob([readFileSync(await download.path())]))).join('\n');
    };
    expect(await save('导出结果工作簿')).toMatch(/S1.*给付/);
    expect(await save('下载错误名单')).toContain('手机号应为 11 位');
  });

  test('are computed anew when the day of cover changes, without being read again by hand', async () => {
    const { page } = await open(PLACE);
    await put(page, '参保名单', await smallRoster());
    await put(page, '医保结算数据', await smallSettlements());
    await page.getByRole('heading', { name: '核算结果' }).waitFor();
    const start = page.getByLabel(/从哪天开始保障/);
    await start.fill('20250801');
    await start.press('Enter');
    await expect.poll(() => tile(page, '给付')).toBe('0');
    expect(page.url()).toContain('start=2025-08-01');
  });

  test('show the participation as the number of staff is typed, cut and never rounded up to 80 %', async () => {
    const { page } = await open(PLACE);
    await put(page, '参保名单', await upload(largeRoster(1001), 'roster.csv'));
    const staff = page.getByLabel(/符合条件的职工人数/);
    await staff.fill('1250');
    await page.getByText('占 1,250 人的 80.0 %').waitFor();
    await page.getByText('达到要求').waitFor();
    await staff.fill('1251');
    await page.getByText('占 1,251 人的 79.9 %').waitFor();
    await page.getByText('还差 1 人').waitFor();
  });

  test('of 20,000 rows and 10,000 settlements leave the page alive, with a bar and a way out', async () => {
    const { page } = await open(PLACE);
    await page.evaluate(() => {
      let last = performance.now();
      Object.assign(window, { longestStall: 0 });
      const tick = (): void => {
        const now = performance.now();
        const state = window as unknown as { longestStall: number };
        state.longestStall = Math.max(state.longestStall, now - last);
        last = now;
        setTimeout(tick, 5);
      };
      tick();
    });
    await put(page, '参保名单', await upload(largeRoster(20_000), 'roster.csv'));
    await put(page, '医保结算数据', await upload(largeSettlements(10_000), 'settlements.csv'));
    await page.getByRole('heading', { name: '核算结果' }).waitFor({ timeout: 60_000 });
    expect(await tile(page, '可参保')).toBe('19,980');
    expect(await tile(page, '非会员')).toBe('1,000');
    const grid = page.getByRole('grid');
    expect(await grid.getAttribute('aria-rowcount')).toBe('10001');
    expect(await grid.locator('tbody tr').count()).toBeLessThan(60);
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await grid
      .locator('tr[data-index="9999"]')
      .getByText('元')
      .or(grid.locator('tr[data-index="9999"] td').nth(2))
      .first()
      .waitFor();
    const stall = await page.evaluate(() => (window as unknown as { longestStall: number }).longestStall);
    // a page that did the work itself would stand still for as long as it takes, far longer than this on any machine
    expect(stall).toBeLessThan(3_000);
  });

  test('can be stopped half-way, and started again', async () => {
    const { page } = await open(PLACE);
    await put(page, '参保名单', await upload(largeRoster(150_000), 'roster.csv'));
    await page.getByRole('button', { name: '取消' }).click();
    await page.getByText('已取消。').waitFor();
    await page.getByRole('button', { name: '重新开始' }).click();
    await page.getByRole('heading', { name: '名单', exact: true }).waitFor({ timeout: 60_000 });
    expect(await tile(page, '可参保')).toBe('149,850');
  });
});

describe('files that cannot be taken', () => {
  test.each([
    [
      'a picture that calls itself a workbook',
      new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])]),
      /PNG/,
    ],
    ['an empty file', new Blob([]), /0 字节/],
    ['a wrong header', new Blob(['姓名,身份证\n王伟,411602197001011036\n']), /序号/],
    ['a header without rows', new Blob(['序号,姓名,性别,身份证号,手机号,备注\n']), /没有/],
  ])('%s: the place says what is wrong and what to do', async (_what, content, sentence) => {
    const { page, complaints } = await open(PLACE);
    await put(page, '参保名单', await upload(content, 'roster.xlsx'));
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(sentence);
    await put(page, '参保名单', await smallRoster());
    await page.getByRole('heading', { name: '名单', exact: true }).waitFor();
    expect(await alert.count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});

describe('keys', () => {
  test('↓ goes to the list, Enter opens, J and K leaf, Esc closes, / searches, ? explains', async () => {
    const { page } = await open(PLACE);
    await put(page, '参保名单', await smallRoster());
    await put(page, '医保结算数据', await smallSettlements());
    await page.getByRole('grid').locator('tbody tr').nth(2).waitFor();
    await page.locator('h1').click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-index'))).toBe('1');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('第 2 笔，共 3 笔').waitFor();
    expect(page.url()).toContain('open=1');
    await page.keyboard.press('j');
    await dialog.getByText('第 3 笔，共 3 笔').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await dialog.getByText('第 2 笔，共 3 笔').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('search');
    await page.keyboard.type('S3?');
    await expect.poll(() => page.getByText('没有符合条件的结算').count()).toBe(1);
    await page.locator('h1').click();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: '快捷键' }).waitFor();
  });
});

describe('on a phone of 360 pixels', () => {
  test.each([false, true])('nothing reaches beyond the edge, large type %s', async (large) => {
    const { page } = await open(PLACE, PHONE_SCREEN);
    if (large) await page.getByRole('button', { name: '大字' }).click();
    await put(page, '参保名单', await smallRoster());
    await put(page, '医保结算数据', await smallSettlements());
    await page.getByRole('heading', { name: '核算结果' }).waitFor();
    expect(await overflowOf(page)).toBe(0);
    await page.getByRole('grid').locator('tbody tr').first().click();
    await page.getByRole('dialog').getByText('第 1 笔').waitFor();
    const wide = await page.getByRole('dialog').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
    expect(wide).toBe(0);
  });
});

const small = join(import.meta.dirname, '../../../shared/data/small');

describe.skipIf(!existsSync(small))('the small scheme of ../shared (skipped where it is not there)', () => {
  test('gives the numbers that it expects', async () => {
    const { page, complaints } = await open(`${PLACE}&staff=250`, DESK_SCREEN);
    await put(page, '参保名单', join(small, 'roster-1.xlsx'));
    await put(page, '医保结算数据', join(small, 'settlements.xlsx'));
    await page.getByRole('heading', { name: '核算结果' }).waitFor();
    expect([await tile(page, '可参保'), await tile(page, '需修改'), await tile(page, '自动修正')]).toEqual([
      '229',
      '8',
      '3',
    ]);
    expect(await page.getByText('会费 18,320.00 元').count()).toBe(1);
    expect(await page.getByText('占 250 人的 91.6 %').count()).toBe(1);
    expect([await tile(page, '给付'), await tile(page, '不予给付'), await tile(page, '非会员')]).toEqual([
      '43',
      '24',
      '13',
    ]);
    expect(await page.getByText('合计 116,025.06 元').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  test('checks the roster of the accident program, two shares', async () => {
    const { page } = await open('#/batch?program=accident&shares=2&submitted=2025-05-10&staff=88');
    await put(page, '参保名单', join(small, 'roster-2.xlsx'));
    await page.getByRole('heading', { name: '名单', exact: true }).waitFor();
    expect([await tile(page, '可参保'), await tile(page, '需修改')]).toEqual(['88', '9']);
    expect(await page.getByText('会费 4,400.00 元').count()).toBe(1);
    expect(await page.getByText('100 人以下的单位要全体参加').count()).toBe(1);
  });
});
