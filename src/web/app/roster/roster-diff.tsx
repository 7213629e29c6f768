import type { ReactElement } from 'react';
import type { RosterDiff } from '#contracts/renewals.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { ROSTER } from '#web/app/roster/roster-texts.ts';

/** How a roster differs from who is covered now; nothing where nobody is. */
export function RosterDiffLine({ rosterId }: { readonly rosterId: string }): ReactElement | null {
  const { data } = useAnswer<RosterDiff>(`/api/rosters/${rosterId}/diff`, {
    kind: 'joined',
    limit: 1,
  });
  if (data === undefined || (data.left === 0 && data.changed === 0 && data.joined === 0)) return null;
  return (
    <p className="tz-participation tz-participation--plain">{ROSTER.diff(data.joined, data.left, data.changed)}</p>
  );
}
