import type { ReactElement } from 'react';
import { formatChineseDate, parseDate, shanghaiDay } from '#kernel/civil-date.ts';
import { CivilDate } from '#web/ui/civil-date.tsx';

const SHANGHAI_OFFSET_MILLISECONDS = 8 * 3_600_000;

/** `14:05` in Shanghai, whatever zone this machine is in. */
function clockText(milliseconds: number): string {
  return new Date(milliseconds + SHANGHAI_OFFSET_MILLISECONDS).toISOString().slice(11, 16);
}

/** A moment as the interface gives it, as screens write it: 2025年5月26日 14:05. */
export function Moment({ at }: { readonly at: string }): ReactElement {
  const milliseconds = Date.parse(at);
  return (
    <time className="tz-figure" dateTime={at}>
      {formatChineseDate(shanghaiDay(milliseconds))} {clockText(milliseconds)}
    </time>
  );
}

/** A civil date as the interface gives it, `2025-05-26`, as screens write it. */
export function DateText({ date }: { readonly date: string }): ReactElement {
  return <CivilDate day={parseDate(date)} />;
}
