import type { Permission, Role } from '#contracts/permissions.ts';
import type { Caller } from '#platform/acts/act.ts';

/** Who asks: an account that has signed in, with what it may do and where. */
export interface Actor {
  readonly accountId: string;
  readonly officeId: string;
  readonly roles: readonly Role[];
  readonly permissions: ReadonlySet<Permission>;
  /** The agencies at which the roles are held; what lies below them is the use case's to find. */
  readonly agencyIds: readonly string[];
  readonly unitId?: string;
  readonly personId?: string;
  readonly sessionId: string;
  /** True also where the account needs no second factor. While false, only routes for `signed-in` are open. */
  readonly isSecondFactorDone: boolean;
  /** What the roles let its transactions reach. */
  readonly access: Caller['access'];
}

/** With what a request says who it is. */
export interface Credentials {
  /** The session's cookie. */
  readonly sessionToken?: string;
  /** Of `Authorization: Bearer`, as other systems send it. */
  readonly bearerToken?: string;
  readonly address: string;
  readonly requestId: string;
}

/** Finds who asks; `undefined` where the credentials are unknown or have ended. Throws on failures outside. */
export type ResolveActor = (credentials: Credentials) => Promise<Actor | undefined>;
