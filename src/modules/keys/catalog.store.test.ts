import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { HASHED_COLUMNS, RESERVATION, SEALED_BENEATH, SEALED_COLUMNS } from './index.ts';

let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
});
afterAll(() => base?.close());

/** Columns of lasting tables whose name fits; stages are empty outside of a transaction. */
async function columns(pattern: string): Promise<string[]> {
  const rows = await base.asSuperuser<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname || '.' || a.attname AS name
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
       AND n.nspname IN ('tenant', 'directory', 'local', 'reference', 'migration', 'public') AND a.attname ~ $1
     ORDER BY 1`,
    [pattern],
  );
  return rows.map(({ name }) => name);
}

test('every sealed column is known to the rotation, and what it knows is there', async () => {
  const known = [...SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`), ...SEALED_BENEATH];
  expect(known.sort()).toEqual(await columns('^(sealed|wrapped)(?!_(at|count))'));
});

test('every pair of columns with look-up hashes is known to the rotation', async () => {
  const known = [...HASHED_COLUMNS, RESERVATION].flatMap(({ table, column }) => [
    `${table}.${column}_0`,
    `${table}.${column}_1`,
  ]);
  expect(known.sort()).toEqual(await columns('_[01]$'));
});

test('the keys by which the rotation walks are the primary keys', async () => {
  const rows = await base.asSuperuser<{ name: string; key: string }>(
    `SELECT i.indrelid::regclass::text AS name, string_agg(a.attname, ' ' ORDER BY k.place) AS key
     FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
     WHERE i.indisprimary GROUP BY 1`,
  );
  const keys = new Map(rows.map(({ name, key }) => [name, key]));
  for (const { table, key } of [...SEALED_COLUMNS, ...HASHED_COLUMNS])
    expect(`${table}: ${keys.get(table)}`).toBe(`${table}: ${['office_id', ...key.map(([name]) => name)].join(' ')}`);
});

test('the application may change every column that it rotates', async () => {
  const rotated = [
    ...SEALED_COLUMNS.map(({ table, column }) => [table, column] as const),
    ...[...HASHED_COLUMNS, RESERVATION].flatMap(({ table, column }) => [
      [table, `${column}_0`] as const,
      [table, `${column}_1`] as const,
    ]),
  ];
  const rows = await base.asSuperuser<{ name: string }>(
    `SELECT t || '.' || c AS name FROM unnest($1::text[], $2::text[]) AS rotated (t, c)
     WHERE NOT has_column_privilege('tongzhou_app', t, c, 'UPDATE')`,
    [rotated.map(([table]) => table), rotated.map(([, column]) => column)],
  );
  expect(rows).toEqual([]);
});
