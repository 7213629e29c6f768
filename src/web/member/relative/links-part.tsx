import type { ReactElement } from 'react';
import type { Static } from 'typebox';
import type { DraftsAnswer } from '#contracts/member-claims.ts';
import type { MyLinksAnswer } from '#contracts/member-requests.ts';
import type { Benefit } from '#scheme/case.ts';
import { useAct } from '#web/member/act.ts';
import { Failure, Part, Press } from '#web/member/parts.tsx';
import { RELATIVE } from '#web/member/relative/relative-texts.ts';
import { MEMBER } from '#web/member/texts.ts';
import { useAsked } from '#web/member/use-answer.ts';
import { formatAddress, goTo } from '#web/ui/hash-address.ts';

const BENEFITS: readonly (readonly ['death' | 'sudden-death', string])[] = [
  ['death', RELATIVE.deathHint],
  ['sudden-death', RELATIVE.suddenHint],
];

/** The members who died for whom one may claim: what was begun, what was sent, what can be begun. */
export function LinksPart({ isAlone }: { readonly isAlone: boolean }): ReactElement | null {
  const { answer, failure, again } = useAsked<MyLinksAnswer>('/api/my/links');
  if (answer === undefined) return isAlone ? <Failure failure={failure} onAgain={again} /> : null;
  if (answer.items.length === 0) return isAlone ? <p className="tz-quiet">{RELATIVE.nothing}</p> : null;
  return (
    <>
      {answer.items.map(({ memberId, memberName }) => (
        <Link key={memberId} memberId={memberId} memberName={memberName} />
      ))}
    </>
  );
}

function Link({ memberId, memberName }: { readonly memberId: string; readonly memberName: string }): ReactElement {
  const drafts = useAsked<Static<typeof DraftsAnswer>>(`/api/claim-drafts?memberId=${memberId}`);
  const opening = useAct<{ readonly draftId: string }>();
  const known = drafts.answer?.items ?? [];
  const open = async (benefit: Benefit): Promise<void> => {
    const body = { program: 'national-accident', benefit };
    const write = { method: 'POST', path: '/api/claim-drafts', query: { memberId }, body } as const;
    const opened = await opening.send(write);
    if (opened !== undefined) goTo(formatAddress(['for', memberId, 'draft', opened.draftId]));
  };
  return (
    <Part title={`${RELATIVE.home} · ${RELATIVE.of(memberName)}`}>
      <Failure failure={drafts.failure ?? opening.failure} onAgain={drafts.again} />
      <ul className="tz-rows">
        {known.map(({ draftId, benefit, state, claimId }) => {
          const isSent = state === 'submitted' && claimId !== null;
          const to = isSent ? ['for', memberId, 'claim', claimId] : ['for', memberId, 'draft', draftId];
          return (
            <li key={draftId}>
              <a className="tz-rows__link" href={formatAddress(to)}>
                <span>{MEMBER.benefits[benefit]}</span>
                {state === 'sent-back' ? (
                  <span className="tz-state tz-state--refer">{MEMBER.draftBack}</span>
                ) : (
                  <span className="tz-quiet">{isSent ? RELATIVE.look : RELATIVE.goOn}</span>
                )}
              </a>
            </li>
          );
        })}
      </ul>
      {drafts.answer === undefined
        ? null
        : BENEFITS.filter(([benefit]) => !known.some((draft) => draft.benefit === benefit)).map(([benefit, hint]) => (
            <div key={benefit} className="tz-part">
              <p className="tz-quiet">{hint}</p>
              <Press isBusy={opening.isSending} onPress={() => void open(benefit)}>
                {RELATIVE[benefit]}
              </Press>
            </div>
          ))}
    </Part>
  );
}
