import type { ReactElement } from 'react';
import type { StateTone } from '#web/app/words.ts';

interface StateTagProps {
  readonly state: { readonly label: string; readonly tone: StateTone };
}

/** A state in words; the colour only repeats what they say. */
export function StateTag({ state: { label, tone } }: StateTagProps): ReactElement {
  return <span className={`tz-tag tz-tag--${tone}`}>{label}</span>;
}
