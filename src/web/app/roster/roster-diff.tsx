import { type ReactElement, useState } from 'react';
import type { RosterDiff, RosterDifference } from '#contracts/renewals.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { useAnswer, usePages } from '#web/app/api/use-answer.ts';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { ROSTER } from '#web/app/roster/roster-texts.ts';

type Kind = keyof typeof ROSTER.differences;

const KINDS: readonly Kind[] = ['joined', 'left', 'changed'];

/** How a roster differs from who is covered now: three numbers that open their people; nothing where nobody is covered. */
export function RosterDiffLine({ rosterId }: { readonly rosterId: string }): ReactElement | null {
  const [kind, setKind] = useState<Kind>();
  const { data } = useAnswer<RosterDiff>(`/api/rosters/${rosterId}/diff`, { kind: 'joined', limit: 1 });
  if (data === undefined) return null;
  return (
    <section className="tz-participation tz-participation--plain tz-stack" aria-label={ROSTER.diffTitle}>
      <p className="tz-row">
        {ROSTER.diffTitle}
        {KINDS.map((each) => (
          <button
            key={each}
            type="button"
            className="tz-plain-button tz-diff-count"
            aria-expanded={kind === each}
            disabled={data[each] === 0}
            onClick={() => setKind(kind === each ? undefined : each)}
          >
            {ROSTER.differences[each](data[each])}
          </button>
        ))}
      </p>
      {kind === undefined ? null : <Differing key={kind} rosterId={rosterId} kind={kind} before={data.before} />}
    </section>
  );
}

interface DifferingProps {
  readonly rosterId: string;
  readonly kind: Kind;
  readonly before: RosterDiff['before'];
}

function Differing({ rosterId, kind, before }: DifferingProps): ReactElement {
  const pages = usePages<RosterDifference>(`/api/rosters/${rosterId}/diff`, { kind });
  const { lastWaiverOn } = before;
  return (
    <>
      {kind === 'left' && lastWaiverOn !== null ? (
        <p className="tz-quiet">{ROSTER.leftNote(formatChineseDate(parseDate(lastWaiverOn)))}</p>
      ) : null}
      <PageList
        label={ROSTER.differenceLists[kind]}
        columns={kind === 'changed' ? CHANGED_COLUMNS : COLUMNS}
        pages={pages}
        keyOf={({ memberId }) => memberId}
        empty={ROSTER.noDifference}
      />
    </>
  );
}

const COLUMNS: readonly PageColumn<RosterDifference>[] = [
  { key: 'name', title: ROSTER.column.person, width: '9rem', cell: ({ name }) => name },
  {
    key: 'id',
    title: ROSTER.column.residentId,
    width: 'minmax(12rem, 1fr)',
    cell: ({ residentId }) => <span className="tz-figure">{residentId}</span>,
  },
];

const CHANGED_COLUMNS: readonly PageColumn<RosterDifference>[] = [
  ...COLUMNS,
  {
    key: 'fields',
    title: ROSTER.column.changes,
    width: '14rem',
    cell: ({ fields }) => fields.map((field) => ROSTER.fields[field]).join('、'),
  },
];
