import type { ReactElement, ReactNode } from 'react';
import { formatYuan } from '#kernel/money.ts';
import type { Settlement } from '#scheme/case.ts';
import type { KeyedStep } from '#scheme/words/calculator.ts';
import { SIGNS, shortLabel, stepFigure, stepSentence } from '#scheme/words/step-words.ts';
import { ClauseLink } from '#web/ui/clause-text.tsx';
import { KIT } from '#web/ui/kit-texts.ts';

/** One line of the sum: sign, what it is and why, the figure, the clause. */
export function ReceiptLine({ keyed }: { readonly keyed: KeyedStep }): ReactElement {
  const { step, before, after } = keyed;
  const { operation, clause, reading } = step.text;
  const isLimit = operation === 'at-most';
  const isBiting = isLimit && after < before;
  const isIdle = (isLimit && !isBiting) || operation === 'rounded';
  const sentence = isLimit
    ? isBiting
      ? KIT.reached(formatYuan(after))
      : `${stepSentence(step) ?? ''}${KIT.notReached}。`
    : stepSentence(step);
  return (
    <PlainLine
      sign={SIGNS[operation]}
      label={shortLabel(step)}
      spoken={step.text.label}
      figure={stepFigure(step)}
      kind={isBiting ? 'biting' : isIdle ? 'idle' : operation}
      sentence={sentence}
    >
      <ClauseLink clause={clause} reading={reading} />
    </PlainLine>
  );
}

interface PlainLineProps {
  readonly sign: string;
  readonly label: string;
  /** What a screen reader says in place of sign and label. */
  readonly spoken: string;
  readonly figure: string;
  readonly kind: string;
  readonly sentence: string | undefined;
  readonly children?: ReactNode;
}

function PlainLine({ sign, label, spoken, figure, kind, sentence, children }: PlainLineProps): ReactElement {
  return (
    <li className={`tz-receipt__line tz-receipt__line--${kind}`}>
      <span className="tz-receipt__sign" aria-hidden="true">
        {sign}
      </span>
      <span className="tz-receipt__label">
        <span aria-hidden="true">{label}</span>
        <span className="tz-unseen">{spoken}</span>
      </span>
      <span className="tz-receipt__figure">{figure}</span>
      <p className="tz-receipt__sentence">
        {sentence} {children}
      </p>
    </li>
  );
}

/** From 总费用 down to what the insurer recognises: the lines of the slip that stand above the rules' own first line. */
export function SettlementLines({ settlement }: { readonly settlement: Settlement }): ReactElement {
  const { billedTotal, nonCovered, overLimit, upfrontCostSharing } = settlement;
  const minus = (label: string, fen: number, sentence: string): ReactElement | null =>
    fen === 0 ? null : (
      <PlainLine
        sign="－"
        label={label}
        spoken={`减去${label}`}
        figure={formatYuan(fen)}
        kind="minus"
        sentence={sentence}
      />
    );
  return (
    <section className="tz-receipt__part">
      <h3>{KIT.settlementPart}</h3>
      <ol>
        <PlainLine
          sign=""
          label="总费用"
          spoken="总费用"
          figure={formatYuan(billedTotal)}
          kind="start"
          sentence={undefined}
        />
        {minus('全自费', nonCovered, '医保目录以外，不在互助范围内。')}
        {minus('超限价自费', overLimit, '超过医保限价的部分，不在互助范围内。')}
        {minus('先行自付', upfrontCostSharing, '乙类项目先由个人付的部分，不在互助范围内。')}
      </ol>
    </section>
  );
}
