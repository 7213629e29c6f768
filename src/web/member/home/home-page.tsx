import type { ReactElement } from 'react';
import type { Static } from 'typebox';
import type { OwnClaimRow } from '#contracts/claims.ts';
import type { DraftsAnswer, MyCover } from '#contracts/member-claims.ts';
import type { MemberOfficesAnswer } from '#contracts/member-sessions.ts';
import type { MessagesAnswer } from '#contracts/messages.ts';
import { formatYuan } from '#kernel/money.ts';
import type { Benefit } from '#scheme/case.ts';
import { useAct } from '#web/member/act.ts';
import { keptDraft } from '#web/member/kept-draft.ts';
import { chineseDay, Moment } from '#web/member/moment.tsx';
import { Failure, Part, Press } from '#web/member/parts.tsx';
import { LinksPart } from '#web/member/relative/links-part.tsx';
import { lastDayOf } from '#web/member/slip/hold-back.ts';
import { joined } from '#web/member/slip/joined-slips.ts';
import { SLIP_CHECK } from '#web/member/slip/slip-check-texts.ts';
import { MEMBER } from '#web/member/texts.ts';
import { useAsked } from '#web/member/use-answer.ts';
import { formatAddress, goTo } from '#web/ui/hash-address.ts';

/** What a member has, what he can do now, and what became of his claims. */
export function HomePage(): ReactElement {
  const cover = useAsked<MyCover>('/api/my/cover');
  const drafts = useAsked<Static<typeof DraftsAnswer>>('/api/claim-drafts');
  const claims = useAsked<OwnClaimRow[]>('/api/my/claims');
  const open = drafts.answer?.items.filter(({ state }) => state === 'open' || state === 'sent-back') ?? [];
  return (
    <>
      <h1 className="tz-unseen">{MEMBER.app}</h1>
      <Failure
        failure={cover.failure ?? drafts.failure ?? claims.failure}
        onAgain={() => {
          cover.again();
          drafts.again();
          claims.again();
        }}
      />
      <Press kind="main" onPress={() => goTo(formatAddress(['new']))}>
        {MEMBER.claimNow}
      </Press>
      <Press onPress={() => goTo(formatAddress(['report']))}>{MEMBER.reportNow}</Press>
      {open.length === 0 ? null : (
        <Part title={MEMBER.drafts}>
          <ul className="tz-rows">
            {open.map(({ draftId, benefit, state }) => (
              <li key={draftId}>
                <a className="tz-rows__link" href={formatAddress(['draft', draftId])}>
                  <span>{MEMBER.benefits[benefit]}</span>
                  <DraftState draftId={draftId} state={state} />
                </a>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <LinksPart isAlone={false} />
      <Part title={MEMBER.claims}>
        {claims.answer?.length === 0 ? <p className="tz-quiet">{MEMBER.noClaims}</p> : null}
        <ul className="tz-rows">
          {claims.answer?.map(({ claimId, benefit, submittedOn, state, amountFen, outcome }) => (
            <li key={claimId}>
              <a className="tz-rows__link" href={formatAddress(['claim', claimId])}>
                <span>
                  {MEMBER.benefits[benefit as Benefit]}
                  <br />
                  <span className="tz-quiet">{chineseDay(submittedOn)}</span>
                </span>
                <span>
                  {outcome === 'decline' ? null : <strong className="tz-figure">{formatYuan(amountFen)} 元</strong>}
                  <br />
                  <span className="tz-quiet">{MEMBER.claim.states[state]}</span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      </Part>
      <Messages />
      <Offices />
      <h2>{MEMBER.cover.title}</h2>
      {cover.answer?.length === 0 ? <p className="tz-quiet">{MEMBER.cover.none}</p> : null}
      {cover.answer?.map(({ program, periods }) => (
        <CoverCard key={program} program={program} periods={periods} />
      ))}
      <Press onPress={() => goTo(formatAddress(['phone']))}>{MEMBER.phone.enter}</Press>
    </>
  );
}

/** Whether a draft came back, or is kept back by the member on this phone. */
function DraftState({ draftId, state }: { readonly draftId: string; readonly state: string }): ReactElement {
  if (state === 'sent-back') return <span className="tz-state tz-state--refer">{MEMBER.draftBack}</span>;
  const form = keptDraft(draftId)?.form;
  const settledOn = form?.isHeld === true ? joined(form.figures, form.slips).stay.settledOn : '';
  if (settledOn === '') return <span aria-hidden="true">›</span>;
  return (
    <span className="tz-quiet">
      {SLIP_CHECK.hold.held}
      <br />
      {SLIP_CHECK.hold.until(chineseDay(lastDayOf(settledOn)))}
    </span>
  );
}

/** The latest news about claims, each a way to its claim. */
function Messages(): ReactElement | null {
  const { answer } = useAsked<Static<typeof MessagesAnswer>>('/api/messages?limit=5');
  if (answer === undefined || answer.items.length === 0) return null;
  return (
    <Part title={MEMBER.messages.title}>
      <ul className="tz-rows">
        {answer.items.map(({ id, kind, objectId, at }) => (
          <li key={id}>
            <a
              className="tz-rows__link"
              href={formatAddress(kind.startsWith('phone-change') ? ['phone'] : ['claim', objectId])}
            >
              <span>{MEMBER.messages.kinds[kind] ?? kind}</span>
              <span className="tz-quiet">
                <Moment at={at} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** For those who are covered in several offices: which one is shown, and the way to the others. */
function Offices(): ReactElement | null {
  const { answer } = useAsked<Static<typeof MemberOfficesAnswer>>('/api/my/offices');
  const switching = useAct();
  if (answer === undefined || answer.length < 2) return null;
  const enter = async (officeId: string): Promise<void> => {
    const entered = await switching.send({ method: 'POST', path: '/api/my/office', body: { officeId } });
    if (entered !== undefined) window.location.reload();
  };
  return (
    <Part title={`${MEMBER.offices}${answer.find(({ isCurrent }) => isCurrent)?.name ?? ''}`}>
      {answer
        .filter(({ isCurrent }) => !isCurrent)
        .map(({ officeId, name }) => (
          <Press key={officeId} isBusy={switching.isSending} onPress={() => void enter(officeId)}>
            {name}
          </Press>
        ))}
      <Failure failure={switching.failure} />
    </Part>
  );
}

/** One program: the period that holds today, else the one that comes, else the last. */
function CoverCard({ program, periods }: Pick<MyCover[number], 'program' | 'periods'>): ReactElement | null {
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const period =
    periods.find(({ startOn, endOn }) => startOn <= today && today <= endOn) ??
    periods.find(({ startOn }) => startOn > today) ??
    periods.at(-1);
  if (period === undefined) return null;
  const { startOn, endOn, waitingUntil, limits, shares } = period;
  const isIn = startOn <= today && today <= endOn;
  const isWaiting = waitingUntil !== null && today <= waitingUntil;
  const state = isIn
    ? MEMBER.cover.inForce
    : startOn > today
      ? MEMBER.cover.scheduled(chineseDay(startOn))
      : MEMBER.cover.ended;
  return (
    <section className="tz-card tz-part">
      <div className="tz-pair">
        <h3>
          {MEMBER.programs[program]}
          {shares > 1 ? ` · ${MEMBER.cover.shares(shares)}` : null}
        </h3>
        <span className={`tz-state${isIn ? ' tz-state--pay' : ''}`}>{state}</span>
      </div>
      <p className="tz-quiet">{MEMBER.cover.until(chineseDay(endOn))}</p>
      {isWaiting ? <p className="tz-state tz-state--refer">{MEMBER.cover.waiting(chineseDay(waitingUntil))}</p> : null}
      {limits.map(({ name, most, left }) => (
        <div key={name}>
          <p className="tz-pair">
            <span>{MEMBER.cover.limits[name]}</span>
            <strong className="tz-figure">
              {name === 'stays' ? MEMBER.cover.stays(left) : `${formatYuan(left)} 元`}
            </strong>
          </p>
          <div className="tz-bar" aria-hidden="true">
            <span style={{ width: `${most === 0 ? 0 : (left / most) * 100}%` }} />
          </div>
        </div>
      ))}
    </section>
  );
}
