import type { ReactElement } from 'react';
import { type DayNumber, formatChineseDate, formatDate } from '#kernel/civil-date.ts';

/** A day as screens write it, `2025年5月26日`, with its plain form for machines. */
export function CivilDate({ day }: { readonly day: DayNumber }): ReactElement {
  return (
    <time className="tz-figure" dateTime={formatDate(day)}>
      {formatChineseDate(day)}
    </time>
  );
}
