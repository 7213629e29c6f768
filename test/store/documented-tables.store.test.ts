import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const ARCHITECTURE = join(import.meta.dirname, '../../docs/architecture.md');

let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
});
afterAll(() => base?.close());

test('docs/architecture.md names every table by its class, and no table that is not there', async () => {
  const rows = await base.asSuperuser<{ name: string }>(`
    SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND n.nspname IN ('tenant', 'directory', 'reference', 'local', 'stage', 'migration')`);
  const text = readFileSync(ARCHITECTURE, 'utf8');
  const named = [...text.matchAll(/`((?:tenant|directory|reference|local|stage|migration)\.[a-z0-9_]+)`/g)].map(
    ([, name]) => name,
  );
  expect([...new Set(named)].sort()).toEqual(rows.map(({ name }) => name).sort());
});
