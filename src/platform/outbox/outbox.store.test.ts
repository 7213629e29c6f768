import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ok } from '#kernel/result.ts';
import { perform } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import { Database } from '#platform/database/database.ts';
import type { Platform } from '#platform/platform.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { type DispatchOptions, dispatchOutbox } from './dispatch-outbox.ts';
import { type Deliver, DeliveryFailure, deliverToAll } from './outbox-event.ts';
import { dropEvent, findSetAsideEvents, retryEvent } from './set-aside.ts';
import { webhook } from './webhook.ts';

const OFFICE = '01970000-0000-7000-8000-00000000000a';
const ONE = '01970000-0000-7000-8000-0000000000d1';
const OTHER = '01970000-0000-7000-8000-0000000000d2';
const caller = { access: { scope: 'office', officeId: OFFICE, actorId: SYSTEM_ACTOR_ID } } as const;

let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
});
beforeEach(() => base.asSuperuser('TRUNCATE tenant.outbox_event'));
afterAll(() => base?.close());

async function emit(objectId: string, ...steps: readonly number[]): Promise<void> {
  for (const step of steps) {
    await perform(base.platform, caller, { name: 'step', input: step }, async (act) => {
      await act.audit({ act: 'step', objectKind: 'thing', objectId });
      await act.emit({ kind: 'stepped', objectKind: 'thing', objectId, payload: { step } });
      return ok(step);
    });
  }
}

/** Dispatches until `isDone`: transactions of other tests on the same server hold events back for a moment. */
async function dispatch(
  deliver: Deliver,
  isDone: (waiting: number) => boolean | Promise<boolean> = (waiting) => waiting === 0,
  options: DispatchOptions = {},
): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    await dispatchOutbox(base.platform, OFFICE, deliver, options);
    if (await isDone(await waitingCount())) return;
    await sleep(25);
  }
  throw new Error('events were held back');
}

async function waitingCount(): Promise<number> {
  const [row] = await base.asSuperuser<{ count: number }>(
    'SELECT count(*)::integer FROM tenant.outbox_event WHERE delivered_at IS NULL AND dropped_at IS NULL',
  );
  return row?.count ?? 0;
}

function passTime(seconds: number): void {
  base.clock.set(base.clock.now() + seconds * 1_000);
}

/** A target that notes what it got. */
function noting(notes: string[], refuse: (note: string) => boolean = () => false): Deliver {
  return ({ objectId, payload }) => {
    const note = `${objectId === ONE ? 'one' : 'other'} ${payload['step']}`;
    if (refuse(note)) return Promise.reject(new DeliveryFailure('对方不收'));
    notes.push(note);
    return Promise.resolve();
  };
}

test('events arrive once each and in order per object, with many dispatchers at the same time', async () => {
  const objects = Array.from({ length: 8 }, (_, index) => `01970000-0000-7000-8000-0000000001${10 + index}`);
  const steps = Array.from({ length: 10 }, (_, index) => index);
  const emitting = Promise.all(objects.map((objectId) => emit(objectId, ...steps)));
  const got = new Map<string, unknown[]>(objects.map((objectId) => [objectId, []]));
  const deliver: Deliver = async ({ objectId, payload }) => {
    await sleep(Math.random() * 4);
    got.get(objectId)?.push(payload['step']);
  };
  await Promise.all(Array.from({ length: 4 }, () => dispatch(deliver, () => true)));
  await emitting;
  await Promise.all(Array.from({ length: 4 }, () => dispatch(deliver)));
  expect([...got.values()]).toEqual(objects.map(() => steps));
});

test('while an event does not arrive, later ones of its object wait and those of others go on', async () => {
  await emit(ONE, 1, 2);
  await emit(OTHER, 1, 2);
  const notes: string[] = [];
  let isDown = true;
  const deliver = noting(notes, (note) => isDown && note === 'one 1');
  await dispatch(deliver, (waiting) => waiting === 2);
  expect(notes).toEqual(['other 1', 'other 2']);
  isDown = false;
  await dispatchOutbox(base.platform, OFFICE, deliver);
  // the wait before the next attempt is not over
  expect(notes).toEqual(['other 1', 'other 2']);
  passTime(5);
  await dispatch(deliver);
  expect(notes).toEqual(['other 1', 'other 2', 'one 1', 'one 2']);
});

test('an event that fails too often is set aside and shown; retried it goes out first, dropped it lets the next pass', async () => {
  await emit(ONE, 1, 2);
  await emit(OTHER, 1, 2);
  const notes: string[] = [];
  let refused = ['one 1', 'other 1'];
  const deliver = noting(notes, (note) => refused.includes(note));
  const setAside = async (): Promise<readonly object[]> =>
    await findSetAsideEvents(base.platform, caller, { limit: 10 });
  for (const attempt of [1, 2, 3]) {
    await dispatch(deliver, async () => (await attemptsMade()) === 2 * attempt, { attempts: 3 });
    passTime(3_600);
  }
  const events = await findSetAsideEvents(base.platform, caller, { limit: 10 });
  expect(events).toMatchObject([
    { objectId: ONE, attempts: 3, failure: '对方不收', kind: 'stepped' },
    { objectId: OTHER, attempts: 3 },
  ]);
  refused = [];
  await dispatchOutbox(base.platform, OFFICE, deliver, { attempts: 3 });
  expect(notes).toEqual([]);
  const [first, second] = events;
  expect(await retryEvent(base.platform, caller, first?.id ?? 0)).toEqual(ok(undefined));
  expect(await dropEvent(base.platform, caller, second?.id ?? 0)).toEqual(ok(undefined));
  expect(await dropEvent(base.platform, caller, second?.id ?? 0)).toMatchObject({ error: { code: 'event-unknown' } });
  await dispatch(deliver);
  expect(notes.filter((note) => note.startsWith('one'))).toEqual(['one 1', 'one 2']);
  expect(notes.filter((note) => note.startsWith('other'))).toEqual(['other 2']);
  expect(await setAside()).toEqual([]);
  const acts = await base.asSuperuser<{ act: string }>(
    `SELECT act FROM tenant.audit_row WHERE act LIKE '%-event' ORDER BY id`,
  );
  expect(acts.map(({ act }) => act)).toEqual(['retry-event', 'drop-event']);
});

async function attemptsMade(): Promise<number> {
  const [row] = await base.asSuperuser<{ sum: number }>(
    'SELECT coalesce(sum(attempts), 0)::integer AS sum FROM tenant.outbox_event',
  );
  return row?.sum ?? 0;
}

test('what a dying process had taken comes again when its lease ends, and is set aside when it dies each time', async () => {
  await emit(ONE, 1);
  for (const attempt of [1, 2]) {
    const database = new Database({ url: base.url });
    const dying = dispatchForever({ ...base.platform, database });
    while ((await attemptsMade()) < attempt) await sleep(25);
    // its delivery never ends, and its database is gone
    await database.close();
    dying.stop();
    passTime(61);
  }
  const notes: string[] = [];
  await dispatchOutbox(base.platform, OFFICE, noting(notes), { attempts: 2 });
  expect(notes).toEqual([]);
  const [event] = await findSetAsideEvents(base.platform, caller, { limit: 10 });
  expect(event).toMatchObject({ failure: '投递时程序中断', attempts: 3 });
  await retryEvent(base.platform, caller, event?.id ?? 0);
  await dispatch(noting(notes));
  expect(notes).toEqual(['one 1']);
});

/** Looks for work again and again, as a program does, and never gets an answer from its target. */
function dispatchForever(platform: Platform): { readonly stop: () => void } {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await dispatchOutbox(platform, OFFICE, () => new Promise(() => undefined), { signal: stopping.signal });
      await sleep(25);
    }
  };
  run().catch(() => undefined);
  return { stop: () => stopping.abort() };
}

let server: Server | undefined;
afterEach(() => server?.close());

test('a webhook is signed, and one that does not answer with success gets the event again', async () => {
  const secret = Buffer.alloc(32, 7);
  const requests: { headers: IncomingHttpHeaders; body: string }[] = [];
  const statuses = [500, 302, 204];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      requests.push({ headers: request.headers, body });
      response.writeHead(statuses[requests.length - 1] ?? 204, { location: 'http://127.0.0.1:9/' }).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const deliver = webhook(base.clock, { url: `http://127.0.0.1:${port}/hook`, secret });
  const notes: string[] = [];
  await emit(ONE, 1);
  await dispatch(deliverToAll([noting(notes), deliver]), () => requests.length === 1);
  const [failed] = await base.asSuperuser('SELECT failure FROM tenant.outbox_event');
  expect(failed).toEqual({ failure: '对方系统没有接收，状态码 500' });
  passTime(5);
  await dispatch(deliver, () => requests.length === 2);
  passTime(10);
  await dispatch(deliver);
  expect(requests.map(({ headers }) => headers['webhook-id'])).toEqual(
    Array(3).fill(requests[0]?.headers['webhook-id']),
  );
  const [{ headers, body }] = requests.slice(-1) as [(typeof requests)[0]];
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', secret).update(signed).digest('base64')}`);
  expect(JSON.parse(body)).toMatchObject({ officeId: OFFICE, objectId: ONE, kind: 'stepped', payload: { step: 1 } });
  expect(Number(headers['webhook-timestamp'])).toBe(Math.floor(base.clock.now() / 1_000));
});

test('a webhook where nobody listens fails with a sentence', async () => {
  const event = {
    officeId: OFFICE,
    id: 1,
    at: 0,
    kind: 'k',
    objectKind: 'thing',
    objectId: ONE,
    agencyId: null,
    unitId: null,
    personId: null,
    payload: {},
  };
  const deliver = webhook(base.clock, { url: 'http://127.0.0.1:9/', secret: Buffer.alloc(32) });
  await expect(deliver(event, AbortSignal.timeout(5_000))).rejects.toThrow('连接不上对方系统');
});
