/** What made the limits of a period count otherwise: another claim of it, or the bank's answer to this one. */
export type LimitChangeCause = 'ruling' | 'recovery' | 'denial' | 'correction' | 'settled';

const CAUSES: Readonly<Record<LimitChangeCause, string>> = {
  ruling: '同一保障期的另一份申领经专家委员会裁定，限额有变',
  recovery: '同一保障期的另一笔互助金已经收回，限额有变',
  denial: '同一保障期的另一份申领审核后不予给付，限额有变',
  correction: '同一保障期的另一份申领更正后重新核算，限额有变',
  settled: '付款期间限额有变，银行现在有了结果',
};

/** Why a claim was decided again by itself; no amounts of the other one, whoever reads it. */
export function limitChangeWords(by: LimitChangeCause): string {
  return `${CAUSES[by]}，这份申领随之重新核算。`;
}
