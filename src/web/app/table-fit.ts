import { useLayoutEffect, useState } from 'react';
import { useRootFontSize } from '#web/ui/root-font-size.ts';

/** `roomy`: wide gaps between the columns; `tight`: narrow ones; `cards`: the columns don't fit beside each other. */
type TableFit = 'roomy' | 'tight' | 'cards';

/** As in page-list.css, in rem. */
const GAPS = { roomy: 1.25, tight: 0.75 } as const;
/** Left and right of a row, its frame among it. */
const EDGES = 2.25;

/** The least that a track of the grid takes, in rem: `8rem` 8, `minmax(10rem, 2fr)` 10. */
function leastOf(track: string): number {
  return Number.parseFloat(track.replace('minmax(', ''));
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
  const columns = tracks.reduce((sum, track) => sum + leastOf(track), EDGES);
  const needs = (gap: number): number => (columns + gap * (tracks.length - 1)) * rem;
  if (width >= needs(GAPS.roomy)) return 'roomy';
  return width >= needs(GAPS.tight) ? 'tight' : 'cards';
}
