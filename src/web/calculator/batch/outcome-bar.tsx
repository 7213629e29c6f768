import type { ReactElement } from 'react';
import { SETTLEMENT_OUTCOME_WORDS } from '#intake/settlement-outcome-words.ts';
import { CALCULATOR } from '#web/calculator/texts.ts';
import type { OutcomeTotal, SettlementOutcome } from '#web/calculator/worker/protocol.ts';

const SHOWN: readonly SettlementOutcome[] = ['pay', 'decline', 'refer', 'not-a-member', 'joined', 'fault'];

/** How the settlements divide, at a glance; the numbers stand above it. */
export function OutcomeBar({
  byOutcome,
}: {
  readonly byOutcome: Readonly<Record<SettlementOutcome, OutcomeTotal>>;
}): ReactElement | null {
  const shares = SHOWN.filter((outcome) => byOutcome[outcome].count > 0);
  if (shares.length < 2) return null;
  const words = shares.map((outcome) => `${SETTLEMENT_OUTCOME_WORDS[outcome]} ${byOutcome[outcome].count}`).join('，');
  return (
    <div className="tz-bar" role="img" aria-label={`${CALCULATOR.batch.barLabel}：${words}`}>
      {shares.map((outcome) => (
        <span key={outcome} className={`tz-bar__${outcome}`} style={{ flexGrow: byOutcome[outcome].count }} />
      ))}
    </div>
  );
}
