import type { ReactElement } from 'react';
import { ChoiceAsk, YesAsk } from '#web/desk/single/form-parts.tsx';
import { DESK } from '#web/desk/texts.ts';

interface HospitalChoiceProps {
  /** Path of the hospital in the case. */
  readonly path: string;
  readonly grade: number;
  readonly recognised: boolean;
  readonly onChange: (parts: { readonly grade?: number; readonly recognised?: boolean }) => void;
}

/** Grade of a hospital, and whether the office recognises it. */
export function HospitalChoice({ path, grade, recognised, onChange }: HospitalChoiceProps): ReactElement {
  const { grades } = DESK.asks;
  return (
    <div>
      <ChoiceAsk
        path={`${path}.grade`}
        ask={DESK.asks.grade}
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
        label={DESK.asks.recognised}
        value={recognised}
        onChange={(yes) => onChange({ recognised: yes })}
      />
    </div>
  );
}
