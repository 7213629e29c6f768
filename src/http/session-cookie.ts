import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The cookie that carries a session: what sign-in sets and sign-out clears. */
export interface SessionCookie {
  readonly token: string | undefined;
  set(token: string, maxAgeSeconds: number): void;
  clear(): void;
}

/**
 * `__Host-` binds the cookie to this very host over https. Plain http is for this machine only, where browsers refuse
 * that prefix.
 */
function cookieName(isHttps: boolean): string {
  return isHttps ? '__Host-tongzhou' : 'tongzhou';
}

export function sessionTokenOf(request: FastifyRequest, isHttps: boolean): string | undefined {
  const token = request.cookies[cookieName(isHttps)];
  return token === undefined || token === '' ? undefined : token;
}

/** The session's cookie of one request: never readable by scripts, never sent along from other sites. */
export function sessionCookieOf(request: FastifyRequest, reply: FastifyReply, isHttps: boolean): SessionCookie {
  const name = cookieName(isHttps);
  const attributes = { path: '/', httpOnly: true, sameSite: 'strict', secure: isHttps } as const;
  return {
    token: sessionTokenOf(request, isHttps),
    set: (token, maxAgeSeconds) => {
      reply.setCookie(name, token, { ...attributes, maxAge: maxAgeSeconds });
    },
    clear: () => {
      reply.clearCookie(name, attributes);
    },
  };
}
