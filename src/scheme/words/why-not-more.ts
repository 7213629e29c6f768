import { type Fen, formatYuan } from '#kernel/money.ts';
import type { ClauseId, ReadingId } from '#scheme/clause-texts.ts';
import type { Decision, Step } from '#scheme/decision.ts';
import { INPATIENT_TERMS } from '#scheme/programs/henan-inpatient/terms.ts';
import { amountOf, keyIn } from '#scheme/words/calculator.ts';

/** One thing that made the amount smaller, and what would change it. */
export interface Reduction {
  readonly clause: ClauseId;
  readonly reading: ReadingId | undefined;
  /** What happened, in the words of the person concerned. */
  readonly sentence: string;
  /** What would change it, if anything would. */
  readonly change: string | undefined;
  /** How much more it would be without this one thing, everything else as it is; `undefined` where that means nothing. */
  readonly lessFen: Fen | undefined;
}

/**
 * 为什么不是更多: what reduced the amount of a decision that pays (or would pay), in the order of its steps.
 *
 * Found by keying the steps in again without the one step: the same arithmetic, so the difference is exact.
 */
export function whyNotMore(decision: Decision): readonly Reduction[] {
  const { steps } = decision;
  if (decision.outcome === 'decline') return [];
  const amount = amountOf(keyIn(steps));
  const withoutStep = (left: Step): Fen => without(steps, left, undefined) - amount;
  const reductions: Reduction[] = [];
  const tell = (step: Step, sentence: string, lessFen: Fen | undefined, change?: string): void => {
    // what makes no difference (the limit would have bitten anyway) reduced nothing
    if (lessFen !== 0)
      reductions.push({ clause: step.text.clause, reading: step.text.reading, sentence, change, lessFen });
  };
  for (const { step, before } of keyIn(steps)) {
    const { text, value, over } = step;
    const yuan = `${formatYuan(value)} 元`;
    if (text.operation === 'at-most' && before > value) {
      tell(
        step,
        `这个保障期的额度只剩 ${yuan}，算出来的 ${formatYuan(before)} 元只能领到这里。`,
        before - value,
        NEXT_PERIOD,
      );
    } else if (text.operation === 'minus' && value > 0 && text.label !== POOLING_FUND_PAID) {
      if (withoutStep(step) > 0)
        tell(step, minusSentence(step, yuan), text.reading === '读法-15' ? undefined : withoutStep(step));
    } else if (text.operation === 'times' && text.unit === 'ratio') {
      if (text.clause === '附件1-4.3') {
        const general = value + reductionOutOfProvince();
        const lessFen = without(steps, step, { ...step, value: general }) - amount;
        tell(step, `在河南省外住院，比例是 ${value / 100} %，省内是 ${general / 100} %。`, lessFen);
      } else if (over !== 10_000) {
        tell(step, `住院 ${over} 天里，只有 ${value} 天可以计算。`, withoutStep(step), changeOfDays(text.clause));
      } else if (text.clause === '附件2-4.5') {
        const sentence = `医保没有报销过的票据按 ${value / 100} % 领取。`;
        tell(step, sentence, withoutStep(step), '能补报医保的，先去报销；报销后剩下的自付部分按 100 % 领取。');
      } else if (text.clause === '附件2-4.1' && value < over) {
        tell(step, `这一级伤残按限额的 ${value / 100} % 领取。`, withoutStep(step));
      }
    } else if (text.operation === 'fact' && text.unit === 'bills' && text.label.startsWith('其中')) {
      tell(step, `${value} 张票据没有计入：非认可医院、事故 180 天以后，或者不是首次住院。`, undefined);
    }
  }
  return reductions;
}

/** What basic insurance paid is no reduction: it is the money that the member did not have to find. */
const POOLING_FUND_PAID = '减去统筹基金已报销';
const NEXT_PERIOD = '下一个保障期重新计算额度。';

function without(steps: readonly Step[], left: Step, instead: Step | undefined): Fen {
  return amountOf(keyIn(steps, (step) => (step === left ? instead : step)));
}

/** By how much the share is lower outside the province, in basis points, as the terms of today have it. */
function reductionOutOfProvince(): number {
  return INPATIENT_TERMS.findLast(({ term }) => term === 'outOfProvinceReductionBasisPoints')?.value ?? 0;
}

function changeOfDays(clause: ClauseId): string {
  return clause === '附件1-4.2'
    ? '观察期只在首次参加时有；期满后 15 日内续保，下一期没有观察期。'
    : '期满后 15 日内续保，保障就不会中断。';
}

function minusSentence({ text }: Step, yuan: string): string {
  const what = text.label.replace(/^减去/, '');
  if (text.reading === '读法-15') return `${what}已经替您付了 ${yuan}，这部分不是您负担的。`;
  if (text.label.includes('补偿')) return `别处已经补偿了 ${yuan}，不重复领取。`;
  if (text.label.includes('免赔额')) return `每次事故自己承担 100 元，这次扣 ${yuan}。`;
  if (text.label.includes('已给付')) return `这个保障期已经领过 ${yuan}，和这次合用一个限额。`;
  return `${what} ${yuan}，不在互助范围内。`;
}
