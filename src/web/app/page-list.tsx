import { Button } from 'antd';
import { type CSSProperties, type KeyboardEvent, type ReactElement, type ReactNode, useRef, useState } from 'react';
import type { Pages } from '#web/app/api/use-answer.ts';
import { APP } from '#web/app/app-texts.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { useTableFit } from '#web/app/table-fit.ts';
import './page-list.css';

export interface PageColumn<Row> {
  readonly key: string;
  readonly title: string;
  /** A track of the grid: `8rem`, `minmax(10rem, 2fr)`. */
  readonly width: string;
  readonly align?: 'end';
  readonly cell: (row: Row) => ReactNode;
}

interface PageListProps<Row> {
  readonly label: string;
  readonly columns: readonly PageColumn<Row>[];
  readonly pages: Pages<Row>;
  readonly keyOf: (row: Row) => string;
  readonly onOpen?: (row: Row, index: number) => void;
  /** What will appear here, and how. */
  readonly empty: ReactNode;
}

const STEPS: Readonly<Record<string, number>> = { arrowdown: 1, j: 1, arrowup: -1, k: -1 };

/**
 * A list of the interface as a table; cards where its columns do not fit beside each other.
 *
 * One row takes the focus: ↑↓ or J/K move it, Enter opens it. More rows are fetched on request, after the last one shown.
 */
export function PageList<Row>({ label, columns, pages, keyOf, onOpen, empty }: PageListProps<Row>): ReactElement {
  const body = useRef<HTMLTableSectionElement>(null);
  const [active, setActive] = useState(0);
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const { fit, tracks } = useTableFit(
    frame,
    columns.map(({ width }) => width),
  );
  const { rows, isLoading, failure, hasMore, isLoadingMore } = pages;
  if (failure !== undefined && rows.length === 0) return <FailureNote failure={failure} onAgain={pages.again} />;
  if (isLoading) return <p className="tz-quiet tz-pages__wait">{APP.loading}</p>;
  if (rows.length === 0) return <div className="tz-card tz-pages__empty">{empty}</div>;
  const press = (event: KeyboardEvent<HTMLTableSectionElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLTableRowElement)) return;
    const step = STEPS[event.key.toLowerCase()];
    const row = rows[active];
    if (step !== undefined) {
      const index = Math.min(Math.max(0, active + step), rows.length - 1);
      setActive(index);
      body.current?.rows[index]?.focus();
    } else if (event.key === 'Enter' && row !== undefined) onOpen?.(row, active);
    else return;
    event.preventDefault();
  };
  return (
    <div className={`tz-pages tz-pages--${fit}`} ref={setFrame}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the pattern of a grid whose rows take the focus
        role="grid"
        aria-label={label}
        className="tz-pages__table"
        style={{ '--tracks': tracks } as CSSProperties}
      >
        <thead>
          <tr className="tz-pages__titles">
            {columns.map(({ key, title, align }) => (
              <th key={key} scope="col" className={align === 'end' ? 'tz-pages__end' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={press}>
          {rows.map((row, index) => (
            <tr
              key={keyOf(row)}
              className={`tz-pages__row${onOpen === undefined ? '' : ' tz-pages__row--opens'}`}
              tabIndex={index === Math.min(active, rows.length - 1) ? 0 : -1}
              onFocus={() => setActive(index)}
              onClick={(event) => {
                if (!isControl(event.target, event.currentTarget)) onOpen?.(row, index);
              }}
            >
              {columns.map(({ key, title, align, cell }) => (
                <td
                  key={key}
                  data-column={key}
                  data-title={title}
                  className={align === 'end' ? 'tz-pages__end' : undefined}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="tz-pages__foot">
        <FailureNote failure={failure} onAgain={pages.again} />
        {hasMore ? (
          <Button loading={isLoadingMore} onClick={pages.loadMore}>
            {APP.loadMore}
          </Button>
        ) : null}
        <span className="tz-quiet" role="status">
          {hasMore ? APP.loadedSome(rows.length) : APP.loadedAll(rows.length)}
        </span>
      </div>
    </div>
  );
}

/** A click on a control inside a row is that control's. */
function isControl(target: EventTarget, row: HTMLElement): boolean {
  const control = target instanceof Element ? target.closest('button, a, input, label, dialog') : null;
  return control !== null && row.contains(control);
}
