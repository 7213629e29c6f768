import type { ReactElement } from 'react';
import type { ReserveReckoning } from '#contracts/vouchers.ts';
import { VOUCHERS } from '#web/desk/books/voucher-texts.ts';
import { Money } from '#web/ui/money.tsx';

const { reserves: texts } = VOUCHERS;

/** The triangle that the chain ladder goes by: cumulative sums by month of the event and delay, factors below. */
export function Triangle({ reckoned: { months, factors } }: { readonly reckoned: ReserveReckoning }): ReactElement {
  const delays = Array.from({ length: factors.length + 1 }, (_, delay) => delay);
  return (
    <details>
      <summary>{texts.triangle}</summary>
      <div className="tz-triangle">
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.triangleMonth}</th>
              {delays.map((delay) => (
                <th key={delay} scope="col">
                  {texts.delay(delay)}
                </th>
              ))}
              <th scope="col">{texts.ultimate}</th>
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, byDelayFen, ultimateFen }) => (
              <tr key={month}>
                <th scope="row">{month}</th>
                {delays.map((delay) => (
                  <td key={delay}>{delay < byDelayFen.length ? <Money fen={sumUntil(byDelayFen, delay)} /> : null}</td>
                ))}
                <td>
                  <Money fen={ultimateFen} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{texts.factor}</th>
              <td />
              {factors.map((factor, delay) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a factor is its delay
                <td key={delay}>{factor.toFixed(4)}</td>
              ))}
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
    </details>
  );
}

function sumUntil(byDelayFen: readonly number[], delay: number): number {
  return byDelayFen.slice(0, delay + 1).reduce((sum, amount) => sum + amount, 0);
}
