import { Button, Checkbox } from 'antd';
import { type ReactElement, useState } from 'react';
import type { RosterDetail, RosterEntry } from '#contracts/rosters.ts';
import { type Pages, usePages } from '#web/app/api/use-answer.ts';
import { APP } from '#web/app/app-texts.ts';
import { FaultyRowsDownload } from '#web/app/roster/roster-rows.tsx';
import { ROSTER } from '#web/app/roster/roster-texts.ts';
import { DRAFT } from '#web/unit/roster/draft-texts.ts';
import { type RowToType, TypedRowSheet } from '#web/unit/roster/typed-row-sheet.tsx';
import { UNIT } from '#web/unit/texts.ts';

const { roster: texts } = UNIT;

/** Rows of a page; more are sent back one by one hardly ever. */
const PAGE_ROWS = 200;

/** Rows that were sent back, and of those the ones that the unit stands by; the others drop out. */
interface SentBack {
  readonly pages: Pages<RosterEntry>;
  readonly kept: readonly number[];
  readonly toggle: (row: number) => void;
}

export function useSentBack(roster: RosterDetail): SentBack {
  const [kept, setKept] = useState<readonly number[]>([]);
  const path = roster.state === 'sent-back' ? `/api/rosters/${roster.id}/entries` : undefined;
  const pages = usePages<RosterEntry>(path, { state: 'sent-back', limit: PAGE_ROWS });
  const toggle = (row: number): void => {
    setKept((before) => (before.includes(row) ? before.filter((each) => each !== row) : [...before, row]));
  };
  // a row that was corrected meanwhile is no more there to be kept
  return { pages, kept: kept.filter((row) => pages.rows.some((each) => each.row === row)), toggle };
}

interface SentBackRowsProps {
  readonly roster: RosterDetail;
  readonly sentBack: SentBack;
}

/** The rows that a reviewer sent back, each with the reason; what is right stays by a tick, what is wrong is typed anew. */
export function SentBackRows({ roster, sentBack }: SentBackRowsProps): ReactElement | null {
  const { pages, kept, toggle } = sentBack;
  const [typed, setTyped] = useState<RowToType>();
  const { rows } = pages;
  if (rows.length === 0 && typed === undefined) return null;
  return (
    <section className="tz-card tz-stack" aria-labelledby="sent-back-title">
      <div>
        <h2 id="sent-back-title">{texts.sentBackRows}</h2>
        <p className="tz-quiet">{texts.sentBackHint}</p>
      </div>
      <ul className="tz-sums">
        {rows.map((entry) => (
          <li key={entry.row}>
            <span>
              {ROSTER.rowNumber(entry.row)} <strong>{entry.name}</strong>{' '}
              <span className="tz-figure tz-quiet">{entry.residentId}</span> {entry.reason}
            </span>
            <span className="tz-row">
              <Checkbox checked={kept.includes(entry.row)} onChange={() => toggle(entry.row)}>
                {DRAFT.keep(entry.name)}
              </Checkbox>
              <Button aria-label={DRAFT.correctSentBack(entry.name)} onClick={() => setTyped(rowToType(entry))}>
                {DRAFT.correct}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <FaultyRowsDownload rosterId={roster.id} />
      <p className="tz-row">
        <span className="tz-quiet" role="status">
          {DRAFT.sentBackCount(rows.length, kept.length)}
        </span>
        {pages.hasMore ? (
          <Button loading={pages.isLoadingMore} onClick={pages.loadMore}>
            {APP.loadMore}
          </Button>
        ) : null}
      </p>
      <TypedRowSheet rosterId={roster.id} row={typed} onClose={() => setTyped(undefined)} />
    </section>
  );
}

function rowToType({ row, name, reason }: RosterEntry): RowToType {
  return {
    title: DRAFT.correctSentBack(name),
    lead: `${DRAFT.sentBackFor(reason ?? '')}。${DRAFT.correctSentBackLead}`,
    insteadOf: { insteadOfRow: row },
  };
}
