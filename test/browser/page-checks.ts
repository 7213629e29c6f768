import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { overflowOf } from './open-page.ts';

/** What every page must keep to, whoever sees it: nothing faint, nothing nameless, nothing beyond the edge. */
export async function checkPage(page: Page): Promise<void> {
  // a colour that is on its way is neither the one nor the other
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
  expect(await page.evaluate(faintTexts)).toEqual([]);
  expect(await page.evaluate(namelessControls)).toEqual([]);
  expect(await overflowOf(page)).toBe(0);
}

/** Runs in the page: texts whose contrast with the ground behind them is below 4.5, or 3 where they are large. */
export function faintTexts(): readonly string[] {
  const channels = (color: string): readonly number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color: readonly number[]): number => {
    const [r = 0, g = 0, b = 0] = color.slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element: Element | null): readonly number[] => {
    for (let each = element; each !== null; each = each.parentElement) {
      const color = channels(getComputedStyle(each).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const faint: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? '';
    if (
      element === null ||
      text === '' ||
      !element.checkVisibility() ||
      element.closest('[disabled], noscript') !== null
    ) {
      continue;
    }
    const style = getComputedStyle(element);
    const size = Number.parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const [light = 0, dark = 0] = [luminance(channels(style.color)), luminance(groundOf(element))].sort(
      (a, b) => b - a,
    );
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < (isLarge ? 3 : 4.5)) faint.push(`${contrast.toFixed(2)} ${text.slice(0, 30)}`);
  }
  return faint;
}

/** Runs in the page: controls that a screen reader could not name. */
export function namelessControls(): readonly string[] {
  return [...document.querySelectorAll<HTMLInputElement>('input:not([type="hidden"]), select, textarea, button')]
    .filter((control) => {
      const labelled = control.getAttribute('aria-label') ?? control.getAttribute('aria-labelledby');
      return (
        control.checkVisibility() &&
        labelled === null &&
        (control.labels?.length ?? 0) === 0 &&
        control.innerText.trim() === ''
      );
    })
    .map((control) => control.outerHTML.slice(0, 120));
}
