import type { ReactElement } from 'react';
import { formatChineseDate, shanghaiDay } from '#kernel/civil-date.ts';

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** An instant as people say it: 2025年5月26日 14:05. */
export function Moment({ at }: { readonly at: string }): ReactElement {
  const instant = Date.parse(at);
  return (
    <time dateTime={at}>
      {formatChineseDate(shanghaiDay(instant))} {CLOCK.format(instant)}
    </time>
  );
}

/** A day as people say it. */
export function chineseDay(date: string): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
