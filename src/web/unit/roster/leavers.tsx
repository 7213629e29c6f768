import { Button } from 'antd';
import { useMemo } from 'react';
import type { Static } from 'typebox';
import type { ChangeLeavers } from '#contracts/renewals.ts';
import type { RosterEntry } from '#contracts/rosters.ts';
import { useWrite, type Writing } from '#web/app/api/use-write.ts';
import type { PageColumn } from '#web/app/page-list.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { DRAFT } from '#web/unit/roster/draft-texts.ts';

type Change = Static<typeof ChangeLeavers>;

/** Why a row is out that the unit itself took out; anything else it can't take back. */
const LEFT = '不再参加';

/** For each row of a draft: out of it, and in again. The writing tells what failed. */
export function useLeavers(rosterId: string): {
  readonly column: PageColumn<RosterEntry>;
  readonly writing: Writing<Change>;
} {
  const tell = useTell();
  const writing = useWrite<Change>(
    (body) => ({ method: 'PATCH', path: `/api/rosters/${rosterId}/leavers`, body }),
    (_answer, { leave }) => tell(leave === undefined ? DRAFT.stayed : DRAFT.left),
  );
  const { send, isSending } = writing;
  const column = useMemo<PageColumn<RosterEntry>>(
    () => ({
      key: 'acts',
      title: DRAFT.acts,
      width: '7rem',
      cell: ({ row, name, state, reason }) =>
        state === 'standing' ? (
          <Button disabled={isSending} aria-label={DRAFT.leaveName(name, row)} onClick={() => send({ leave: [row] })}>
            {DRAFT.leave}
          </Button>
        ) : state === 'void' && reason === LEFT ? (
          <Button disabled={isSending} aria-label={DRAFT.stayName(name, row)} onClick={() => send({ stay: [row] })}>
            {DRAFT.stay}
          </Button>
        ) : null,
    }),
    [send, isSending],
  );
  return { column, writing };
}
