import type { ReactElement, ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { ClaimDetail } from '#contracts/claims.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { formatYuan } from '#kernel/money.ts';
import { isClauseId } from '#scheme/words/clause-names.ts';
import { limitChangeWords } from '#scheme/words/limit-change-words.ts';
import { useAnswer, useReadAhead } from '#web/app/api/use-answer.ts';
import { DateText, Moment } from '#web/app/moment.tsx';
import { Neighbours, useNextAddress } from '#web/app/neighbours.tsx';
import { Pending } from '#web/app/pending.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { UnmaskButton } from '#web/app/unmask-button.tsx';
import { PROGRAM_NAMES } from '#web/app/words.ts';
import { AssignClaimButtons } from '#web/desk/claim/assign-claim.tsx';
import { BeneficiariesCard } from '#web/desk/claim/beneficiaries-card.tsx';
import { ClaimDecisionBar } from '#web/desk/claim/claim-decision-bar.tsx';
import { decisionOfAnswer, settlementOfAnswer } from '#web/desk/claim/decision-of-answer.ts';
import { EXAMINING } from '#web/desk/claim/desk-texts.ts';
import { Examining, FlagNotes } from '#web/desk/claim/examining.tsx';
import { PayeeCard } from '#web/desk/claim/payee-card.tsx';
import { Recompute } from '#web/desk/claim/recompute.tsx';
import { ToldClaim } from '#web/desk/claim/told-claim.tsx';
import { WithdrawApprovalNote } from '#web/desk/claim/withdraw-approval.tsx';
import { CLAIM } from '#web/desk/claim-texts.ts';
import { ClaimInvestigations } from '#web/desk/investigation/claim-investigations.tsx';
import { PartDetermined } from '#web/desk/investigation/determined-part.tsx';
import { ClaimRecoveries } from '#web/desk/recovery/claim-recoveries.tsx';
import { ObjectTrail } from '#web/desk/trail/trail-page.tsx';
import { ClauseLink } from '#web/ui/clause-text.tsx';
import { Money } from '#web/ui/money.tsx';
import { Receipt } from '#web/ui/receipt.tsx';
import './claim-case.css';

const { case: texts } = CLAIM;

/** Benefits that go to relatives, never to the card of the one who died. */
const DEATHS: ReadonlySet<string> = new Set(['death', 'sudden-death']);

const MEMBER_FIELDS = ['name', 'residentId', 'phone'] as const;

/** One claim before its reviewer: the insurer's facts left, the receipt of steps right, the decision below. */
export function ClaimCase(): ReactElement {
  const { id = '' } = useParams();
  const { data: claim, error, refetch } = useAnswer<ClaimDetail>(`/api/claims/${id}`);
  const nextId = useNextAddress()?.split('/').at(-1);
  // not before this one is there: what is looked at comes first
  useReadAhead(
    claim === undefined || nextId === undefined
      ? []
      : [`/api/claims/${nextId}`, `/api/claims/${nextId}/examination`, `/api/claims/${nextId}/told`],
  );
  if (claim === undefined) {
    return <Pending error={error} refetch={refetch} />;
  }
  const last = claim.decisions.at(-1);
  return (
    <div className="tz-page" key={claim.claimId}>
      <header className="tz-page__head">
        <div>
          <h1>
            {claim.memberName} · {CLAIM.benefits[claim.benefit] ?? claim.benefit}
          </h1>
          <div className="tz-page__lead tz-row">
            {PROGRAM_NAMES[claim.program]} <StateTag state={CLAIM.states[claim.state]} />
            <Deadline claim={claim} />
            <UnmaskButton kind="member" id={claim.memberId} fields={MEMBER_FIELDS} />
          </div>
        </div>
        <div className="tz-row">
          <AssignClaimButtons claim={claim} />
          <Neighbours />
        </div>
      </header>
      <FlagNotes claim={claim} />
      <WithdrawApprovalNote claim={claim} />
      <div className="tz-claim">
        <div className="tz-stack">
          {claim.settlements.length === 0 ? null : <Facts claim={claim} />}
          {claim.origin === 'settlement' ? null : <ToldClaim claim={claim} />}
          <Examining claim={claim} />
          <ClaimInvestigations claim={claim} />
          <Reviews claim={claim} />
          {DEATHS.has(claim.benefit) ? <BeneficiariesCard claim={claim} /> : <PayeeCard claim={claim} />}
          <ClaimRecoveries claim={claim} />
        </div>
        {last === undefined ? null : (
          <div className="tz-stack tz-claim__steps">
            <Denial claim={claim} />
            <PartDetermined claim={claim} />
            <DecidedAgain claim={claim} />
            <Receipt
              decision={decisionOfAnswer(
                claim.claimId,
                last.determined === null ? last.ruled : { ...last.ruled, notices: [] },
              )}
              title={CLAIM.benefits[claim.benefit] ?? texts.decision}
              settlement={claim.origin === 'settlement' ? settlementOfAnswer(claim.settlements) : undefined}
            >
              <p>
                {claim.memberName} <span className="tz-figure tz-quiet">{claim.residentId}</span>
              </p>
            </Receipt>
            <Recompute claimId={claim.claimId} />
          </div>
        )}
      </div>
      <ObjectTrail objectId={claim.claimId} />
      {claim.canReview && last !== undefined ? <ClaimDecisionBar claim={claim} /> : null}
    </div>
  );
}

function Deadline({ claim }: { readonly claim: ClaimDetail }): ReactElement | null {
  const { dueOn, isOverdue, assignee } = claim;
  const day = dueOn === null ? '' : formatChineseDate(parseDate(dueOn));
  return (
    <>
      {dueOn === null ? null : (
        <span className={isOverdue ? 'tz-tag tz-tag--fault' : 'tz-quiet'}>
          {isOverdue ? EXAMINING.overdue(day) : EXAMINING.due(day)}
        </span>
      )}
      {assignee === null ? null : <span className="tz-quiet">{EXAMINING.assignedTo(assignee)}</span>}
    </>
  );
}

/** What a reviewer said in the place of the rules: the receipt below is what they had said. */
function Denial({ claim }: { readonly claim: ClaimDetail }): ReactElement | null {
  const last = claim.decisions.at(-1);
  if (last === undefined || last.source !== 'reviewer' || last.outcome !== 'decline') return null;
  const denial = claim.reviews.findLast(({ outcome }) => outcome === 'deny');
  return (
    <section className="tz-card tz-stack" aria-labelledby="denial-title">
      <h2 id="denial-title">{EXAMINING.denied}</h2>
      <p>{EXAMINING.deniedBy(texts.levels[denial?.level ?? ''] ?? '')}</p>
      <ul className="tz-listed">
        {last.reasons.map(({ clause }) => (
          <li key={clause}>{isClauseId(clause) ? <ClauseLink clause={clause} /> : clause}</li>
        ))}
      </ul>
      {denial === undefined ? null : <p className="tz-told__statement">{denial.comment}</p>}
    </section>
  );
}

/** Why the standing decision is another than before, where nobody but the limits changed it. */
function DecidedAgain({ claim }: { readonly claim: ClaimDetail }): ReactElement | null {
  const [before, last] = claim.decisions.slice(-2);
  if (before === undefined || last === undefined || last.because === null) return null;
  const { by, claimId, beforeFen, afterFen } = last.because;
  return (
    <section className="tz-card tz-stack" aria-labelledby="decided-again-title">
      <h2 id="decided-again-title">{EXAMINING.decidedAgain.title}</h2>
      <p>
        {limitChangeWords(by)}
        {EXAMINING.decidedAgain.amounts(formatYuan(before.amountFen), formatYuan(last.amountFen))}
      </p>
      {claimId === claim.claimId ? null : (
        <p>
          {EXAMINING.decidedAgain.other(formatYuan(beforeFen), formatYuan(afterFen))}
          <Link to={`/claims/${claimId}`}>{EXAMINING.decidedAgain.open}</Link>
        </p>
      )}
    </section>
  );
}

function Facts({ claim }: { readonly claim: ClaimDetail }): ReactElement {
  return (
    <section className="tz-card tz-stack" aria-labelledby="facts-title">
      <h2 id="facts-title">{texts.facts}</h2>
      {claim.settlements.map((settlement) => (
        <div key={settlement.id} className="tz-stack">
          <dl className="tz-facts">
            <Fact label={texts.hospital}>
              {settlement.hospitalName}
              {settlement.hospitalGrade === null ? '' : `（${texts.grade(settlement.hospitalGrade)}）`}
            </Fact>
            <Fact label={texts.stay}>
              <DateText date={settlement.admittedOn} /> 至 <DateText date={settlement.dischargedOn} />
            </Fact>
            <Fact label={texts.settled}>
              <DateText date={settlement.settledOn} />
            </Fact>
            <Fact label={texts.diagnosis}>
              {settlement.diagnosis} <span className="tz-quiet">{settlement.diagnosisCode}</span>
            </Fact>
            <Fact label={texts.care}>{settlement.careKind}</Fact>
          </dl>
          <ul className="tz-sums tz-sums--dense">
            {Object.entries(texts.figures).map(([name, label]) => {
              const fen = settlement.figures[name] ?? 0;
              return fen === 0 ? null : (
                <li key={name}>
                  <span>{label}</span>
                  <Money fen={fen} />
                </li>
              );
            })}
          </ul>
          <p className="tz-quiet">
            {texts.row(settlement.row)} · {settlement.id}
          </p>
        </div>
      ))}
    </section>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Reviews({ claim }: { readonly claim: ClaimDetail }): ReactElement {
  return (
    <section className="tz-card tz-stack" aria-labelledby="claim-reviews-title">
      <h2 id="claim-reviews-title">{texts.reviews}</h2>
      {claim.reviews.length === 0 ? <p className="tz-quiet">{texts.noReviews}</p> : null}
      <ol className="tz-timeline">
        {claim.reviews.map(({ round, level, step, outcome, comment, clauses, reviewer, at }) => (
          <li key={`${round}-${level}-${step}`}>
            <p className="tz-row">
              <strong>{texts.levels[level] ?? level}</strong> {reviewer}
              <StateTag state={texts.reviewOutcomes[outcome] ?? { label: outcome, tone: 'plain' }} />
            </p>
            {comment === '' ? null : <p>{comment}</p>}
            {clauses.length === 0 ? null : <p className="tz-quiet">{clauses.join('、')}</p>}
            <p className="tz-quiet">
              <Moment at={at} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
