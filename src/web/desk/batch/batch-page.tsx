import type { ReactElement } from 'react';
import { DESK } from '#web/desk/texts.ts';

export function BatchPage(): ReactElement {
  return <h1>{DESK.pages.batch}</h1>;
}
