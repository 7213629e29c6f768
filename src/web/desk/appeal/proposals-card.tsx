import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import type { AppealCase, CountedVote, GiveVote, Proposal } from '#contracts/appeals.ts';
import { formatYuan } from '#kernel/money.ts';
import { isClauseId } from '#scheme/words/clause-names.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { LongTextField } from '#web/app/form.tsx';
import { Moment } from '#web/app/moment.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { APPEAL } from '#web/desk/appeal/appeal-texts.ts';
import { ClauseLink } from '#web/ui/clause-text.tsx';

const { ruling: texts } = APPEAL;

interface ProposalsCardProps {
  readonly appeal: AppealCase;
  /** Whether the one who looks may vote. */
  readonly isMember: boolean;
}

/** The rulings that were put to the vote, with every vote and its reason. */
export function ProposalsCard({ appeal, isMember }: ProposalsCardProps): ReactElement {
  return (
    <section className="tz-card tz-stack" aria-labelledby="proposals-title">
      <h2 id="proposals-title">{texts.proposals}</h2>
      <p className="tz-quiet">{texts.panel(appeal.panelSize)}</p>
      {appeal.proposals.length === 0 ? <p>{texts.none}</p> : null}
      {appeal.proposals.map((proposal) => (
        <ProposalPart
          key={proposal.proposalId}
          appealId={appeal.appealId}
          proposal={proposal}
          canAct={isMember && proposal.state === 'open' && appeal.state === 'before-committee'}
        />
      ))}
    </section>
  );
}

interface ProposalPartProps {
  readonly appealId: string;
  readonly proposal: Proposal;
  readonly canAct: boolean;
}

function ProposalPart({ appealId, proposal, canAct }: ProposalPartProps): ReactElement {
  const { outcome, amountFen, state, votes, panelSize } = proposal;
  const votesFor = votes.filter(({ isFor }) => isFor).length;
  return (
    <article className="tz-inset tz-stack">
      <p className="tz-row">
        <strong>{amountFen === null ? texts.outcomes[outcome] : texts.toAmount(formatYuan(amountFen))}</strong>
        <StateTag state={texts.states[state]} />
        <span className="tz-quiet">
          {texts.proposedBy(proposal.proposedBy)} <Moment at={proposal.proposedAt} />
        </span>
      </p>
      <p className="tz-told__statement">{proposal.reasons}</p>
      <Grounds proposal={proposal} />
      <p>{texts.counts(votesFor, votes.length - votesFor, panelSize)}</p>
      <ul className="tz-sums tz-sums--dense">
        {votes.map(({ voter, isFor, reason, at }) => (
          <li key={voter + at}>
            <span>
              {voter}：{isFor ? texts.for : texts.against}
              {reason === '' ? '' : `。${reason}`}
            </span>
            <span className="tz-quiet">
              <Moment at={at} />
            </span>
          </li>
        ))}
      </ul>
      {canAct ? <VoteButtons appealId={appealId} proposal={proposal} votesFor={votesFor} /> : null}
    </article>
  );
}

function Grounds({ proposal: { clauses, corrections } }: { readonly proposal: Proposal }): ReactElement | null {
  const { corrections: words } = APPEAL;
  const said = [
    corrections?.hospital === undefined
      ? undefined
      : `${words.grade}：${words.grades[String(corrections.hospital.grade) as keyof typeof words.grades]}`,
    corrections?.transferApproved === undefined
      ? undefined
      : `${words.transfer}：${corrections.transferApproved ? words.transferYes : words.transferNo}`,
    corrections?.cause === undefined ? undefined : `${words.cause}：${words.causes[corrections.cause]}`,
  ].filter((each) => each !== undefined);
  if (said.length === 0 && clauses.length === 0) return null;
  return (
    <p>
      {said.join('；')}
      {clauses.map((clause) => (isClauseId(clause) ? <ClauseLink key={clause} clause={clause} /> : clause))}
    </p>
  );
}

interface VoteButtonsProps {
  readonly appealId: string;
  readonly proposal: Proposal;
  readonly votesFor: number;
}

function VoteButtons({ appealId, proposal, votesFor }: VoteButtonsProps): ReactElement {
  const tell = useTell();
  const [open, setOpen] = useState<'for' | 'against' | 'withdraw'>();
  const [reason, setReason] = useState('');
  const path = `/api/appeals/${appealId}/proposals/${proposal.proposalId}`;
  const voting = useWrite<GiveVote, CountedVote>(
    (body) => ({ method: 'POST', path: `${path}/votes`, body }),
    ({ state }) => {
      setOpen(undefined);
      tell(texts.voted[state]);
    },
  );
  const withdrawing = useWrite<undefined>(
    () => ({ method: 'DELETE', path }),
    () => {
      setOpen(undefined);
      tell(texts.withdrawn);
    },
  );
  const isDecisive = (votesFor + 1) * 2 > proposal.panelSize;
  const reasonField = (label: string): ReactElement => (
    <LongTextField path={`vote-${open}`} label={label} value={reason} onChange={setReason} maxLength={2000} />
  );
  return (
    <div className="tz-row">
      {proposal.hasVoted ? (
        <span className="tz-quiet">{texts.hasVoted}</span>
      ) : (
        <>
          <Button type="primary" onClick={() => setOpen('for')}>
            {texts.for}
          </Button>
          <Button onClick={() => setOpen('against')}>{texts.against}</Button>
        </>
      )}
      {proposal.isOwn ? <Button onClick={() => setOpen('withdraw')}>{texts.withdraw}</Button> : null}
      <ConfirmSheet
        isOpen={open === 'for'}
        onClose={() => setOpen(undefined)}
        title={texts.voteFor}
        actLabel={texts.for}
        writing={voting}
        input={{ isFor: true, reason: reason.trim() }}
      >
        <p>{texts.voteForWhat(isDecisive)}</p>
        {reasonField(texts.voteReason)}
      </ConfirmSheet>
      <ConfirmSheet
        isOpen={open === 'against'}
        onClose={() => setOpen(undefined)}
        title={texts.voteAgainst}
        actLabel={texts.against}
        isReady={reason.trim() !== ''}
        writing={voting}
        input={{ isFor: false, reason: reason.trim() }}
      >
        <p>{texts.voteAgainstWhat}</p>
        {reasonField(texts.voteReasonNeeded)}
      </ConfirmSheet>
      <ConfirmSheet
        isOpen={open === 'withdraw'}
        onClose={() => setOpen(undefined)}
        title={texts.withdrawTitle}
        actLabel={texts.withdraw}
        writing={withdrawing}
        input={undefined}
      >
        <p>{texts.withdrawWhat}</p>
      </ConfirmSheet>
    </div>
  );
}
