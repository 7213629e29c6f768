import { Checkbox } from 'antd';
import { type ReactElement, useState } from 'react';
import type { RosterEntry } from '#contracts/rosters.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { ROSTER } from '#web/app/roster/roster-texts.ts';
import { UNIT } from '#web/unit/texts.ts';

const { roster: texts } = UNIT;

/** Rows that were sent back and that the unit stands by. */
interface KeptRows {
  readonly rows: readonly number[];
  readonly toggle: (row: number) => void;
}

export function useKeptRows(): KeptRows {
  const [rows, setRows] = useState<readonly number[]>([]);
  const toggle = (row: number): void => {
    setRows((before) => (before.includes(row) ? before.filter((each) => each !== row) : [...before, row]));
  };
  return { rows, toggle };
}

interface SentBackRowsProps {
  readonly rosterId: string;
  readonly kept: KeptRows;
}

/** The rows that a reviewer sent back, each with the reason; what is right stays by a tick. */
export function SentBackRows({ rosterId, kept }: SentBackRowsProps): ReactElement | null {
  const { rows } = usePages<RosterEntry>(`/api/rosters/${rosterId}/entries`, { limit: 200 });
  const sentBack = rows.filter(({ state }) => state === 'sent-back');
  if (sentBack.length === 0) return null;
  return (
    <section className="tz-card tz-stack" aria-labelledby="sent-back-title">
      <div>
        <h2 id="sent-back-title">{texts.sentBackRows}</h2>
        <p className="tz-quiet">{texts.sentBackHint}</p>
      </div>
      <ul className="tz-sums">
        {sentBack.map(({ row, name, reason }) => (
          <li key={row}>
            <span>
              {ROSTER.rowNumber(row)} <strong>{name}</strong> {reason}
            </span>
            <Checkbox checked={kept.rows.includes(row)} onChange={() => kept.toggle(row)}>
              {texts.keep(name)}
            </Checkbox>
          </li>
        ))}
      </ul>
    </section>
  );
}
