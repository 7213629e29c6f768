import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Type } from 'typebox';
import { afterEach, describe, expect, it } from 'vitest';
import { defineRoute, file } from '#http/route.ts';
import type { ServerOptions } from '#http/server.ts';
import { ok } from '#kernel/result.ts';
import { actorWith, type ServedRoutes, serveRoutes } from '../../test/support/serve-routes.ts';

/** A route that answers when it is let, and tells whether it was cut off. */
class Slow {
  private readonly gate = Promise.withResolvers<void>();
  private readonly begun = Promise.withResolvers<void>();
  isAborted = false;

  readonly route = defineRoute({
    method: 'POST',
    path: '/api/test-slow',
    permission: 'public',
    summary: '慢',
    tags: ['试验'],
    input: { body: Type.Object({}) },
    output: Type.Object({ done: Type.Boolean() }),
    refusals: [],
    handle: async ({ signal }) => {
      signal.addEventListener('abort', () => {
        this.isAborted = true;
      });
      this.begun.resolve();
      await this.gate.promise;
      return ok({ done: true });
    },
  });

  hasBegun(): Promise<void> {
    return this.begun.promise;
  }

  letGo(): void {
    this.gate.resolve();
  }
}

const people = defineRoute({
  method: 'POST',
  path: '/api/test-people/:residentId',
  permission: 'unit.read',
  summary: '人员',
  tags: ['试验'],
  input: {
    params: Type.Object({ residentId: Type.String() }),
    query: Type.Object({ name: Type.String() }),
    body: Type.Object({ phone: Type.String({ maxLength: 11 }), fault: Type.Optional(Type.String()) }),
  },
  output: Type.Object({}),
  refusals: ['not-found'],
  handle: ({ input }) => {
    const { fault } = input.body;
    if (fault !== undefined) throw Object.assign(new TypeError(`bad ${fault}\n    at ${fault}`), { detail: fault });
    return Promise.resolve(ok({}));
  },
});

const running: ServedRoutes[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((served) => served.stop()));
});

async function serve(
  routes: Parameters<typeof serveRoutes>[0],
  options: Partial<ServerOptions> = {},
): Promise<ServedRoutes> {
  const served = await serveRoutes(routes, [actorWith('clerk', ['unit.read'])], options);
  running.push(served);
  return served;
}

async function talk(port: number, text: string): Promise<{ readonly socket: Socket; readonly heard: () => string }> {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    heard += part;
  });
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(text);
  return { socket, heard: () => heard };
}

describe('the log', () => {
  it('holds no ID number, phone, name, token or file of anybody, wherever a request carries it', async () => {
    const served = await serve([people]);
    const secrets = ['410105199001011234', '13800138000', '王小明', 'token-of-a-session', 'd29tLXRva2Vu'];
    const [residentId = '', phone = '', name = '', token = '', key = ''] = secrets;
    const path = `/api/test-people/${residentId}?name=${encodeURIComponent(name)}`;
    const headers = {
      'user-agent': `${residentId} ${phone}`,
      cookie: `tongzhou=${token}`,
      origin: `http://127.0.0.1:${served.port}`,
      'x-forwarded-for': phone,
      'x-request-id': residentId,
      'idempotency-key': key,
      referer: `http://127.0.0.1/${residentId}`,
    };
    const bodies = [
      { phone },
      { phone, fault: residentId + name },
      { phone: residentId, [name]: residentId },
      name,
      [],
    ];
    const statuses: number[] = [];
    for (const json of bodies) statuses.push((await served.ask('POST', path, { as: 'clerk', json, headers })).status);
    expect(statuses).toEqual([200, 500, 400, 400, 400]);
    await served.ask('POST', path, { json: { phone }, headers });
    await served.ask('GET', path, { headers });
    await served.ask('GET', `/api/${residentId}/${phone}?${phone}`, { headers });
    await served.ask('GET', `/${residentId}`, { headers });
    await served.ask('GET', `/api/%zz${residentId}`, { headers });
    const raw = await talk(served.port, `GET /${residentId} HTTP/9.9\r\n${phone}\r\n\r\n`);
    await once(raw.socket, 'close');
    const log = served.log();
    expect(log).toContain('"route":"/api/test-people/:residentId","accountId":"clerk","status":500');
    expect(log).toContain('"accountId":"clerk"');
    for (const secret of [...secrets, encodeURIComponent(name)]) expect(log).not.toContain(secret);
  });

  it('names the request by the number that the answer carries', async () => {
    const served = await serve([]);
    const { headers } = await served.ask('GET', '/api/health');
    expect(headers['x-request-id']).toMatch(/^[0-9a-f]{24}$/);
    expect(served.log()).toContain(`"requestId":"${headers['x-request-id']}"`);
  });
});

describe('health, readiness and metrics', () => {
  it('tell that the server lives while what it rests on does not', async () => {
    let isThere = true;
    const check = (): Promise<boolean> => (isThere ? Promise.resolve(true) : Promise.reject(new Error('refused')));
    const served = await serve([], { readinessChecks: [{ name: '数据库', check }] });
    expect((await served.ask('GET', '/api/health')).json).toEqual({ status: 'ok', version: 'test' });
    expect((await served.ask('GET', '/api/ready')).json).toEqual({ status: 'ready' });
    isThere = false;
    expect((await served.ask('GET', '/api/health')).status).toBe(200);
    const { status, problem } = await served.ask('GET', '/api/ready');
    expect([status, problem.message]).toEqual([503, '服务尚未就绪，没有通过的检查：数据库。']);
  });

  it('count by the pattern of the route, and watch what they are given', async () => {
    const gauge = { name: 'pool_connections', help: 'Connections', read: () => ({ idle: 3, waiting: 0 }) };
    const served = await serve([people], { gauges: [gauge] });
    await served.ask('POST', '/api/test-people/410105199001011234?name=x', { as: 'clerk', json: { phone: '1' } });
    const { text } = await served.ask('GET', '/api/metrics');
    expect(text).toContain(
      'tongzhou_request_duration_seconds_count{method="POST",route="/api/test-people/:residentId",status="200"} 1',
    );
    expect(text).toContain('tongzhou_pool_connections{of="idle"} 3');
    expect(text).toContain('tongzhou_nodejs_eventloop_lag_seconds');
    expect(text).not.toContain('410105');
  });

  it('show the metrics to others than this machine only for the token', async () => {
    const served = await serve([], { metricsToken: 'a-long-token' });
    const asked = (headers: Record<string, string>): Promise<number> =>
      served.ask('GET', '/api/metrics', { headers }).then(({ status }) => status);
    expect(await asked({ 'x-forwarded-for': '10.0.0.1' })).toBe(403);
    expect(await asked({ 'x-forwarded-for': '10.0.0.1', authorization: 'Bearer another' })).toBe(403);
    expect(await asked({ 'x-forwarded-for': '10.0.0.1', authorization: 'Bearer a-long-token' })).toBe(200);
  });
});

describe('a server that is told to stop', () => {
  it('lets a running request end, takes no new one, and keeps no connection', async () => {
    const slow = new Slow();
    const served = await serve([slow.route]);
    const idle = await talk(served.port, 'GET /api/health HTTP/1.1\r\nhost: a\r\n\r\n');
    await once(idle.socket, 'data');
    const answer = served.ask('POST', '/api/test-slow', { json: {}, headers: { connection: 'keep-alive' } });
    await slow.hasBegun();
    const idleClosed = once(idle.socket, 'close');
    const stopped = served.stop();
    await idleClosed;
    await expect(served.ask('GET', '/api/health')).rejects.toThrow('ECONNREFUSED');
    slow.letGo();
    const { status, json, headers } = await answer;
    expect([status, json, headers['connection']]).toEqual([200, { done: true }, 'close']);
    await stopped;
    expect(slow.isAborted).toBe(false);
  });

  it('cuts off what will not end, and tells it so', async () => {
    const slow = new Slow();
    const served = await serve([slow.route], { limits: { drainSeconds: 0.2 } });
    const answer = served.ask('POST', '/api/test-slow', { json: {} });
    const failure = answer.catch((error: Error & { code?: string }) => error.code);
    await slow.hasBegun();
    const before = performance.now();
    await served.stop();
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(await failure).toBe('ECONNRESET');
    await expect.poll(() => slow.isAborted).toBe(true);
    slow.letGo();
  });
});

describe('a file that breaks off', () => {
  it('breaks the connection rather than seem whole, and is logged without its message', async () => {
    const broken = defineRoute({
      method: 'GET',
      path: '/api/test-file',
      permission: 'public',
      summary: '下载',
      tags: ['试验'],
      input: {},
      output: file('text/csv'),
      refusals: [],
      handle: () => Promise.resolve(ok({ contentType: 'text/csv', fileName: 'a.csv', body: Readable.from(rows()) })),
    });
    async function* rows(): AsyncGenerator<string> {
      yield 'first row';
      await sleep(20);
      throw new Error('王小明');
    }
    const served = await serve([broken]);
    await expect(served.ask('GET', '/api/test-file')).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect.poll(() => served.log()).toContain('a file broke off');
    expect(served.log()).not.toContain('王小明');
  });
});

describe('a client that', () => {
  it('goes away is told to the handler, and not before', async () => {
    const slow = new Slow();
    const served = await serve([slow.route]);
    const head = 'POST /api/test-slow HTTP/1.1\r\nhost: a\r\nidempotency-key: 12345678\r\n';
    const { socket } = await talk(served.port, `${head}content-type: application/json\r\ncontent-length: 2\r\n\r\n{}`);
    await slow.hasBegun();
    await sleep(50);
    expect(slow.isAborted).toBe(false);
    socket.destroy();
    await expect.poll(() => slow.isAborted).toBe(true);
    slow.letGo();
  });

  it('goes away in the middle of its body is no failure of ours', async () => {
    const slow = new Slow();
    const served = await serve([slow.route]);
    const head = 'POST /api/test-slow HTTP/1.1\r\nhost: a\r\nidempotency-key: 12345678\r\n';
    const { socket } = await talk(served.port, `${head}content-type: application/json\r\ncontent-length: 100\r\n\r\n{`);
    await sleep(50);
    socket.destroy();
    await expect.poll(() => served.log()).toContain('"route":"/api/test-slow","msg":"client went away"');
    expect(served.log()).not.toContain('failure');
  });

  it('drips its headers is cut off', async () => {
    const served = await serve([], { limits: { headersSeconds: 0.2 } });
    const { socket, heard } = await talk(served.port, 'GET /api/health HTTP/1.1\r\nhost: a\r\n');
    await once(socket, 'close');
    expect(heard()).toContain('HTTP/1.1 408 Request Timeout');
    expect(heard()).toContain('"code":"request-too-slow"');
  });

  it('drips its body is cut off', async () => {
    const served = await serve([people], { limits: { headersSeconds: 0.2, requestSeconds: 0.4 } });
    const head = 'POST /api/test-people/1?name=x HTTP/1.1\r\nhost: a\r\nauthorization: Bearer clerk\r\n';
    const { socket } = await talk(
      served.port,
      `${head}idempotency-key: 12345678\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`,
    );
    await once(socket, 'close');
    expect(socket.destroyed).toBe(true);
  });

  it.each([
    [`GET /api/health HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, '431', 'headers-too-large'],
    ['hello\r\n\r\n', '400', 'bad-request'],
    [
      'GET /api/health HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
      '400',
      'bad-request',
    ],
  ])('sends %.30s gets a problem too', async (text, status, code) => {
    const served = await serve([]);
    const { socket, heard } = await talk(served.port, text);
    await once(socket, 'close');
    expect(heard()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(heard()).toContain(`"code":"${code}"`);
  });
});
