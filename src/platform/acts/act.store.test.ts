import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fail, ok, type Result } from '#kernel/result.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { type Act, type Caller, perform } from './act.ts';
import { forgetOldKeys } from './forget-old-keys.ts';
import type { IdempotencyRefusal } from './idempotency.ts';

const OFFICE = '01970000-0000-7000-8000-00000000000a';
const OTHER_OFFICE = '01970000-0000-7000-8000-00000000000b';
const ACTOR = '01970000-0000-7000-8000-0000000000c1';
const OTHER_ACTOR = '01970000-0000-7000-8000-0000000000c2';
const OBJECT = '01970000-0000-7000-8000-0000000000d1';

let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
});
beforeEach(() => base.asSuperuser('TRUNCATE tenant.audit_row, tenant.outbox_event, tenant.idempotency_key'));
afterAll(() => base?.close());

function callerWith(idempotencyKey: string | undefined, officeId = OFFICE, actorId = ACTOR): Caller {
  return {
    access: { scope: 'office', officeId, actorId },
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
}

type Answer = Result<{ name: string }, { readonly code: 'closed' } | IdempotencyRefusal>;

let works = 0;
/** An act with every kind of effect. */
function greet(caller: Caller, name: string, refuse = false): Promise<Answer> {
  return perform<{ name: string }, { readonly code: 'closed' }>(
    base.platform,
    caller,
    { name: 'greet', input: { name } },
    async (act: Act) => {
      works += 1;
      await act.audit({ act: 'greet', objectKind: 'thing', objectId: OBJECT });
      await act.emit({ kind: 'greeted', objectKind: 'thing', objectId: OBJECT });
      return refuse ? fail({ code: 'closed' }) : ok({ name });
    },
  );
}

async function effects(): Promise<object | undefined> {
  const [row] = await base.asSuperuser<object>(`SELECT
    (SELECT count(*)::integer FROM tenant.audit_row) AS audited,
    (SELECT count(*)::integer FROM tenant.outbox_event) AS emitted,
    (SELECT count(*)::integer FROM tenant.idempotency_key) AS kept`);
  return row;
}

test('the same key with the same input gives the same answer and has no second effect', async () => {
  works = 0;
  const caller = callerWith('key-00001');
  const first = await greet(caller, '李四');
  expect(await greet(caller, '李四')).toEqual(first);
  expect(first).toEqual(ok({ name: '李四' }));
  expect(works).toBe(1);
  expect(await effects()).toEqual({ audited: 1, emitted: 1, kept: 1 });
});

test('the same key with another input, or for another act, is refused and does nothing', async () => {
  const caller = callerWith('key-00002');
  await greet(caller, '李四');
  const refusal = fail({ code: 'idempotency-key-reused' });
  expect(await greet(caller, '王五')).toEqual(refusal);
  const other = perform(base.platform, caller, { name: 'part', input: { name: '李四' } }, () =>
    Promise.reject(new Error('must not run')),
  );
  expect(await other).toEqual(refusal);
  expect(await effects()).toEqual({ audited: 1, emitted: 1, kept: 1 });
});

test('a key is its caller’s: another actor or office may use the same', async () => {
  for (const caller of [
    callerWith('key-00003'),
    callerWith('key-00003', OFFICE, OTHER_ACTOR),
    callerWith('key-00003', OTHER_OFFICE),
  ]) {
    expect(await greet(caller, caller.access.actorId)).toEqual(ok({ name: caller.access.actorId }));
  }
  expect(await effects()).toEqual({ audited: 3, emitted: 3, kept: 3 });
});

test('of many at the same moment one acts, and all get its answer', async () => {
  works = 0;
  const caller = callerWith('key-00004');
  const answers = await Promise.all(Array.from({ length: 8 }, () => greet(caller, '李四')));
  expect(answers).toEqual(Array.from({ length: 8 }, () => ok({ name: '李四' })));
  expect(works).toBe(1);
  expect(await effects()).toEqual({ audited: 1, emitted: 1, kept: 1 });
});

test('of two at the same moment with different inputs one acts and the other is refused', async () => {
  const caller = callerWith('key-00005');
  const answers = await Promise.all([greet(caller, '李四'), greet(caller, '王五')]);
  expect(answers.filter(({ ok: isOk }) => isOk)).toHaveLength(1);
  expect(answers).toContainEqual(fail({ code: 'idempotency-key-reused' }));
  expect(await effects()).toEqual({ audited: 1, emitted: 1, kept: 1 });
});

test('a refusal leaves nothing and is not kept: the same key may try again', async () => {
  const caller = callerWith('key-00006');
  expect(await greet(caller, '李四', true)).toEqual(fail({ code: 'closed' }));
  expect(await effects()).toEqual({ audited: 0, emitted: 0, kept: 0 });
  expect(await greet(caller, '李四')).toEqual(ok({ name: '李四' }));
});

test('an act that throws leaves nothing, and one without an audit row throws', async () => {
  const caller = callerWith('key-00007');
  const torn = perform(base.platform, caller, { name: 'tear', input: null }, async (act) => {
    await act.audit({ act: 'tear', objectKind: 'thing', objectId: OBJECT });
    await act.emit({ kind: 'torn', objectKind: 'thing', objectId: OBJECT });
    throw new Error('in the middle');
  });
  await expect(torn).rejects.toThrow('in the middle');
  const silent = perform(base.platform, caller, { name: 'silent', input: null }, () => Promise.resolve(ok(1)));
  await expect(silent).rejects.toThrow('left no audit row');
  expect(await effects()).toEqual({ audited: 0, emitted: 0, kept: 0 });
});

test('without a key each call is an act of its own', async () => {
  await greet(callerWith(undefined), '李四');
  await greet(callerWith(undefined), '李四');
  expect(await effects()).toEqual({ audited: 2, emitted: 2, kept: 0 });
});

test('answers are sealed: neither the name nor its bytes stand in the table', async () => {
  await greet(callerWith('key-00008'), '欧阳娜娜');
  const [row] = await base.asSuperuser<{ sealed_answer: Buffer }>('SELECT * FROM tenant.idempotency_key');
  expect(JSON.stringify(row)).not.toContain('欧阳');
  expect(row?.sealed_answer.includes('欧阳')).toBe(false);
});

test('an answer that nothing came with comes back as nothing', async () => {
  const caller = callerWith('key-00009');
  const act = (): Promise<unknown> =>
    perform(base.platform, caller, { name: 'end', input: null }, async (it) => {
      await it.audit({ act: 'end', objectKind: 'thing', objectId: OBJECT });
      return ok(undefined);
    });
  expect(await act()).toEqual(ok(undefined));
  expect(await act()).toEqual(ok(undefined));
  expect(await effects()).toMatchObject({ audited: 1 });
});

test('keys older than 30 days are forgotten, of that office only', async () => {
  await greet(callerWith('key-00010'), 'old');
  await greet(callerWith('key-00011', OTHER_OFFICE), 'old');
  base.clock.set(base.clock.now() + 30 * 86_400_000 - 1_000);
  await greet(callerWith('key-00012'), 'young');
  expect(await forgetOldKeys(base.platform, OFFICE)).toBe(0);
  base.clock.set(base.clock.now() + 1_001);
  expect(await forgetOldKeys(base.platform, OFFICE)).toBe(1);
  const left = await base.asSuperuser<{ key: string }>('SELECT key FROM tenant.idempotency_key ORDER BY key');
  expect(left.map(({ key }) => key)).toEqual(['key-00011', 'key-00012']);
});
