import { type ReactElement, useState } from 'react';
import type { Benefit } from '#scheme/case.ts';
import { useAct } from '#web/member/act.ts';
import { CardStep } from '#web/member/draft/card-step.tsx';
import { EventStep } from '#web/member/draft/event-step.tsx';
import { FiguresStep } from '#web/member/draft/figures-step.tsx';
import { PapersStep } from '#web/member/draft/papers-step.tsx';
import { SendStep } from '#web/member/draft/send-step.tsx';
import type { StepProps } from '#web/member/draft/step-props.ts';
import { useForMember } from '#web/member/for-member.ts';
import { forgetDraft } from '#web/member/kept-draft.ts';
import { Failure, Press } from '#web/member/parts.tsx';
import { MEMBER } from '#web/member/texts.ts';
import { type Saving, useDraftInHand } from '#web/member/use-draft.ts';
import { type FieldNotes, FieldNotesContext } from '#web/ui/field.tsx';
import { formatAddress, goTo } from '#web/ui/hash-address.ts';

type StepName = keyof typeof MEMBER.steps;

/** Relatives give their cards with their shares. */
function stepsOf(benefit: Benefit): readonly StepName[] {
  return benefit === 'death' || benefit === 'sudden-death'
    ? ['event', 'figures', 'papers', 'send']
    : ['event', 'figures', 'papers', 'card', 'send'];
}

interface DraftPageProps {
  readonly draftId: string;
  readonly step: string;
}

/** A claim in five steps; one may leave at any of them and go on from any phone. */
export function DraftPage({ draftId, step: typed }: DraftPageProps): ReactElement {
  const { memberId, place } = useForMember();
  const { hand, failure } = useDraftInHand({ draftId, memberId, isOnBehalf: false });
  if (hand === undefined) {
    return failure === undefined ? <p className="tz-quiet">{MEMBER.loading}</p> : <Failure failure={failure} />;
  }
  const steps = stepsOf(hand.detail.benefit);
  const step = steps.find((name) => name === typed) ?? 'event';
  const at = steps.indexOf(step);
  const to = (next: StepName | undefined): void => {
    if (next === undefined) return;
    void hand.save().catch(() => undefined);
    goTo(place(['draft', draftId, next]));
    window.scrollTo(0, 0);
  };
  const notes: FieldNotes = {
    faults: new Map(hand.reading.wrong.map(({ path, message }) => [path, message])),
    questions: hand.reading.questions,
  };
  return (
    <FieldNotesContext value={notes}>
      <h1>{MEMBER.benefits[hand.detail.benefit]}</h1>
      <ol className="tz-steps" aria-label={MEMBER.stepOf(at + 1, steps.length)}>
        {steps.map((name, index) => (
          <li key={name} className={index < at ? 'is-done' : ''} aria-current={name === step ? 'step' : undefined}>
            {name === 'figures' && steps.length === 4 ? MEMBER.sharesStep : MEMBER.steps[name]}
          </li>
        ))}
      </ol>
      <SavingLine saving={hand.saving} />
      <Failure failure={failure} />
      <StepBody step={step} hand={hand} to={to} />
      <div className="tz-way">
        {at === 0 ? <GiveUp hand={hand} /> : <Press onPress={() => to(steps[at - 1])}>{MEMBER.previous}</Press>}
        {step === 'send' ? null : (
          <Press kind="main" onPress={() => to(steps[at + 1])}>
            {MEMBER.next}
          </Press>
        )}
      </div>
    </FieldNotesContext>
  );
}

function StepBody({ step, hand, to }: StepProps & { step: StepName; to: (step: StepName) => void }): ReactElement {
  switch (step) {
    case 'event':
      return <EventStep hand={hand} />;
    case 'figures':
      return <FiguresStep hand={hand} />;
    case 'papers':
      return <PapersStep hand={hand} />;
    case 'card':
      return <CardStep />;
    case 'send':
      return <SendStep hand={hand} onLookFor={(path) => to(stepOf(path))} />;
  }
}

/** On which step the field of a path stands. */
function stepOf(path: string): StepName {
  return /^(slips|claim[.](settlement|bills|otherCompensation|disability|death)|recipients)/.test(path)
    ? 'figures'
    : 'event';
}

const SAVING: Readonly<Record<Saving, string>> = {
  saved: MEMBER.saved,
  saving: MEMBER.saving,
  'kept-here': MEMBER.keptHere,
  'changed-elsewhere': MEMBER.changedElsewhere,
  refused: MEMBER.notSaved,
};

function SavingLine({ saving }: { readonly saving: Saving }): ReactElement {
  return (
    <p className="tz-quiet" role="status">
      {SAVING[saving]}
    </p>
  );
}

function GiveUp({ hand }: StepProps): ReactElement | null {
  const [isAsking, setAsking] = useState(false);
  const giving = useAct();
  const { query } = useForMember();
  const { draftId, state } = hand.detail;
  if (state !== 'open') return <span />;
  const giveUp = async (): Promise<void> => {
    const done = await giving.send({ method: 'DELETE', path: `/api/claim-drafts/${draftId}`, query });
    if (done === undefined) return;
    forgetDraft(draftId);
    goTo(formatAddress([]));
  };
  if (!isAsking) return <Press onPress={() => setAsking(true)}>{MEMBER.giveUp}</Press>;
  return (
    <div className="tz-stack">
      <p>{MEMBER.giveUpAsk}</p>
      <Press isBusy={giving.isSending} onPress={() => void giveUp()}>
        {MEMBER.giveUpYes}
      </Press>
      <Press onPress={() => setAsking(false)}>{MEMBER.keep}</Press>
      <Failure failure={giving.failure} />
    </div>
  );
}
