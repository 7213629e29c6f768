import type { DayNumber } from '#kernel/civil-date.ts';
import { changeDays, type TermRow, type Terms, termsOn } from '#scheme/term.ts';

/**
 * A look-up from a day to what `build` made of the terms in force on it.
 *
 * Each edition (a stretch of days on which no term changes) is built once, when first asked for. A day before the first
 * row has no edition: it throws, as {@link termsOn} does.
 */
export function editionsOf<Name extends string, Built>(
  rows: readonly TermRow<Name>[],
  build: (terms: Terms<Name>) => Built,
): (day: DayNumber) => Built {
  const days = changeDays(rows);
  const built: (Built | undefined)[] = days.map(() => undefined);
  return (day) => {
    let index = days.length - 1;
    while (index >= 0 && (days[index] ?? 0) > day) index--;
    const standing = built[index];
    if (standing !== undefined) return standing;
    const made = build(termsOn(rows, days[index] ?? day));
    built[index] = made;
    return made;
  };
}
