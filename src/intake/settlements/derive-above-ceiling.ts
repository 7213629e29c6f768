import { type Fen, WHOLE_BASIS_POINTS } from '#kernel/money.ts';

export interface PoolingFundShare {
  readonly eligibleExpense: Fen;
  readonly deductible: Fen;
  readonly poolingFundPaid: Fen;
  /** 统筹基金支付比例; `undefined` where the settlement has none or it can't be read. */
  readonly shareBasisPoints: number | undefined;
}

/** 0.01 yuan: what the fund's own rounding may make out. */
const TOLERANCE_FEN = 1;

/**
 * The part of the eligible expense that lies above the pooled fund's ceiling 最高支付限额, whole fen; `undefined` where
 * the settlement doesn't tell (rules.md §2, last paragraph; reference page §1.3, I7).
 *
 * Below the ceiling the fund pays `(范围内费用 − 起付线) × 统筹基金支付比例`. Paid within 0.01 yuan of that, or more
 * (保底报销): nothing lies above. Paid less: the fund stopped at its ceiling. What it fell short of its share, divided by
 * the share, is the expense above: `aboveCeiling = shortfall ÷ share`, so that what is left in the band is exactly what
 * the fund's payment speaks for (`poolingFundPaid ÷ share`, the page's other way to the same figure, §1.4).
 *
 * 大额医疗补助 does not enter. I7 names it in brackets, but it pays for what lies above the ceiling: with it on the left a
 * stay above the ceiling looks whole. The real file has no settlement with 大额 > 0; that the sample cases are built so
 * (`poolingFundPaid = (eligible − deductible − aboveCeiling) × share` whatever `catastrophicFundPaid` says, 0, half or all of
 * the part above, or more than nothing with no part above) is what the choice rests on.
 *
 * Rounded down, for the member: the fund drops parts of a fen, which makes the shortfall up to one fen too great. On
 * the 47 sample cases above the ceiling this finds the part to the fen in 39 and one fen too much in 8; rounding half up, 27.
 */
export function deriveAboveCeiling(share: PoolingFundShare): Fen | undefined {
  const { eligibleExpense, deductible, poolingFundPaid, shareBasisPoints } = share;
  const aboveDeductible = eligibleExpense - deductible;
  if (aboveDeductible <= 0) return 0;
  if (shareBasisPoints === undefined || shareBasisPoints <= 0 || shareBasisPoints > WHOLE_BASIS_POINTS)
    return undefined;
  const shortfall = aboveDeductible * shareBasisPoints - poolingFundPaid * WHOLE_BASIS_POINTS;
  if (shortfall <= TOLERANCE_FEN * WHOLE_BASIS_POINTS) return 0;
  return (shortfall - (shortfall % shareBasisPoints)) / shareBasisPoints;
}
