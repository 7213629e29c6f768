import { type DayNumber, parseDate, shanghaiDay } from '#kernel/civil-date.ts';

const TYPED = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/;
const TYPED_TOGETHER = /^(\d{4})(\d{2})(\d{2})$/;

/** A day as people type it: 2025-8-1, 2025/08/01, 2025.8.1, 20250801, 2025年8月1日. `undefined` for anything else. */
export function readDay(text: string): DayNumber | undefined {
  const match = TYPED.exec(text.trim()) ?? TYPED_TOGETHER.exec(text.trim());
  if (match === null) return undefined;
  const [, year = '', month = '', date = ''] = match;
  const day = parseDate(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
  return Number.isNaN(day) ? undefined : day;
}

/** Today in Shanghai, whatever the clock of this machine says about its zone. */
export function today(): DayNumber {
  return shanghaiDay(Date.now());
}
