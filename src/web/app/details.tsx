import type { ReactElement, ReactNode } from 'react';

interface DetailsProps {
  /** `undefined` for what does not apply. */
  readonly facts: readonly (readonly [label: string, value: ReactNode] | undefined)[];
}

/** What is known of one thing, each with its name. */
export function Details({ facts }: DetailsProps): ReactElement {
  return (
    <dl className="tz-details">
      {facts
        .filter((fact) => fact !== undefined)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
