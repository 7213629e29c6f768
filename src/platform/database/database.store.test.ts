import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDate } from '#kernel/civil-date.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { type AccessContext, SYSTEM_ACTOR_ID } from './access-context.ts';
import { copyText } from './copy-text.ts';
import { sqlState } from './database.ts';
import { dayValue } from './value-types.ts';

let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
});
afterAll(() => base?.close());

const OFFICE = '01970000-0000-7000-8000-00000000000a';
const PLATFORM: AccessContext = { scope: 'platform', actorId: SYSTEM_ACTOR_ID };

test('a context lasts as long as its transaction, on the same connection too', async () => {
  const { database } = base.platform;
  const scope = sql`SELECT access.scope() AS scope, access.office_id() AS office, access.actor_id() AS actor`;
  const inside = await database.transaction({ scope: 'office', officeId: OFFICE, actorId: SYSTEM_ACTOR_ID }, (t) =>
    t.getRow(scope),
  );
  expect(inside).toEqual({ scope: 'office', office: OFFICE, actor: SYSTEM_ACTOR_ID });
  const rows = await Promise.all(
    Array.from({ length: 12 }, () => database.transaction(PLATFORM, (t) => t.getRow(scope))),
  );
  expect(new Set(rows.map((row) => JSON.stringify(row)))).toEqual(
    new Set([JSON.stringify({ scope: 'platform', office: null, actor: SYSTEM_ACTOR_ID })]),
  );
});

test.each<[string, AccessContext]>([
  ['an office that is no UUID', { scope: 'office', officeId: "'; DROP TABLE x; --", actorId: SYSTEM_ACTOR_ID }],
  ['agencies without one', { scope: 'agencies', officeId: OFFICE, agencyIds: [], actorId: SYSTEM_ACTOR_ID }],
  ['nobody', { scope: 'office', officeId: OFFICE, actorId: '' }],
])('a context of %s never reaches the database', async (_, context) => {
  await expect(base.platform.database.transaction(context, async () => undefined)).rejects.toThrow(TypeError);
});

test('values come back as days, instants, whole numbers and bytes', async () => {
  const day = parseDate('2024-02-29');
  const row = await base.platform.database.transaction(PLATFORM, (t) =>
    t.getRow(sql`SELECT ${dayValue(day)}::date AS day, '2025-05-26 00:00:07+08'::timestamptz AS at,
      9007199254740991::bigint AS most, '\\x00ff'::bytea AS bytes, ARRAY[1,2]::bigint[] AS many, NULL::date AS none`),
  );
  expect(row).toEqual({
    day,
    at: Date.parse('2025-05-25T16:00:07Z'),
    most: Number.MAX_SAFE_INTEGER,
    bytes: Buffer.from([0, 255]),
    many: [1, 2],
    none: null,
  });
  await expect(
    base.platform.database.transaction(PLATFORM, (t) => t.getRow(sql`SELECT 9007199254740993::bigint AS more`)),
  ).rejects.toThrow(RangeError);
});

test('what threw leaves nothing, and the connection serves the next', async () => {
  const { database } = base.platform;
  const insert = sql`INSERT INTO directory.unit_code VALUES ('91410000000000000X', ${OFFICE}, ${OFFICE})`;
  await expect(
    database.transaction(PLATFORM, async (t) => {
      await t.run(insert);
      throw new Error('in the middle');
    }),
  ).rejects.toThrow('in the middle');
  expect(await database.transaction(PLATFORM, (t) => t.rows(sql`SELECT FROM directory.unit_code`))).toEqual([]);
});

test('a transaction that lost a race runs again', async () => {
  const { database } = base.platform;
  let runs = 0;
  await database.transaction(PLATFORM, async (t) => {
    runs += 1;
    if (runs < 3) await t.run(sql`DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '40001'; END $$`);
  });
  expect(runs).toBe(3);
});

test('a table of the application cannot be made by it, nor a role be taken', async () => {
  const { database } = base.platform;
  for (const statement of [
    sql`CREATE TABLE tenant.mine (a integer)`,
    sql`CREATE TEMP TABLE mine (a integer)`,
    sql`SET ROLE tongzhou_owner`,
    sql`SET ROLE postgres`,
    sql`ALTER TABLE tenant.person DISABLE ROW LEVEL SECURITY`,
    sql`SELECT access.protect('tenant.person', 'shared', 'SELECT')`,
  ]) {
    const state = await database
      .transaction(PLATFORM, (t) => t.run(statement))
      .then(
        () => 'done',
        (error: unknown) => sqlState(error),
      );
    expect([statement.text, state]).toEqual([statement.text, '42501']);
  }
});

test('COPY text survives tabs, line breaks, backslashes and nothing', async () => {
  let text = '';
  for await (const piece of copyText([
    ['a\tb\nc\\d\r', 1, true, null],
    [new Uint8Array([1, 2]), -2n, undefined, ''],
  ])) {
    text += piece;
  }
  expect(text).toBe('a\\tb\\nc\\\\d\\r\t1\ttrue\t\\N\n\\\\x0102\t-2\t\\N\t\n');
});
