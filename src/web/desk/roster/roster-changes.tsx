import type { ReactElement, ReactNode } from 'react';
import type { RosterChanges } from '#contracts/roster-reviews.ts';
import { formatYuan } from '#kernel/money.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { Moment } from '#web/app/moment.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { FUNDING_SOURCES } from '#web/app/words.ts';
import { ROSTER_DESK } from '#web/desk/roster/roster-texts.ts';

const { changes: texts } = ROSTER_DESK;

type Figures = RosterChanges['before'];
type Row = RosterChanges['rows'][number];

/** What the unit changed since the roster was sent back; nothing where it never was. */
export function RosterChangesCard({ rosterId }: { readonly rosterId: string }): ReactElement | null {
  const { data } = useAnswer<RosterChanges>(`/api/rosters/${rosterId}/changes`);
  if (data === undefined) return null;
  const { before, now, rows, leftOut, isCut } = data;
  return (
    <section className="tz-card tz-stack" aria-labelledby="changes-title">
      <div className="tz-row tz-row--apart">
        <h2 id="changes-title">{texts.title}</h2>
        <span className="tz-quiet">
          <Moment at={data.returnedAt} />
        </span>
      </div>
      <dl className="tz-details">
        <Change label={texts.people} before={before.accepted} now={now.accepted} />
        <Change label={texts.eligible} before={before.eligible} now={now.eligible} />
        <Change label={texts.payers} before={payersOf(before)} now={payersOf(now)} />
      </dl>
      {leftOut > 0 ? <p>{texts.leftOut(leftOut)}</p> : null}
      {rows.length === 0 ? (
        <p className="tz-quiet">{texts.none}</p>
      ) : (
        <ul className="tz-sums" aria-label={texts.rows}>
          {rows.map((row) => (
            <li key={row.row}>
              <span>
                {texts.row(row.row)} {row.name} <span className="tz-figure tz-quiet">{row.residentId}</span>
                {row.sentBackFor === null ? null : <span className="tz-quiet"> · {row.sentBackFor}</span>}
                {row.note === null ? null : <span className="tz-quiet"> · {row.note}</span>}
              </span>
              <StateTag state={texts.became[becameOf(row)]} />
            </li>
          ))}
        </ul>
      )}
      {isCut ? <p className="tz-quiet">{texts.cut}</p> : null}
    </section>
  );
}

/** A row in whose place another came is corrected; one that went is not. */
function becameOf({ became, note }: Row): keyof typeof texts.became {
  return became === 'dropped' && note?.startsWith('已由第') === true ? 'corrected' : became;
}

interface ChangeProps {
  readonly label: string;
  readonly before: number | string;
  readonly now: number | string;
}

function Change({ label, before, now }: ChangeProps): ReactElement {
  const shown = (value: number | string): ReactNode =>
    typeof value === 'number' ? value.toLocaleString('zh-CN') : value;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {before === now ? (
          <>
            {shown(now)} <span className="tz-quiet">{texts.same}</span>
          </>
        ) : (
          <>
            <del>{shown(before)}</del> → <ins>{shown(now)}</ins>
          </>
        )}
      </dd>
    </div>
  );
}

function payersOf({ payers }: Figures): string {
  return payers
    .map(({ source, payerName, amountFen }) => `${payerName}（${FUNDING_SOURCES[source]}）${formatYuan(amountFen)} 元`)
    .join('、');
}
