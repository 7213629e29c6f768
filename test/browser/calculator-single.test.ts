import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { builtPages, overflowOf, PHONE_SCREEN } from './open-page.ts';
import { faintTexts, namelessControls } from './page-checks.ts';

const { open } = builtPages();
const PLACE = '#/single';

async function type(page: Page, path: string, text: string): Promise<void> {
  const field = page.locator(`[id="${path}"]`);
  await field.fill(text);
  await field.press('Tab');
}

/** The amount on the receipt, without 元. */
async function amount(page: Page): Promise<string> {
  return (await page.locator('.tz-receipt__amount').innerText()).replace('元', '').trim();
}

async function seal(page: Page): Promise<string> {
  return await page.locator('.tz-seal').innerText();
}

async function chooseAccident(page: Page, benefit: string): Promise<void> {
  await page.getByText('意外互助', { exact: true }).click();
  await page.getByLabel(benefit, { exact: true }).first().check();
  await type(page, 'periods[0].startOn', '2025-05-02');
  await page.getByLabel('2 份').check();
  await type(page, 'claim.submittedOn', '2026-03-01');
  await type(page, 'claim.notifiedOn', '2025-08-03');
  await type(page, 'claim.event.on', '2025-08-01');
}

describe('a case typed by hand', () => {
  test('of a stay in hospital pays what the pocket calculator says, and the receipt reads downwards', async () => {
    const { page, complaints } = await open(PLACE);
    await page.getByText('填好表格，收据就会出现在这里').waitFor();
    await type(page, 'periods[0].startOn', '20250502');
    expect(await page.locator('[id="periods[0].endOn"]').inputValue()).toBe('2026年5月1日');
    await page.getByText('观察期到2025年5月31日为止').waitFor();
    await type(page, 'claim.stay.admittedOn', '2025-8-1');
    await type(page, 'claim.stay.dischargedOn', '2025/8/15');
    await page.getByText('住院 14 天（出院当天不算）').waitFor();
    await type(page, 'claim.stay.settledOn', '2025年8月15日');
    await type(page, 'claim.settlement.billedTotal', '30500');
    await type(page, 'claim.settlement.eligibleExpense', '30,500.00');
    await page.getByText('四项相加等于总费用').waitFor();
    await type(page, 'claim.settlement.deductible', '900');
    await type(page, 'claim.settlement.poolingFundPaid', '20600');
    await type(page, 'claim.submittedOn', '2025-09-20');
    await type(page, 'claim.notifiedOn', '2025-08-20');
    expect([await seal(page), await amount(page)]).toEqual(['给付', '5,400.00']);
    const signs = await page
      .locator('.tz-receipt__part')
      .last()
      .locator('..')
      .locator('.tz-receipt__sign')
      .allInnerTexts();
    expect(signs.filter(Boolean)).toEqual(['－', '－', '＝', '×', '≈', '≤', '＝']);
    expect(complaints).toEqual([]);
  });

  test('of accident bills', async () => {
    const { page } = await open(PLACE);
    await chooseAccident(page, '意外医疗');
    await type(page, 'claim.bills[0].on', '2025-08-01');
    await type(page, 'claim.bills[0].costSharing', '800');
    await page.getByRole('button', { name: '添加一张票据' }).click();
    await type(page, 'claim.bills[1].costSharing', '450');
    await page.locator('[id="claim.bills[1].insured"]').uncheck();
    // (450 − 100) × 80 % + 800
    expect(await amount(page)).toBe('1,080.00');
  });

  test('of disability, of death, of sudden death', async () => {
    const { page } = await open(PLACE);
    await chooseAccident(page, '意外伤残');
    await type(page, 'claim.disability.grades[0]', '9');
    await page.getByRole('button', { name: '再加一处伤残' }).click();
    await type(page, 'claim.disability.grades[1]', '9');
    await type(page, 'claim.disability.assessedOn', '2025-12-01');
    // two of grade 9 are one of grade 8: 100,000.00 × 30 %
    expect(await amount(page)).toBe('30,000.00');
    await page.getByLabel('意外身故', { exact: true }).first().check();
    await type(page, 'claim.death.on', '2025-09-12');
    expect(await amount(page)).toBe('100,000.00');
    await page.getByLabel('猝死', { exact: true }).first().check();
    await type(page, 'claim.event.onsetAt', '22:00');
    await type(page, 'claim.death.on', '2025-08-03');
    await type(page, 'claim.death.at', '22:00');
    expect(await amount(page)).toBe('20,000.00');
    await type(page, 'claim.death.at', '22:00:01');
    expect(await seal(page)).toBe('不予给付');
    await page.getByText('发病 48 小时以后才身故，不算猝死').waitFor();
  });

  test('survives a reload, and is gone only when it is cleared', async () => {
    const { page } = await open(PLACE);
    await page.getByRole('button', { name: /省内住院 14 天/ }).click();
    await type(page, 'claim.settlement.deductible', '1000');
    expect(await amount(page)).toBe('5,340.00');
    await page.reload();
    expect(await amount(page)).toBe('5,340.00');
    await page.getByRole('button', { name: '全部清空' }).click();
    await page.getByRole('button', { name: '清空', exact: true }).click();
    await page.getByText('填好表格，收据就会出现在这里').waitFor();
    await page.reload();
    await page.getByText('填好表格，收据就会出现在这里').waitFor();
  });

  test('with a mistake has one summary that jumps to the field, and the identity says by how much', async () => {
    const { page } = await open(PLACE);
    await page.getByRole('button', { name: /省内住院 14 天/ }).click();
    await type(page, 'claim.settlement.nonCovered', '2000');
    await page.getByText('差 736.00 元').waitFor();
    const summary = page.getByRole('region', { name: '还有 1 处要改' });
    await summary.getByRole('button', { name: /^总费用：/ }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('claim.settlement.billedTotal');
    expect(await page.locator('[id="claim.settlement.billedTotal"]').getAttribute('aria-invalid')).toBe('true');
  });

  test('that lacks something leads to it', async () => {
    const { page } = await open(PLACE);
    await page.getByRole('region', { name: '试算结果' }).getByRole('button', { name: '出院日期' }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('claim.stay.dischargedOn');
  });

  test('says what reduced the amount, and shows the reading on which it rests', async () => {
    const { page } = await open(PLACE);
    await page.getByRole('button', { name: /观察期内入院/ }).click();
    await page.getByText('为什么不是更多？').waitFor();
    await page.getByText('住院 14 天里，只有 8 天可以计算。').waitFor();
    await page.getByText('这个结论用到的读法').waitFor();
    await page.getByRole('button', { name: /省外住院，没有批准转诊/ }).click();
    expect([await seal(page), await amount(page)]).toEqual(['转人工', '4,500.00']);
    await page.getByText('在省外住院，没有经批准的转诊手续').waitFor();
  });

  test('is there as JSON for the command line', async () => {
    const { page } = await open(PLACE);
    await page.getByRole('button', { name: /省内住院 14 天/ }).click();
    await page.getByText('案例与结论的 JSON').click();
    const json: unknown = JSON.parse(await page.getByRole('region', { name: '案例' }).locator('pre').innerText());
    expect(json).toMatchObject({ program: 'henan-inpatient', claim: { settlement: { billedTotal: 3_268_050 } } });
  });
});

describe('at any size', () => {
  test.each([
    [360, false],
    [360, true],
    [768, true],
    [1440, true],
  ] as const)('%i pixels, large type %s: nothing reaches beyond the edge', async (width, large) => {
    const { page } = await open(PLACE, { ...PHONE_SCREEN, width });
    if (large) await page.getByRole('button', { name: '大字' }).click();
    await page.getByRole('button', { name: /省内住院 14 天/ }).click();
    expect(await overflowOf(page)).toBe(0);
    await page.getByText('意外互助', { exact: true }).click();
    await page.getByRole('button', { name: /摔伤/ }).click();
    expect(await overflowOf(page)).toBe(0);
  });

  test('every text stands out from its ground as WCAG AA asks', async () => {
    const { page } = await open(PLACE);
    const check = async (): Promise<void> => expect(await page.evaluate(faintTexts)).toEqual([]);
    await check();
    for (const example of [/省内住院 14 天/, /省外住院，没有批准转诊/, /整次住院都在观察期/]) {
      await page.getByRole('button', { name: example }).click();
      await check();
    }
    await type(page, 'claim.settlement.nonCovered', '2000');
    await type(page, 'claim.submittedOn', '2025-05-12');
    await check();
    await page.locator('h1').evaluate((heading) => {
      heading.style.color = '#bbb';
    });
    expect(await page.evaluate(faintTexts)).toEqual([expect.stringContaining('单个试算')]);
  });

  test('every control has a name', async () => {
    const { page } = await open(PLACE);
    await page.getByRole('button', { name: /省内住院 14 天/ }).click();
    expect(await page.evaluate(namelessControls)).toEqual([]);
  });
});
