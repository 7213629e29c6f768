import { Radio } from 'antd';
import type { ReactElement } from 'react';

interface ChoicesProps<Choice extends string> {
  /** Of what one chooses. */
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly labels: Readonly<Record<Choice, string>>;
  readonly value: Choice;
  readonly onChoose: (choice: Choice) => void;
}

/** A few choices side by side, of which one holds: which list is shown. */
export function Choices<Choice extends string>(props: ChoicesProps<Choice>): ReactElement {
  const { label, choices, labels, value, onChoose } = props;
  return (
    <Radio.Group
      aria-label={label}
      optionType="button"
      value={value}
      options={choices.map((choice) => ({ value: choice, label: labels[choice] }))}
      onChange={({ target }) => onChoose(target.value as Choice)}
    />
  );
}
