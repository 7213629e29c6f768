import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, RouteHandlerMethod } from 'fastify';
import { CSP_NONCE_PLACEHOLDER, contentSecurityPolicy } from '#http/content-security-policy.ts';
import { errorForLog } from '#http/failure-log.ts';

/** The built screens: one folder for each app, and what they share under assets/. */
export interface ScreensOptions {
  readonly folder: string;
  /** The app to which `/` leads. */
  readonly homeApp: string;
}

/** The app that needs no sign-in and no server once it is loaded. */
const OFFLINE_APP = 'calculator';
const YEAR_MILLISECONDS = 31_536_000_000;
const NONCE_BYTES = 16;
/** What an app may have beside its page, under a name without a hash: what makes it installable. */
const KINDS_BESIDE: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
};

/**
 * Serves the screens: each page with a nonce of its own in every answer, built files (which carry a hash in their
 * names) to be kept for good. An app that signs in also answers for the addresses inside of it.
 */
export async function serveScreens(
  app: FastifyInstance,
  { folder, homeApp }: ScreensOptions,
  randomBytes: (size: number) => Uint8Array,
): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  const apps = entries.filter((entry) => entry.isDirectory() && entry.name !== 'assets').map(({ name }) => name);
  await app.register(mountScreens, { folder, homeApp, apps, randomBytes });
}

interface Mounting extends ScreensOptions {
  readonly apps: readonly string[];
  readonly randomBytes: (size: number) => Uint8Array;
}

const mountScreens: FastifyPluginAsync<Mounting> = async (screens, { folder, homeApp, apps, randomBytes }) => {
  const get = (url: string, handler: RouteHandlerMethod): void => {
    screens.route({ method: ['GET', 'HEAD'], url, schema: { hide: true }, handler });
  };
  screens.setErrorHandler((error, request, reply) => {
    if (!isOfPath(error)) request.log.error({ failure: errorForLog(error) }, 'a screen could not be served');
    return answerNoPage(reply);
  });
  get('/', (_request, reply) => reply.redirect(`/${homeApp}/`));
  // the short address that papers carry in their QR codes
  get('/verify/', (request, reply) =>
    reply.redirect(`/${homeApp}/verify${/[?][\w=&-]*$/.exec(request.url)?.[0] ?? ''}`),
  );
  for (const name of apps) {
    const kind = name === OFFLINE_APP ? 'offline' : 'signed-in';
    const answerPage = async (reply: FastifyReply): Promise<FastifyReply> => {
      const nonce = Buffer.from(randomBytes(NONCE_BYTES)).toString('base64');
      const page = await readFile(join(folder, name, 'index.html'), 'utf8');
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .header('content-security-policy', contentSecurityPolicy(nonce, kind))
        .send(page.replaceAll(CSP_NONCE_PLACEHOLDER, nonce));
    };
    get(`/${name}`, (_request, reply) => reply.redirect(`/${name}/`));
    get(`/${name}/`, (_request, reply) => answerPage(reply));
    if (kind === 'offline') continue;
    for (const file of await readdir(join(folder, name))) {
      const type = KINDS_BESIDE[extname(file)];
      if (type === undefined) continue;
      get(`/${name}/${file}`, async (_request, reply) =>
        reply
          .type(type)
          .header('cache-control', 'no-cache')
          // a service worker may fetch what it keeps, from here alone
          .header('content-security-policy', "default-src 'none'; connect-src 'self'; frame-ancestors 'none'")
          .send(await readFile(join(folder, name, file))),
      );
    }
    get(`/${name}/*`, (request, reply) => (isPlace(request.url) ? answerPage(reply) : answerNoPage(reply)));
  }
  await screens.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    schemaHide: true,
    dotfiles: 'ignore',
    index: false,
    redirect: false,
    maxAge: YEAR_MILLISECONDS,
    immutable: true,
    // RFC 9239; the library still has the obsolete name
    setHeaders: (reply, path) => {
      if (path.endsWith('.js')) reply.header('content-type', 'text/javascript; charset=utf-8');
    },
  });
};

/** A path that leads outside or is none, as the library says it. */
function isOfPath(error: unknown): boolean {
  return error instanceof Error && 'statusCode' in error && Number(error.statusCode) < 500;
}

/** An address inside of an app, such as /desk/units/3; never a file's. */
function isPlace(url: string): boolean {
  return /^(?:\/[\w-]+)+\/?(?:\?|$)/.test(url);
}

/** Outside of the interface people read the answer, not programs. */
export function answerNoPage(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain; charset=utf-8').send('没有这个页面。\n');
}
