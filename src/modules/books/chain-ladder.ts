import type { Fen } from '#kernel/money.ts';

/** Benefits of the events of one month, by how many months later their claims came in. */
export interface OriginMonth {
  /** `byDelayFen[d]`: what claims reported `d` months after the event come to. As long as the month is old, plus one. */
  readonly byDelayFen: readonly Fen[];
}

export interface LadderRow {
  /** What has been reported of the month so far. */
  readonly reportedFen: Fen;
  /** What the month will come to, by the factors. */
  readonly ultimateFen: Fen;
}

export interface Ladder {
  /** `factors[d]`: by how much reports grow from delay `d` to `d + 1`; 1 where there is nothing to go by. */
  readonly factors: readonly number[];
  readonly rows: readonly LadderRow[];
  /** What has happened and is not reported yet: the sum over the months of ultimate less reported. */
  readonly unreportedFen: Fen;
}

/**
 * The chain ladder as actuaries teach it: cumulative sums by month of the event and delay of the report, growth factors
 * weighted by volume, each month brought to its ultimate by the factors that still lie before it.
 *
 * No tail beyond the oldest month, no smoothing, no inflation. With little data it swings, and a delay in which nothing was
 * reported before gives no factor: it is an estimate for two people to judge, who may set another amount and say why.
 * `months` from the oldest to the youngest.
 */
export function chainLadder(months: readonly OriginMonth[]): Ladder {
  const cumulative = months.map(({ byDelayFen }) => {
    let sum = 0;
    return byDelayFen.map((amount) => {
      sum += amount;
      return sum;
    });
  });
  const longest = Math.max(0, ...cumulative.map(({ length }) => length));
  const factors = Array.from({ length: Math.max(0, longest - 1) }, (_, delay) => {
    const both = cumulative.filter(({ length }) => length > delay + 1);
    const before = both.reduce((sum, row) => sum + (row[delay] ?? 0), 0);
    const after = both.reduce((sum, row) => sum + (row[delay + 1] ?? 0), 0);
    return before === 0 ? 1 : after / before;
  });
  const rows = cumulative.map((row): LadderRow => {
    const reportedFen = row.at(-1) ?? 0;
    const growth = factors.slice(Math.max(0, row.length - 1)).reduce((product, factor) => product * factor, 1);
    return { reportedFen, ultimateFen: Math.round(reportedFen * growth) };
  });
  return {
    factors,
    rows,
    unreportedFen: rows.reduce((sum, { reportedFen, ultimateFen }) => sum + ultimateFen - reportedFen, 0),
  };
}
