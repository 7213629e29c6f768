import { Button } from 'antd';
import { type ReactElement, type ReactNode, useState } from 'react';
import { APP } from '#web/app/app-texts.ts';
import './turned-picture.css';

const ZOOMS = [1, 1.5, 2, 3];

interface TurnedPictureProps {
  readonly address: string;
  readonly title: string;
  /** What is laid over the picture; it turns and grows with it. */
  readonly children?: ReactNode;
}

/** A photographed paper: turned where it lies on its side, larger where its print is small; arrow keys move a large one. */
export function TurnedPicture({ address, title, children }: TurnedPictureProps): ReactElement {
  const [turns, setTurns] = useState(0);
  const [level, setLevel] = useState(0);
  const zoom = ZOOMS[level] ?? 1;
  return (
    <div className="tz-stack">
      <p className="tz-row">
        <Button onClick={() => setTurns((turns + 1) % 4)}>{APP.turnPicture}</Button>
        <Button disabled={level === ZOOMS.length - 1} onClick={() => setLevel(level + 1)}>
          {APP.largerPicture}
        </Button>
        <Button disabled={level === 0} onClick={() => setLevel(level - 1)}>
          {APP.smallerPicture}
        </Button>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus for the arrow keys */}
      <section className="tz-picture" aria-label={title} tabIndex={0}>
        <div className={`tz-picture__page tz-picture__page--${turns}`} style={{ width: `${zoom * 100}%` }}>
          <img src={address} alt={title} />
          {children}
        </div>
      </section>
    </div>
  );
}
