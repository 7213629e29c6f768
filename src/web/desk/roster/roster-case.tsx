import { Checkbox } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import type { RosterDetail, RosterEntry } from '#contracts/rosters.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { DateText } from '#web/app/moment.tsx';
import { Neighbours } from '#web/app/neighbours.tsx';
import type { PageColumn } from '#web/app/page-list.tsx';
import { Pending } from '#web/app/pending.tsx';
import { RosterDiffLine } from '#web/app/roster/roster-diff.tsx';
import { ParticipationLine, ROSTER_ROWS, RosterNumbers } from '#web/app/roster/roster-numbers.tsx';
import { RosterPayers, RosterReviews } from '#web/app/roster/roster-reviews.tsx';
import { RosterRowsList } from '#web/app/roster/roster-rows.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { LEVEL_NAMES, PROGRAM_NAMES, ROSTER_STATES } from '#web/app/words.ts';
import { RosterChangesCard } from '#web/desk/roster/roster-changes.tsx';
import { RosterDecisionBar } from '#web/desk/roster/roster-decision-bar.tsx';
import { RosterScans } from '#web/desk/roster/roster-scans.tsx';
import { ROSTER_DESK } from '#web/desk/roster/roster-texts.ts';
import { DESK } from '#web/desk/texts.ts';
import { ObjectTrail } from '#web/desk/trail/trail-page.tsx';
import { Money } from '#web/ui/money.tsx';
import { Note } from '#web/ui/note.tsx';
import './roster-case.css';

const { roster: texts } = DESK;

/** One roster before its reviewer: the numbers, the rows where they matter, what was said so far, the decision. */
export function RosterCase(): ReactElement {
  const { id = '' } = useParams();
  const { data: roster, error, refetch } = useAnswer<RosterDetail>(`/api/rosters/${id}`);
  if (roster === undefined) {
    return <Pending error={error} refetch={refetch} />;
  }
  return <Case key={roster.id} roster={roster} />;
}

function Case({ roster }: { readonly roster: RosterDetail }): ReactElement {
  const { may } = useSession();
  const [picked, setPicked] = useState<ReadonlyMap<number, string>>(new Map());
  const [rows, setRows] = useChoiceInAddress('rows', ROSTER_ROWS);
  const picker = useMemo(() => (roster.canReview ? pickerOf(picked, setPicked) : undefined), [roster, picked]);
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{roster.unitName}</h1>
          <p className="tz-page__lead tz-row">
            {texts.of(PROGRAM_NAMES[roster.program])} <StateTag state={ROSTER_STATES[roster.state]} />
          </p>
        </div>
        <Neighbours />
      </header>
      <Standing roster={roster} />
      <div className="tz-roster">
        <div className="tz-stack">
          <RosterNumbers roster={roster} chosen={rows} onChoose={setRows} />
          <ParticipationLine roster={roster} />
          <RosterDiffLine rosterId={roster.id} />
          <RosterChangesCard rosterId={roster.id} />
          <div className="tz-beside">
            <Facts roster={roster} />
            <RosterReviews roster={roster} />
          </div>
          <RosterPayers roster={roster} />
        </div>
        <RosterScans roster={roster} />
      </div>
      {roster.canReview ? <p className="tz-quiet">{texts.picked(picked.size)}</p> : null}
      {rows === 'faulty' && !may('roster.submit') ? null : (
        <RosterRowsList roster={roster} rows={rows} {...(picker === undefined ? {} : { picker })} />
      )}
      <ObjectTrail objectId={roster.id} />
      {roster.canReview ? (
        <RosterDecisionBar
          roster={roster}
          picked={[...picked].map(([row, name]) => ({ row, name })).sort((a, b) => a.row - b.row)}
        />
      ) : null}
    </div>
  );
}

/** Why one may not decide on it, by when it is due, what asks for a look. */
function Standing({ roster }: { readonly roster: RosterDetail }): ReactElement | null {
  const { may } = useSession();
  const { reviewObstacle, waitsForLevel, daysLeft, dueOn, flags, grantId } = roster;
  const { queue, obstacles, flags: flagWords } = ROSTER_DESK;
  const lines = [
    ...(grantId === null ? [] : [ROSTER_DESK.grantNote]),
    ...(reviewObstacle === null || grantId !== null || !may('roster.review') ? [] : [obstacles[reviewObstacle]]),
    ...(reviewObstacle === 'not-this-level' && grantId === null
      ? [waitsForLevel === null ? ROSTER_DESK.waitsAbove : ROSTER_DESK.waits(LEVEL_NAMES[waitsForLevel])]
      : []),
    ...(dueOn === null || daysLeft === null
      ? []
      : [`${queue.dueOn(formatChineseDate(parseDate(dueOn)))}，${queue.left(daysLeft)}。`]),
    ...(roster.state === 'in-review' && flags.length > 0
      ? [`${flags.map((flag) => flagWords[flag]).join('、')}。`]
      : []),
  ];
  return lines.length === 0 ? null : <Note kind="remark">{lines.join(' ')}</Note>;
}

function Facts({ roster }: { readonly roster: RosterDetail }): ReactElement {
  return (
    <section className="tz-card">
      <dl className="tz-details">
        <div>
          <dt>{texts.agency}</dt>
          <dd>{roster.agencyName ?? '—'}</dd>
        </div>
        <div>
          <dt>{texts.submittedOn}</dt>
          <dd>{roster.submittedOn === null ? '—' : <DateText date={roster.submittedOn} />}</dd>
        </div>
        <div>
          <dt>{texts.staff}</dt>
          <dd>{texts.staffText(roster.staffCount, roster.eligibleCount)}</dd>
        </div>
        <div>
          <dt>{texts.shares}</dt>
          <dd>{texts.sharesText(roster.shares)}</dd>
        </div>
        <div>
          <dt>{texts.fee}</dt>
          <dd>
            <Money fen={roster.contributionFen} unit />
          </dd>
        </div>
        <div>
          <dt>{texts.file}</dt>
          <dd>{roster.fileName}</dd>
        </div>
      </dl>
    </section>
  );
}

function pickerOf(
  picked: ReadonlyMap<number, string>,
  setPicked: (picked: ReadonlyMap<number, string>) => void,
): PageColumn<RosterEntry> {
  const toggle = ({ row, name }: RosterEntry): void => {
    const next = new Map(picked);
    if (!next.delete(row)) next.set(row, name);
    setPicked(next);
  };
  return {
    key: 'pick',
    title: texts.pick,
    width: '2rem',
    cell: (entry) => (
      <Checkbox checked={picked.has(entry.row)} aria-label={texts.pickRow(entry.row)} onChange={() => toggle(entry)} />
    ),
  };
}
