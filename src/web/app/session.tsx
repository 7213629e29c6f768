import { createContext, type ReactElement, type ReactNode, useContext, useMemo } from 'react';
import type { Permission, Role } from '#contracts/permissions.ts';
import type { SessionAnswer } from '#contracts/sessions.ts';
import { wantsSignIn } from '#web/app/api/failures.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { APP } from '#web/app/app-texts.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { leaveForSignIn } from '#web/app/sign-in-address.ts';

/** Who is signed in, and what the screens may show of it. */
export interface Session {
  readonly answer: SessionAnswer;
  /** Whether the server would allow it; what may not be done is not offered. */
  readonly may: (permission: Permission) => boolean;
  readonly has: (role: Role) => boolean;
}

const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('used outside of a signed-in app');
  return session;
}

/** The app that an account works in. */
export function appOf({ unit, roles }: SessionAnswer): string {
  if (roles.some(({ role }) => role === 'member' || role === 'relative')) return '/member/';
  if (roles.some(({ role }) => role === 'member')) return '/member/';
  if (roles.every(({ role }) => role === 'member' || role === 'relative')) return '/member/';
  return unit !== null && roles.every(({ role }) => role === 'unitAgent') ? '/unit/' : '/desk/';
}

interface SignedInProps {
  /** The address of the app within which this stands: `/desk/`. Others are sent to their own. */
  readonly app: string;
  readonly children: ReactNode;
}

/** What only somebody sees who has signed in, second factor and all; anybody else is led to the page of signing in. */
export function SignedIn({ app, children }: SignedInProps): ReactElement {
  const { data, error, refetch } = useAnswer<SessionAnswer>('/api/session');
  const session = useMemo(() => (data === undefined ? undefined : sessionOf(data)), [data]);
  if (session === undefined) {
    return (
      <div className="tz-wait-page">
        {error === null || wantsSignIn(error) ? (
          <p className="tz-quiet">{APP.loading}</p>
        ) : (
          <FailureNote failure={error} onAgain={() => void refetch()} />
        )}
      </div>
    );
  }
  if (!session.answer.isSecondFactorDone) {
    leaveForSignIn();
    return <p className="tz-wait-page">{APP.loading}</p>;
  }
  const ownApp = appOf(session.answer);
  if (ownApp !== app) {
    window.location.replace(ownApp);
    return <p className="tz-wait-page">{APP.stranded}</p>;
  }
  return <SessionContext value={session}>{children}</SessionContext>;
}

function sessionOf(answer: SessionAnswer): Session {
  const permissions = new Set(answer.permissions);
  const roles = new Set(answer.roles.map(({ role }) => role));
  return { answer, may: (permission) => permissions.has(permission), has: (role) => roles.has(role) };
}
