import { expect, test } from 'vitest';
import { builtPages, overflowOf, PHONE_SCREEN } from './open-page.ts';

const { open } = builtPages();

test('a link opens the clause that it names, with its readings', async () => {
  const { page, complaints } = await open(`#/clauses/${encodeURIComponent('附件1-5(一).12')}`);
  const clause = page.locator('[id="附件1-5(一).12"]');
  await clause.waitFor();
  await expect
    .poll(() =>
      clause.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return top >= 0 && bottom <= window.innerHeight;
      }),
    )
    .toBe(true);
  expect(await clause.innerText()).toContain('在非认可医疗机构就医的');
  await clause.getByText(/^读法：/).click();
  await clause.getByText('本系统的读法').waitFor();
  expect(complaints).toEqual([]);
});

test('a search leaves what holds every word, and says how much', async () => {
  const { page } = await open('#/clauses');
  await page.getByLabel('搜索条款和读法').fill('转外地 10 个百分点');
  await page.getByText(/找到 \d+ 处/).waitFor();
  expect(await page.locator('.tz-clause').count()).toBe(1);
  expect(page.url()).toContain('q=');
  await page.getByLabel('搜索条款和读法').fill('没有这样的词');
  await page.getByText('没有找到').waitFor();
});

test('an address that leads nowhere says so and leads back', async () => {
  const { page } = await open('#/nowhere');
  await page.getByRole('link', { name: '回到批量核算' }).click();
  await page.getByRole('heading', { name: '批量核算' }).waitFor();
});

test('holds at 360 pixels', async () => {
  const { page } = await open('#/clauses', PHONE_SCREEN);
  expect(await overflowOf(page)).toBe(0);
});
