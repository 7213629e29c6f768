import type { ReactElement } from 'react';
import type { SettlementField } from '#scheme/case.ts';
import { type FigurePlace, FigureStrip } from '#web/app/figure-strip.tsx';
import type { SettlementDraft } from '#web/calculator/single/case-draft.ts';
import { CALCULATOR } from '#web/calculator/texts.ts';
import { MoneyAsk, YesAsk } from '#web/member/parts.tsx';
import { SLIP_CHECK } from '#web/member/slip/slip-check-texts.ts';
import { type SlipTotals, TOTAL_FIELDS } from '#web/member/slip/slip-totals.ts';
import { MEMBER } from '#web/member/texts.ts';

const { asks, single } = CALCULATOR;

const ALWAYS: readonly SettlementField[] = [
  'billedTotal',
  'nonCovered',
  'overLimit',
  'upfrontCostSharing',
  'eligibleExpense',
  'deductible',
  'poolingFundPaid',
  'catastrophicFundPaid',
];
const RARELY: readonly SettlementField[] = ['civilServantPaid', 'supplementaryPaid', 'medicalAidPaid', 'otherPaid'];

interface SlipFiguresProps {
  readonly settlement: SettlementDraft;
  readonly totals: SlipTotals;
  /** The path of a figure's field. */
  readonly pathOf: (figure: string) => string;
  /** Where figures stand on the picture from which they were read. */
  readonly places: Partial<Record<SettlementField, FigurePlace>>;
  readonly onSettlement: (settlement: SettlementDraft) => void;
  readonly onTotals: (totals: SlipTotals) => void;
}

/** A slip in its own order; what most people don't have is folded away, and so are the totals that only check it. */
export function SlipFigures(props: SlipFiguresProps): ReactElement {
  const { settlement, totals, pathOf, places, onSettlement, onTotals } = props;
  const ask = (field: SettlementField): ReactElement => {
    const place = places[field];
    return (
      <div key={field}>
        <MoneyAsk
          path={pathOf(field)}
          ask={asks[field]}
          value={settlement.amounts[field]}
          onChange={(text) => onSettlement({ ...settlement, amounts: { ...settlement.amounts, [field]: text } })}
        />
        {place === undefined ? null : <FigureStrip place={place} name={asks[field][0]} />}
      </div>
    );
  };
  const hasCatastrophic = settlement.amounts.catastrophicFundPaid.trim() !== '';
  return (
    <>
      {ALWAYS.map(ask)}
      {hasCatastrophic ? (
        <>
          {settlement.ceilingUnknown ? null : ask('aboveCeiling')}
          <YesAsk
            path={pathOf('ceilingUnknown')}
            label={`${asks.aboveCeiling[0]}：${single.ceilingUnknown}`}
            value={settlement.ceilingUnknown}
            onChange={(ceilingUnknown) => onSettlement({ ...settlement, ceilingUnknown })}
          />
        </>
      ) : null}
      <details>
        <summary className="tz-fold">{MEMBER.figures.more}</summary>
        <div className="tz-part">{RARELY.map(ask)}</div>
      </details>
      <details>
        <summary className="tz-fold">{SLIP_CHECK.totals}</summary>
        <div className="tz-part">
          {TOTAL_FIELDS.map((field) => (
            <MoneyAsk
              key={field}
              path={pathOf(field)}
              ask={[SLIP_CHECK.asks[field], SLIP_CHECK.names[field]]}
              value={totals[field]}
              onChange={(text) => onTotals({ ...totals, [field]: text })}
            />
          ))}
        </div>
      </details>
    </>
  );
}
