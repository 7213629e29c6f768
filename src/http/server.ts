import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance } from 'fastify';
import type { ResolveActor } from '#http/actor.ts';
import { answerFailure, refuse } from '#http/answers.ts';
import { answerClientError } from '#http/client-error.ts';
import { declarationFaults } from '#http/declaration-faults.ts';
import { compileInputSchema } from '#http/input-schema.ts';
import { acceptJsonBodies } from '#http/json-body.ts';
import { DEFAULT_LIMITS, type ServerLimits } from '#http/limits.ts';
import { listenFrom } from '#http/listen.ts';
import { serveMetrics, type WatchedGauge } from '#http/metrics.ts';
import { mountRoute } from '#http/mount-route.ts';
import { describeApi } from '#http/open-api.ts';
import { OwnOrigins } from '#http/origins.ts';
import { limitersOf } from '#http/rate-limits.ts';
import { removeAbandonedUploads } from '#http/received-file.ts';
import { type LogTarget, logOptions, logRequests } from '#http/request-log.ts';
import type { Route } from '#http/route.ts';
import { type ReadinessCheck, serviceRoutes } from '#http/routes/service.ts';
import { answerNoPage, type ScreensOptions, serveScreens } from '#http/screens.ts';
import { addSecurityHeaders } from '#http/security-headers.ts';
import { allowedMethods } from '#http/unknown-route.ts';
import type { Clock } from '#platform/clock.ts';

export interface ServerOptions {
  readonly host: string;
  /** 0 takes any; a taken one gives way to the next of `portsTried`. */
  readonly port: number;
  readonly portsTried?: number;
  readonly version: string;
  readonly routes: readonly Route[];
  readonly resolveActor: ResolveActor;
  readonly screens?: ScreensOptions;
  readonly clock: Clock;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly log: LogTarget;
  /** Where people reach the platform, such as `https://tongzhou.example.cn`; this machine's addresses where left out. */
  readonly publicOrigin?: string;
  /** Addresses of the proxies before the server, whose X-Forwarded-For is believed. */
  readonly trustedProxies?: readonly string[];
  readonly readinessChecks?: readonly ReadinessCheck[];
  readonly gauges?: readonly WatchedGauge[];
  /** Opens /api/metrics to others than this machine. */
  readonly metricsToken?: string;
  readonly limits?: Partial<ServerLimits>;
}

export interface HttpServer {
  /** Begins to accept; tells where. */
  listen(): Promise<{ readonly address: string; readonly port: number }>;
  /** Accepts no more, lets running requests end for `drainSeconds`, then cuts them off. */
  close(): Promise<void>;
}

/** How this machine calls itself in a browser's address. */
const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'] as const;

/** The server with all of its routes, not yet listening. */
export async function createServer(options: ServerOptions): Promise<HttpServer> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const isHttps = options.publicOrigin?.startsWith('https:') === true;
  const origins = new OwnOrigins();
  if (options.publicOrigin !== undefined) origins.add(options.publicOrigin);
  let isClosing = false;
  const app = fastifyOf(options, limits);
  app.setErrorHandler((error, request, reply) => answerFailure(error, request, reply));
  app.setValidatorCompiler(compileInputSchema);
  app.decorateRequest('actor', undefined);
  acceptJsonBodies(app, limits.jsonDepth);
  addSecurityHeaders(app, isHttps);
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isClosing) reply.header('connection', 'close');
    done();
  });
  logRequests(app);
  await app.register(cookie);
  await app.register(multipart);
  await app.register(rateLimit, { global: false });
  await describeApi(app, options.version);
  serveMetrics(app, options.gauges ?? [], options.metricsToken);
  const routes = [...serviceRoutes(options.version, options.readinessChecks ?? [], () => isClosing), ...options.routes];
  const faults = declarationFaults(routes);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const { resolveActor, clock } = options;
  const keeping = { resolveActor, clock, origins, isHttps, limiters: limitersOf(app, limits) };
  for (const route of routes) mountRoute(app, route, keeping);
  if (options.screens !== undefined) await serveScreens(app, options.screens, options.randomBytes);
  answerUnknownRoutes(app, routes);
  await app.ready();
  return {
    listen: async () => {
      await removeAbandonedUploads();
      const port = await listenFrom(app, options.host, options.port, options.portsTried ?? 1);
      if (options.publicOrigin === undefined) {
        for (const host of LOOPBACK_HOSTS) origins.add(`http://${host}:${port}`);
      }
      return { address: options.publicOrigin ?? `http://${hostInAddress(options.host)}:${port}`, port };
    },
    close: async () => {
      isClosing = true;
      const cutOff = setTimeout(() => app.server.closeAllConnections(), limits.drainSeconds * 1000);
      try {
        await app.close();
      } finally {
        clearTimeout(cutOff);
      }
    },
  };
}

function fastifyOf({ log, randomBytes, trustedProxies }: ServerOptions, limits: ServerLimits): FastifyInstance {
  const app = Fastify({
    ...logOptions(log),
    genReqId: () => Buffer.from(randomBytes(12)).toString('hex'),
    requestIdHeader: false,
    trustProxy: trustedProxies === undefined ? false : [...trustedProxies],
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestSeconds * 1000,
    keepAliveTimeout: limits.keepAliveSeconds * 1000,
    http: {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersSeconds * 1000,
      connectionsCheckingInterval: Math.min(5000, limits.headersSeconds * 500),
    },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: answerClientError,
    // an address that is none, before any route is known
    frameworkErrors: (error, request, reply) => {
      if (isOfApi(request.url)) answerFailure(error, request, reply);
      else answerNoPage(reply);
    },
  });
  return app as unknown as FastifyInstance;
}

function answerUnknownRoutes(app: FastifyInstance, routes: readonly Route[]): void {
  const methodsOf = allowedMethods(routes);
  app.setNotFoundHandler((request, reply) => {
    const isPage = !isOfApi(request.url);
    if (isPage && (request.method === 'GET' || request.method === 'HEAD')) return answerNoPage(reply);
    const allowed = isPage ? ['GET', 'HEAD'] : methodsOf(request.url);
    if (allowed.length === 0) return refuse(reply, { code: 'no-such-route' });
    reply.header('allow', allowed.join(', '));
    return refuse(reply, { code: 'method-not-allowed' });
  });
}

function isOfApi(url: string): boolean {
  return url === '/api' || url.startsWith('/api/');
}

function hostInAddress(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
