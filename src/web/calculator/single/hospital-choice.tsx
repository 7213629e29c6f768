import type { ReactElement } from 'react';
import { ChoiceAsk, YesAsk } from '#web/calculator/single/form-parts.tsx';
import { CALCULATOR } from '#web/calculator/texts.ts';

interface HospitalChoiceProps {
  /** Path of the hospital in the case. */
  readonly path: string;
  readonly grade: number;
  readonly recognised: boolean;
  readonly onChange: (parts: { readonly grade?: number; readonly recognised?: boolean }) => void;
}

/** Grade of a hospital, and whether the office recognises it. */
export function HospitalChoice({ path, grade, recognised, onChange }: HospitalChoiceProps): ReactElement {
  const { grades } = CALCULATOR.asks;
  return (
    <div>
      <ChoiceAsk
        path={`${path}.grade`}
        ask={CALCULATOR.asks.grade}
        choices={[
          [3, grades[3]],
          [2, grades[2]],
          [1, grades[1]],
        ]}
        value={grade}
        onChange={(next) => onChange({ grade: next })}
      />
      <YesAsk
        path={`${path}.recognised`}
        label={CALCULATOR.asks.recognised}
        value={recognised}
        onChange={(yes) => onChange({ recognised: yes })}
      />
    </div>
  );
}
