import type { ReactElement } from 'react';

export function UnitApp(): ReactElement {
  return <p>…</p>;
}
