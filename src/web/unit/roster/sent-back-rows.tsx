import { Checkbox } from 'antd';
import { type ReactElement, useState } from 'react';
import type { RosterDetail, RosterEntry } from '#contracts/rosters.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { ROSTER } from '#web/app/roster/roster-texts.ts';
import { UNIT } from '#web/unit/texts.ts';

const { roster: texts } = UNIT;

/** More rows are not sent back one by one. */
const MOST_ROWS = 200;

/** Rows that were sent back, and of those the ones that the unit stands by; the others drop out. */
interface SentBack {
  readonly rows: readonly RosterEntry[];
  readonly kept: readonly number[];
  readonly toggle: (row: number) => void;
}

export function useSentBack(roster: RosterDetail): SentBack {
  const [kept, setKept] = useState<readonly number[]>([]);
  const path = roster.state === 'sent-back' ? `/api/rosters/${roster.id}/entries` : undefined;
  const { rows } = usePages<RosterEntry>(path, { limit: MOST_ROWS });
  const toggle = (row: number): void => {
    setKept((before) => (before.includes(row) ? before.filter((each) => each !== row) : [...before, row]));
  };
  return { rows: rows.filter(({ state }) => state === 'sent-back'), kept, toggle };
}

/** The rows that a reviewer sent back, each with the reason; what is right stays by a tick. */
export function SentBackRows({ sentBack }: { readonly sentBack: SentBack }): ReactElement | null {
  const { rows, kept, toggle } = sentBack;
  if (rows.length === 0) return null;
  return (
    <section className="tz-card tz-stack" aria-labelledby="sent-back-title">
      <div>
        <h2 id="sent-back-title">{texts.sentBackRows}</h2>
        <p className="tz-quiet">{texts.sentBackHint}</p>
      </div>
      <ul className="tz-sums">
        {rows.map(({ row, name, reason }) => (
          <li key={row}>
            <span>
              {ROSTER.rowNumber(row)} <strong>{name}</strong> {reason}
            </span>
            <Checkbox checked={kept.includes(row)} onChange={() => toggle(row)}>
              {texts.keep(name)}
            </Checkbox>
          </li>
        ))}
      </ul>
    </section>
  );
}
