import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import type { UnitHistoryAnswer } from '#contracts/organisations.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { Moment } from '#web/app/moment.tsx';
import { PROGRAM_SHORT_NAMES } from '#web/app/words.ts';
import { actWords } from '#web/desk/trail/trail-words.ts';
import { UNIT_DESK } from '#web/desk/unit/unit-desk-texts.ts';

const { history: texts, relations, elsewhere } = UNIT_DESK;

type History = Static<typeof UnitHistoryAnswer>;
type Event = History['events'][number];

/** What befell a unit, the latest first, and the units that it came from, took in or let go. */
export function UnitHistory({ unitId }: { readonly unitId: string }): ReactElement | null {
  const { data } = useAnswer<History>(`/api/units/${unitId}/history`);
  if (data === undefined) return null;
  return (
    <section className="tz-card tz-stack" aria-labelledby="unit-history-title">
      <h2 id="unit-history-title">{texts.title}</h2>
      {data.relatives.map(({ relation, id, name }) => (
        <p key={`${relation}${id ?? ''}`}>
          {relations[relation]}：{id === null ? elsewhere : <Link to={`/units/${id}`}>{name}</Link>}
        </p>
      ))}
      {data.events.length === 0 ? <p className="tz-quiet">{texts.none}</p> : null}
      <ol className="tz-timeline">
        {data.events.map((event) => (
          <li key={event.at + event.act}>
            <p>
              <strong>{titleOf(event)}</strong>
            </p>
            {linesOf(event).map((line) => (
              <p key={line}>{line}</p>
            ))}
            <p className="tz-quiet">
              <Moment at={event.at} />
              {event.act === 'cover' ? null : ` · ${texts.by(actorOf(event))}`}
              {event.act === 'cover' ? (
                <>
                  {' · '}
                  <Link to={`/orders/${textOf(event.detail['orderId'])}`}>{texts.order}</Link>
                </>
              ) : null}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Whoever did it; a unit that registered itself had no account. */
function actorOf({ act, actor, detail }: Event): string {
  return act === 'register-unit' && detail['state'] === 'registered' ? texts.itself : (actor ?? texts.system);
}

function titleOf({ act, detail }: Event): string {
  if (act === 'cover') {
    const program = PROGRAM_SHORT_NAMES[detail['program'] as keyof typeof PROGRAM_SHORT_NAMES] ?? '';
    return texts.cover(program, Number(detail['members']));
  }
  if (act === 'review-unit') {
    return texts.reviewed[detail['after'] as keyof typeof texts.reviewed] ?? actWords(act);
  }
  return actWords(act);
}

/** What the detail of an event tells; nothing of ids. */
function linesOf({ act, detail }: Event): readonly string[] {
  if (act === 'cover') {
    const chinese = (value: unknown): string => formatChineseDate(parseDate(textOf(value)));
    return [texts.period(chinese(detail['startOn']), chinese(detail['endOn']))];
  }
  if (act !== 'amend-unit') return [];
  const before = particularsOf(detail['before']);
  const after = particularsOf(detail['after']);
  return [
    ...(before.counts === after.counts ? [] : [texts.counts(before.counts, after.counts)]),
    ...(before.name === after.name ? [] : [texts.renamed(before.name, after.name)]),
  ];
}

function particularsOf(value: unknown): { readonly name: string; readonly counts: string } {
  const { name, staffCount, womenCount, eligibleCount } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return { name: textOf(name), counts: [staffCount, womenCount, eligibleCount].map(textOf).join(' / ') };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
