import type { ReactElement } from 'react';
import './fault-table.css';

/** One thing wrong with, or mended in, a row of a file. */
export interface CellNote {
  /** `D62`. */
  readonly cell: string;
  /** The column as the file calls it: 身份证号. */
  readonly column: string;
  /** What the cell shows; masked by whoever hands it over. */
  readonly shows: string;
  /** For a repair: what it was made into. */
  readonly became?: string;
  /** What is wrong and what to do, or what was mended. */
  readonly message: string;
}

/** The notes of one row of a file, each with its cell, for a table of faulty or mended rows. */
export function CellNotes({ notes }: { readonly notes: readonly CellNote[] }): ReactElement {
  return (
    <ul className="tz-cell-notes">
      {notes.map(({ cell, column, shows, became, message }) => (
        <li key={cell + message}>
          <span className="tz-cell-notes__cell">{cell}</span>
          <span className="tz-cell-notes__column">{column}</span>
          {shows === '' ? null : <span className="tz-cell-notes__shows">{shows}</span>}
          {became === undefined ? null : (
            <>
              <span aria-hidden="true">→</span>
              <span className="tz-cell-notes__shows">{became}</span>
            </>
          )}
          <span className="tz-cell-notes__message">{message}</span>
        </li>
      ))}
    </ul>
  );
}
