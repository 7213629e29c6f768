import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { refuse } from '#http/answers.ts';

/** A number that the composition root watches, such as the connections of the pool by state. */
export interface WatchedGauge {
  /** snake_case, unit last; the server puts `tongzhou_` before it. */
  readonly name: string;
  readonly help: string;
  /** By label; a single number under the empty label. */
  readonly read: () => Readonly<Record<string, number>>;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/**
 * Answers /api/metrics for Prometheus: durations by route pattern, the process, the watched gauges.
 *
 * Only for this machine, or with the token: a request that came through a proxy is not from this machine.
 */
export function serveMetrics(app: FastifyInstance, gauges: readonly WatchedGauge[], token: string | undefined): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'tongzhou_' });
  const durations = new Histogram({
    name: 'tongzhou_request_duration_seconds',
    help: 'Duration of requests by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  for (const gauge of gauges) watch(registry, gauge);
  app.addHook('onResponse', (request, reply, done) => {
    const labels = { method: request.method, route: routeOf(request), status: String(reply.statusCode) };
    durations.observe(labels, reply.elapsedTime / 1000);
    done();
  });
  app.get('/api/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!isLocal(request) && !holdsToken(request, token)) return refuse(reply, { code: 'not-permitted' });
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

/** The pattern under which a request was answered, never its own path: that may hold numbers of people. */
export function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? '(none)';
}

function watch(registry: Registry, { name, help, read }: WatchedGauge): void {
  new Gauge({
    name: `tongzhou_${name}`,
    help,
    labelNames: ['of'],
    registers: [registry],
    collect() {
      for (const [label, value] of Object.entries(read())) this.set({ of: label }, value);
    },
  });
}

function isLocal(request: FastifyRequest): boolean {
  const { headers, socket } = request.raw;
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined;
  return !isForwarded && LOOPBACK.test(socket.remoteAddress ?? '');
}

function holdsToken(request: FastifyRequest, token: string | undefined): boolean {
  if (token === undefined) return false;
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
