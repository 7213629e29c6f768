import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fen, Uuid } from '#contracts/basic.ts';
import { defineRoute, file, nothing } from '#http/route.ts';
import { fail, ok } from '#kernel/result.ts';
import { actorWith, type ServedRoutes, serveRoutes } from '../../test/support/serve-routes.ts';

const ORDER = '0192e4a0-0000-7000-8000-000000000001';
const LINES = `/api/test-orders/${ORDER}/lines`;

const addLine = defineRoute({
  method: 'POST',
  path: '/api/test-orders/:orderId/lines',
  permission: 'order.read',
  summary: '记一行',
  tags: ['试验'],
  input: {
    params: Type.Object({ orderId: Uuid }),
    query: Type.Object({ copies: Type.Optional(Type.Integer()) }),
    body: Type.Object({
      amountFen: Fen,
      bank: Type.Optional(Type.Object({ number: Type.String({ pattern: '^\\d+$' }) })),
    }),
  },
  output: Type.Object({ orderId: Uuid, amountFen: Fen, copies: Type.Integer(), by: Type.String(), key: Type.String() }),
  refusals: ['not-found', 'version-outdated'],
  successStatus: 201,
  handle: ({ actor, input: { params, query, body }, idempotencyKey }) => {
    if (body.amountFen === 1) return Promise.resolve(fail({ code: 'not-found' }));
    if (body.amountFen === 2) return Promise.resolve(fail({ code: 'version-outdated', clauses: ['附件1-4.1'] }));
    const { orderId } = params;
    const answer = { orderId, amountFen: body.amountFen, copies: query.copies ?? 1, by: actor.accountId };
    return Promise.resolve(ok({ ...answer, key: idempotencyKey, residentId: '410105199001011234' }));
  },
});

const routes = [
  addLine,
  defineRoute({
    method: 'GET',
    path: '/api/test-me',
    permission: 'signed-in',
    summary: '我是谁',
    tags: ['试验'],
    input: {},
    output: Type.Object({ accountId: Type.String() }),
    refusals: [],
    handle: ({ actor }) => Promise.resolve(ok({ accountId: actor.accountId })),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/test-things/:id',
    permission: 'public',
    summary: '删去',
    tags: ['试验'],
    input: { params: Type.Object({ id: Type.String() }) },
    output: nothing,
    refusals: [],
    withoutIdempotencyKey: 'deleting twice is deleting once',
    handle: () => Promise.resolve(ok(undefined)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/test-failure',
    permission: 'public',
    summary: '出错',
    tags: ['试验'],
    input: { query: Type.Object({ code: Type.Optional(Type.String()) }) },
    output: Type.Object({}),
    refusals: [],
    handle: ({ input }) => {
      throw Object.assign(new Error('王小明 410105199001011234'), { code: input.query.code });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/test-roster',
    permission: 'public',
    summary: '下载',
    tags: ['试验'],
    input: { query: Type.Object({ stream: Type.Optional(Type.Boolean()) }) },
    output: file('text/csv'),
    refusals: [],
    handle: ({ input }) =>
      Promise.resolve(
        ok({
          contentType: 'text/csv',
          fileName: '名单 (一)"\r\n.csv',
          body: input.query.stream === true ? Readable.from(['a', ',b']) : new TextEncoder().encode('a,b'),
        }),
      ),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/test-sign-in',
    permission: 'public',
    summary: '登录',
    tags: ['试验'],
    input: {},
    output: nothing,
    refusals: [],
    withoutIdempotencyKey: 'a second sign-in is a second session',
    rateLimit: { maxRequests: 3, perSeconds: 60 },
    handle: ({ sessionCookie }) => {
      sessionCookie.set('clerk', 3600);
      return Promise.resolve(ok(undefined));
    },
  }),
];

const actors = [
  actorWith('clerk', ['order.read']),
  actorWith('other', ['unit.read']),
  actorWith('halfway', ['order.read'], { isSecondFactorDone: false }),
];

let served: ServedRoutes;
beforeAll(async () => {
  served = await serveRoutes(routes, actors);
});
afterAll(() => served.stop());

describe('a declared route', () => {
  it('gives its handler checked input, the actor and the key, and answers no field that it does not declare', async () => {
    const headers = { 'idempotency-key': 'key-of-one-act' };
    const { status, json } = await served.ask('POST', `${LINES}?copies=2`, {
      as: 'clerk',
      json: { amountFen: 5 },
      headers,
    });
    expect(status).toBe(201);
    expect(json).toEqual({ orderId: ORDER, amountFen: 5, copies: 2, by: 'clerk', key: 'key-of-one-act' });
  });

  it('answers a refusal by the table, with the clauses on which it rests', async () => {
    const { status, headers, problem } = await served.ask('POST', LINES, { as: 'clerk', json: { amountFen: 2 } });
    expect([status, headers['content-type']]).toEqual([409, 'application/problem+json; charset=utf-8']);
    expect(problem).toEqual({
      type: 'urn:tongzhou:problem:version-outdated',
      title: '与当前状态冲突',
      status: 409,
      code: 'version-outdated',
      message: '内容已被他人修改，请刷新后在最新内容上重新操作。',
      clauses: ['附件1-4.1'],
      traceId: headers['x-request-id'],
    });
  });

  it('answers 204 without content where there is nothing to say', async () => {
    const { status, text } = await served.ask('DELETE', '/api/test-things/1', { headers: { 'idempotency-key': '' } });
    expect([status, text]).toEqual([204, '']);
  });

  it.each(['/api/test-roster', '/api/test-roster?stream=true'])(
    'gives a file under its Chinese name: %s',
    async (path) => {
      const { status, headers, text } = await served.ask('GET', path);
      expect([status, headers['content-type'], text]).toEqual([200, 'text/csv', 'a,b']);
      expect(headers['content-disposition']).toBe(
        `attachment; filename="__ (_)___.csv"; filename*=UTF-8''%E5%90%8D%E5%8D%95%20%28%E4%B8%80%29%22__.csv`,
      );
      expect(headers['cache-control']).toBe('private, no-store');
    },
  );

  it('keeps answers out of caches, frames and guesses', async () => {
    const { headers } = await served.ask('GET', '/api/test-me', { as: 'clerk' });
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
    expect([headers['x-content-type-options'], headers['referrer-policy']]).toEqual(['nosniff', 'no-referrer']);
  });
});

describe('bad input', () => {
  it('names each field and what to do, and never what was sent', async () => {
    const { status, problem } = await served.ask('POST', `${LINES}?copies=many`, {
      as: 'clerk',
      json: { amountFen: 5 },
    });
    expect([status, problem.fields]).toEqual([400, [{ path: 'query.copies', message: '应当是整数。' }]]);
    const body = await served.ask('POST', LINES, {
      as: 'clerk',
      json: { amountFen: '410105199001011234', bank: { number: '王小明' }, name: '王小明', '410105199001011234': 1 },
    });
    expect(body.problem.fields).toEqual(
      expect.arrayContaining([
        { path: 'body.amountFen', message: '应当是整数。' },
        { path: 'body.bank.number', message: '含有不允许的字符，或格式不对。' },
        { path: 'body.name', message: '没有这一项，请去掉。' },
        { path: 'body.?', message: '没有这一项，请去掉。' },
      ]),
    );
    expect(body.text).not.toMatch(/410105|王小明/);
  });

  it.each([
    [{}, 'body.amountFen', '必须填写。'],
    [{ amountFen: -1 }, 'body.amountFen', '不能小于 0。'],
    [{ amountFen: 1e15 }, 'body.amountFen', '不能大于 500000000000。'],
    [{ amountFen: 0.5 }, 'body.amountFen', '应当是整数。'],
    [{ amountFen: 5, bank: {} }, 'body.bank.number', '必须填写。'],
    [{ amountFen: 5, bank: { number: '1', branch: '' } }, 'body.bank.branch', '没有这一项，请去掉。'],
    [[], 'body', '应当是对象。'],
  ])('refuses %j at %s', async (json, path, message) => {
    const { status, problem } = await served.ask('POST', LINES, { as: 'clerk', json });
    expect([status, problem.code]).toEqual([400, 'bad-input']);
    expect(problem.fields).toEqual([{ path, message }]);
  });

  it('refuses a path whose part is none', async () => {
    const { status, problem } = await served.ask('POST', '/api/test-orders/1/lines', {
      as: 'clerk',
      json: { amountFen: 5 },
    });
    expect([status, problem.fields]).toEqual([
      400,
      [{ path: 'params.orderId', message: '格式不对，应当是编号（UUID）。' }],
    ]);
  });

  it.each([
    ['{', 400, 'bad-json'],
    ['', 400, 'bad-json'],
    ['{"amountFen":5,"__proto__":{"admin":true}}', 400, 'bad-json'],
    ['{"amountFen":5,"constructor":{"prototype":{}}}', 400, 'bad-json'],
    [`${'['.repeat(33)}${']'.repeat(33)}`, 400, 'bad-json'],
    [Buffer.from([0x22, 0xff, 0x22]), 400, 'bad-json'],
    [`"${'x'.repeat(1_048_576)}"`, 413, 'too-large'],
  ])('refuses the body %.40s', async (body, status, code) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await served.ask('POST', LINES, { as: 'clerk', body, headers });
    expect([answer.status, answer.problem.code]).toEqual([status, code]);
  });

  it('lets brackets stand in texts as deep as they like', async () => {
    const json = { amountFen: 5, bank: { number: '"['.repeat(100) } };
    const { problem } = await served.ask('POST', LINES, { as: 'clerk', json });
    expect(problem.fields?.[0]?.path).toBe('body.bank.number');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])(
    'takes no %s',
    async (type) => {
      const answer = await served.ask('POST', LINES, { as: 'clerk', body: 'a=1', headers: { 'content-type': type } });
      expect([answer.status, answer.problem.code]).toEqual([415, 'unsupported-media-type']);
    },
  );
});

describe('the gates before a route', () => {
  it('ask for a sign-in, a second factor, a permission, in this order', async () => {
    const codes = await Promise.all(
      [undefined, 'nobody', 'halfway', 'other', 'clerk'].map(async (as) => {
        const answer = await served.ask('POST', LINES, { ...(as === undefined ? {} : { as }), json: { amountFen: 5 } });
        return [answer.status, answer.problem.code];
      }),
    );
    expect(codes).toEqual([
      [401, 'not-signed-in'],
      [401, 'not-signed-in'],
      [403, 'second-factor-needed'],
      [403, 'not-permitted'],
      [201, undefined],
    ]);
    expect((await served.ask('GET', '/api/test-me', { as: 'halfway' })).status).toBe(200);
  });

  it('answer alike whether the thing exists, is malformed or the body is none', async () => {
    const asked = [LINES, '/api/test-orders/1/lines', LINES.replace('1/', '9/')].map((path) =>
      served.ask('POST', path, { as: 'other', body: '{', headers: { 'content-type': 'application/json' } }),
    );
    const answers = (await Promise.all(asked)).map(({ status, problem }) => [status, { ...problem, traceId: '' }]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it.each(['', 'short', 'with space', '号'.repeat(10), 'x'.repeat(65)])(
    'want a key for a write: "%s" is none',
    async (key) => {
      const headers = { 'idempotency-key': encodeURI(key) };
      const { status, problem } = await served.ask('POST', LINES, { as: 'clerk', json: { amountFen: 5 }, headers });
      expect([status, problem.code]).toEqual([400, 'idempotency-key-missing']);
    },
  );

  it('refuse a write that another site sends', async () => {
    const asked = (headers: Record<string, string>): Promise<[number, string | undefined]> =>
      served
        .ask('POST', LINES, { json: { amountFen: 5 }, headers })
        .then(({ status, problem }) => [status, problem.code]);
    const own = `http://127.0.0.1:${served.port}`;
    const cookie = 'tongzhou=clerk';
    expect(await asked({ cookie, origin: own })).toEqual([201, undefined]);
    expect(await asked({ cookie, 'sec-fetch-site': 'same-origin' })).toEqual([201, undefined]);
    const foreign = [
      { cookie, origin: 'https://evil.example' },
      { cookie, origin: 'null' },
      { cookie, origin: `${own}.evil.example` },
      { cookie },
      { cookie, 'sec-fetch-site': 'same-site' },
      { authorization: 'Bearer clerk', origin: 'https://evil.example' },
    ];
    for (const headers of foreign) expect(await asked(headers)).toEqual([403, 'foreign-origin']);
  });

  it('set a session cookie that no script reads and no other site sends', async () => {
    const plain = await served.ask('POST', '/api/test-sign-in');
    expect(plain.headers['set-cookie']).toEqual(['tongzhou=clerk; Max-Age=3600; Path=/; HttpOnly; SameSite=Strict']);
    const secure = await serveRoutes(routes, actors, { publicOrigin: 'https://tongzhou.example.cn' });
    try {
      const { headers } = await secure.ask('POST', '/api/test-sign-in', {
        headers: { origin: 'https://tongzhou.example.cn' },
      });
      expect(headers['set-cookie']).toEqual([
        '__Host-tongzhou=clerk; Max-Age=3600; Path=/; HttpOnly; Secure; SameSite=Strict',
      ]);
      expect(headers['strict-transport-security']).toContain('max-age=63072000');
      const answer = await secure.ask('GET', '/api/test-me', { headers: { cookie: '__Host-tongzhou=clerk' } });
      expect(answer.json).toEqual({ accountId: 'clerk' });
    } finally {
      await secure.stop();
    }
  });
});

describe('too many requests', () => {
  it('meet the route’s own limit, with the seconds to wait', async () => {
    const limited = await serveRoutes(routes, actors);
    try {
      const statuses: number[] = [];
      for (let time = 0; time < 4; time++) statuses.push((await limited.ask('POST', '/api/test-sign-in')).status);
      expect(statuses).toEqual([204, 204, 204, 429]);
      const { headers, problem } = await limited.ask('POST', '/api/test-sign-in');
      expect(Number(headers['retry-after'])).toBeGreaterThan(50);
      expect(problem.message).toBe(`操作过于频繁，请在 ${headers['retry-after']} 秒后再试。`);
    } finally {
      await limited.stop();
    }
  });

  it('are counted by account where one is known, and by address before anything else', async () => {
    const limits = {
      requestsPerAccount: { maxRequests: 2, perSeconds: 60 },
      requestsPerAddress: { maxRequests: 6, perSeconds: 60 },
    };
    const limited = await serveRoutes(routes, actors, { limits });
    try {
      const statuses: number[] = [];
      for (const as of ['clerk', 'clerk', 'clerk', 'other', 'nobody', 'nobody', 'nobody']) {
        statuses.push((await limited.ask('GET', '/api/test-me', { as })).status);
      }
      expect(statuses).toEqual([200, 200, 429, 200, 401, 401, 429]);
    } finally {
      await limited.stop();
    }
  });
});

describe('what goes wrong', () => {
  it('is told in one plain sentence, with the number under which it was logged', async () => {
    const { status, text, problem } = await served.ask('GET', '/api/test-failure');
    expect([status, problem.code]).toEqual([500, 'unexpected']);
    expect(text).not.toMatch(/王小明|410105|Error|\.ts/);
    const line = served
      .log()
      .split('\n')
      .find((entry) => entry.includes(problem.traceId) && entry.includes('failure'));
    expect(line).toContain('mount-route.test.ts');
  });

  it.each(['57P01', '08006', 'ECONNREFUSED'])('outside (%s) is no fault of the program: 503', async (code) => {
    const { status, problem } = await served.ask('GET', `/api/test-failure?code=${code}`);
    expect([status, problem.code]).toEqual([503, 'unavailable']);
  });

  it('is no such route, or not with this method', async () => {
    const unknown = await served.ask('GET', '/api/nothing/410105199001011234');
    expect([unknown.status, unknown.problem.code]).toEqual([404, 'no-such-route']);
    const wrong = await served.ask('GET', LINES, { as: 'clerk' });
    expect([wrong.status, wrong.problem.code, wrong.headers['allow']]).toEqual([405, 'method-not-allowed', 'POST']);
    const malformed = await served.ask('GET', '/api/%zz');
    expect([malformed.status, malformed.problem.code]).toEqual([400, 'bad-request']);
  });
});
