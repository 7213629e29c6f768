import type { ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import type { AppealCase as AppealAnswer } from '#contracts/appeals.ts';
import type { ClaimDetail } from '#contracts/claims.ts';
import { isClauseId } from '#scheme/words/clause-names.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { APP } from '#web/app/app-texts.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { Moment } from '#web/app/moment.tsx';
import { Neighbours } from '#web/app/neighbours.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { PROGRAM_NAMES } from '#web/app/words.ts';
import { APPEAL } from '#web/desk/appeal/appeal-texts.ts';
import { DueDay } from '#web/desk/appeal/appeals-page.tsx';
import { CasePapersCard } from '#web/desk/appeal/case-papers-card.tsx';
import { ExamineBar } from '#web/desk/appeal/examine-bar.tsx';
import { ProposalsCard } from '#web/desk/appeal/proposals-card.tsx';
import { ProposeCard } from '#web/desk/appeal/propose-card.tsx';
import { decisionOfAnswer, settlementOfAnswer } from '#web/desk/claim/decision-of-answer.ts';
import { ToldClaim } from '#web/desk/claim/told-claim.tsx';
import { CLAIM } from '#web/desk/claim-texts.ts';
import { ObjectTrail } from '#web/desk/trail/trail-page.tsx';
import { ClauseLink } from '#web/ui/clause-text.tsx';
import { Money } from '#web/ui/money.tsx';
import { Note } from '#web/ui/note.tsx';
import { Receipt } from '#web/ui/receipt.tsx';
import '#web/desk/claim/claim-case.css';
import '#web/desk/claim/told-claim.css';

const { case: texts } = APPEAL;

/** One appeal: what was said and answered left, the decision that it is against right, what may be said now below. */
export function AppealCase(): ReactElement {
  const { id = '' } = useParams();
  const { data: appeal, error, refetch } = useAnswer<AppealAnswer>(`/api/appeals/${id}`);
  const claimPath = appeal === undefined ? undefined : `/api/claims/${appeal.claimId}`;
  const { data: claim, error: claimError, refetch: refetchClaim } = useAnswer<ClaimDetail>(claimPath);
  if (appeal === undefined || claim === undefined) {
    const failure = error ?? claimError;
    return failure === null ? (
      <p className="tz-quiet">{APP.loading}</p>
    ) : (
      <FailureNote failure={failure} onAgain={() => void (error === null ? refetchClaim() : refetch())} />
    );
  }
  return <Opened key={appeal.appealId} appeal={appeal} claim={claim} />;
}

function Opened({ appeal, claim }: { readonly appeal: AppealAnswer; readonly claim: ClaimDetail }): ReactElement {
  const { may } = useSession();
  const isOpen = appeal.state === 'filed' || appeal.state === 'before-committee';
  const isBefore = appeal.state === 'before-committee';
  const isMember = may('appeal.rule');
  const benefit = CLAIM.benefits[claim.benefit] ?? claim.benefit;
  const papersPath = `/api/claims/${appeal.claimId}/appeals/${appeal.appealId}/papers`;
  const hasOpenProposal = appeal.proposals.some(({ state }) => state === 'open');
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.of(claim.memberName, benefit)}</h1>
          <p className="tz-page__lead tz-row">
            {PROGRAM_NAMES[claim.program]} <StateTag state={APPEAL.states[appeal.state]} />
            {appeal.dueOn === null ? null : (
              <span>
                {texts.due} <DueDay dueOn={appeal.dueOn} />
              </span>
            )}
            <Link to={`/claims/${claim.claimId}`}>{texts.claim}</Link>
          </p>
        </div>
        <Neighbours />
      </header>
      <div className="tz-claim">
        <div className="tz-stack">
          <Sayings appeal={appeal} />
          <CasePapersCard
            title={texts.papers}
            papers={appeal.papers}
            addPath={isOpen && may('claim.attach') ? papersPath : undefined}
          />
          {claim.origin === 'settlement' ? null : <ToldClaim claim={claim} />}
        </div>
        <div className="tz-stack">
          {isBefore || appeal.proposals.length > 0 ? <ProposalsCard appeal={appeal} isMember={isMember} /> : null}
          {isBefore && isMember && !hasOpenProposal ? <ProposeCard appeal={appeal} claim={claim} /> : null}
          <Standing claim={claim} />
        </div>
      </div>
      <ObjectTrail objectId={claim.claimId} />
      {appeal.state === 'filed' && may('claim.review') ? <ExamineBar appeal={appeal} claim={claim} /> : null}
    </div>
  );
}

/** What was said, in its order. */
function Sayings({ appeal }: { readonly appeal: AppealAnswer }): ReactElement {
  const said = [
    [texts.reason, appeal.reason, appeal.filedAt],
    [texts.finding, appeal.finding, appeal.examinedAt],
    [texts.escalation, appeal.escalation, appeal.escalatedAt],
    [texts.ruling, appeal.ruling, appeal.ruledAt],
  ] as const;
  return (
    <section className="tz-card tz-stack">
      {said.map(([title, words, at]) =>
        words === null || at === null ? null : (
          <div key={title} className="tz-stack">
            <h2>
              {title}{' '}
              <span className="tz-quiet">
                <Moment at={at} />
              </span>
            </h2>
            <p className="tz-told__statement">{words}</p>
          </div>
        ),
      )}
    </section>
  );
}

function Standing({ claim }: { readonly claim: ClaimDetail }): ReactElement | null {
  const last = claim.decisions.at(-1);
  if (last === undefined) return null;
  const isRuledApart = last.source === 'committee' && last.amountFen !== last.ruled.amountFen;
  return (
    <>
      {isRuledApart ? (
        <section className="tz-card tz-stack" aria-label={texts.standing}>
          <h2>
            {texts.ruling} <Money fen={last.amountFen} /> 元
          </h2>
          <p>
            {texts.ruledClauses}：
            {last.reasons.map(({ clause }) =>
              isClauseId(clause) ? <ClauseLink key={clause} clause={clause} /> : clause,
            )}
          </p>
          <Note kind="remark">{texts.byCommittee}</Note>
        </section>
      ) : null}
      <Receipt
        decision={decisionOfAnswer(claim.claimId, last.ruled)}
        title={CLAIM.benefits[claim.benefit] ?? texts.standing}
        settlement={settlementOfAnswer(claim.settlements)}
      >
        <p>
          {claim.memberName} <span className="tz-figure tz-quiet">{claim.residentId}</span>
        </p>
      </Receipt>
    </>
  );
}
