import type { ReactElement, ReactNode } from 'react';
import './note.css';

interface NoteProps {
  /** `fault`: something went wrong, told at once; `remark`: good to know. */
  readonly kind: 'fault' | 'remark';
  /** What to do about it. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A sentence that stands out, with the way on beside it. */
export function Note({ kind, action, children }: NoteProps): ReactElement {
  return (
    <div className={`tz-note tz-note--${kind}`} role={kind === 'fault' ? 'alert' : 'status'}>
      <span>{children}</span>
      {action}
    </div>
  );
}
