import { Button, Input } from 'antd';
import { type ReactElement, useId } from 'react';
import { ROSTER_DESK } from '#web/desk/roster/roster-texts.ts';
import { DESK } from '#web/desk/texts.ts';
import './row-reasons.css';

const { sendBack: texts } = ROSTER_DESK;
const { commonReasons, rowReasonHint } = DESK.roster;

/** A row picked to be sent back. */
export interface PickedRow {
  readonly row: number;
  readonly name: string;
}

export type ReasonsByRow = ReadonlyMap<number, string>;

interface RowReasonsProps {
  readonly picked: readonly PickedRow[];
  readonly reasons: ReasonsByRow;
  readonly onChange: (reasons: ReasonsByRow) => void;
}

/** A reason for each row that is sent back: picked from the usual ones or typed; one for all at a press. */
export function RowReasons({ picked, reasons, onChange }: RowReasonsProps): ReactElement {
  const listId = useId();
  const set = (rows: readonly PickedRow[], reason: string): void => {
    const next = new Map(reasons);
    for (const { row } of rows) next.set(row, reason);
    onChange(next);
  };
  return (
    <div className="tz-stack">
      <datalist id={listId}>
        {commonReasons.map((reason) => (
          <option key={reason} value={reason} />
        ))}
      </datalist>
      {picked.map(({ row, name }, index) => {
        const reason = reasons.get(row) ?? '';
        return (
          <div className="tz-row" key={row}>
            <span className="tz-row-reason__who">
              {texts.row(row)} {name}
            </span>
            <Input
              className="tz-row-reason__why"
              list={listId}
              value={reason}
              maxLength={200}
              placeholder={rowReasonHint}
              aria-label={texts.reason(row)}
              onChange={({ target }) => set([{ row, name }], target.value)}
            />
            {index === 0 && picked.length > 1 ? (
              <Button disabled={reason.trim() === ''} onClick={() => set(picked, reason)}>
                {texts.same}
              </Button>
            ) : null}
          </div>
        );
      })}
    </div>
  );
}

/** What the unit is told of these rows, by reason. */
export function writtenReasons(picked: readonly PickedRow[], reasons: ReasonsByRow): string {
  const byReason = new Map<string, number[]>();
  for (const { row } of picked) {
    const reason = (reasons.get(row) ?? '').trim();
    if (reason !== '') byReason.set(reason, [...(byReason.get(reason) ?? []), row]);
  }
  return texts.written([...byReason].map(([reason, rows]) => texts.line(reason, rows)));
}
