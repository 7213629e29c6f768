import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useWrite } from '#web/app/api/use-write.ts';
import { APP } from '#web/app/app-texts.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { FailureNote } from '#web/app/failure-note.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { BehalfCard } from '#web/behalf/behalf-card.tsx';
import { BehalfSend } from '#web/behalf/behalf-send.tsx';
import { BEHALF } from '#web/behalf/behalf-texts.ts';
import { EventStep } from '#web/member/draft/event-step.tsx';
import { FiguresStep } from '#web/member/draft/figures-step.tsx';
import { PapersStep } from '#web/member/draft/papers-step.tsx';
import { ForMemberContext } from '#web/member/for-member.ts';
import { type DraftInHand, useDraftInHand } from '#web/member/use-draft.ts';
import { FieldNotesContext } from '#web/ui/field.tsx';
import { Note } from '#web/ui/note.tsx';
import './behalf.css';

const { draft: texts } = BEHALF;

type Step = keyof typeof texts.steps;

const STEPS = Object.keys(texts.steps) as Step[];

interface BehalfDraftProps {
  readonly base: string;
  readonly isUnit: boolean;
}

/** A claim typed for a member in five steps, the member's own form; what is typed is saved as one goes. */
export function BehalfDraft({ base, isUnit }: BehalfDraftProps): ReactElement {
  const { memberId = '', draftId = '' } = useParams();
  const { state } = useLocation() as { readonly state: { readonly name?: string } | null };
  const name = state?.name;
  const { hand, failure } = useDraftInHand({ draftId, memberId, isOnBehalf: true });
  if (hand === undefined) {
    return failure === undefined ? <p className="tz-quiet">{APP.loading}</p> : <FailureNote failure={failure} />;
  }
  const isOpen = hand.detail.state === 'open' || hand.detail.state === 'sent-back';
  return (
    <ForMemberContext value={memberId}>
      <div className="tz-page tz-behalf">
        <header className="tz-page__head">
          <h1>
            {name === undefined ? null : `${texts.of(name)} · `}
            {BEHALF.benefits[hand.detail.benefit]}
          </h1>
          <div className="tz-row">
            <Button href={`/api/claim-drafts/${draftId}/application?memberId=${memberId}`} target="_blank">
              {texts.application}
            </Button>
            <Button href={`/api/participation-proof?memberId=${memberId}`} target="_blank">
              {texts.proof}
            </Button>
            {hand.detail.state === 'open' ? <Withdraw base={base} memberId={memberId} draftId={draftId} /> : null}
          </div>
        </header>
        {isOpen ? (
          <>
            <FailureNote failure={failure} />
            <Steps hand={hand} memberId={memberId} base={base} isUnit={isUnit} />
          </>
        ) : (
          <Note kind="remark">{texts.closed}</Note>
        )}
      </div>
    </ForMemberContext>
  );
}

interface StepsProps extends BehalfDraftProps {
  readonly hand: DraftInHand;
  readonly memberId: string;
}

const SAVING: Readonly<Record<DraftInHand['saving'], string>> = {
  saved: texts.saved,
  saving: texts.saving,
  'kept-here': texts.notSaved,
  'changed-elsewhere': texts.changed,
  refused: texts.refused,
};

function Steps({ hand, memberId, base, isUnit }: StepsProps): ReactElement {
  const [step, setStep] = useState<Step>('event');
  const at = STEPS.indexOf(step);
  const to = (next: Step | undefined): void => {
    if (next === undefined) return;
    void hand.save().catch(() => undefined);
    setStep(next);
    window.scrollTo(0, 0);
  };
  const notes = {
    faults: new Map(hand.reading.wrong.map(({ path, message }) => [path, message])),
    questions: new Map<string, string>(),
  };
  return (
    <FieldNotesContext value={notes}>
      <ol className="tz-steps">
        {STEPS.map((name, index) => (
          <li key={name} className={index < at ? 'is-done' : ''} aria-current={name === step ? 'step' : undefined}>
            <button type="button" className="tz-plain-button" onClick={() => to(name)}>
              {texts.steps[name]}
            </button>
          </li>
        ))}
      </ol>
      <p className="tz-quiet" role="status">
        {SAVING[hand.saving]}
      </p>
      {step === 'event' ? <EventStep hand={hand} /> : null}
      {step === 'figures' ? <FiguresStep hand={hand} /> : null}
      {step === 'papers' ? <PapersStep hand={hand} /> : null}
      {step === 'card' ? <BehalfCard memberId={memberId} benefit={hand.detail.benefit} /> : null}
      {step === 'send' ? (
        <BehalfSend
          hand={hand}
          memberId={memberId}
          base={base}
          isUnit={isUnit}
          onLookFor={(path) =>
            to(/^claim[.](settlement|bills|otherCompensation|disability|death)/.test(path) ? 'figures' : 'event')
          }
        />
      ) : null}
      <div className="tz-row tz-row--apart">
        <Button disabled={at === 0} onClick={() => to(STEPS[at - 1])}>
          {texts.previous}
        </Button>
        {step === 'send' ? null : (
          <Button type="primary" onClick={() => to(STEPS[at + 1])}>
            {texts.next}
          </Button>
        )}
      </div>
    </FieldNotesContext>
  );
}

interface WithdrawProps {
  readonly base: string;
  readonly memberId: string;
  readonly draftId: string;
}

function Withdraw({ base, memberId, draftId }: WithdrawProps): ReactElement {
  const tell = useTell();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const writing = useWrite<undefined>(
    () => ({ method: 'DELETE', path: `/api/claim-drafts/${draftId}`, query: { memberId } }),
    () => {
      tell(texts.withdrawn);
      void navigate(base);
    },
  );
  return (
    <>
      <Button onClick={() => setAsking(true)}>{texts.withdraw}</Button>
      <ConfirmSheet
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`${texts.withdraw}？`}
        actLabel={texts.withdraw}
        writing={writing}
        input={undefined}
      >
        <p>{texts.withdrawWhat}</p>
      </ConfirmSheet>
    </>
  );
}
