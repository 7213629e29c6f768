import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { Recomputed } from '#contracts/claims.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { RECOMPUTE } from '#web/desk/claim/desk-texts.ts';
import { Note } from '#web/ui/note.tsx';

/** Whoever sees a decision may have its stored case decided again: the rules say the same, or it is told that they do not. */
export function Recompute({ claimId }: { readonly claimId: string }): ReactElement {
  const [isAsked, setAsked] = useState(false);
  const { data, error, isFetching, refetch } = useAnswer<Static<typeof Recomputed>>(
    isAsked ? `/api/claims/${claimId}/recomputation` : undefined,
  );
  return (
    <div className="tz-stack">
      <p>
        <Button loading={isFetching} onClick={() => (isAsked ? void refetch() : setAsked(true))}>
          {RECOMPUTE.act}
        </Button>
      </p>
      <FailureNote failure={error ?? undefined} onAgain={() => void refetch()} />
      {data === undefined || isFetching ? null : (
        <Note kind={data.isSame ? 'remark' : 'fault'}>{data.isSame ? RECOMPUTE.same : RECOMPUTE.differs}</Note>
      )}
    </div>
  );
}
