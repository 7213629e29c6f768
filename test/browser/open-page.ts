import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { ensureWebBuild } from '../../scripts/web/ensure-web-build.ts';
import { serveWeb, type WebServer } from '../../scripts/web/serve-web.ts';
import { launchChromium } from './launch-chromium.ts';

const root = join(import.meta.dirname, '../..');

export interface Screen {
  readonly width: number;
  readonly height: number;
}

export const DESK_SCREEN: Screen = { width: 1440, height: 900 };
export const PHONE_SCREEN: Screen = { width: 360, height: 740 };

/** A page of the calculator, open and wholly loaded. */
export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the console and the page complained of, the content security policy among it; empty where all is well. */
  readonly complaints: readonly string[];
}

/**
 * The built screens, served as `npm start` serves them, in Chromium; for the tests of one file.
 *
 * Each `open` is a browser profile of its own: nothing is remembered from one test to the next.
 */
export function builtPages(): {
  readonly open: (place: string, screen?: Screen) => Promise<OpenPage>;
  readonly origin: () => string;
} {
  let server: WebServer;
  let browser: Browser;
  beforeAll(async () => {
    const { folder } = await ensureWebBuild(root);
    server = await serveWeb(folder, 0);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  const open = async (place: string, screen: Screen = DESK_SCREEN): Promise<OpenPage> => {
    const context = await browser.newContext({ viewport: screen, locale: 'zh-CN', timezoneId: 'America/New_York' });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${server.address}calculator/${place}`);
    await page.waitForSelector('[data-everything-loaded="true"]');
    return { page, context, complaints };
  };
  return { open, origin: () => server.address };
}

/** How far the page reaches beyond the right edge of the window, in pixels. */
export async function overflowOf(page: Page): Promise<number> {
  return await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
