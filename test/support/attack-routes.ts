import { type Permission, ROLE_PERMISSIONS, type Role } from '#contracts/permissions.ts';
import type { Actor } from '#http/actor.ts';
import type { Route } from '#http/route.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { NewId } from '#platform/identifier.ts';
import type { Answer, ServedRoutes } from './serve-routes.ts';

/** An account that holds one role, with and without its second factor. */
export interface RoleActor {
  /** For the report. */
  readonly name: string;
  readonly role: Role;
  readonly actor: Actor;
}

export interface RouteBreach {
  readonly route: string;
  readonly who: string;
  readonly what: string;
}

export interface RouteAttackReport {
  /** Requests by the status that answered them. */
  readonly tried: ReadonlyMap<number, number>;
  readonly breaches: readonly RouteBreach[];
}

/** The actors of a role, named by it: one as it should be, one that has not shown its second factor. */
export function actorsOf(role: Role, { access }: Caller, newId: NewId): RoleActor[] {
  const actor = (name: string, accountId: string, isSecondFactorDone: boolean): RoleActor => ({
    name,
    role,
    actor: {
      accountId,
      officeId: access.officeId,
      roles: [role],
      permissions: new Set<Permission>(ROLE_PERMISSIONS[role]),
      agencyIds: access.scope === 'agencies' ? access.agencyIds.slice(0, 1) : [],
      ...(access.scope === 'unit' && { unitId: access.unitId }),
      ...(access.scope === 'person' && { personId: access.personId }),
      sessionId: newId(),
      isSecondFactorDone,
      access: { ...access, actorId: accountId },
    },
  });
  return [actor(role, newId(), true), actor(`${role} without second factor`, newId(), false)];
}

/**
 * Calls every route as nobody and as every actor, naming objects of another office in its path. Who lacks the role for it
 * must get 401 or 403 before anything is looked at; nobody may get an answer about another office's object, and nothing
 * may break.
 */
export async function attackRoutes(
  served: ServedRoutes,
  routes: readonly Route[],
  actors: readonly RoleActor[],
  foreignIds: Readonly<Record<string, string>>,
): Promise<RouteAttackReport> {
  const tried = new Map<number, number>();
  const breaches: RouteBreach[] = [];
  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    const path = route.path.replace(/:(\w+)/g, (_, parameter: string) => foreignIds[parameter] ?? UNKNOWN_ID);
    const ask = async (who: RoleActor | undefined): Promise<void> => {
      const asking = who === undefined ? {} : { as: who.actor.accountId };
      const answer = await served.ask(route.method, path, { ...asking, ...(route.method !== 'GET' && { json: {} }) });
      tried.set(answer.status, (tried.get(answer.status) ?? 0) + 1);
      const what = faultOf(route, who, answer);
      if (what !== undefined) breaches.push({ route: name, who: who?.name ?? 'nobody', what });
    };
    await Promise.all([ask(undefined), ...actors.map(ask)]);
  }
  return { tried, breaches };
}

const UNKNOWN_ID = '01970000-0000-7000-8000-0000000000ff';

function faultOf({ permission, path }: Route, who: RoleActor | undefined, answer: Answer): string | undefined {
  const { status, json } = answer;
  // a list may be empty instead of missing
  const { items } = (json ?? {}) as { readonly items?: unknown };
  const isEmptyList = Array.isArray(items) && items.length === 0;
  const namesAnother = path.includes(':') && status < 300 && !isEmptyList;
  if (who === undefined && permission !== 'public') return status === 401 ? undefined : `was let in: ${status}`;
  // what one asks of one's own account supposes that it exists; these actors have none
  if (permission === 'signed-in') return undefined;
  if (status >= 500) return `broke: ${status}`;
  if (permission === 'public' || who === undefined) return undefined;
  const isAllowed = ROLE_PERMISSIONS[who.role].includes(permission) && who.actor.isSecondFactorDone;
  if (!isAllowed) return status === 403 ? undefined : `was let in: ${status}`;
  return namesAnother ? `was answered about an object of another office: ${status}` : undefined;
}
