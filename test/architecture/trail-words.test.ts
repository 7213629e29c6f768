import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

test('every act that leaves a row in the trail has words there', () => {
  const files = globSync('src/{modules,http,composition,platform}/**/*.ts', { cwd: root }).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  const acts = new Set(
    files.flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return [...text.matchAll(/audit\(\{[^}]*?\bact: '([a-z-]+)'/g)].map(([, act = '']) => act);
    }),
  );
  expect(acts.size).toBeGreaterThan(100);
  const words = globSync('src/web/desk/trail/*.ts', { cwd: root })
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('');
  expect([...acts].filter((act) => !new RegExp(`'?\\b${act}'?:`).test(words))).toEqual([]);
});
