import { useLayoutEffect, useState } from 'react';
import { useRootFontSize } from '#web/ui/root-font-size.ts';

/** `tight`: narrow gaps between the columns; `compact`: small type too; `cards`: they don't fit beside each other. */
type Fit = 'roomy' | 'tight' | 'compact' | 'cards';

/** The gaps as in page-list.css, in rem; tracks shrink as the type in them does. */
const FITS: readonly { readonly fit: Fit; readonly gap: number; readonly scale: number }[] = [
  { fit: 'roomy', gap: 1.25, scale: 1 },
  { fit: 'tight', gap: 0.75, scale: 1 },
  { fit: 'compact', gap: 0.75, scale: 0.875 },
];
/** Left and right of a row, its frame among it. */
const EDGES = 2.25;

export interface TableFit {
  readonly fit: Fit;
  readonly tracks: string;
}

/** The least that a track of the grid takes, in rem: `8rem` 8, `minmax(10rem, 2fr)` 10. */
function leastOf(track: string): number {
  return Number.parseFloat(track.replace('minmax(', ''));
}

function scaled(track: string, scale: number): string {
  return track.replace(/[\d.]+(?=rem)/, (rem) => String(Number(rem) * scale));
}

/** How columns fit into an element, followed as it and the type change. */
export function useTableFit(element: HTMLElement | null, tracks: readonly string[]): TableFit {
  const rem = useRootFontSize();
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);
  useLayoutEffect(() => {
    if (element === null) return;
    const measure = (): void => setWidth(element.getBoundingClientRect().width);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  const columns = tracks.reduce((sum, track) => sum + leastOf(track), 0);
  const found = FITS.find(({ gap, scale }) => {
    return width >= (columns * scale + gap * (tracks.length - 1) + EDGES) * rem;
  });
  const { fit, scale } = found ?? { fit: 'cards', scale: 1 };
  return { fit, tracks: tracks.map((track) => scaled(track, scale)).join(' ') };
}
