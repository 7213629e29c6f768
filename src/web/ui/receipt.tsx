import type { ReactElement, ReactNode } from 'react';
import { type Fen, formatYuan } from '#kernel/money.ts';
import type { Settlement } from '#scheme/case.ts';
import { READINGS, type ReadingId } from '#scheme/clause-texts.ts';
import type { Decision } from '#scheme/decision.ts';
import { type KeyedStep, keyIn } from '#scheme/words/calculator.ts';
import { noticeWords, OUTCOME_WORDS, reasonWords } from '#scheme/words/decision-words.ts';
import { whyNotMore } from '#scheme/words/why-not-more.ts';
import { ClauseLink, ReadingText } from '#web/ui/clause-text.tsx';
import { KIT } from '#web/ui/kit-texts.ts';
import { ReceiptLine, SettlementLines } from '#web/ui/receipt-line.tsx';
import './receipt.css';

interface ReceiptProps {
  readonly decision: Decision;
  /** What the receipt is for: 住院医疗互助金. */
  readonly title: string;
  /** The insurer's settlement, so that the receipt can begin at 总费用. */
  readonly settlement?: Settlement | undefined;
  /** Lines below the head: whose stay, when, where. */
  readonly children?: ReactNode;
}

/**
 * A decision as a receipt that reads downwards, with its seal.
 *
 * Reasons come first, in plain words and then in the scheme's; then each line of the sum with its clause, what reduced
 * the amount and what would change it, and the readings on which it rests.
 */
export function Receipt({ decision, title, settlement, children }: ReceiptProps): ReactElement {
  const keyed = keyIn(decision.steps);
  const facts = keyed.filter(({ step }) => step.text.operation === 'fact');
  const sum = keyed.filter(({ step }) => step.text.operation !== 'fact');
  return (
    <article className="tz-receipt" aria-label={KIT.receiptOf(title)}>
      <header className="tz-receipt__head">
        <div>
          <p className="tz-quiet">{title}</p>
          <Saying decision={decision} />
        </div>
        <span className={`tz-seal tz-seal--${decision.outcome}`}>{OUTCOME_WORDS[decision.outcome]}</span>
      </header>
      {children === undefined ? null : <div className="tz-receipt__part">{children}</div>}
      <Reasons decision={decision} />
      <Lines heading={facts.some(({ step }) => step.text.unit === 'days') ? KIT.facts : KIT.factsOther} keyed={facts} />
      {settlement !== undefined && sum.length > 0 ? <SettlementLines settlement={settlement} /> : null}
      <Lines heading={KIT.workingPart} keyed={sum} />
      {sum.length > 0 && decision.outcome !== 'decline' ? <Reductions decision={decision} /> : null}
      <Readings readings={decision.readings} />
    </article>
  );
}

function Saying({ decision }: { readonly decision: Decision }): ReactElement {
  if (decision.outcome === 'decline') return <p className="tz-receipt__saying">{KIT.declined}</p>;
  if (decision.outcome === 'refer' && decision.amountFen === 0) {
    return <p className="tz-receipt__saying">{KIT.amountUnknown}</p>;
  }
  return (
    <>
      <p className="tz-quiet">{decision.outcome === 'pay' ? KIT.payable : KIT.wouldPay}</p>
      <p className="tz-receipt__amount tz-figure">
        {formatYuan(decision.amountFen)} <small>元</small>
      </p>
    </>
  );
}

function Reasons({ decision }: { readonly decision: Decision }): ReactElement | null {
  const { reasons, notices, outcome } = decision;
  if (reasons.length === 0 && notices.length === 0) return null;
  return (
    <>
      {reasons.length === 0 ? null : (
        <section className="tz-receipt__part">
          <h3>{outcome === 'refer' ? KIT.whyRefer : KIT.whyNot}</h3>
          {reasons.map((reason) => {
            const { plain, term, next } = reasonWords(reason);
            return (
              <div className="tz-reason" key={reason.code + reason.clause}>
                <p className="tz-reason__plain">{plain}</p>
                <p className="tz-quiet">
                  {term} · <ClauseLink clause={reason.clause} />
                </p>
                <p className="tz-reason__next">{next}</p>
              </div>
            );
          })}
        </section>
      )}
      {notices.length === 0 ? null : (
        <section className="tz-receipt__part">
          <h3>{KIT.notices}</h3>
          {notices.map(({ code, clause }) => {
            const { plain, more } = noticeWords(code, clause);
            return (
              <p key={code}>
                {plain}。{more} <ClauseLink clause={clause} />
              </p>
            );
          })}
        </section>
      )}
    </>
  );
}

function Lines({
  heading,
  keyed,
}: {
  readonly heading: string;
  readonly keyed: readonly KeyedStep[];
}): ReactElement | null {
  if (keyed.length === 0) return null;
  return (
    <section className="tz-receipt__part">
      <h3>{heading}</h3>
      <ol>
        {keyed.map((each, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one decision never change places
          <ReceiptLine key={at} keyed={each} />
        ))}
      </ol>
    </section>
  );
}

function Reductions({ decision }: { readonly decision: Decision }): ReactElement {
  const reductions = whyNotMore(decision);
  return (
    <section className="tz-receipt__part">
      <details open={reductions.length > 0 && reductions.length <= 2}>
        <summary>{KIT.whyNotMore}</summary>
        {reductions.length === 0 ? <p>{KIT.nothingReduced}</p> : null}
        <ul>
          {reductions.map(({ clause, reading, sentence, change, lessFen }) => (
            <li className="tz-reduction" key={sentence}>
              <div>
                <p>{sentence}</p>
                {change === undefined ? null : <p className="tz-quiet">{change}</p>}
                <ClauseLink clause={clause} reading={reading} />
              </div>
              {lessFen === undefined ? null : <Less fen={lessFen} />}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function Less({ fen }: { readonly fen: Fen }): ReactElement {
  return <span className="tz-reduction__less">{KIT.lessBy(formatYuan(fen))}</span>;
}

function Readings({ readings }: { readonly readings: readonly ReadingId[] }): ReactElement | null {
  if (readings.length === 0) return null;
  return (
    <section className="tz-receipt__part">
      <h3>{KIT.restsOn}</h3>
      {readings.map((reading) => (
        <details key={reading}>
          <summary>{READINGS[reading].title}</summary>
          <ReadingText reading={reading} />
        </details>
      ))}
    </section>
  );
}
