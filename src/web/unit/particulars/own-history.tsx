import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import type { UnitHistoryAnswer } from '#contracts/organisations.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { Moment } from '#web/app/moment.tsx';
import { PROGRAM_SHORT_NAMES } from '#web/app/words.ts';
import { PARTICULARS } from '#web/unit/particulars/particulars-texts.ts';

const { history: texts } = PARTICULARS;

type History = Static<typeof UnitHistoryAnswer>;
type Event = History['events'][number];

/** What befell the unit, the latest first: what it may see of it. */
export function OwnHistory({ unitId }: { readonly unitId: string }): ReactElement | null {
  const { data, error, refetch } = useAnswer<History>(`/api/units/${unitId}/history`);
  if (error !== null) return <FailureNote failure={error} onAgain={() => void refetch()} />;
  if (data === undefined) return null;
  return (
    <section className="tz-card tz-stack" aria-labelledby="history-title">
      <h2 id="history-title">{texts.title}</h2>
      {data.relatives.map(({ relation, name }) =>
        name === null ? null : (
          <p key={relation + name}>
            {texts.relations[relation]}：{name}
          </p>
        ),
      )}
      {data.events.length === 0 ? <p className="tz-quiet">{texts.empty}</p> : null}
      <ol className="tz-timeline">
        {data.events.map((event) => (
          <li key={event.at + event.act}>
            <p>
              <strong>{titleOf(event)}</strong>
            </p>
            <Detail event={event} />
            <p className="tz-quiet">
              <Moment at={event.at} />
              {event.actor === null ? null : texts.by(event.actor)}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function titleOf({ act, detail }: Event): string {
  if (act !== 'cover') return texts.acts[act as keyof typeof texts.acts] ?? texts.other;
  const program = PROGRAM_SHORT_NAMES[detail['program'] as keyof typeof PROGRAM_SHORT_NAMES] ?? '';
  return texts.cover(program, Number(detail['members']));
}

function Detail({ event: { act, detail } }: { readonly event: Event }): ReactElement | null {
  if (act === 'cover') {
    const day = (value: unknown): string => formatChineseDate(parseDate(String(value)));
    return (
      <p className="tz-row">
        {texts.period(day(detail['startOn']), day(detail['endOn']))}
        <Link to={`/orders/${String(detail['orderId'])}`}>{texts.order}</Link>
      </p>
    );
  }
  const [before, after] = [countsOf(detail['before']), countsOf(detail['after'])];
  return before === after || before === undefined || after === undefined ? null : <p>{texts.counts(before, after)}</p>;
}

function countsOf(particulars: unknown): string | undefined {
  if (typeof particulars !== 'object' || particulars === null) return undefined;
  const { staffCount, womenCount, eligibleCount } = particulars as Readonly<Record<string, unknown>>;
  return [staffCount, womenCount, eligibleCount].map(String).join(' / ');
}
