import { type Fen, formatYuan } from '#kernel/money.ts';

/** What of a late accident's costs an investigation could determine. */
export interface DeterminedPart {
  readonly claimedFen: Fen;
  readonly determinedFen: Fen;
}

/** 「本会对无法确定的部分，不承担给付互助金的责任」 (附件2-7.1), in one sentence with its amounts. */
export function determinedWords({ claimedFen, determinedFen }: DeterminedPart): string {
  const [claimed, determined] = [formatYuan(claimedFen), formatYuan(determinedFen)];
  const rest = formatYuan(claimedFen - determinedFen);
  return `没有及时告知，申领的自付金额 ${claimed} 元经调查只能认定 ${determined} 元；其余 ${rest} 元的性质、原因或损失程度无法确定，不予给付。`;
}
