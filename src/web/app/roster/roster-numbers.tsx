import type { ReactElement } from 'react';
import type { RosterDetail } from '#contracts/rosters.ts';
import { formatYuan } from '#kernel/money.ts';
import { ROSTER } from '#web/app/roster/roster-texts.ts';
import { ClauseLink } from '#web/ui/clause-text.tsx';
import { FilterNumber } from '#web/ui/filter-number.tsx';

/** The rows that the numbers open. */
export type RosterRows = (typeof ROSTER_ROWS)[number];

export const ROSTER_ROWS = ['accepted', 'faulty', 'repaired', 'left-out'] as const;

interface RosterNumbersProps {
  readonly roster: RosterDetail;
  readonly chosen: RosterRows;
  readonly onChoose: (rows: RosterRows) => void;
}

/** The numbers of a roster; each opens its rows. */
export function RosterNumbers({ roster, chosen, onChoose }: RosterNumbersProps): ReactElement {
  return (
    <div className="tz-numbers">
      <FilterNumber
        label={ROSTER.accepted}
        count={roster.accepted}
        detail={ROSTER.fee(formatYuan(roster.contributionFen))}
        tone="pay"
        isChosen={chosen === 'accepted'}
        onChoose={() => onChoose('accepted')}
      />
      <FilterNumber
        label={ROSTER.faulty}
        count={roster.rejected}
        detail={ROSTER.notCounted}
        tone="fault"
        isChosen={chosen === 'faulty'}
        onChoose={() => onChoose('faulty')}
      />
      <FilterNumber
        label={ROSTER.repaired}
        count={roster.repaired}
        detail={ROSTER.repairedDetail}
        tone="refer"
        isChosen={chosen === 'repaired'}
        onChoose={() => onChoose('repaired')}
      />
      {roster.leftOut === 0 ? null : (
        <FilterNumber
          label={ROSTER.leftOut}
          count={roster.leftOut}
          detail={ROSTER.leftOutDetail}
          tone="plain"
          isChosen={chosen === 'left-out'}
          onChoose={() => onChoose('left-out')}
        />
      )}
    </div>
  );
}

/** How many of the eligible staff take part, against the rule. */
export function ParticipationLine({ roster }: { readonly roster: RosterDetail }): ReactElement {
  const { met, everybody, missing, required } = roster.participation;
  return (
    <p className={`tz-participation tz-participation--${met ? 'met' : 'short'}`}>
      {ROSTER.participation(roster.accepted, roster.eligibleCount)}
      {'，'}
      {everybody ? ROSTER.everybody : ROSTER.atLeast(required)}
      {'：'}
      <strong>{met ? ROSTER.met : ROSTER.missing(missing)}</strong>{' '}
      <ClauseLink clause={roster.program === 'henan-inpatient' ? '附件1-2' : '附件2-2'} reading="读法-3" />
    </p>
  );
}
