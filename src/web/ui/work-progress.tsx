import { Button, Progress } from 'antd';
import type { ReactElement } from 'react';
import { KIT } from '#web/ui/kit-texts.ts';
import './work-progress.css';

interface WorkProgressProps {
  /** What is being done now: 正在读取名单. */
  readonly doing: string;
  /** 0 to 1. */
  readonly share: number;
  readonly onCancel: () => void;
}

/** Work of more than a moment: what it is, how far, and a way out. */
export function WorkProgress({ doing, share, onCancel }: WorkProgressProps): ReactElement {
  return (
    <div className="tz-work tz-card" role="status" aria-live="polite">
      <p>{doing}</p>
      <Progress percent={Math.floor(share * 100)} aria-label={doing} />
      <Button onClick={onCancel}>{KIT.cancel}</Button>
    </div>
  );
}
