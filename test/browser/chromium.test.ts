import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from './launch-chromium.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchChromium();
  page = await browser.newPage();
});
afterAll(async () => await browser.close());

test('Chromium has a font for Chinese: two characters look different, not like two empty boxes', async () => {
  const shot = async (character: string): Promise<string> => {
    await page.setContent(`<p style="font: 64px sans-serif">${character}</p>`);
    return (await page.locator('p').screenshot()).toString('base64');
  };
  expect(await shot('舟')).not.toBe(await shot('同'));
});
