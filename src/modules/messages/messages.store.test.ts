import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '#platform/acts/act.ts';
import type { DeliverableEvent } from '#platform/outbox/outbox-event.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { findMessages, markRead, messageTarget } from './index.ts';

const OFFICE = '01970000-0000-7000-8000-00000000000a';
const [AGENT, MEMBER] = ['01970000-0000-7000-8000-0000000000c1', '01970000-0000-7000-8000-0000000000c2'];
const OBJECT = '01970000-0000-7000-8000-0000000000d1';
const agent: Caller = {
  access: { scope: 'unit', officeId: OFFICE, unitId: OBJECT, agencyIds: [OBJECT], actorId: AGENT },
};
const member: Caller = { access: { scope: 'person', officeId: OFFICE, personId: OBJECT, actorId: MEMBER } };

let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
});
afterAll(() => base?.close());

test('an event that comes twice is one message to each recipient, who sees and reads his own alone', async () => {
  const deliver = messageTarget(base.platform, ({ kind }) =>
    Promise.resolve(kind === 'secret' ? [] : kind === 'both' ? [AGENT, MEMBER] : [AGENT]),
  );
  const event: DeliverableEvent = {
    officeId: OFFICE,
    id: 1,
    at: base.clock.now(),
    kind: 'both',
    objectKind: 'roster',
    objectId: OBJECT,
    agencyId: null,
    unitId: OBJECT,
    personId: null,
    payload: { state: 'passed' },
  };
  for (const each of [event, event, { ...event, id: 2, kind: 'agent' }, { ...event, id: 3, kind: 'secret' }]) {
    await deliver(each, AbortSignal.timeout(5_000));
  }
  const read = async (caller: Caller, after?: number): Promise<unknown[]> => {
    const page = { limit: 10, ...(after === undefined ? {} : { after }) };
    const messages = await findMessages(base.platform, caller, page);
    return messages.map(({ id, readAt }) => [id, readAt !== null]);
  };
  expect(await read(agent)).toEqual([
    [2, false],
    [1, false],
  ]);
  expect(await read(agent, 2)).toEqual([[1, false]]);
  expect(await read(member)).toEqual([[1, false]]);
  expect(await markRead(base.platform, agent, 1)).toBe(1);
  expect(await markRead(base.platform, agent, 1)).toBe(0);
  expect(await read(agent)).toEqual([
    [2, false],
    [1, true],
  ]);
  expect(await read(member)).toEqual([[1, false]]);
});
