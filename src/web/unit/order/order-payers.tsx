import type { ReactElement } from 'react';
import type { OrderDetail } from '#contracts/contributions.ts';
import { FUNDING_SOURCES } from '#web/app/words.ts';
import { Money } from '#web/ui/money.tsx';
import { AFTER } from '#web/unit/order/after-texts.ts';

/** Who pays which part, and in what name each receipt will be. */
export function OrderPayers({ order }: { readonly order: OrderDetail }): ReactElement {
  return (
    <section className="tz-card tz-stack" aria-labelledby="payers-title">
      <div>
        <h2 id="payers-title">{AFTER.payers}</h2>
        <p className="tz-quiet">{AFTER.payersHint}</p>
      </div>
      <ul className="tz-sums">
        {order.payers.map(({ source, payerName, payerCode, amountFen }) => (
          <li key={source + payerName}>
            <span>
              {payerName} <span className="tz-quiet">{FUNDING_SOURCES[source]}</span>
              <br />
              <span className="tz-quiet">
                {AFTER.payer.code} <span className="tz-figure">{payerCode ?? AFTER.noCode}</span>
              </span>
            </span>
            <Money fen={amountFen} unit />
          </li>
        ))}
      </ul>
    </section>
  );
}
