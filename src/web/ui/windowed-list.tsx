import { type CSSProperties, type KeyboardEvent, type ReactElement, type ReactNode, useEffect, useRef } from 'react';
import { KIT } from '#web/ui/kit-texts.ts';
import { useRootFontSize } from '#web/ui/root-font-size.ts';
import { type RowSource, useRows, useVisibleRange } from '#web/ui/windowed-rows.ts';
import './windowed-list.css';

export interface ListColumn<Row> {
  readonly key: string;
  readonly title: string;
  /** A track of the grid: `8rem`, `minmax(10rem, 2fr)`. */
  readonly width: string;
  readonly align?: 'end';
  readonly cell: (row: Row) => ReactNode;
}

interface WindowedListProps<Row> {
  readonly label: string;
  readonly columns: readonly ListColumn<Row>[];
  readonly total: number;
  /** A new function is a new list; keep it stable while filters stand still. */
  readonly source: RowSource<Row>;
  /** Height of a row, and of a card on a phone, in rem. */
  readonly rowHeight: number;
  readonly cardHeight: number;
  readonly isNarrow: boolean;
  readonly activeIndex: number;
  readonly onActive: (index: number) => void;
  readonly onOpen?: (index: number) => void;
}

const KEYS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/**
 * A table of any length that draws only the rows in the window; cards on a phone.
 *
 * It scrolls with the page, so that there is one scroll bar. ↑↓ move between rows, Enter opens. Browsers draw elements
 * of up to some 17 million pixels: 200,000 rows of 4 rem fit.
 */
export function WindowedList<Row>(props: WindowedListProps<Row>): ReactElement {
  const { label, columns, total, source, isNarrow, activeIndex, onActive, onOpen } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const wantsFocus = useRef(false);
  const rowHeight = useRootFontSize() * (isNarrow ? props.cardHeight : props.rowHeight);
  const range = useVisibleRange(body, total, rowHeight);
  const rows = useRows(source, range);

  useEffect(() => {
    if (!wantsFocus.current) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-index="${activeIndex}"]`);
    if (row !== null && row !== undefined) {
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: 'nearest' });
      wantsFocus.current = false;
    } else body.current?.scrollIntoView({ block: 'start' });
  });

  const moveTo = (index: number): void => {
    wantsFocus.current = true;
    onActive(Math.min(Math.max(0, index), total - 1));
  };
  const press = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = KEYS[event.key];
    if (step !== undefined) moveTo(activeIndex + step);
    else if (event.key === 'Home') moveTo(0);
    else if (event.key === 'End') moveTo(total - 1);
    else if (
      event.key === 'Enter' &&
      event.target === event.currentTarget.ownerDocument.activeElement &&
      isRow(event.target)
    ) {
      onOpen?.(activeIndex);
    } else return;
    event.preventDefault();
  };

  const drawn: ReactElement[] = [];
  for (let index = range.from; index < range.to; index++) {
    const row = rows.get(index);
    drawn.push(
      <tr
        key={index}
        aria-rowindex={index + 2}
        data-index={index}
        tabIndex={index === activeIndex ? 0 : -1}
        className={`tz-list__row${onOpen === undefined ? '' : ' tz-list__row--opens'}`}
        style={{ top: index * rowHeight, height: rowHeight }}
        onClick={(event) => {
          onActive(index);
          if (!isControl(event.target, event.currentTarget)) onOpen?.(index);
        }}
      >
        {row === undefined ? (
          <td className="tz-quiet">{KIT.loadingRow}</td>
        ) : (
          columns.map(({ key, title, align, cell }) => (
            <td
              key={key}
              data-column={key}
              data-title={title}
              className={`tz-list__cell${align === 'end' ? ' tz-list__cell--end' : ''}`}
            >
              {cell(row)}
            </td>
          ))
        )}
      </tr>,
    );
  }
  return (
    <table
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the pattern of a grid whose rows take the focus
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      className="tz-list"
      style={tracksOf(columns)}
      onKeyDown={press}
    >
      <thead className="tz-list__head">
        <tr aria-rowindex={1} className="tz-list__titles">
          {columns.map(({ key, title, align }) => (
            <th key={key} scope="col" className={align === 'end' ? 'tz-list__cell--end' : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body} className="tz-list__body" style={{ height: total * rowHeight }}>
        {drawn}
      </tbody>
    </table>
  );
}

/** The widths of the columns as a variable of the style sheet, which lays them aside on a phone. */
function tracksOf(columns: readonly { readonly width: string }[]): CSSProperties {
  return { '--tracks': columns.map(({ width }) => width).join(' ') } as CSSProperties;
}

function isRow(target: EventTarget): boolean {
  return target instanceof HTMLTableRowElement;
}

/** A click on a control inside a row is that control's. */
function isControl(target: EventTarget, row: HTMLElement): boolean {
  const control = target instanceof Element ? target.closest('button, a, input, label') : null;
  return control !== null && row.contains(control);
}
