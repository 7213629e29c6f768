import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Permission } from '#contracts/permissions.ts';
import type { Problem } from '#contracts/problem.ts';
import type { Actor } from '#http/actor.ts';
import type { Route } from '#http/route.ts';
import { createServer, type ServerOptions } from '#http/server.ts';
import { systemClock } from '#platform/clock.ts';

/** What a request got. */
export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
  /** Parsed where it is JSON. */
  readonly json: unknown;
  /** The same, read as a problem. */
  readonly problem: Problem;
}

export interface Asking {
  /** One of the `actors`, by its bearer token. */
  readonly as?: string;
  readonly json?: unknown;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ServedRoutes {
  readonly port: number;
  /** All that was logged. */
  readonly log: () => string;
  /** Sends a request as it stands: no path is tidied. Writes get an Idempotency-Key unless the headers name one. */
  ask(method: string, path: string, asking?: Asking): Promise<Answer>;
  stop(): Promise<void>;
}

/** An actor with exactly these permissions. */
export function actorWith(accountId: string, permissions: readonly Permission[], further: Partial<Actor> = {}): Actor {
  return {
    accountId,
    officeId: 'office-1',
    roles: [],
    permissions: new Set(permissions),
    agencyIds: [],
    sessionId: `session-of-${accountId}`,
    isSecondFactorDone: true,
    access: { scope: 'office', officeId: 'office-1', actorId: accountId },
    ...further,
  };
}

/** The real server over these routes, on a port of this machine; whoever names an actor as bearer token is that actor. */
export async function serveRoutes(
  routes: readonly Route[],
  actors: readonly Actor[] = [],
  options: Partial<ServerOptions> = {},
): Promise<ServedRoutes> {
  const lines: string[] = [];
  const server = await createServer({
    host: '127.0.0.1',
    port: 0,
    version: 'test',
    routes,
    resolveActor: ({ sessionToken, bearerToken }) =>
      Promise.resolve(actors.find(({ accountId }) => accountId === (bearerToken ?? sessionToken))),
    clock: systemClock,
    randomBytes,
    log: { level: 'debug', stream: { write: (line) => lines.push(line) } },
    ...options,
  });
  const { port } = await server.listen();
  return {
    port,
    log: () => lines.join(''),
    ask: (method, path, asking = {}) => ask(port, method, path, asking),
    stop: () => server.close(),
  };
}

let keyCount = 0;

function ask(port: number, method: string, path: string, { as, json, body, headers }: Asking): Promise<Answer> {
  const sent = json === undefined ? body : JSON.stringify(json);
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        agent: false,
        headers: {
          ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
          ...(method === 'GET' ? {} : { 'idempotency-key': `test-key-${keyCount++}` }),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(sent === undefined ? {} : { 'content-length': Buffer.byteLength(sent) }),
          ...headers,
        },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          const isJson = /json/.test(response.headers['content-type'] ?? '');
          const parsed: unknown = isJson ? JSON.parse(text) : undefined;
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            json: parsed,
            problem: parsed as Problem,
          });
        });
      },
    );
    asked.on('error', reject);
    asked.end(sent);
  });
}
