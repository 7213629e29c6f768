import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { KIT } from '#web/ui/kit-texts.ts';
import type { RowSource } from '#web/ui/windowed-rows.ts';
import './growing-table.css';

export interface GrowingColumn<Row> {
  readonly key: string;
  readonly title: string;
  /** A width, or nothing for the column that takes what is left. */
  readonly width?: string;
  readonly cell: (row: Row) => ReactNode;
}

interface GrowingTableProps<Row> {
  readonly label: string;
  readonly columns: readonly GrowingColumn<Row>[];
  readonly total: number;
  /** A new function is a new table. */
  readonly source: RowSource<Row>;
}

const ROWS_AT_ONCE = 100;

/**
 * A table whose rows are as high as what they say, in a frame of its own; it fetches on as its reader scrolls down.
 *
 * For rows that someone reads one by one, such as faults: nothing of them is cut off. Cards on a phone.
 */
export function GrowingTable<Row>({ label, columns, total, source }: GrowingTableProps<Row>): ReactElement {
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [wanted, setWanted] = useState(ROWS_AT_ONCE);
  const end = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let isCurrent = true;
    void source(0, wanted).then((answer) => {
      if (isCurrent) setRows(answer);
    });
    return () => {
      isCurrent = false;
    };
  }, [source, wanted]);

  useEffect(() => {
    const element = end.current;
    if (element === null || rows.length >= total) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting === true) setWanted(rows.length + ROWS_AT_ONCE);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [rows.length, total]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by keys
    <section className="tz-growing" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map(({ key, title, width }) => (
              <th key={key} scope="col" style={width === undefined ? undefined : { width }}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are only ever added at the end
            <tr key={at}>
              {columns.map(({ key, cell }) => (
                <td key={key} data-column={key}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < total ? (
        <div ref={end} className="tz-growing__end tz-quiet">
          {KIT.loadingRow}
        </div>
      ) : null}
    </section>
  );
}
