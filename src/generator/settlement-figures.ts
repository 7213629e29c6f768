import type { Dice } from '#generator/dice.ts';
import { type Fen, multiplyRoundingHalfUp, WHOLE_BASIS_POINTS } from '#kernel/money.ts';

/** The amounts of a settlement, whole fen; the identities I1 to I4 of the reference page §1.3 hold. */
export interface SettlementFigures {
  readonly billedTotalFen: Fen;
  readonly nonCoveredFen: Fen;
  readonly overLimitFen: Fen;
  readonly upfrontCostSharingFen: Fen;
  readonly eligibleExpenseFen: Fen;
  readonly deductibleFen: Fen;
  readonly poolingFundPaidFen: Fen;
  readonly civilServantPaidFen: Fen;
  readonly fundTotalFen: Fen;
  readonly cashPaidFen: Fen;
  readonly accountPaidFen: Fen;
  readonly poolingFundShareBasisPoints: number;
}

export interface FiguresRequest {
  readonly deductibleFen: Fen;
  /** 公务员医疗补助 bears a part. */
  readonly hasCivilServant: boolean;
}

const CIVIL_SERVANT_FEN = 10_000;
const ACCOUNT_FEN = 50_000;

/** Figures in the pooled fund's band: above the deductible, below the ceiling, so that the fund pays its plain share. */
export function drawFigures({ deductibleFen, hasCivilServant }: FiguresRequest, dice: Dice): SettlementFigures {
  const eligibleExpenseFen = deductibleFen + drawExpense(dice);
  const nonCoveredFen = dice.integer(0, 90_000);
  const overLimitFen = dice.of(0, 0, 0, 5_000);
  const upfrontCostSharingFen = dice.integer(0, 60_000);
  const billedTotalFen = nonCoveredFen + overLimitFen + upfrontCostSharingFen + eligibleExpenseFen;
  const poolingFundShareBasisPoints = dice.of(7_500, 8_000, 8_500, 9_000);
  const poolingFundPaidFen = multiplyRoundingHalfUp(
    eligibleExpenseFen - deductibleFen,
    poolingFundShareBasisPoints,
    WHOLE_BASIS_POINTS,
  );
  const civilServantPaidFen = hasCivilServant ? CIVIL_SERVANT_FEN : 0;
  const fundTotalFen = poolingFundPaidFen + civilServantPaidFen;
  const personalFen = billedTotalFen - fundTotalFen;
  const accountPaidFen = Math.min(personalFen, dice.of(0, ACCOUNT_FEN));
  return {
    billedTotalFen,
    nonCoveredFen,
    overLimitFen,
    upfrontCostSharingFen,
    eligibleExpenseFen,
    deductibleFen,
    poolingFundPaidFen,
    civilServantPaidFen,
    fundTotalFen,
    cashPaidFen: personalFen - accountPaidFen,
    accountPaidFen,
    poolingFundShareBasisPoints,
  };
}

/** From 1,200 to 45,000 yuan above the deductible, small ones more often; the member's tenth of it exceeds what civil servants get. */
function drawExpense(dice: Dice): Fen {
  const thousands = dice.of(2, 4, 8, 12, 20, 44);
  return dice.integer(120_000, (thousands + 1) * 100_000);
}

/** What takes a settlement back: all amounts negative but the deductible. */
export function negative(figures: SettlementFigures): SettlementFigures {
  const minus = (fen: Fen): Fen => (fen === 0 ? 0 : -fen);
  return {
    ...figures,
    billedTotalFen: minus(figures.billedTotalFen),
    nonCoveredFen: minus(figures.nonCoveredFen),
    overLimitFen: minus(figures.overLimitFen),
    upfrontCostSharingFen: minus(figures.upfrontCostSharingFen),
    eligibleExpenseFen: minus(figures.eligibleExpenseFen),
    poolingFundPaidFen: minus(figures.poolingFundPaidFen),
    civilServantPaidFen: minus(figures.civilServantPaidFen),
    fundTotalFen: minus(figures.fundTotalFen),
    cashPaidFen: minus(figures.cashPaidFen),
    accountPaidFen: minus(figures.accountPaidFen),
  };
}
