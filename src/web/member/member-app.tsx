import { type ReactElement, type ReactNode, useState } from 'react';
import type { SessionAnswer } from '#contracts/sessions.ts';
import { sendJson } from '#web/app/api/ask.ts';
import { wantsSignIn } from '#web/app/api/failures.ts';
import { ClaimPage } from '#web/member/claim/claim-page.tsx';
import { DraftPage } from '#web/member/draft/draft-page.tsx';
import { ForMemberContext } from '#web/member/for-member.ts';
import { ChoosePage } from '#web/member/home/choose-page.tsx';
import { HomePage } from '#web/member/home/home-page.tsx';
import { PhonePage } from '#web/member/home/phone-page.tsx';
import { ReportPage } from '#web/member/home/report-page.tsx';
import { useHasLine } from '#web/member/install/use-line.ts';
import { forgetAllDrafts } from '#web/member/kept-draft.ts';
import { Failure, Press } from '#web/member/parts.tsx';
import { AskPage } from '#web/member/relative/ask-page.tsx';
import { LinksPart } from '#web/member/relative/links-part.tsx';
import { SignInPage } from '#web/member/sign-in-page.tsx';
import { MEMBER } from '#web/member/texts.ts';
import { useAsked } from '#web/member/use-answer.ts';
import { formatAddress, goTo, useAddress } from '#web/ui/hash-address.ts';
import { HouseMark } from '#web/ui/house-mark.tsx';
import { useLargeType } from '#web/ui/text-scale.ts';

/** The member's app: who is not signed in sees the sign-in and nothing else. */
export function MemberApp(): ReactElement {
  const { answer, failure, again } = useAsked<SessionAnswer>('/api/session');
  const [isOut, setOut] = useState(false);
  const holds = (wanted: string): boolean => answer?.roles.some(({ role }) => role === wanted) === true;
  const isMember = (holds('member') || holds('relative')) && !isOut;
  const { path } = useAddress();
  const isAsking = path[0] === 'relative';
  const signOut = (): void => {
    forgetAllDrafts();
    goTo(formatAddress([]));
    sendJson({ method: 'DELETE', path: '/api/session' }, 'sign-out-of-member').then(
      () => setOut(true),
      () => setOut(true),
    );
  };
  if (isMember && answer !== undefined) {
    return (
      <PhoneFrame name={answer.account.name} onSignOut={signOut}>
        <Place path={path} isRelative={!holds('member')} />
      </PhoneFrame>
    );
  }
  const isKnown = answer !== undefined || (failure !== undefined && wantsSignIn(failure));
  return (
    <PhoneFrame>
      {isKnown && isAsking ? (
        <AskPage />
      ) : isKnown ? (
        <SignInPage
          onEntered={() => {
            setOut(false);
            again();
          }}
        />
      ) : failure === undefined ? (
        <p className="tz-quiet">{MEMBER.loading}</p>
      ) : (
        <Failure failure={failure} onAgain={again} />
      )}
    </PhoneFrame>
  );
}

interface PlaceProps {
  readonly path: readonly string[];
  /** Somebody who is nothing but a relative of members. */
  readonly isRelative: boolean;
}

function Place({ path, isRelative }: PlaceProps): ReactElement {
  const [what = '', id = '', step = ''] = path;
  switch (what) {
    case 'for':
      return (
        <ForMemberContext value={id}>
          <Place path={path.slice(2)} isRelative={isRelative} />
        </ForMemberContext>
      );
    case 'report':
      return <ReportPage />;
    case 'phone':
      return <PhonePage />;
    case 'new':
      return <ChoosePage />;
    case 'draft':
      return <DraftPage key={id} draftId={id} step={step} />;
    case 'claim':
      return <ClaimPage key={id} claimId={id} />;
    case 'relative':
      return <AskPage />;
    default:
      return isRelative ? <LinksPart isAlone /> : <HomePage />;
  }
}

interface FrameProps {
  readonly name?: string;
  readonly onSignOut?: () => void;
  readonly children: ReactNode;
}

function PhoneFrame({ name, onSignOut, children }: FrameProps): ReactElement {
  const { isLarge, toggle } = useLargeType();
  const hasLine = useHasLine();
  const isHome = useAddress().path.length === 0;
  return (
    <div className="tz-phone">
      <header className="tz-phone__head">
        {isHome ? (
          <HouseMark />
        ) : (
          <Press kind="quiet" onPress={() => goTo(formatAddress([]))}>
            ‹ {MEMBER.home}
          </Press>
        )}
        <p className="tz-phone__brand">{isHome ? (name ?? MEMBER.app) : null}</p>
        <button
          type="button"
          className="tz-press tz-press--quiet"
          aria-pressed={isLarge}
          title={isLarge ? MEMBER.largeTypeOff : MEMBER.largeTypeOn}
          onClick={toggle}
        >
          {MEMBER.largeType}
        </button>
        {onSignOut === undefined ? null : (
          <Press kind="quiet" onPress={onSignOut}>
            {MEMBER.signOut}
          </Press>
        )}
      </header>
      {hasLine ? null : (
        <p className="tz-phone__line" role="status">
          {MEMBER.noLine}
        </p>
      )}
      <main className="tz-phone__main">{children}</main>
    </div>
  );
}
