import { type AmountField, nameOf, type PayerField } from '#intake/settlements/settlement-columns.ts';
import { type Fen, plainYuan } from '#kernel/money.ts';

/** The amounts of a row; absent where the file has no such column or the cell is empty. */
export type Amounts = Readonly<Partial<Record<AmountField, Fen>>>;

export interface FigureFault {
  /** The column named first in the sentence. */
  readonly field: AmountField;
  readonly message: string;
}

/** Who pays into 基金支付总额 beside the pooled fund; the hospital is no fund. */
const FUNDS: readonly PayerField[] = [
  'largeExpenseFundPaid',
  'seriousIllnessPaid',
  'medicalAidPaid',
  'civilServantPaid',
  'supplementaryPaid',
  'disabledFundPaid',
  'otherFundPaid',
];

const ADVICE = '请向医保经办机构核对这一笔，或重新导出';

/**
 * The identities I1 to I4 of the reference page §1.3, each where the row has its columns; exact, to the fen.
 *
 * Provinces differ, so what is a matter of custom is let pass: the personal account inside 基金支付总额 (Zhuhai) or not
 * (Henan, Hunan), 账户共济 inside the account's figure or beside it, 医院负担 named or not, 个人负担 empty or 0.
 */
export function checkFigures(amounts: Amounts): readonly FigureFault[] {
  return [checkBilled(amounts), checkFunds(amounts), checkPersonal(amounts), checkWhole(amounts)].filter(
    (fault) => fault !== undefined,
  );
}

/** I1 */
function checkBilled(amounts: Amounts): FigureFault | undefined {
  const { billedTotal, nonCovered, overLimit, upfrontCostSharing, eligibleExpense } = amounts;
  if (billedTotal === undefined || nonCovered === undefined || overLimit === undefined) return undefined;
  if (upfrontCostSharing === undefined || eligibleExpense === undefined) return undefined;
  const parts = nonCovered + overLimit + upfrontCostSharing + eligibleExpense;
  return differing('billedTotal', billedTotal, parts, [0], '全自费、超限价自费、先行自付与范围内费用之和');
}

/** I3: a payer whose column the file lacks shows here. */
function checkFunds(amounts: Amounts): FigureFault | undefined {
  const { fundTotal, poolingFundPaid, accountPaid = 0 } = amounts;
  if (fundTotal === undefined || poolingFundPaid === undefined) return undefined;
  const funds = FUNDS.reduce((sum, field) => sum + (amounts[field] ?? 0), poolingFundPaid);
  return differing('fundTotal', fundTotal, funds, [0, accountPaid], '统筹基金与其他各项基金支付之和');
}

/** I4 */
function checkPersonal(amounts: Amounts): FigureFault | undefined {
  const { personalTotal = 0, cashPaid, accountPaid, mutualAccountPaid = 0 } = amounts;
  if (personalTotal === 0 || cashPaid === undefined || accountPaid === undefined) return undefined;
  const customs = [0, mutualAccountPaid, -accountPaid];
  return differing('personalTotal', personalTotal, cashPaid + accountPaid, customs, '个人现金与个人账户支付之和');
}

/** I2, with the person's part from I4 where the row doesn't give it. */
function checkWhole(amounts: Amounts): FigureFault | undefined {
  const { billedTotal, fundTotal, personalTotal = 0, cashPaid, accountPaid } = amounts;
  const { mutualAccountPaid = 0, hospitalPaid = 0 } = amounts;
  if (billedTotal === undefined || fundTotal === undefined) return undefined;
  if (personalTotal === 0 && (cashPaid === undefined || accountPaid === undefined)) return undefined;
  const personal = personalTotal === 0 ? (cashPaid ?? 0) + (accountPaid ?? 0) : personalTotal;
  const customs = [0, -(accountPaid ?? 0), mutualAccountPaid].flatMap((custom) => [custom, custom + hospitalPaid]);
  return differing('billedTotal', billedTotal, fundTotal + personal, customs, '基金支付总额与个人支付之和');
}

/** A fault where `stated` is `computed` under none of the customs (what may be added to it). */
function differing(
  field: AmountField,
  stated: Fen,
  computed: Fen,
  customs: readonly Fen[],
  parts: string,
): FigureFault | undefined {
  if (customs.some((custom) => stated === computed + custom)) return undefined;
  const [left, right] = [plainYuan(stated), plainYuan(computed)];
  const gap = plainYuan(Math.abs(stated - computed));
  return { field, message: `${nameOf(field)} ${left} 元，${parts}却是 ${right} 元，相差 ${gap} 元；${ADVICE}` };
}
