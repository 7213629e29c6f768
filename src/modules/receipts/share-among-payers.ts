import type { Fen } from '#kernel/money.ts';

/**
 * What each payer really paid of an order of which a part goes back: the refund comes off the last payer first. Sums to
 * the order's amount less the refund; 0 for a payer of whom nothing is left.
 */
export function shareAmongPayers(amountsFen: readonly Fen[], refundFen: Fen): readonly Fen[] {
  const shares = [...amountsFen];
  let left = refundFen;
  for (let at = shares.length - 1; at >= 0 && left > 0; at--) {
    const taken = Math.min(shares[at] ?? 0, left);
    shares[at] = (shares[at] ?? 0) - taken;
    left -= taken;
  }
  return shares;
}
