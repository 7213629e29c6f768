import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Where the rows of a list come from: the worker, in pages. `to` is not included. */
export type RowSource<Row> = (from: number, to: number) => Promise<readonly Row[]>;

/** Rows asked for at once. */
const PAGE_ROWS = 100;
/** Rows drawn beyond the edges of the window, so that a turn of the wheel finds them there. */
const ROWS_BEYOND = 8;

/** Rows drawn even while the whole list lies outside of the window, so that keys and screen readers find some. */
const FEWEST_ROWS = 12;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The rows of a list that lie in the window of the browser now. */
export function useVisibleRange(list: RefObject<HTMLElement | null>, total: number, rowHeight: number): Range {
  const [range, setRange] = useState<Range>({ from: 0, to: Math.min(total, 30) });
  useLayoutEffect(() => {
    const measure = (): void => {
      const element = list.current;
      if (element === null) return;
      const { top } = element.getBoundingClientRect();
      const first = Math.floor(-top / rowHeight) - ROWS_BEYOND;
      const last = Math.ceil((window.innerHeight - top) / rowHeight) + ROWS_BEYOND;
      const from = Math.min(Math.max(0, first), Math.max(0, total - FEWEST_ROWS));
      const to = Math.min(Math.max(from + FEWEST_ROWS, last), total);
      setRange((was) => (was.from === from && was.to === to ? was : { from, to }));
    };
    measure();
    window.addEventListener('scroll', measure, { passive: true });
    window.addEventListener('resize', measure);
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => {
      window.removeEventListener('scroll', measure);
      window.removeEventListener('resize', measure);
      observer.disconnect();
    };
  }, [list, total, rowHeight]);
  return range;
}

/** The rows of a range that have arrived, by index; asks the source for those that have not, page by page. */
export function useRows<Row>(source: RowSource<Row>, range: Range): ReadonlyMap<number, Row> {
  const [rows, setRows] = useState<ReadonlyMap<number, Row>>(new Map());
  const asked = useRef<{ readonly source: RowSource<Row>; readonly pages: Set<number> }>({ source, pages: new Set() });
  if (asked.current.source !== source) asked.current = { source, pages: new Set() };
  const { from, to } = range;

  useEffect(() => {
    // the first answer of a new source takes the place of the old rows, so that the list never stands empty between
    const { pages } = asked.current;
    for (let page = Math.floor(from / PAGE_ROWS); page * PAGE_ROWS < to; page++) {
      if (pages.has(page)) continue;
      pages.add(page);
      const start = page * PAGE_ROWS;
      void source(start, start + PAGE_ROWS).then((answer) => {
        if (asked.current.source !== source) return;
        setRows((was) => {
          const next = pages.size === 1 ? new Map<number, Row>() : new Map(was);
          answer.forEach((row, at) => {
            next.set(start + at, row);
          });
          return next;
        });
      });
    }
  }, [source, from, to]);
  return rows;
}
