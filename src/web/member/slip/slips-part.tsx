import { type ReactElement, useState } from 'react';
import type { SettlementField } from '#scheme/case.ts';
import type { FigurePlace } from '#web/app/figure-strip.tsx';
import type { CaseDraft } from '#web/calculator/single/case-draft.ts';
import { SlipPicture } from '#web/member/draft/slip-picture.tsx';
import type { StepProps } from '#web/member/draft/step-props.ts';
import type { MemberForm } from '#web/member/member-form.ts';
import { DayAsk, Part, Press } from '#web/member/parts.tsx';
import { BLANK_SLIP, type FurtherSlip, MOST_SLIPS, slipPath } from '#web/member/slip/joined-slips.ts';
import { SLIP_CHECK } from '#web/member/slip/slip-check-texts.ts';
import { SlipFigures } from '#web/member/slip/slip-figures.tsx';
import { MEMBER } from '#web/member/texts.ts';

/** The insurer's slip of a stay, and the others where it was settled in several parts: they are added up. */
export function SlipsPart({ hand }: StepProps): ReactElement {
  const { form, change } = hand;
  const { figures, slips } = form;
  const [places, setPlaces] = useState<Partial<Record<SettlementField, FigurePlace>>>({});
  const settle = (settlement: CaseDraft['settlement']): void =>
    change({ ...form, figures: { ...figures, settlement } });
  const patch = (parts: Partial<MemberForm['slips']>): void => change({ ...form, slips: { ...slips, ...parts } });
  const set = (at: number, parts: Partial<FurtherSlip>): void =>
    patch({ further: slips.further.map((each, index) => (index === at ? { ...each, ...parts } : each)) });
  const hasMore = slips.further.length > 0;
  return (
    <>
      <Part
        title={hasMore ? `${MEMBER.figures.slip} · ${SLIP_CHECK.slip(1)}` : MEMBER.figures.slip}
        hint={MEMBER.figures.slipHint}
      >
        {hand.seesPapers ? (
          <SlipPicture
            hand={hand}
            onRead={(amounts, found) => {
              settle({ ...figures.settlement, amounts: { ...figures.settlement.amounts, ...amounts } });
              setPlaces(found);
            }}
          />
        ) : null}
        {hasMore ? (
          <Days
            path={(field) => slipPath(0, field)}
            from={slips.first.from}
            until={slips.first.until}
            onChange={(parts) => patch({ first: { ...slips.first, ...parts } })}
          />
        ) : null}
        <SlipFigures
          settlement={figures.settlement}
          totals={slips.first.totals}
          pathOf={(figure) => `claim.settlement.${figure}`}
          places={places}
          onSettlement={settle}
          onTotals={(totals) => patch({ first: { ...slips.first, totals } })}
        />
      </Part>
      {slips.further.map((slip, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place, and its fields are controlled
        <Part key={at} title={SLIP_CHECK.slip(at + 2)}>
          <Days
            path={(field) => slipPath(at + 1, field)}
            from={slip.from}
            until={slip.until}
            onChange={(parts) => set(at, parts)}
          />
          <DayAsk
            path={slipPath(at + 1, 'settledOn')}
            ask={[SLIP_CHECK.settledOn, undefined]}
            value={slip.settledOn}
            onChange={(settledOn) => set(at, { settledOn })}
          />
          <SlipFigures
            settlement={slip.settlement}
            totals={slip.totals}
            pathOf={(figure) => slipPath(at + 1, figure)}
            places={{}}
            onSettlement={(settlement) => set(at, { settlement })}
            onTotals={(totals) => set(at, { totals })}
          />
          <Press
            label={`${SLIP_CHECK.remove}：${SLIP_CHECK.slip(at + 2)}`}
            onPress={() => patch({ further: slips.further.filter((_, index) => index !== at) })}
          >
            {SLIP_CHECK.remove}
          </Press>
        </Part>
      ))}
      {slips.further.length + 1 < MOST_SLIPS ? (
        <section className="tz-part">
          <p className="tz-quiet">{SLIP_CHECK.moreHint}</p>
          <Press onPress={() => patch({ further: [...slips.further, BLANK_SLIP] })}>{SLIP_CHECK.more}</Press>
        </section>
      ) : null}
    </>
  );
}

interface DaysProps {
  readonly path: (field: 'from' | 'until') => string;
  readonly from: string;
  readonly until: string;
  readonly onChange: (parts: { readonly from?: string; readonly until?: string }) => void;
}

function Days({ path, from, until, onChange }: DaysProps): ReactElement {
  return (
    <>
      <DayAsk
        path={path('from')}
        ask={[SLIP_CHECK.from, undefined]}
        value={from}
        onChange={(day) => onChange({ from: day })}
      />
      <DayAsk
        path={path('until')}
        ask={[SLIP_CHECK.until, undefined]}
        value={until}
        onChange={(day) => onChange({ until: day })}
      />
    </>
  );
}
