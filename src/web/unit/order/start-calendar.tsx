import type { ReactElement } from 'react';
import type { OrderDetail } from '#contracts/contributions.ts';
import {
  calendarDay,
  type DayNumber,
  dayNumber,
  daysInMonth,
  formatChineseDate,
  parseDate,
} from '#kernel/civil-date.ts';
import { confirmationDay } from '#scheme/joining/start-of-cover.ts';
import { ClauseLink } from '#web/ui/clause-text.tsx';
import { UNIT } from '#web/unit/texts.ts';

const { order: texts } = UNIT;

/** The 25th as a calendar: each day on which money may arrive, and when cover would start then. */
export function StartCalendar({ startIfPaid }: Pick<OrderDetail, 'startIfPaid'>): ReactElement | null {
  const [first] = startIfPaid;
  if (first === undefined) return null;
  const today = parseDate(first.paidOn);
  const { year, month } = calendarDay(today);
  // of a renewal: cover never starts before the running period has ended
  const notBefore = parseDate(first.startOn) > parseDate(first.confirmedOn) + 1 ? parseDate(first.startOn) : 0;
  const firstDay = dayNumber(year, month, 1);
  const days = Array.from({ length: daysInMonth(year, month) }, (_, index) => firstDay + index);
  return (
    <section className="tz-card tz-stack" aria-labelledby="when-title">
      <div>
        <h2 id="when-title">{texts.whenTitle}</h2>
        <p className="tz-quiet">
          {texts.whenRule} <ClauseLink clause="通知-三(二).1" reading="读法-6" />
        </p>
      </div>
      <div className="tz-when">
        <ul className="tz-when__lines">
          {startIfPaid.map(({ paidOn, startOn }) => (
            <li key={paidOn}>
              <span className="tz-quiet">
                {paidOn === first.paidOn ? texts.ifPaidToday(chinese(paidOn)) : texts.ifPaid(chinese(paidOn))}
              </span>
              <strong>{texts.startsOn(chinese(startOn))}</strong>
            </li>
          ))}
        </ul>
        <figure className="tz-calendar">
          <figcaption>{texts.calendar(year, month)}</figcaption>
          <ol className="tz-calendar__grid">
            {texts.weekdays.map((name) => (
              <li key={name} className="tz-calendar__weekday" aria-hidden="true">
                {name}
              </li>
            ))}
            {days.map((day, index) => (
              <Day
                key={day}
                day={day}
                today={today}
                notBefore={notBefore}
                offset={index === 0 ? weekdayOf(day) + 1 : undefined}
              />
            ))}
          </ol>
          <p className="tz-calendar__legend">
            <span className="tz-calendar__early">{texts.early}</span>
            <span className="tz-calendar__late">{texts.late}</span>
          </p>
        </figure>
      </div>
    </section>
  );
}

interface DayProps {
  readonly day: DayNumber;
  readonly today: DayNumber;
  readonly notBefore: DayNumber;
  /** Column of the month's first day. */
  readonly offset: number | undefined;
}

function Day({ day, today, notBefore, offset }: DayProps): ReactElement {
  const confirmedOn = confirmationDay.evaluate({ completedOn: day });
  const isEarly = confirmedOn === day;
  const startOn = Math.max(confirmedOn + 1, notBefore);
  const date = calendarDay(day).day;
  const kind = day < today ? 'past' : isEarly ? 'early' : 'late';
  return (
    <li
      className={`tz-calendar__day tz-calendar__${kind}${day === today ? ' tz-calendar__today' : ''}`}
      style={offset === undefined ? undefined : { gridColumnStart: offset }}
      aria-label={texts.dayLabel(date, formatChineseDate(startOn))}
      title={texts.dayLabel(date, formatChineseDate(startOn))}
    >
      {date}
    </li>
  );
}

/** 0 is Monday. */
function weekdayOf(day: DayNumber): number {
  return (((day + 3) % 7) + 7) % 7;
}

function chinese(date: string): string {
  return formatChineseDate(parseDate(date));
}
