import type { ReactElement } from 'react';
import { type Fen, formatYuan } from '#kernel/money.ts';

/** An amount as screens write it: two decimals, thousands, figures of one width; `5,400.00`, with 元 on request. */
export function Money({ fen, unit = false }: { readonly fen: Fen; readonly unit?: boolean }): ReactElement {
  return (
    <span className="tz-figure">
      {formatYuan(fen)}
      {unit ? ' 元' : ''}
    </span>
  );
}
