import { type FastifyInstance, type FastifyRequest, type FastifyServerOptions, LogController } from 'fastify';
import { errorForLog } from '#http/failure-log.ts';
import { routeOf } from '#http/metrics.ts';

/** Where log lines go: JSON, one a line. */
export interface LogTarget {
  readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  /** Standard output where left out. */
  readonly stream?: { write(line: string): void };
}

/** Fields that never get into a line, whoever logs them. */
const REDACTED = ['password', 'token', 'secret', 'authorization', 'cookie', 'name', 'phone', 'residentId', 'account'];

/**
 * The log of the server: structured, without personal data. Requests and errors are reduced to what is harmless before
 * they are written, also where a library logs them whole.
 */
export function logOptions({ level, stream }: LogTarget): Pick<FastifyServerOptions, 'logger' | 'logController'> {
  return {
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    logger: {
      level,
      ...(stream === undefined ? {} : { stream }),
      redact: { paths: REDACTED.flatMap((field) => [field, `*.${field}`]), remove: true },
      serializers: {
        req: () => ({}),
        res: (reply) => ({ statusCode: reply.statusCode ?? 0 }),
        err: errorForLog as never,
        error: errorForLog,
      },
    },
  };
}

/** One line for each request: when it has been answered, or its client went away. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    const milliseconds = Math.round(reply.elapsedTime * 10) / 10;
    request.log.info({ ...factsOf(request), status: reply.statusCode, milliseconds }, 'answered');
    done();
  });
  app.addHook('onRequestAbort', (request, done) => {
    request.log.info(factsOf(request), 'client went away');
    done();
  });
}

function factsOf(request: FastifyRequest): Readonly<Record<string, string>> {
  return {
    method: request.method,
    route: routeOf(request),
    ...(request.actor === undefined ? {} : { accountId: request.actor.accountId }),
  };
}
