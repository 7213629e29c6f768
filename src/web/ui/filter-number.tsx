import type { ReactElement, ReactNode } from 'react';
import './filter-number.css';

interface FilterNumberProps {
  readonly label: string;
  readonly count: number;
  /** A second line: a sum, a remark. */
  readonly detail?: ReactNode;
  readonly tone: 'plain' | 'pay' | 'decline' | 'refer' | 'stranger' | 'fault';
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** A big number that opens its rows: pressed, the list shows those only. */
export function FilterNumber({ label, count, detail, tone, isChosen, onChoose }: FilterNumberProps): ReactElement {
  return (
    <button
      type="button"
      className={`tz-plain-button tz-number tz-number--${tone}`}
      aria-pressed={isChosen}
      disabled={count === 0}
      onClick={onChoose}
    >
      <span className="tz-number__label">{label}</span>
      <span className="tz-number__count">{count.toLocaleString('zh-CN')}</span>
      {detail === undefined ? null : <span className="tz-number__detail">{detail}</span>}
    </button>
  );
}
