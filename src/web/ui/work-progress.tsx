import { Button } from 'antd';
import { type ReactElement, useId } from 'react';
import { KIT } from '#web/ui/kit-texts.ts';
import './work-progress.css';

interface WorkProgressProps {
  /** What is being done now: 正在检查名单. */
  readonly doing: string;
  /** 0 to 1. */
  readonly share: number;
  readonly onCancel: () => void;
}

/** Work of more than a moment: what it is, how far, and a way out. */
export function WorkProgress({ doing, share, onCancel }: WorkProgressProps): ReactElement {
  const id = useId();
  return (
    <div className="tz-work tz-card">
      <p id={id} role="status">
        {doing}
      </p>
      <progress value={share} max={1} aria-labelledby={id} />
      <span className="tz-figure">{Math.floor(share * 100)} %</span>
      <Button onClick={onCancel}>{KIT.cancel}</Button>
    </div>
  );
}
