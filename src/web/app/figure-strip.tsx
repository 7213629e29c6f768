import { type ReactElement, useState } from 'react';
import type { SlipReadingAnswer } from '#contracts/slip-readings.ts';
import { APP } from '#web/app/app-texts.ts';
import './figure-strip.css';

type ReadAmount = SlipReadingAnswer['amounts'][number];
type Box = ReadAmount['box'];

/** Where a figure stands on the picture. */
export interface FigurePlace {
  readonly picture: string;
  readonly box: Box;
  readonly isUnsure: boolean;
}

/** Below it one is asked to look twice. */
const SURE = 0.95;

export function isUnsure({ confidence }: ReadAmount): boolean {
  return confidence < SURE;
}

/** A box laid over the picture that it is of. */
export function boxStyle({ left, top, right, bottom }: Box): Record<'left' | 'top' | 'width' | 'height', string> {
  const share = (part: number): string => `${(part * 100).toFixed(2)}%`;
  return { left: share(left), top: share(top), width: share(right - left), height: share(bottom - top) };
}

/** How much of the page is shown around a figure: what it is called stands on its left. */
const LEFT_OF_FIGURE = 0.3;
const AROUND_FIGURE = 0.012;

/** The strip of the picture on which a figure stands, under the field where it may be corrected. */
export function FigureStrip({ place, name }: { place: FigurePlace; name: string }): ReactElement {
  const { picture, box } = place;
  const [sides, setSides] = useState<{ readonly width: number; readonly height: number }>();
  const left = Math.max(0, box.left - LEFT_OF_FIGURE);
  const width = Math.min(1, box.right + AROUND_FIGURE) - left;
  const top = Math.max(0, box.top - AROUND_FIGURE);
  const height = Math.min(1, box.bottom + AROUND_FIGURE) - top;
  const ratio = sides === undefined ? undefined : `${width * sides.width} / ${height * sides.height}`;
  return (
    <span className="tz-figure-strip" style={{ aspectRatio: ratio }}>
      <img
        src={picture}
        alt={APP.stripOf(name)}
        style={{ width: `${100 / width}%`, left: `${(-left / width) * 100}%`, top: `${(-top / height) * 100}%` }}
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
          setSides({ width: naturalWidth, height: naturalHeight })
        }
      />
      {place.isUnsure ? <span className="tz-figure-strip__unsure">{APP.unsureFigure}</span> : null}
    </span>
  );
}
