import { formatDate, parseDate } from '#kernel/civil-date.ts';

/** Basis points as a percentage with two decimals: `4,250` → `42.50%`. */
export function shareText(basisPoints: number): string {
  return `${(basisPoints / 100).toFixed(2)}%`;
}

/** The last day of a month, `2026-02` → `2026-02-28`. */
export function lastDayOf(month: string): string {
  const [year = 0, ofYear = 0] = month.split('-').map(Number);
  const next = ofYear === 12 ? `${year + 1}-01-01` : `${year}-${String(ofYear + 1).padStart(2, '0')}-01`;
  return formatDate(parseDate(next) - 1);
}
