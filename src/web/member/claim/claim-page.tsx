import type { ReactElement } from 'react';
import type { MyClaim } from '#contracts/member-claims.ts';
import { formatYuan } from '#kernel/money.ts';
import { adjudicate } from '#scheme/adjudicate.ts';
import type { Case } from '#scheme/case.ts';
import type { Decision } from '#scheme/decision.ts';
import { MATERIALS } from '#scheme/materials.ts';
import { readCase } from '#scheme/read-case.ts';
import { isClauseId } from '#scheme/words/clause-names.ts';
import { determinedWords } from '#scheme/words/determined-words.ts';
import { limitChangeWords } from '#scheme/words/limit-change-words.ts';
import { writeDecision } from '#scheme/write-decision.ts';
import { CALCULATOR } from '#web/calculator/texts.ts';
import { AppealPart } from '#web/member/claim/appeal-part.tsx';
import { APPEAL } from '#web/member/claim/appeal-texts.ts';
import { SupplementPart } from '#web/member/claim/supplement-part.tsx';
import { CardStep } from '#web/member/draft/card-step.tsx';
import { PrintedPapers } from '#web/member/draft/printed-papers.tsx';
import { useForMember } from '#web/member/for-member.ts';
import { chineseDay, Moment } from '#web/member/moment.tsx';
import { Failure, Part } from '#web/member/parts.tsx';
import { MEMBER } from '#web/member/texts.ts';
import { useAsked } from '#web/member/use-answer.ts';
import { ClauseLink } from '#web/ui/clause-text.tsx';
import { Receipt } from '#web/ui/receipt.tsx';

const { claim: words } = MEMBER;

/** Relatives change their cards through the office. */
const DEATHS: ReadonlySet<string> = new Set(['death', 'sudden-death']);

/** What became of a claim: how far it is, what was decided and why, and the paper of it. */
export function ClaimPage({ claimId }: { readonly claimId: string }): ReactElement {
  const { memberId, asked, place } = useForMember();
  const { answer: claim, failure, again } = useAsked<MyClaim>(asked(`/api/my/claims/${claimId}`));
  if (claim === undefined) {
    return failure === undefined ? (
      <p className="tz-quiet">{MEMBER.loading}</p>
    ) : (
      <Failure failure={failure} onAgain={again} />
    );
  }
  return (
    <>
      <h1>{MEMBER.benefits[claim.benefit]}</h1>
      <Timeline claim={claim} />
      {claim.state === 'sent-back' && memberId === undefined ? (
        <SupplementPart claim={claim} onAnswered={again} />
      ) : null}
      {claim.state === 'sent-back' && claim.draftId !== null ? (
        <a className="tz-press tz-press--main" href={place(['draft', claim.draftId, 'papers'])}>
          {words.complete}
        </a>
      ) : null}
      {claim.state === 'returned' && memberId === undefined && !DEATHS.has(claim.benefit) ? <CardStep /> : null}
      {claim.determined === null ? null : (
        <p className="tz-said">
          {determinedWords(claim.determined)} <ClauseLink clause="附件2-7.1" />
        </p>
      )}
      {claim.because === null ? null : <p className="tz-said">{limitChangeWords(claim.because)}</p>}
      <DecisionPart claim={claim} />
      <a className="tz-press" href={asked(`/api/my/claims/${claimId}/notice`)} target="_blank" rel="noreferrer">
        {words.notice}
      </a>
      <PrintedPapers draftId={claim.draftId} />
      <AppealPart claim={claim} onFiled={again} />
      {claim.statement === '' ? null : (
        <Part title={words.statement}>
          <p className="tz-said">{claim.statement}</p>
        </Part>
      )}
      {claim.documents.length === 0 ? null : <Papers claim={claim} />}
    </>
  );
}

/** What has happened, the latest last, and what is waited for. */
function Timeline({ claim }: { readonly claim: MyClaim }): ReactElement {
  return (
    <Part title={words.timeline}>
      <ol className="tz-timeline">
        <li>
          {words.submitted}
          <br />
          <span className="tz-quiet">{chineseDay(claim.submittedOn)}</span>
        </li>
        {claim.steps.map(({ at, level, outcome, comment }) => (
          <li key={at}>
            {words.levels[level]}：{words.outcomes[outcome]}
            {comment === '' ? null : <p className="tz-said">{comment}</p>}
            <br />
            <span className="tz-quiet">
              <Moment at={at} />
            </span>
          </li>
        ))}
        <li className="is-now">
          <strong>{words.states[claim.state]}</strong>
        </li>
      </ol>
    </Part>
  );
}

/** The decision as a receipt; computed on the phone from the case, and shown only where it is what the office stored. */
function DecisionPart({ claim }: { readonly claim: MyClaim }): ReactElement {
  const decided = decisionOf(claim);
  if (claim.source === 'reviewer' && claim.outcome === 'decline') {
    return (
      <Part title={words.denied}>
        <p>{words.deniedSaying}</p>
        <ul>
          {claim.reasons.map(({ clause, text }) => (
            <li key={clause}>
              {text} {isClauseId(clause) ? <ClauseLink clause={clause} /> : clause}
            </li>
          ))}
        </ul>
      </Part>
    );
  }
  if (claim.source === 'committee' && decided?.decision.amountFen !== claim.amountFen) {
    return (
      <Part title={APPEAL.final}>
        <strong className="tz-figure">{formatYuan(claim.amountFen)} 元</strong>
        <ul>
          {claim.reasons.map(({ clause, text }) => (
            <li key={clause}>
              {text} {isClauseId(clause) ? <ClauseLink clause={clause} /> : clause}
            </li>
          ))}
        </ul>
      </Part>
    );
  }
  if (decided === undefined) {
    return (
      <Part title={words.states[claim.state] ?? ''}>
        <strong className="tz-figure">{formatYuan(claim.amountFen)} 元</strong>
        <p className="tz-quiet">{words.seeNotice}</p>
      </Part>
    );
  }
  const { decision, decidedCase } = decided;
  const settlement = decidedCase.claim.benefit === 'inpatient' ? decidedCase.claim.settlement : undefined;
  // what could not be determined is said in the place of the notice that it was told late
  const shown = claim.determined === null ? decision : { ...decision, notices: [] };
  return (
    <Receipt decision={shown} title={CALCULATOR.single.benefitTitles[claim.benefit]} settlement={settlement}>
      <p className="tz-quiet">
        <Moment at={claim.decidedAt} />
      </p>
    </Receipt>
  );
}

function decisionOf(claim: MyClaim): { readonly decision: Decision; readonly decidedCase: Case } | undefined {
  const read = readCase(claim.case);
  if (!read.ok) return undefined;
  const decision = adjudicate(read.value);
  return writeDecision(decision) === claim.line ? { decision, decidedCase: read.value } : undefined;
}

function Papers({ claim }: { readonly claim: MyClaim }): ReactElement {
  const { asked } = useForMember();
  const nameOf = (kind: string): string => MATERIALS[claim.benefit].find((each) => each.kind === kind)?.name ?? kind;
  return (
    <Part title={words.papers}>
      <ul className="tz-rows">
        {claim.documents.map(({ documentId, material, fileName }) => (
          <li key={documentId}>
            <a
              className="tz-rows__link"
              href={asked(`/api/my/documents/${documentId}`)}
              target="_blank"
              rel="noreferrer"
            >
              <span>{nameOf(material)}</span>
              <span className="tz-quiet tz-paper__name">{fileName}</span>
            </a>
          </li>
        ))}
      </ul>
    </Part>
  );
}
