import { Button, Checkbox, Popover } from 'antd';
import { type ReactElement, useState } from 'react';
import { FREE_COLUMNS, type FreeColumn, USUAL_COLUMNS } from '#web/calculator/batch/decision-columns.tsx';
import { CALCULATOR } from '#web/calculator/texts.ts';

const KEY = 'tongzhou.calculator.columns';
const { batch } = CALCULATOR;

/** The columns that the reader has chosen, remembered on this machine. */
export function useChosenColumns(): {
  readonly chosen: readonly FreeColumn[];
  readonly choose: (columns: readonly FreeColumn[]) => void;
} {
  const [chosen, setChosen] = useState(load);
  const choose = (columns: readonly FreeColumn[]): void => {
    setChosen(columns);
    try {
      window.localStorage.setItem(KEY, columns.join(' '));
    } catch {
      // a browser that keeps nothing: the choice holds until the page is closed
    }
  };
  return { chosen, choose };
}

function load(): readonly FreeColumn[] {
  try {
    const kept = window.localStorage.getItem(KEY)?.split(' ');
    return kept === undefined ? USUAL_COLUMNS : FREE_COLUMNS.filter((column) => kept.includes(column));
  } catch {
    return USUAL_COLUMNS;
  }
}

interface ColumnChoiceProps {
  readonly chosen: readonly FreeColumn[];
  readonly onChoose: (columns: readonly FreeColumn[]) => void;
}

export function ColumnChoice({ chosen, onChoose }: ColumnChoiceProps): ReactElement {
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Checkbox.Group
          className="tz-column-choice"
          aria-label={batch.columns}
          value={[...chosen]}
          options={FREE_COLUMNS.map((value) => ({ value, label: batch.column[value] }))}
          onChange={(columns) => onChoose(FREE_COLUMNS.filter((column) => columns.includes(column)))}
        />
      }
    >
      <Button>{batch.columns}</Button>
    </Popover>
  );
}
