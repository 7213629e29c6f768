import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { ensureChromium } from '../../scripts/chromium.ts';

/** The browser that every browser test drives: Debian's Chromium, or the one that CHROMIUM_PATH names. */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath: await ensureChromium() });
}
