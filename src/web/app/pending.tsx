import type { ReactElement } from 'react';
import { APP } from '#web/app/app-texts.ts';
import { FailureNote } from '#web/app/failure-note.tsx';

interface PendingProps {
  readonly error: Error | null;
  readonly refetch: () => Promise<unknown>;
}

/** In the place of an answer that has not come: that it is asked for, or why it can't be had. */
export function Pending({ error, refetch }: PendingProps): ReactElement {
  return error === null ? (
    <p className="tz-quiet">{APP.loading}</p>
  ) : (
    <FailureNote failure={error} onAgain={() => void refetch()} />
  );
}
